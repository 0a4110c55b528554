import type { Work } from '#shared/work'

/** The process answers others at least this often, as far as the steps of the work allow. */
const SLICE_MS = 15

/**
 * Does long work between everything else that the process does. `undefined`: it was stopped.
 * `tell` hears what the work says it does next.
 */
export async function inSlices<T>(work: Work<T>, { signal, now, tell }: { signal?: AbortSignal; now: () => number; tell?: (step: string) => void }): Promise<{ value: T } | undefined> {
  let since = now()
  for (;;) {
    const step = work.next()
    if (step.done) return { value: step.value }
    if (step.value !== undefined) tell?.(step.value)
    if (step.value === undefined && now() - since < SLICE_MS) continue
    await new Promise((resolve) => setImmediate(resolve))
    if (signal?.aborted) return undefined
    since = now()
  }
}

/** The same, where nobody stops it. */
export async function wholeInSlices<T>(work: Work<T>, now: () => number): Promise<T> {
  const done = await inSlices(work, { now })
  if (!done) throw new Error('work without a signal was stopped')
  return done.value
}
