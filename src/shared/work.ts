/** Long work in steps: whoever drives it may pause, report or stop between two of them. What it yields says what it does next. */
export type Work<T> = Generator<string | undefined, T, undefined>

/** Does it all at once. */
export function finish<T>(work: Work<T>): T {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}
