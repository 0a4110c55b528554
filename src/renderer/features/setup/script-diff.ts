/**
 * Which lines of `after` are new or changed against `before`, by index. Equal beginnings and ends are skipped, the middle is
 * compared as a bag of lines: linear in the number of lines, because it runs on every keystroke for scripts of 10,000.
 */
export function changedLines(before: readonly string[], after: readonly string[]): ReadonlySet<number> {
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start++
  let end = 0
  while (end < before.length - start && end < after.length - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++
  const there = new Map<string, number>()
  for (const line of before.slice(start, before.length - end)) there.set(line, (there.get(line) ?? 0) + 1)
  const changed = new Set<number>()
  for (let index = start; index < after.length - end; index++) {
    const line = after[index] ?? ''
    const left = there.get(line) ?? 0
    if (left > 0) there.set(line, left - 1)
    else if (line.trim() !== '') changed.add(index)
  }
  return changed
}
