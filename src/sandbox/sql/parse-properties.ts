import type { Cursor } from './cursor'

/** `('key' = 'value', a.b = 1)`. */
export function properties(cursor: Cursor): Record<string, string> {
  const found: Record<string, string> = {}
  cursor.expectSymbol('(')
  do {
    const key = cursor.propertyKey()
    found[key] = cursor.takeSymbol('=') ? cursor.next().value : ''
  } while (cursor.takeSymbol(','))
  cursor.expectSymbol(')')
  return found
}
