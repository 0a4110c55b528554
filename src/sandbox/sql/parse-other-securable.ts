import type { OtherType } from '../state/audit-state'
import type { Name } from './command'
import type { Cursor } from './cursor'

const WORDS: [words: string[], type: OtherType, parts: number][] = [
  [['EXTERNAL', 'LOCATION'], 'EXTERNAL_LOCATION', 1],
  [['STORAGE', 'CREDENTIAL'], 'STORAGE_CREDENTIAL', 1],
  [['VOLUME'], 'VOLUME', 3],
  [['FUNCTION'], 'FUNCTION', 3],
  [['CONNECTION'], 'CONNECTION', 1],
]

/** `VOLUME c.s.v`, `EXTERNAL LOCATION l` and the like after ON; undefined, with nothing read, when it is something else. */
export function otherSecurable(cursor: Cursor): { type: OtherType; name: Name } | undefined {
  for (const [words, type, parts] of WORDS) {
    // `ON function TO x` would name a table called "function": a name has to follow.
    const after = cursor.peek(words.length)
    if (['TO', 'FROM'].includes(after.text.toUpperCase()) && after.kind === 'word') continue
    if (after.kind === 'symbol') continue
    if (cursor.take(...words)) return { type, name: cursor.name(parts) }
  }
  return undefined
}
