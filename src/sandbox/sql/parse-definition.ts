import type { Command } from './command'
import type { Cursor } from './cursor'
import { createTable } from './parse-data'
import { properties } from './parse-properties'
import { securable } from './parse-securable'

/** CREATE, DROP and COMMENT ON of what the sandbox has. Undefined: of something else, and nothing was read. */
export function create(cursor: Cursor): Command | undefined {
  const what = cursor.peek(1).text.toUpperCase()
  if (what === 'CATALOG') return createCatalog(cursor)
  if (what === 'SCHEMA' || what === 'DATABASE') return createSchema(cursor)
  if (what === 'VOLUME') return createVolume(cursor)
  const orReplace = what === 'OR' && cursor.peek(2).text.toUpperCase() === 'REPLACE'
  const at = orReplace ? 3 : 1
  const object = cursor.peek(at).text.toUpperCase()
  const temporary = (object === 'TEMP' || object === 'TEMPORARY') && cursor.peek(at + 1).text.toUpperCase() === 'VIEW'
  if (object !== 'VIEW' && object !== 'TABLE' && !temporary) return undefined
  skip(cursor, at + (temporary ? 2 : 1))
  return object === 'TABLE' ? createTable(cursor, orReplace) : createView(cursor, orReplace, temporary)
}

function createCatalog(cursor: Cursor): Command {
  skip(cursor, 2)
  const ifNotExists = cursor.take('IF', 'NOT', 'EXISTS')
  const name = cursor.name(1)[0] ?? ''
  return options(cursor, { kind: 'create-catalog', name, ifNotExists }, ['USING', 'OPTIONS', 'LOCATION'])
}

function createSchema(cursor: Cursor): Command {
  skip(cursor, 2)
  const ifNotExists = cursor.take('IF', 'NOT', 'EXISTS')
  const name = cursor.name(2)
  return options(cursor, { kind: 'create-schema', name, ifNotExists }, ['LOCATION'])
}

function createVolume(cursor: Cursor): Command {
  skip(cursor, 2)
  const ifNotExists = cursor.take('IF', 'NOT', 'EXISTS')
  const name = cursor.name(3)
  const comment = cursor.take('COMMENT') ? cursor.string() : undefined
  cursor.expectEnd()
  return { kind: 'create-volume', name, ifNotExists, ...(comment === undefined ? {} : { comment }) }
}

type Container = Extract<Command, { kind: 'create-catalog' | 'create-schema' }>

/** What may follow the name, in any order, each once. Collation and properties have no effect in the sandbox. */
function options(cursor: Cursor, made: Container, unsupported: readonly string[]): Command {
  for (;;) {
    if (made.comment === undefined && cursor.take('COMMENT')) made.comment = cursor.string()
    else if (made.managedLocation === undefined && cursor.take('MANAGED', 'LOCATION')) made.managedLocation = cursor.string()
    else if (cursor.take('DEFAULT', 'COLLATION')) cursor.identifier()
    else if (made.kind === 'create-schema' && cursor.take('WITH', 'DBPROPERTIES')) properties(cursor)
    else break
  }
  const other = cursor.takeOneOf(...unsupported)
  if (other !== undefined) return { kind: 'unsupported', what: `CREATE ${made.kind === 'create-catalog' ? 'CATALOG' : 'SCHEMA'} with ${other}` }
  cursor.expectEnd()
  return made
}

function createView(cursor: Cursor, orReplace: boolean, temporary: boolean): Command {
  const ifNotExists = cursor.take('IF', 'NOT', 'EXISTS')
  const name = cursor.name(temporary ? 1 : 3)
  const columns: { name: string; comment?: string }[] = []
  if (cursor.takeSymbol('(')) {
    do columns.push({ name: cursor.identifier(), ...(cursor.take('COMMENT') ? { comment: cursor.string() } : {}) })
    while (cursor.takeSymbol(','))
    cursor.expectSymbol(')')
  }
  let comment: string | undefined
  for (;;) {
    if (comment === undefined && cursor.take('COMMENT')) comment = cursor.string()
    else if (cursor.take('TBLPROPERTIES')) properties(cursor)
    else if (cursor.take('DEFAULT', 'COLLATION')) cursor.identifier()
    else if (cursor.take('WITH', 'SCHEMA')) {
      if (!cursor.takeOneOf('BINDING', 'COMPENSATION', 'EVOLUTION') && !cursor.take('TYPE', 'EVOLUTION')) cursor.fail()
    } else break
  }
  cursor.expect('AS')
  if (temporary) return { kind: 'create-temp-view', name: name[0] ?? '', ifNotExists, orReplace, columns, query: cursor.rest() }
  return { kind: 'create-view', name, ifNotExists, orReplace, columns, comment, query: cursor.rest() }
}

export function drop(cursor: Cursor): Command | undefined {
  const what = cursor.peek(1).text.toUpperCase()
  if (what === 'VOLUME' || what === 'FUNCTION') {
    skip(cursor, 2)
    const ifExists = cursor.take('IF', 'EXISTS')
    const name = cursor.name(3)
    cursor.expectEnd()
    return { kind: 'drop-other', type: what, name, ifExists }
  }
  if (!['SCHEMA', 'DATABASE', 'CATALOG', 'VIEW', 'TABLE'].includes(what)) return undefined
  skip(cursor, 2)
  const ifExists = cursor.take('IF', 'EXISTS')
  const name = cursor.name(what === 'VIEW' || what === 'TABLE' ? 3 : what === 'CATALOG' ? 1 : 2)
  const cascade = what !== 'VIEW' && what !== 'TABLE' && cursor.takeOneOf('CASCADE', 'RESTRICT') === 'CASCADE'
  if (what === 'TABLE') cursor.take('PURGE')
  cursor.expectEnd()
  if (what === 'VIEW' || what === 'TABLE') return { kind: what === 'VIEW' ? 'drop-view' : 'drop-table', name, ifExists }
  return what === 'CATALOG' ? { kind: 'drop-catalog', name: name[0] ?? '', ifExists, cascade } : { kind: 'drop-schema', name, ifExists, cascade }
}

/** `COMMENT ON CATALOG c IS 'text'`; NULL takes it away. */
export function commentOn(cursor: Cursor): Command {
  cursor.expect('COMMENT', 'ON')
  if (cursor.take('COLUMN')) {
    const path = cursor.name(4)
    if (path.length < 2) cursor.fail()
    cursor.expect('IS')
    const comment = cursor.take('NULL') ? '' : cursor.string()
    cursor.expectEnd()
    return { kind: 'comment-column', table: path.slice(0, -1), column: path.at(-1) ?? '', comment }
  }
  if (!['CATALOG', 'SCHEMA', 'DATABASE', 'TABLE', 'VIEW'].includes(cursor.token.text.toUpperCase())) cursor.fail()
  const on = securable(cursor)
  cursor.expect('IS')
  const comment = cursor.take('NULL') ? undefined : cursor.string()
  cursor.expectEnd()
  return { kind: 'set-comment', on, comment }
}

function skip(cursor: Cursor, count: number): void {
  for (let left = count; left > 0; left -= 1) cursor.next()
}
