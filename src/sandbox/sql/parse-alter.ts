import type { ColumnChange, ColumnPlace, Command, Name, NewColumn } from './command'
import type { Cursor } from './cursor'
import { columnDefinition, layout } from './parse-data'
import { properties } from './parse-properties'
import { securable } from './parse-securable'

/** ALTER, from that word on. Undefined, with nothing read: of something that the sandbox has not. */
export function alter(cursor: Cursor): Command | undefined {
  const kind = cursor.peek(1).text.toUpperCase()
  if (!['CATALOG', 'SCHEMA', 'DATABASE', 'TABLE', 'VIEW', 'EXTERNAL'].includes(kind)) return undefined
  cursor.next()
  const on = securable(cursor)
  const changed = on.type === 'TABLE' ? alterTable(cursor, on.name, kind === 'VIEW') : undefined
  if (changed) {
    if (changed.kind !== 'unsupported' && changed.kind !== 'alter-view') cursor.expectEnd()
    return changed
  }
  cursor.take('SET')
  if (!cursor.take('OWNER', 'TO')) return { kind: 'unsupported', what: `this ALTER ${kind}` }
  const principal = cursor.identifier()
  cursor.expectEnd()
  return { kind: 'set-owner', on, principal }
}

function alterTable(cursor: Cursor, table: Name, view: boolean): Command | undefined {
  if (cursor.take('SET', 'TBLPROPERTIES')) return { kind: 'set-properties', table, properties: properties(cursor) }
  if (cursor.take('UNSET', 'TBLPROPERTIES')) {
    cursor.take('IF', 'EXISTS')
    return { kind: 'unset-properties', table, keys: Object.keys(properties(cursor)) }
  }
  if (cursor.take('RENAME', 'TO')) return { kind: 'rename-table', name: table, to: cursor.name(3), view }
  if (view) return cursor.take('AS') ? { kind: 'alter-view', name: table, query: cursor.rest() } : undefined
  // How data lie in storage has no effect here: only the right to change the table is looked at.
  if (cursor.take('CLUSTER', 'BY')) {
    layout(cursor)
    return { kind: 'set-properties', table, properties: {} }
  }
  const change = columnChange(cursor)
  if (change) return { kind: 'alter-columns', table, change }
  const word = cursor.takeOneOf('ALTER', 'CHANGE')
  if (word === undefined) return undefined
  cursor.take('COLUMN')
  return alterColumn(cursor, table, cursor.identifier())
}

function columnChange(cursor: Cursor): ColumnChange | undefined {
  if (cursor.take('ADD', 'COLUMN') || cursor.take('ADD', 'COLUMNS')) {
    const ifNotExists = cursor.take('IF', 'NOT', 'EXISTS')
    const columns: { column: NewColumn; place?: ColumnPlace }[] = []
    const bracket = cursor.takeSymbol('(')
    do {
      const column = columnDefinition(cursor)
      const at = place(cursor)
      columns.push(at === undefined ? { column } : { column, place: at })
    } while (cursor.takeSymbol(','))
    if (bracket) cursor.expectSymbol(')')
    return { kind: 'add', columns, ifNotExists }
  }
  if (cursor.take('DROP', 'COLUMN') || cursor.take('DROP', 'COLUMNS')) {
    const ifExists = cursor.take('IF', 'EXISTS')
    const bracket = cursor.takeSymbol('(')
    const names: string[] = []
    do names.push(cursor.identifier())
    while (cursor.takeSymbol(','))
    if (bracket) cursor.expectSymbol(')')
    return { kind: 'drop', names, ifExists }
  }
  if (!cursor.take('RENAME', 'COLUMN')) return undefined
  const from = cursor.identifier()
  cursor.expect('TO')
  return { kind: 'rename', from, to: cursor.identifier() }
}

function alterColumn(cursor: Cursor, table: Name, name: string): Command {
  if (cursor.take('COMMENT')) return { kind: 'comment-column', table, column: name, comment: cursor.string() }
  if (cursor.take('SET', 'NOT', 'NULL')) return { kind: 'alter-columns', table, change: { kind: 'nullable', name, nullable: false } }
  if (cursor.take('DROP', 'NOT', 'NULL')) return { kind: 'alter-columns', table, change: { kind: 'nullable', name, nullable: true } }
  if (cursor.take('TYPE')) return { kind: 'alter-columns', table, change: { kind: 'type', name, type: cursor.until().toLowerCase() } }
  const at = place(cursor)
  return at === undefined ? { kind: 'unsupported', what: 'this ALTER COLUMN' } : { kind: 'alter-columns', table, change: { kind: 'move', name, place: at } }
}

function place(cursor: Cursor): ColumnPlace | undefined {
  if (cursor.take('FIRST')) return 'first'
  return cursor.take('AFTER') ? { after: cursor.identifier() } : undefined
}
