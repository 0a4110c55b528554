import type { Cursor } from './cursor'

/** `column = value, ...` of UPDATE and MERGE; each value is text up to the next comma or the word that ends them. */
export function assignments(cursor: Cursor, end: 'WHEN' | 'WHERE'): { column: string; value: string }[] {
  const set: { column: string; value: string }[] = []
  do {
    const column = cursor.name(4).at(-1) ?? ''
    cursor.expectSymbol('=')
    set.push({ column, value: cursor.until(',', end) })
  } while (cursor.takeSymbol(','))
  return set
}
