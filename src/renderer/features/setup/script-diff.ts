/** A heading is the same when only its number moved, because something came before it. */
const withoutNumber = (line: string): string => line.replace(/^(--|#) \d+\. /, '$1 ')

/**
 * Which lines after a change are new or differ from those before, by index. Equal beginnings and ends are skipped, the middle is
 * compared as a bag of lines: linear in the number of lines, because it runs on every keystroke for scripts of 10,000.
 */
export function changedLines(linesBefore: readonly string[], linesAfter: readonly string[]): ReadonlySet<number> {
  const before = linesBefore.map(withoutNumber)
  const after = linesAfter.map(withoutNumber)
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

/** The line to bring into sight: of the open step what changed, else where the step begins, else what changed. Headings end in `[action id]`. */
export function lineToShow(lines: readonly string[], changed: ReadonlySet<number>, idsOfStep: ReadonlySet<string>): number | undefined {
  let isInStep = false
  let begin: number | undefined
  let first: number | undefined
  for (const [index, line] of lines.entries()) {
    const id = /\[([^\]]+)\]$/.exec(line)?.[1]
    if (id !== undefined) isInStep = idsOfStep.has(id)
    if (id !== undefined && isInStep) begin ??= index
    if (!changed.has(index)) continue
    if (isInStep) return index
    first ??= index
  }
  return begin ?? first
}
