import type { Command, NewColumn } from './command'
import type { Cursor } from './cursor'
import { assignments } from './parse-assignments'
import { properties } from './parse-properties'

/** Clauses of CREATE TABLE that say how data lie in storage: without effect where nothing is stored. */
const LAYOUT = ['PARTITIONED', 'CLUSTER', 'CLUSTERED', 'OPTIONS', 'LOCATION', 'ROW', 'STORED'] as const

/** CREATE [OR REPLACE] TABLE, from the name on. */
export function createTable(cursor: Cursor, orReplace: boolean): Command {
  const ifNotExists = cursor.take('IF', 'NOT', 'EXISTS')
  const name = cursor.name(3)
  if (cursor.take('LIKE')) return ending(cursor, { kind: 'create-table', name, ifNotExists, orReplace, columns: [], like: cursor.name(3) })
  const columns = cursor.takeSymbol('(') ? columnList(cursor) : []
  const made: Extract<Command, { kind: 'create-table' }> = { kind: 'create-table', name, ifNotExists, orReplace, columns }
  for (;;) {
    if (cursor.take('USING')) cursor.identifier()
    else if (made.comment === undefined && cursor.take('COMMENT')) made.comment = cursor.string()
    else if (made.properties === undefined && cursor.take('TBLPROPERTIES')) made.properties = properties(cursor)
    else if (cursor.take('DEFAULT', 'COLLATION')) cursor.identifier()
    else if (cursor.take('PARTITIONED', 'BY') || cursor.take('CLUSTER', 'BY')) layout(cursor)
    else break
  }
  const other = cursor.takeOneOf(...LAYOUT)
  if (other !== undefined) return { kind: 'unsupported', what: `CREATE TABLE with ${other}` }
  cursor.take('AS')
  if (cursor.token.kind !== 'end' && cursor.token.text !== ';') return { ...made, query: cursor.rest() }
  cursor.expectEnd()
  return made
}

function columnList(cursor: Cursor): NewColumn[] {
  const columns: NewColumn[] = []
  do columns.push(columnDefinition(cursor))
  while (cursor.takeSymbol(','))
  cursor.expectSymbol(')')
  return columns
}

/** A column's name, type, NOT NULL and comment. */
export function columnDefinition(cursor: Cursor): NewColumn {
  const name = cursor.identifier()
  const column: NewColumn = { name, type: type(cursor), nullable: true }
  for (;;) {
    if (cursor.take('NOT', 'NULL')) column.nullable = false
    else if (cursor.take('COMMENT')) column.comment = cursor.string()
    else return column
  }
}

/** A type's words and brackets, up to the comma, bracket or clause after it. */
function type(cursor: Cursor): string {
  let [text, depth] = [cursor.identifier(), 0]
  for (;;) {
    const { text: next, kind } = cursor.token
    if (kind === 'symbol' && ['<', '('].includes(next)) depth += 1
    else if (kind === 'symbol' && ['>', ')'].includes(next) && depth > 0) depth -= 1
    else if (depth === 0 || kind === 'end') return text.toLowerCase()
    text += kind === 'symbol' || /[<(:,]$/.test(text) ? cursor.next().text : ` ${cursor.next().text}`
  }
}

/** The columns behind CLUSTER BY and PARTITIONED BY. */
export function layout(cursor: Cursor): void {
  if (cursor.take('AUTO') || cursor.take('NONE')) return
  cursor.expectSymbol('(')
  do cursor.name(3)
  while (cursor.takeSymbol(','))
  cursor.expectSymbol(')')
}

/** INSERT, UPDATE, DELETE and TRUNCATE, from their first word on. */
export function changeRows(cursor: Cursor): Command | undefined {
  if (cursor.take('TRUNCATE', 'TABLE')) return ending(cursor, { kind: 'delete-rows', table: cursor.name(3) })
  if (cursor.take('DELETE', 'FROM')) {
    const table = cursor.name(3)
    if (cursor.take('WHERE')) return { kind: 'delete-rows', table, where: cursor.rest() }
    return ending(cursor, { kind: 'delete-rows', table })
  }
  if (cursor.take('UPDATE')) return update(cursor)
  if (!['INTO', 'OVERWRITE'].includes(cursor.peek(1).text.toUpperCase())) return undefined
  cursor.expect('INSERT')
  const overwrite = cursor.takeOneOf('INTO', 'OVERWRITE') === 'OVERWRITE'
  cursor.take('TABLE')
  const table = cursor.name(3)
  let columns: string[] | undefined
  if (cursor.token.text === '(' && !['SELECT', 'WITH', 'VALUES'].includes(cursor.peek(1).text.toUpperCase())) {
    cursor.expectSymbol('(')
    columns = []
    do columns.push(cursor.identifier())
    while (cursor.takeSymbol(','))
    cursor.expectSymbol(')')
  }
  if (cursor.token.kind === 'end') cursor.fail()
  return { kind: 'insert-rows', table, overwrite, columns, query: cursor.rest() }
}

function update(cursor: Cursor): Command {
  const table = cursor.name(3)
  const alias = cursor.take('SET') ? undefined : (cursor.take('AS'), cursor.identifier())
  if (alias !== undefined) cursor.expect('SET')
  const set = assignments(cursor, 'WHERE')
  const where = cursor.take('WHERE') ? cursor.rest() : undefined
  if (where === undefined) cursor.expectEnd()
  return { kind: 'update-rows', table, alias, set, where }
}

function ending(cursor: Cursor, command: Command): Command {
  cursor.expectEnd()
  return command
}
