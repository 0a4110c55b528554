import type { Merge, MergeAction, MergeClause } from './command'
import type { Cursor } from './cursor'
import { assignments } from './parse-assignments'

/** MERGE INTO, from the word MERGE on. Undefined, with some of it read: a form that the sandbox does not run. */
export function merge(cursor: Cursor): Merge | undefined {
  cursor.expect('MERGE')
  if (cursor.take('WITH', 'SCHEMA', 'EVOLUTION')) return undefined
  cursor.expect('INTO')
  const table = cursor.name(3)
  const alias = cursor.token.text.toUpperCase() === 'USING' ? (table.at(-1) ?? '') : aliasOf(cursor)
  cursor.expect('USING')
  const { source, name } = sourceOf(cursor)
  const sourceAlias = cursor.token.text.toUpperCase() === 'ON' ? name : aliasOf(cursor)
  cursor.expect('ON')
  const on = cursor.until('WHEN')
  const clauses: MergeClause[] = []
  while (cursor.take('WHEN')) clauses.push(clause(cursor))
  if (clauses.length === 0) cursor.fail()
  cursor.expectEnd()
  return { kind: 'merge', table, alias, source, sourceAlias, on, clauses }
}

const aliasOf = (cursor: Cursor): string => (cursor.take('AS'), cursor.identifier())

function sourceOf(cursor: Cursor): { source: string; name: string } {
  const start = cursor.token.offset
  if (cursor.takeSymbol('(')) {
    cursor.until()
    cursor.expectSymbol(')')
    return { source: cursor.sql.slice(start, cursor.token.offset), name: 'source' }
  }
  const name = cursor.name(3)
  return { source: cursor.sql.slice(start, cursor.token.offset), name: name.at(-1) ?? '' }
}

function clause(cursor: Cursor): MergeClause {
  const matched = !cursor.take('NOT')
  cursor.expect('MATCHED')
  const bySource = !matched && cursor.take('BY', 'SOURCE')
  if (!matched && !bySource) cursor.take('BY', 'TARGET')
  const condition = cursor.take('AND') ? cursor.until('THEN') : undefined
  cursor.expect('THEN')
  const when = matched ? 'matched' : bySource ? 'not-matched-by-source' : 'not-matched'
  return { when, ...(condition === undefined ? {} : { condition }), action: when === 'not-matched' ? insertion(cursor) : changing(cursor, bySource) }
}

function changing(cursor: Cursor, bySource: boolean): MergeAction {
  if (cursor.take('DELETE')) return { do: 'delete' }
  cursor.expect('UPDATE', 'SET')
  if (!bySource && cursor.takeSymbol('*')) return { do: 'update' }
  return { do: 'update', set: assignments(cursor, 'WHEN') }
}

function insertion(cursor: Cursor): MergeAction {
  cursor.expect('INSERT')
  if (cursor.takeSymbol('*')) return { do: 'insert' }
  const columns = list(cursor, () => cursor.name(4).at(-1) ?? '')
  cursor.expect('VALUES')
  return { do: 'insert', columns, values: list(cursor, () => cursor.until(',')) }
}

function list(cursor: Cursor, item: () => string): string[] {
  cursor.expectSymbol('(')
  const items: string[] = []
  do items.push(item())
  while (cursor.takeSymbol(','))
  cursor.expectSymbol(')')
  return items
}
