import type { RunMessage } from '#shared/contract/bridge'
import type { CallName, Input, Output, RunEvent, RunName } from '#shared/contract/contract'
import type { Result } from '#shared/result'
import type { Application } from '../../core/application'

/** A call with the types of the contract; the application validates by the same contract. */
export async function callApplication<K extends CallName>(application: Application, name: K, input: Input<K>): Promise<Result<Output<K>>> {
  return (await application.call(name, input)) as Result<Output<K>>
}

/** Starts a run, passes its events on and waits for its result. `onStarted` gets the way to cancel it. */
export async function runApplication<K extends RunName>(
  application: Application,
  name: K,
  input: Input<K>,
  { onEvent, onStarted }: { onEvent: (event: RunEvent<K>) => void; onStarted: (cancel: () => void) => void },
): Promise<Result<Output<K>>> {
  const early: RunMessage[] = []
  let ofThisRun: ((message: RunMessage) => void) | undefined
  const stop = application.onRunMessage((message) => (ofThisRun ? ofThisRun(message) : early.push(message)))
  try {
    const started = await application.start(name, input)
    if (!started.ok) return started
    const { runId } = started.value
    onStarted(() => application.cancel(runId))
    return await new Promise((resolve) => {
      ofThisRun = (message) => {
        if (message.runId !== runId) return
        if (message.kind === 'event') onEvent(message.event as RunEvent<K>)
        else resolve(message.result as Result<Output<K>>)
      }
      for (const message of early) ofThisRun(message)
    })
  } finally {
    stop()
  }
}
