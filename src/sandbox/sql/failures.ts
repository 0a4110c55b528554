import type { Obstacle } from '../unity-catalog/access'
import { NO_STORAGE_ROOT, denialSentence, grantProblemSentence, invalidNameSentence, noLocationSentence, notBoundSentence } from '../unity-catalog/rest-words'
import type { GrantProblem } from '../unity-catalog/grants'
import type { ObjectProblem } from '../unity-catalog/objects'
import type { SqlFailure, StatementOutcome } from './engine'

export type Failed = Extract<StatementOutcome, { ok: false }>

/** A failure in the form `[CLASS] text SQLSTATE: nnnnn`, which all of Databricks' share but the syntax errors. */
export function failed(errorClass: string, sqlState: string, text: string): Failed {
  return { ok: false, failure: { errorClass, sqlState, message: `[${errorClass}] ${text} SQLSTATE: ${sqlState}` } }
}

/** Spark's syntax error: line and position of the token, then the statement with a mark under it. Begins with a line break. */
export function syntaxError(sql: string, offset: number, token: string): Failed {
  const before = sql.slice(0, offset)
  const line = before.split('\n').length
  const position = offset - (before.lastIndexOf('\n') + 1)
  const lines = sql.split('\n')
  const marked = [...lines.slice(0, line), `${'-'.repeat(position)}^^^`, ...lines.slice(line)].join('\n')
  const near = token === '' ? 'end of input' : `'${token}'`
  const failure: SqlFailure = {
    errorClass: 'PARSE_SYNTAX_ERROR',
    sqlState: '42601',
    message: `\n[PARSE_SYNTAX_ERROR] Syntax error at or near ${near}. SQLSTATE: 42601 (line ${String(line)}, pos ${String(position)})\n\n== SQL ==\n${marked}\n`,
  }
  return { ok: false, failure }
}

/** A hyphen in a name without back-ticks: Databricks says so by name rather than as a syntax error. */
export function invalidIdentifier(sql: string, offset: number, name: string): Failed {
  const { failure } = syntaxError(sql, offset, name)
  const [, place = '', rest = ''] = /(\(line \d+, pos \d+\))([\s\S]*)$/.exec(failure.message) ?? []
  const text = `The unquoted identifier ${name} is invalid and must be back quoted as: ${backTicked(name)}.\nUnquoted identifiers can only contain ASCII letters ('a' - 'z', 'A' - 'Z'), digits ('0' - '9'), and underbar ('_').\nUnquoted identifiers must also not start with a digit.\nDifferent data sources and meta stores may impose additional restrictions on valid identifiers.`
  return { ok: false, failure: { errorClass: 'INVALID_IDENTIFIER', sqlState: '42602', message: `\n[INVALID_IDENTIFIER] ${text} SQLSTATE: 42602 ${place}${rest}` } }
}

/** A name as Databricks writes it: each part in back-ticks. */
export const backTicked = (...parts: string[]): string => parts.map((part) => `\`${part.replaceAll('`', '``')}\``).join('.')

export const insufficient = (sentence: string): Failed => failed('INSUFFICIENT_PERMISSIONS', '42501', `Insufficient privileges:\n${sentence}`)

/** A refused change (GRANT, CREATE ...): reported by another part of Databricks than a refused read. */
export const unauthorized = (sentence: string): Failed => failed('UNAUTHORIZED_ACCESS', '42501', `Unauthorized access:\nPERMISSION_DENIED: ${sentence}`)

export const noSuchCatalog = (catalog: string): Failed =>
  failed('NO_SUCH_CATALOG_EXCEPTION', '42704', `Catalog '${catalog}' was not found. Please verify the catalog name and then retry the query or command again.`)

export const schemaNotFound = (catalog: string, schema: string): Failed =>
  failed(
    'SCHEMA_NOT_FOUND',
    '42704',
    `The schema ${backTicked(catalog, schema)} cannot be found. Verify the spelling and correctness of the schema and catalog.\nIf you did not qualify the name with a catalog, verify the current_schema() output, or qualify the name with the correct catalog.\nTo tolerate the error on drop use DROP SCHEMA IF EXISTS.`,
  )

/** `at` is the place of the name in the statement, where known. */
export function tableNotFound(parts: readonly string[], at?: { line: number; pos: number }): Failed {
  const where = at ? `; line ${String(at.line)} pos ${String(at.pos)}` : ''
  const made = failed(
    'TABLE_OR_VIEW_NOT_FOUND',
    '42P01',
    `The table or view ${backTicked(...parts)} cannot be found. Verify the spelling and correctness of the schema and catalog.\nIf you did not qualify the name with a schema, verify the current_schema() output, or qualify the name with the correct schema and catalog.\nTo tolerate the error on drop use DROP VIEW IF EXISTS or DROP TABLE IF EXISTS.`,
  )
  return { ok: false, failure: { ...made.failure, message: made.failure.message + where } }
}

/** hive_metastore is not part of the sandbox: legacy access is turned off in it, as in new workspaces. */
export const hiveDisabled = (): Failed =>
  failed('UC_HIVE_METASTORE_DISABLED_EXCEPTION', '0A000', 'The operation attempted to use Hive Metastore (hive_metastore), which is disabled due to legacy access being turned off in your account or workspace.')

export const cancelled = (): Failed => failed('OPERATION_CANCELED', 'HY008', 'Operation has been canceled.')

/** What real Databricks would run and the sandbox does not: said plainly. */
export const notInSandbox = (what: string): Failed =>
  failed('UNSUPPORTED_FEATURE.SANDBOX', '0A000', `The sandbox workspace does not run ${what}. It runs queries, SHOW, DESCRIBE, USE, SET, GRANT, REVOKE, COMMENT ON, CREATE or DROP of catalogs, schemas, tables and views, ALTER TABLE, INSERT, UPDATE, DELETE and MERGE.`)

/** An obstacle met while reading. */
export function obstacleFailure(obstacle: Obstacle, at?: { line: number; pos: number }): Failed {
  switch (obstacle.kind) {
    case 'no-such-catalog':
      return obstacle.catalog.toLowerCase() === 'hive_metastore' ? hiveDisabled() : noSuchCatalog(obstacle.catalog)
    case 'no-such-schema':
      return schemaNotFound(obstacle.catalog, obstacle.schema)
    case 'no-such-table':
      return tableNotFound([obstacle.catalog, obstacle.schema, obstacle.table], at)
    case 'no-such-location':
      return failed('EXTERNAL_LOCATION_DOES_NOT_EXIST', '42704', `External Location '${obstacle.location}' does not exist.`)
    case 'not-bound':
      return insufficient(notBoundSentence(obstacle.catalog))
    case 'denied':
      return insufficient(denialSentence(obstacle))
  }
}

/** An obstacle met while changing something: a missing right is worded differently there. */
export const changeFailure = (obstacle: Obstacle): Failed =>
  obstacle.kind === 'denied' && !obstacle.privilege.startsWith('USE ') ? unauthorized(denialSentence(obstacle)) : obstacleFailure(obstacle)

/** What keeps a catalog or schema from being made, changed or dropped, in the words of SQL. */
export function objectFailure(problem: ObjectProblem): Failed {
  switch (problem.kind) {
    case 'obstacle':
      return changeFailure(problem.obstacle)
    case 'bad-name':
      return failed('INVALID_PARAMETER_VALUE', '22023', invalidNameSentence(problem))
    case 'exists':
      return problem.what === 'Catalog'
        ? failed('CATALOG_ALREADY_EXISTS', '42710', `Catalog '${problem.name}' already exists.`)
        : failed('SCHEMA_ALREADY_EXISTS', '42P06', `Cannot create schema ${backTicked(...problem.name.split('.'))} because it already exists. Choose a different name, drop the existing schema, or add the IF NOT EXISTS clause to tolerate pre-existing schema.`)
    case 'not-owner':
      return unauthorized(`User is not an owner of ${problem.what} '${problem.name}'.`)
    case 'not-empty':
      return problem.what === 'Catalog'
        ? failed('CATALOG_NOT_EMPTY', '2BP01', `Cannot drop catalog '${problem.name}' because it contains objects. Use DROP CATALOG ... CASCADE to drop it with all its objects.`)
        : failed('SCHEMA_NOT_EMPTY', '2BP01', `Cannot drop a schema ${backTicked(...problem.name.split('.'))} because it contains objects. Use DROP SCHEMA ... CASCADE to drop the schema and all its objects.`)
    case 'no-storage-root':
      return failed('INVALID_STATE', '55000', NO_STORAGE_ROOT)
    case 'no-location-for':
      return failed('NO_PARENT_EXTERNAL_LOCATION_FOR_PATH', '42K0D', noLocationSentence(problem.url))
    case 'no-such-principal':
      return grantFailure(problem)
  }
}

export function grantFailure(problem: GrantProblem): Failed {
  if (problem.kind === 'obstacle') return changeFailure(problem.obstacle)
  const { code, sentence } = grantProblemSentence(problem)
  if (problem.kind === 'no-such-principal') return failed(code, '42704', `${sentence}.`)
  if (problem.kind === 'read-only') return unauthorized(sentence)
  return failed('INVALID_PARAMETER_VALUE', '22023', `${sentence}.`)
}
