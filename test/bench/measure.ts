/** One line of the report. `target` is the bar of the design; the judge is the reader, not an assertion. */
export interface Figure {
  name: string
  value: string
  target?: string
}
export interface Bench {
  name: string
  run(): Promise<Figure[]>
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

export const ms = (value: number): string => `${value.toFixed(0)} ms`
