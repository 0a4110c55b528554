/** Every outside call carries both: it ends by itself after `timeoutMs`, and at once when `signal` aborts. */
export interface CallLimits {
  signal: AbortSignal
  timeoutMs: number
}
