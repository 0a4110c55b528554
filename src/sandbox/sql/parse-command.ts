import type { Command, Name } from './command'
import { Cursor, SyntaxProblem } from './cursor'
import { syntaxError, type Failed } from './failures'
import { lex } from './lexer'
import { alter, commentOn, create, drop } from './parse-definition'
import { securable } from './parse-securable'
import { otherSecurable } from './parse-other-securable'

export type ParsedCommand = { ok: true; command: Command } | Failed

/** Databricks runs these and the sandbox does not. What is in neither list is no statement: a syntax error at its first word. */
const NOT_RUN = new Set([
  'INSERT', 'UPDATE', 'DELETE', 'MERGE', 'TRUNCATE', 'COPY', 'CREATE', 'DROP', 'ALTER', 'REPLACE', 'OPTIMIZE', 'VACUUM', 'ANALYZE', 'CACHE', 'UNCACHE',
  'REFRESH', 'CLEAR', 'EXPLAIN', 'CALL', 'EXECUTE', 'DENY', 'MSCK', 'REPAIR', 'UNDROP', 'RESTORE', 'CLONE', 'FSCK', 'GENERATE', 'CONVERT',
  'REORG', 'SYNC', 'LIST', 'PUT', 'GET', 'REMOVE', 'DECLARE', 'BEGIN', 'LOAD', 'ADD',
])

/** Tells queries from commands and parses the commands. */
export function parseCommand(sql: string, parameters?: Readonly<Record<string, unknown>>): ParsedCommand {
  const lexed = lex(sql)
  if (!lexed.ok) return syntaxError(sql, lexed.offset, lexed.text)
  const cursor = new Cursor(sql, lexed.tokens, parameters)
  try {
    return { ok: true, command: command(cursor) }
  } catch (problem) {
    if (problem instanceof SyntaxProblem) return problem.toFailure(sql)
    throw problem
  }
}

function command(cursor: Cursor): Command {
  const first = cursor.token
  if (first.kind === 'end' || (first.text === ';' && cursor.rest() === '')) return { kind: 'empty' }
  if (first.text === '(') return { kind: 'query' }
  if (first.kind !== 'word') return cursor.fail()
  const word = first.text.toUpperCase()
  switch (word) {
    case 'SELECT':
    case 'WITH':
    case 'VALUES':
    case 'FROM':
    case 'TABLE':
      return { kind: 'query' }
    case 'USE':
      return finish(cursor, use(cursor))
    case 'SHOW':
      return finish(cursor, show(cursor))
    case 'DESC':
    case 'DESCRIBE':
      return describe(cursor)
    case 'GRANT':
    case 'REVOKE':
      return finish(cursor, grant(cursor, word === 'GRANT'))
    case 'SET':
      return set(cursor)
    case 'RESET':
      return { kind: 'reset' }
    case 'CREATE':
      return create(cursor) ?? notRun(cursor)
    case 'DROP':
      return drop(cursor) ?? notRun(cursor)
    case 'ALTER':
      return alter(cursor) ?? notRun(cursor)
    case 'COMMENT':
      return commentOn(cursor)
    default:
      return NOT_RUN.has(word) ? notRun(cursor) : cursor.fail()
  }
}

function finish(cursor: Cursor, parsed: Command): Command {
  cursor.expectEnd()
  return parsed
}

/** Named by its first one or two words: `CREATE TABLE`, `INSERT`. */
function notRun(cursor: Cursor): Command {
  const first = cursor.next().text.toUpperCase()
  const second = cursor.token
  const both = ['CREATE', 'DROP', 'ALTER'].includes(first) && second.kind === 'word'
  // `COPY INTO` is Databricks'; any other COPY is not.
  if (first === 'COPY' && second.text.toUpperCase() !== 'INTO') return cursor.fail()
  if (first === 'LOAD' && second.text.toUpperCase() !== 'DATA') return cursor.fail()
  return { kind: 'unsupported', what: both ? `${first} ${second.text.toUpperCase()}` : first }
}

function use(cursor: Cursor): Command {
  cursor.expect('USE')
  if (cursor.take('CATALOG')) return { kind: 'use', target: 'catalog', name: [cursor.token.kind === 'string' ? cursor.string() : (cursor.name(1)[0] ?? '')] }
  if (cursor.peek(1).kind !== 'end' && cursor.peek(1).text !== '.' && cursor.peek(1).text !== ';') cursor.takeOneOf('SCHEMA', 'DATABASE')
  return { kind: 'use', target: 'schema', name: cursor.name(2) }
}

function show(cursor: Cursor): Command {
  cursor.expect('SHOW')
  if (cursor.take('CATALOGS')) return { kind: 'show-catalogs', like: like(cursor) }
  if (cursor.takeOneOf('SCHEMAS', 'DATABASES')) {
    if (cursor.take('IN', 'ALL', 'CATALOGS') || cursor.take('FROM', 'ALL', 'CATALOGS')) return { kind: 'show-schemas-in-all-catalogs', like: like(cursor) }
    const inCatalog = cursor.takeOneOf('IN', 'FROM') ? (cursor.take('CATALOG'), cursor.name(1)[0]) : undefined
    return { kind: 'show-schemas', catalog: inCatalog, like: like(cursor) }
  }
  if (cursor.take('TABLES')) {
    if (cursor.take('IN', 'ALL', 'CATALOGS')) return { kind: 'show-tables-in-catalog', ...driversFilter(cursor) }
    if (cursor.take('IN', 'CATALOG') || cursor.take('FROM', 'CATALOG')) return { kind: 'show-tables-in-catalog', catalog: cursor.name(1)[0], ...driversFilter(cursor) }
    return { kind: 'show-tables', name: within(cursor), like: like(cursor) }
  }
  if (cursor.take('VIEWS')) return { kind: 'show-views', name: within(cursor), like: like(cursor) }
  if (cursor.take('COLUMNS')) return showColumns(cursor)
  if (cursor.takeOneOf('GRANTS', 'GRANT')) {
    const principal = cursor.take('ON') ? undefined : cursor.identifier()
    if (principal !== undefined) cursor.expect('ON')
    return { kind: 'show-grants', principal, on: securable(cursor) }
  }
  if (cursor.take('EXTERNAL', 'LOCATIONS')) return { kind: 'show-external-locations', like: like(cursor) }
  if (cursor.take('GROUPS')) return { kind: 'show-groups', like: like(cursor) }
  if (cursor.take('CURRENT')) {
    if (!cursor.takeOneOf('SCHEMA', 'DATABASE', 'NAMESPACE', 'CATALOG')) return cursor.fail()
    return { kind: 'show-current' }
  }
  if (cursor.take('CREATE', 'TABLE')) return { kind: 'show-create', table: cursor.name(3) }
  const what = cursor.takeOneOf('FUNCTIONS', 'PARTITIONS', 'TBLPROPERTIES', 'USERS', 'VOLUMES', 'SHARES', 'RECIPIENTS', 'PROVIDERS', 'CONNECTIONS', 'CREDENTIALS', 'PROCEDURES', 'POLICIES', 'EFFECTIVE')
  if (what === undefined) return cursor.fail()
  while (cursor.token.kind !== 'end') cursor.next()
  return { kind: 'unsupported', what: `SHOW ${what}` }
}

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

function describe(cursor: Cursor): Command {
  cursor.next()
  if (cursor.take('CATALOG')) {
    const extended = cursor.take('EXTENDED')
    return finish(cursor, { kind: 'describe-catalog', catalog: cursor.name(1)[0] ?? '', extended })
  }
  if (cursor.takeOneOf('SCHEMA', 'DATABASE')) {
    const extended = cursor.take('EXTENDED')
    return finish(cursor, { kind: 'describe-schema', name: cursor.name(2), extended })
  }
  const query = cursor.take('QUERY')
  if (query || ['SELECT', 'WITH', 'VALUES'].includes(cursor.token.text.toUpperCase())) return { kind: 'describe-query', query: cursor.rest() }
  for (const what of ['HISTORY', 'DETAIL', 'FUNCTION', 'VOLUME', 'SHARE', 'RECIPIENT', 'PROVIDER', 'CONNECTION', 'CREDENTIAL']) {
    const follows = cursor.peek(1).kind
    if ((follows === 'word' || follows === 'quoted') && cursor.take(what)) return { kind: 'unsupported', what: `DESCRIBE ${what}` }
  }
  const named = cursor.peek(1).kind === 'word' || cursor.peek(1).kind === 'quoted'
  if (named) cursor.take('TABLE')
  const extended = (cursor.peek(1).kind === 'word' || cursor.peek(1).kind === 'quoted') && cursor.takeOneOf('EXTENDED', 'FORMATTED') !== undefined
  const table = cursor.name(3)
  if (cursor.take('AS', 'JSON')) return { kind: 'unsupported', what: 'DESCRIBE AS JSON' }
  return finish(cursor, { kind: 'describe-table', table, extended })
}

function grant(cursor: Cursor, add: boolean): Command {
  cursor.next()
  const privileges: string[] = []
  do privileges.push(privilege(cursor))
  while (cursor.takeSymbol(','))
  cursor.expect('ON')
  const other = otherSecurable(cursor)
  if (other) {
    cursor.expect(add ? 'TO' : 'FROM')
    return { kind: 'change-other', add, privileges, ...other, principal: cursor.identifier() }
  }
  const on = securable(cursor)
  cursor.expect(add ? 'TO' : 'FROM')
  return { kind: add ? 'grant' : 'revoke', privileges, on, principal: cursor.identifier() }
}

/** `CAN USE` is a warehouse permission and no privilege: the grammar stops at it. */
function privilege(cursor: Cursor): string {
  const words: string[] = []
  const start = cursor.token
  while (cursor.token.kind === 'word' && cursor.token.text.toUpperCase() !== 'ON') words.push(cursor.next().text)
  if (words.length === 0) return cursor.fail()
  if (words[0]?.toUpperCase() === 'CAN') throw new SyntaxProblem(start)
  return words.join(' ')
}

function set(cursor: Cursor): Command {
  cursor.expect('SET')
  if (cursor.take('CATALOG')) return finish(cursor, { kind: 'use', target: 'catalog', name: cursor.name(1) })
  if (cursor.token.kind === 'end') return { kind: 'set' }
  const text = cursor.rest()
  const equals = text.indexOf('=')
  if (equals < 0) return { kind: 'set', key: text }
  return { kind: 'set', key: text.slice(0, equals).trim(), value: text.slice(equals + 1).trim() }
}
