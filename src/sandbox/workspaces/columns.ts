import type { Column } from '../state/model'

/** Columns in a line: `customer_id bigint!, tags array<string>, amount decimal(10,2)`; `!` means NOT NULL. */
export function columns(text: string): Column[] {
  return splitTopLevel(text).map((part) => {
    const space = part.lastIndexOf(' ', typeStart(part))
    const type = part.slice(space + 1)
    return { name: part.slice(0, space), type: type.replace(/!$/, ''), nullable: !type.endsWith('!') }
  })
}

/** Where a type with brackets begins to have them: spaces inside don't count. */
const typeStart = (part: string): number => {
  const bracket = part.search(/[<(]/)
  return bracket < 0 ? part.length : bracket
}

function splitTopLevel(text: string): string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (let at = 0; at <= text.length; at += 1) {
    const char = text.charAt(at)
    if (char === '<' || char === '(') depth += 1
    if (char === '>' || char === ')') depth -= 1
    if (at === text.length || (char === ',' && depth === 0)) {
      parts.push(text.slice(start, at).trim())
      start = at + 1
    }
  }
  return parts.filter((part) => part !== '')
}
