import type { RunMessage } from '#shared/contract/bridge'
import type { Result } from '#shared/result'

/**
 * The application as every host sees it: the contract by name, with inputs validated here whatever the host.
 * Nothing throws for a failed operation or for bad input: both are results with a diagnosis.
 */
export interface Application {
  call(name: string, input: unknown): Promise<Result<unknown>>
  start(name: string, input: unknown): Promise<Result<{ runId: string }>>
  /** Unknown or finished runs are ignored. */
  cancel(runId: string): void
  onRunMessage(listener: (message: RunMessage) => void): () => void
  /** Cancels what runs, stops the sandbox, waits for both. */
  close(): Promise<void>
}
