import type { Bridge } from '#shared/contract/bridge'
import type { CallName, Input, Output, RunEvent, RunName } from '#shared/contract/contract'
import type { Result } from '#shared/result'
import { operationEnded } from './changes'
import { createRunInbox } from './run-inbox'

/** A run under way. `result` always settles, also after `cancel` (then with a `cancelled` diagnosis or what was reached). */
export interface RunHandle<K extends RunName> {
  result: Promise<Result<Output<K>>>
  cancel(): void
}

/** What screens and stores use of the application. Nothing here rejects: failures are results. */
export interface ScreenApi {
  call<K extends CallName>(name: K, input: Input<K>): Promise<Result<Output<K>>>
  /** Events come in order, none before the start is accepted and none after the result. */
  run<K extends RunName>(name: K, input: Input<K>, onEvent: (event: RunEvent<K>) => void, signal?: AbortSignal): RunHandle<K>
}

export function createApi(bridge: Bridge): ScreenApi {
  const inbox = createRunInbox()
  bridge.onRunMessage((message) => inbox.receive(message))

  return {
    async call(name, input) {
      const result = await bridge.call(name, input)
      operationEnded(name)
      return result
    },
    run<K extends RunName>(name: K, input: Input<K>, onEvent: (event: RunEvent<K>) => void, signal?: AbortSignal): RunHandle<K> {
      let runId: string | undefined
      let wantsCancel = signal?.aborted ?? false
      const cancel = () => {
        wantsCancel = true
        if (runId !== undefined) void bridge.cancel(runId)
      }
      const start = async (): Promise<Result<Output<K>>> => {
        const started = await bridge.start(name, input)
        if (!started.ok) return started
        runId = started.value.runId
        if (wantsCancel) void bridge.cancel(runId)
        return inbox.follow<K>(runId, onEvent)
      }
      signal?.addEventListener('abort', cancel, { once: true })
      const result = start().finally(() => {
        signal?.removeEventListener('abort', cancel)
        operationEnded(name)
      })
      return { result, cancel }
    },
  }
}
