/** Connection names are the same when they differ only in case or in space around them. */
export const sameName = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase()

/** The name itself when it is free, else the first free one of `name (2)`, `name (3)`, ... */
export function freeName(wanted: string, taken: readonly string[]): string {
  const isFree = (name: string): boolean => !taken.some((other) => sameName(other, name))
  const name = wanted.trim() === '' ? 'Databricks' : wanted.trim()
  if (isFree(name)) return name
  const stem = name.replace(/ \(\d+\)$/, '')
  let number = 2
  while (!isFree(`${stem} (${number})`)) number++
  return `${stem} (${number})`
}
