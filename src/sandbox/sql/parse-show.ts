import type { Command, Name } from './command'
import type { Cursor } from './cursor'
import { otherSecurable } from './parse-other-securable'
import { securable } from './parse-securable'

const LISTS = { SHARES: 'shares', RECIPIENTS: 'recipients', PROVIDERS: 'providers', CONNECTIONS: 'connections', CREDENTIALS: 'credentials' } as const

/** SHOW statements, from the word SHOW on. */
export function show(cursor: Cursor): Command {
  cursor.expect('SHOW')
  if (cursor.take('CATALOGS')) return { kind: 'show-catalogs', like: like(cursor) }
  if (cursor.takeOneOf('SCHEMAS', 'DATABASES')) {
    if (cursor.take('IN', 'ALL', 'CATALOGS') || cursor.take('FROM', 'ALL', 'CATALOGS')) return { kind: 'show-schemas-in-all-catalogs', like: like(cursor) }
    const inCatalog = cursor.takeOneOf('IN', 'FROM') ? (cursor.take('CATALOG'), cursor.name(1)[0]) : undefined
    return { kind: 'show-schemas', catalog: inCatalog, like: like(cursor) }
  }
  if (cursor.take('TABLES', 'DROPPED')) return { kind: 'show-dropped', name: within(cursor) }
  if (cursor.take('TABLES')) {
    if (cursor.take('IN', 'ALL', 'CATALOGS')) return { kind: 'show-tables-in-catalog', ...driversFilter(cursor) }
    if (cursor.take('IN', 'CATALOG') || cursor.take('FROM', 'CATALOG')) return { kind: 'show-tables-in-catalog', catalog: cursor.name(1)[0], ...driversFilter(cursor) }
    return { kind: 'show-tables', name: within(cursor), like: like(cursor) }
  }
  if (cursor.take('TABLE', 'EXTENDED')) {
    const name = within(cursor)
    cursor.expect('LIKE')
    return { kind: 'show-table-extended', name, like: cursor.string() }
  }
  if (cursor.take('VIEWS')) return { kind: 'show-views', name: within(cursor), like: like(cursor) }
  if (cursor.take('VOLUMES')) return { kind: 'show-volumes', name: within(cursor), like: like(cursor) }
  if (cursor.take('COLUMNS')) return showColumns(cursor)
  if (cursor.take('TBLPROPERTIES')) return showProperties(cursor)
  if (cursor.take('PARTITIONS')) return { kind: 'show-partitions', table: cursor.name(3) }
  if (cursor.takeOneOf('GRANTS', 'GRANT')) {
    const principal = cursor.take('ON') ? undefined : cursor.identifier()
    if (principal !== undefined) cursor.expect('ON')
    const other = otherSecurable(cursor)
    if (other) return { kind: 'show-other-grants', principal, ...other }
    return { kind: 'show-grants', principal, on: securable(cursor) }
  }
  if (cursor.take('EXTERNAL', 'LOCATIONS')) return { kind: 'show-external-locations', like: like(cursor) }
  if (cursor.take('GROUPS')) {
    const member = cursor.take('WITH') ? (cursor.takeOneOf('USER', 'GROUP') ?? cursor.fail(), cursor.identifier()) : undefined
    return { kind: 'show-groups', member, like: like(cursor) }
  }
  if (cursor.take('USERS')) return { kind: 'show-users', like: like(cursor) }
  if (cursor.take('CURRENT')) {
    if (!cursor.takeOneOf('SCHEMA', 'DATABASE', 'NAMESPACE', 'CATALOG')) return cursor.fail()
    return { kind: 'show-current' }
  }
  if (cursor.take('CREATE', 'TABLE')) return { kind: 'show-create', table: cursor.name(3) }
  const scope = ['USER', 'SYSTEM', 'ALL'].includes(cursor.token.text.toUpperCase()) && cursor.peek(1).text.toUpperCase() === 'FUNCTIONS' ? cursor.next().text.toUpperCase() : 'ALL'
  if (cursor.take('FUNCTIONS')) return { kind: 'show-functions', scope: scope as 'USER' | 'SYSTEM' | 'ALL', name: within(cursor), like: like(cursor) ?? functionName(cursor) }
  cursor.take('STORAGE')
  const list = cursor.takeOneOf(...Object.keys(LISTS)) as keyof typeof LISTS | undefined
  if (list !== undefined) return { kind: 'show-list', of: LISTS[list], like: like(cursor) }
  const what = cursor.takeOneOf('PROCEDURES', 'POLICIES', 'EFFECTIVE')
  if (what === undefined) return cursor.fail()
  while (cursor.token.kind !== 'end') cursor.next()
  return { kind: 'unsupported', what: `SHOW ${what}` }
}

/** `SHOW FUNCTIONS abs`: the name may stand without LIKE. */
const functionName = (cursor: Cursor): string | undefined => (cursor.token.kind === 'word' || cursor.token.kind === 'quoted' ? cursor.name(3).join('.') : undefined)

function showColumns(cursor: Cursor): Command {
  if (cursor.take('IN', 'CATALOG')) {
    const inCatalog = cursor.name(1)[0]
    const schemaLike = cursor.take('SCHEMA') ? (cursor.take('LIKE'), cursor.string()) : undefined
    const tableLike = cursor.take('TABLE') ? (cursor.take('LIKE'), cursor.string()) : undefined
    return { kind: 'show-columns-in-catalog', catalog: inCatalog, schemaLike, tableLike, like: like(cursor) }
  }
  if (!cursor.takeOneOf('IN', 'FROM')) return cursor.fail()
  const table = cursor.name(3)
  if (cursor.takeOneOf('IN', 'FROM')) return { kind: 'show-columns', table: [...cursor.name(2), table.at(-1) ?? ''] }
  return { kind: 'show-columns', table }
}

function showProperties(cursor: Cursor): Command {
  const table = cursor.name(3)
  if (!cursor.takeSymbol('(')) return { kind: 'show-properties', table }
  const key = cursor.propertyKey()
  cursor.expectSymbol(')')
  return { kind: 'show-properties', table, key }
}

function driversFilter(cursor: Cursor): { schemaLike?: string; like?: string } {
  const schemaLike = cursor.take('SCHEMA') ? (cursor.take('LIKE'), cursor.string()) : undefined
  return { schemaLike, like: like(cursor) }
}

function within(cursor: Cursor): Name | undefined {
  if (!cursor.takeOneOf('IN', 'FROM')) return undefined
  if (cursor.peek(1).kind === 'word' || cursor.peek(1).kind === 'quoted') cursor.takeOneOf('SCHEMA', 'DATABASE')
  return cursor.name(2)
}

function like(cursor: Cursor): string | undefined {
  if (cursor.take('LIKE')) return cursor.string()
  return cursor.token.kind === 'string' ? cursor.string() : undefined
}
