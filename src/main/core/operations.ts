import type { CallName, Input, Output, RunName } from '#shared/contract/contract'
import type { Result } from '#shared/result'
import type { RunContext } from './run-registry'

/**
 * Operation name -> service method, typed by the contract: a name without a handler does not compile, nor does one whose
 * input or output differs from what the contract promises.
 */
export type CallHandlers = { [K in CallName]: (input: Input<K>) => Promise<Result<Output<K>>> | Result<Output<K>> }
export type RunHandlers = { [K in RunName]: (input: Input<K>, context: RunContext<K>) => Promise<Result<Output<K>>> }
