import type { Diagnosis } from '../diagnosis/diagnosis'
import type { CallName, Input, Output, RunEvent, RunName } from './contract'
import type { Result } from '../result'

/** What travels for every event of a run. `seq` starts at 0 and has no gaps; `finished` comes last, exactly once. */
export type RunMessage<K extends RunName = RunName> =
  | { runId: string; seq: number; kind: 'event'; event: RunEvent<K> }
  | { runId: string; seq: number; kind: 'finished'; result: Result<Output<K>> }

/**
 * The one way from a screen to the application, the same in every host. The Electron preload exposes it as
 * `window.assistant`; the browser host's page builds it over HTTP. Only `renderer/shared/api.ts` uses it.
 * Nothing here throws for a failed operation: failures are results.
 */
export interface Bridge {
  call<K extends CallName>(name: K, input: Input<K>): Promise<Result<Output<K>>>
  /** Answers at once with the id under which messages will arrive. */
  start<K extends RunName>(name: K, input: Input<K>): Promise<Result<{ runId: string }>>
  cancel(runId: string): Promise<void>
  /** All run messages of this page. Returns the way to stop listening. */
  onRunMessage(listener: (message: RunMessage) => void): () => void
}

/** What a host answers when a request is not one it serves: unknown operation, bad sender, bad input. */
export type Refusal = { ok: false; diagnosis: Diagnosis }
