import type { Clock } from '../ports/machine'

/** What was begun must end within this time after a cancel. */
const LONGEST_MS = 30_000

/** A cancel that waits while something is open that must be closed again. */
export interface HeldSignal {
  readonly signal: AbortSignal
  /** From now on a cancel waits. */
  hold(): void
  /** What was open is closed: a cancel that came meanwhile takes effect. */
  release(): void
  close(): void
}

export function createHeldSignal(outer: AbortSignal, clock: Clock): HeldSignal {
  const inner = new AbortController()
  const ended = new AbortController()
  let isHeld = false
  const onAbort = (): void => {
    if (!isHeld) return inner.abort()
    void clock.sleep(LONGEST_MS, ended.signal).then(() => inner.abort())
  }
  outer.addEventListener('abort', onAbort, { once: true })
  if (outer.aborted) inner.abort()
  return {
    signal: inner.signal,
    hold: () => void (isHeld = true),
    release() {
      isHeld = false
      if (outer.aborted) inner.abort()
    },
    close() {
      outer.removeEventListener('abort', onAbort)
      ended.abort()
    },
  }
}
