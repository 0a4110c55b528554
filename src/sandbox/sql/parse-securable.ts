import type { Securable } from './command'
import type { Cursor } from './cursor'

/** `CATALOG c`, `SCHEMA c.s`, `[TABLE] c.s.t` and so on. */
export function securable(cursor: Cursor): Securable {
  if (cursor.take('METASTORE')) return { type: 'METASTORE', name: [] }
  if (cursor.take('CATALOG')) return { type: 'CATALOG', name: cursor.name(1) }
  if (cursor.take('EXTERNAL', 'LOCATION')) return { type: 'EXTERNAL_LOCATION', name: cursor.name(1) }
  if (cursor.takeOneOf('SCHEMA', 'DATABASE')) return { type: 'SCHEMA', name: cursor.name(2) }
  if (cursor.take('MATERIALIZED', 'VIEW') || cursor.takeOneOf('VIEW', 'TABLE')) return { type: 'TABLE', name: cursor.name(3) }
  // One more word before the name is a kind of securable: unknown ones, such as SQL WAREHOUSE, don't parse.
  const second = cursor.peek(1)
  if (cursor.token.kind === 'word' && (second.kind === 'word' || second.kind === 'quoted') && !['TO', 'FROM'].includes(second.text.toUpperCase())) {
    cursor.next()
    return cursor.fail()
  }
  return { type: 'TABLE', name: cursor.name(3) }
}
