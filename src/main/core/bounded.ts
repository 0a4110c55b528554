import { type Outcome, failure } from '#shared/result'
import type { CallLimits } from './ports/call'
import type { Clock } from './ports/machine'

/** The error code of a call that was stopped by the user. */
export const CANCELLED = 'CANCELLED'

/** Adapters keep their own deadlines; this much later the core stops waiting for one that does not. */
const GRACE_MS = 250

const inWords = (ms: number) => (ms < 1000 ? `${ms} ms` : `${Math.round(ms / 100) / 10} seconds`)

/**
 * Makes an outside call end when its limits say so, even if the adapter doesn't: at once on cancel, shortly after its
 * deadline otherwise. The signal that the adapter sees is aborted in both cases.
 */
export async function bounded<T>(clock: Clock, stage: string, limits: CallLimits, call: (limits: CallLimits) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  const cancelled = failure({ stage, errorCode: CANCELLED, message: 'Cancelled.' })
  if (limits.signal.aborted) return cancelled
  const own = new AbortController()
  const timer = new AbortController()
  let onAbort = () => {}
  const stopped = new Promise<Outcome<T>>((resolve) => {
    onAbort = () => {
      own.abort()
      resolve(cancelled)
    }
    limits.signal.addEventListener('abort', onAbort, { once: true })
  })
  const late = clock.sleep(limits.timeoutMs + GRACE_MS, timer.signal).then(async (): Promise<Outcome<T>> => {
    if (timer.signal.aborted) return stopped
    own.abort()
    return failure({ stage, errorCode: 'ETIMEDOUT', message: `Timed out: no answer within ${inWords(limits.timeoutMs)}.` })
  })
  try {
    return await Promise.race([call({ signal: own.signal, timeoutMs: limits.timeoutMs }), stopped, late])
  } finally {
    limits.signal.removeEventListener('abort', onAbort)
    timer.abort()
  }
}
