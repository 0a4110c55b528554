import type { Command } from './command'
import { Cursor, SyntaxProblem } from './cursor'
import { syntaxError, type Failed } from './failures'
import { lex } from './lexer'
import { alter } from './parse-alter'
import { commentOn, create, drop } from './parse-definition'
import { changeRows } from './parse-data'
import { merge } from './parse-merge'
import { securable } from './parse-securable'
import { otherSecurable } from './parse-other-securable'
import { show } from './parse-show'

export type ParsedCommand = { ok: true; command: Command } | Failed

/** Databricks runs these and the sandbox does not. What is in neither list is no statement: a syntax error at its first word. */
const NOT_RUN = new Set([
  'INSERT', 'COPY', 'CREATE', 'DROP', 'ALTER', 'REPLACE',
  'CALL', 'MSCK', 'REPAIR', 'UNDROP', 'CLONE', 'FSCK', 'GENERATE', 'CONVERT',
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
      cursor.next()
      return cursor.token.kind === 'end' || cursor.token.text === ';' ? { kind: 'reset' } : { kind: 'reset', key: cursor.rest() }
    case 'CREATE':
      return create(cursor) ?? notRun(cursor)
    case 'DROP':
      return drop(cursor) ?? notRun(cursor)
    case 'ALTER':
      return alter(cursor) ?? notRun(cursor)
    case 'COMMENT':
      return commentOn(cursor)
    case 'EXPLAIN':
      return explain(cursor)
    case 'INSERT':
    case 'UPDATE':
    case 'DELETE':
    case 'TRUNCATE':
      return changeRows(cursor) ?? notRun(cursor)
    case 'MERGE':
      return merge(cursor) ?? { kind: 'unsupported', what: 'MERGE WITH SCHEMA EVOLUTION' }
    case 'RESTORE':
      return finish(cursor, restore(cursor))
    case 'OPTIMIZE':
    case 'VACUUM':
      cursor.next()
      return { kind: 'maintain', what: word, table: cursor.name(3) }
    case 'EXECUTE':
      cursor.next()
      cursor.expect('IMMEDIATE')
      return executeImmediate(cursor)
    case 'DENY':
      return { kind: 'deny' }
    case 'REFRESH':
    case 'ANALYZE':
    case 'CACHE':
    case 'UNCACHE':
    case 'CLEAR':
      return upkeep(cursor)
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
  const follows = (): boolean => cursor.peek(1).kind === 'word' || cursor.peek(1).kind === 'quoted'
  for (const what of ['FUNCTION', 'VOLUME', 'SHARE', 'RECIPIENT', 'PROVIDER', 'CONNECTION', 'CREDENTIAL']) {
    if (follows() && cursor.take(what)) return { kind: 'unsupported', what: `DESCRIBE ${what}` }
  }
  if (follows() && cursor.take('DETAIL')) return finish(cursor, { kind: 'describe-detail', table: cursor.name(3) })
  if (follows() && cursor.take('HISTORY')) {
    const table = cursor.name(3)
    const limit = cursor.take('LIMIT') ? cursor.whole() : undefined
    return finish(cursor, { kind: 'describe-history', table, limit })
  }
  if (follows()) cursor.take('TABLE')
  const extended = follows() && cursor.takeOneOf('EXTENDED', 'FORMATTED') !== undefined
  const table = cursor.name(3)
  if (extended && cursor.take('AS', 'JSON')) return finish(cursor, { kind: 'describe-json', table })
  if (cursor.token.kind === 'word' || cursor.token.kind === 'quoted') return finish(cursor, { kind: 'describe-column', table, column: cursor.name(4).at(-1) ?? '' })
  return finish(cursor, { kind: 'describe-table', table, extended })
}

/** The text of a statement, and nothing more: INTO and USING are not run. */
function executeImmediate(cursor: Cursor): Command {
  const sql = cursor.string()
  if (['INTO', 'USING'].includes(cursor.token.text.toUpperCase())) return { kind: 'unsupported', what: 'EXECUTE IMMEDIATE with INTO or USING' }
  return finish(cursor, { kind: 'execute-immediate', sql })
}

function restore(cursor: Cursor): Command {
  cursor.expect('RESTORE')
  cursor.take('TABLE')
  const table = cursor.name(3)
  cursor.take('TO')
  if (cursor.take('VERSION', 'AS', 'OF')) return { kind: 'restore-table', table, version: cursor.whole() }
  cursor.expect('TIMESTAMP', 'AS', 'OF')
  return { kind: 'restore-table', table, timestamp: cursor.string() }
}

function explain(cursor: Cursor): Command {
  cursor.next()
  cursor.takeOneOf('EXTENDED', 'FORMATTED', 'COST', 'CODEGEN')
  if (!['SELECT', 'WITH', 'VALUES', 'FROM', 'TABLE', '('].includes(cursor.token.text.toUpperCase())) return { kind: 'unsupported', what: 'EXPLAIN of what is no query' }
  return { kind: 'explain', query: cursor.rest() }
}

/** What keeps a real workspace fast or up to date and has nothing to do here: the table must be there, that is all. */
function upkeep(cursor: Cursor): Command {
  const first = cursor.next().text.toUpperCase()
  if (first === 'CLEAR') return cursor.take('CACHE') ? finish(cursor, { kind: 'upkeep' }) : cursor.fail()
  if (first === 'CACHE' && cursor.take('SELECT')) return { kind: 'upkeep' }
  const table = cursor.take('TABLE') || first === 'REFRESH'
  if (!table) return { kind: 'unsupported', what: first }
  if (first === 'UNCACHE') cursor.take('IF', 'EXISTS')
  return { kind: 'upkeep', table: cursor.name(3) }
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
  if (cursor.peek(1).kind === 'word' && cursor.takeOneOf('VAR', 'VARIABLE')) return { kind: 'unsupported', what: 'session variables' }
  if (cursor.token.kind === 'end' || cursor.rest() === '-v') return { kind: 'set' }
  if (cursor.take('TIME', 'ZONE')) return { kind: 'set', key: 'spark.sql.session.timeZone', value: cursor.token.kind === 'string' ? cursor.string() : cursor.rest() }
  const text = cursor.rest()
  const equals = text.indexOf('=')
  if (equals < 0) return { kind: 'set', key: text }
  return { kind: 'set', key: text.slice(0, equals).trim(), value: text.slice(equals + 1).trim() }
}
