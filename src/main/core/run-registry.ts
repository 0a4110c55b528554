import type { RunMessage } from '#shared/contract/bridge'
import { type Output, type RunEvent, type RunName, contract } from '#shared/contract/contract'
import type { Result } from '#shared/result'
import { guarded } from './guarded'
import type { Log, Machine } from './ports/machine'

/** What a run may use: its id, the signal that cancel aborts, and the way to tell what happens. */
export interface RunContext<K extends RunName> {
  runId: string
  signal: AbortSignal
  emit: (event: RunEvent<K>) => void
}

export interface RunRegistry {
  /** Starts the work after this call has returned, so that whoever started it knows the id before the first message. */
  start<K extends RunName>(name: K, work: (context: RunContext<K>) => Promise<Result<Output<K>>>): string
  cancel(runId: string): void
  onMessage(listener: (message: RunMessage) => void): () => void
  /** Cancels every run and waits until each has sent its `finished`. */
  close(): Promise<void>
}

/**
 * Runs by id. Messages of a run are numbered from 0 without gaps; `finished` comes last and exactly once; what a run
 * emits after that is dropped. Events are held against the contract when `checkEvents` is set.
 */
export function createRunRegistry({ log, machine, checkEvents }: { log: Log; machine: Pick<Machine, 'newId'>; checkEvents: boolean }): RunRegistry {
  const listeners = new Set<(message: RunMessage) => void>()
  const running = new Map<string, { controller: AbortController; done: Promise<void> }>()

  function send(message: RunMessage): void {
    for (const listener of [...listeners]) {
      try {
        listener(message)
      } catch (error) {
        // One broken window must not end the run for the others.
        log.error('run.listener', error, { runId: message.runId })
      }
    }
  }

  return {
    start<K extends RunName>(name: K, work: (context: RunContext<K>) => Promise<Result<Output<K>>>) {
      const runId = machine.newId()
      const controller = new AbortController()
      let seq = 0
      let isFinished = false
      const emit = (event: RunEvent<K>) => {
        if (isFinished) return
        if (checkEvents) contract[name].event.parse(event)
        // K is one of the runs, which the compiler can't tell apart inside a generic function.
        send({ runId, seq: seq++, kind: 'event', event } as RunMessage)
      }
      const done = new Promise<void>((resolve) => setImmediate(resolve))
        .then(() => guarded(log, name, () => work({ runId, signal: controller.signal, emit })))
        .then((result) => {
          isFinished = true
          running.delete(runId)
          send({ runId, seq: seq++, kind: 'finished', result })
        })
      running.set(runId, { controller, done })
      return runId
    },
    cancel: (runId) => running.get(runId)?.controller.abort(),
    onMessage(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      const all = [...running.values()]
      for (const { controller } of all) controller.abort()
      await Promise.all(all.map(({ done }) => done))
    },
  }
}
