import type { Outcome } from '#shared/result'
import { failure, success } from '#shared/result'
import type { CallLimits } from '../../core/ports/call'
import { signalFromError } from './failure-signals'

export const deadlineSignal = (timeoutMs: number, what: string) => ({ errorCode: 'DEADLINE', message: `${what} did not finish within ${Math.round(timeoutMs / 100) / 10} s.` })
export const cancelledSignal = (what: string) => ({ errorCode: 'CANCELLED', message: `${what} was cancelled.` })

/**
 * Runs one outside call. It ends at its deadline or when the caller aborts, whether or not `work` listens to the signal
 * it is given; what `work` throws later is swallowed. `secrets` are removed from anything reported.
 */
export function within<T>(limits: CallLimits, what: string, work: (signal: AbortSignal) => Promise<T>, secrets: readonly string[] = []): Promise<Outcome<T>> {
  if (limits.signal.aborted) return Promise.resolve(failure(cancelledSignal(what)))
  return new Promise((resolve) => {
    const controller = new AbortController()
    const finish = (outcome: Outcome<T>): void => {
      clearTimeout(timer)
      limits.signal.removeEventListener('abort', onAbort)
      resolve(outcome)
      controller.abort()
    }
    const onAbort = (): void => finish(failure(cancelledSignal(what)))
    const timer = setTimeout(() => finish(failure(deadlineSignal(limits.timeoutMs, what))), Math.max(0, limits.timeoutMs))
    limits.signal.addEventListener('abort', onAbort, { once: true })
    // `async` also turns a synchronous throw of `work` into a rejection.
    const run = async (): Promise<T> => work(controller.signal)
    run().then(
      (value) => finish(success(value)),
      (error: unknown) => finish(failure(signalFromError(error, secrets))),
    )
  })
}

/** Ends early, without an error, when the signal aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
  })
}
