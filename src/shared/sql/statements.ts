import { quoteLiteral, quotePath, quotePrincipal } from './identifiers'

/** What a grant can sit on, as GRANT and SHOW GRANTS spell it. A view may also be addressed as TABLE. */
export type Securable = 'CATALOG' | 'SCHEMA' | 'TABLE' | 'VIEW'
export type ReadPrivilege = 'USE CATALOG' | 'USE SCHEMA' | 'SELECT'

/** Proves that a session runs statements. It touches no object: it succeeds with a missing catalog too. */
export const selectOne = (): string => 'SELECT 1'

/** Who the session runs as: an e-mail, or a service principal's application id. */
export const sessionUser = (): string => 'SELECT session_user() AS principal'

/** Result column: `catalog`. */
export const showCatalogs = (): string => 'SHOW CATALOGS'

/** Result column: `databaseName`. */
export const showSchemas = (catalog: string): string => `SHOW SCHEMAS IN ${quotePath(catalog)}`

/** Result columns: `database`, `tableName`, `isTemporary`; views are listed too. */
export const showTables = (catalog: string, schema: string): string => `SHOW TABLES IN ${quotePath(catalog, schema)}`

/** The read that decides. Whoever runs it discards the row. */
export const readOneRow = (catalog: string, schema: string, table: string): string =>
  `SELECT * FROM ${quotePath(catalog, schema, table)} LIMIT 1`

export const useCatalog = (catalog: string): string => `USE CATALOG ${quotePath(catalog)}`
export const useSchema = (catalog: string, schema: string): string => `USE SCHEMA ${quotePath(catalog, schema)}`

/**
 * Direct and inherited grants on a securable, for one principal or for all that the caller may see. Result columns:
 * `Principal`, `ActionType`, `ObjectType`, `ObjectKey` (read them in any case). Ownership gives no row.
 */
export function showGrants(principal: string | undefined, type: Securable, ...path: string[]): string {
  const whose = principal === undefined ? '' : `${quotePrincipal(principal)} `
  return `SHOW GRANTS ${whose}ON ${type} ${quotePath(...path)}`
}

/** One statement for one securable and one principal; several privileges are allowed. Repeating it changes nothing. */
export function grant(privileges: readonly ReadPrivilege[], type: Securable, path: readonly string[], principal: string): string {
  return `GRANT ${privileges.join(', ')} ON ${type} ${quotePath(...path)} TO ${quotePrincipal(principal)}`
}

/**
 * Tables and views of a schema from the catalog's own information_schema, which shows only what the caller may use.
 * Result columns: `table_name`, `table_type`, `table_owner`. Names are stored lower case.
 */
export const listTables = (catalog: string, schema: string): string =>
  `SELECT table_name, table_type, table_owner FROM ${quotePath(catalog, 'information_schema', 'tables')} ` +
  `WHERE table_schema = ${quoteLiteral(schema.toLowerCase())} ORDER BY table_name`

/** Result columns: `table_schema`, `tables`; schemas without a visible table have no row. */
export const countTablesPerSchema = (catalog: string): string =>
  `SELECT table_schema, count(*) AS tables FROM ${quotePath(catalog, 'information_schema', 'tables')} ` +
  `WHERE table_schema <> 'information_schema' GROUP BY table_schema ORDER BY table_schema`

/** Result columns: `schema_name`, `schema_owner`. */
export const listSchemas = (catalog: string): string =>
  `SELECT schema_name, schema_owner FROM ${quotePath(catalog, 'information_schema', 'schemata')} ` +
  `WHERE schema_name <> 'information_schema' ORDER BY schema_name`

/** Direct grants on the tables and views of a schema. Result columns: `table_name`, `grantee`, `privilege_type`. */
export const listTableGrants = (catalog: string, schema: string): string =>
  `SELECT table_name, grantee, privilege_type FROM ${quotePath(catalog, 'information_schema', 'table_privileges')} ` +
  `WHERE table_schema = ${quoteLiteral(schema.toLowerCase())} AND inherited_from = 'NONE'`

export interface GrantGoal {
  catalog: string
  schema: string
  /** E-mail, application id or account group. */
  principal: string
  /** Unquoted table names. Absent or empty: SELECT on the schema, which covers tables and views that come later too. */
  tables?: readonly string[]
}

/** A name inside a `--` comment: a line break in it would end the comment and run what follows. */
export const inComment = (name: string): string => (LINE_ENDS.test(name) ? name.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ') : name)
const LINE_ENDS = /[\u0000-\u001f\u007f\u0085\u2028\u2029]/

/** The least that lets a principal read: one reason per statement, in the order in which Databricks checks them. */
export function grantScript({ catalog, schema, principal, tables = [] }: GrantGoal): string {
  const steps: [reason: string, statement: string][] = [
    [`Lets it look inside catalog ${catalog}; no data by itself.`, grant(['USE CATALOG'], 'CATALOG', [catalog], principal)],
    [`Lets it look inside schema ${schema}; no data by itself.`, grant(['USE SCHEMA'], 'SCHEMA', [catalog, schema], principal)],
  ]
  if (tables.length === 0) {
    const reason = `Lets it read every table and view of schema ${schema}, later ones included.`
    steps.push([reason, grant(['SELECT'], 'SCHEMA', [catalog, schema], principal)])
  }
  for (const table of tables) {
    steps.push([`Lets it read ${table}, and no other table.`, grant(['SELECT'], 'TABLE', [catalog, schema, table], principal)])
  }
  return steps.map(([reason, statement]) => `-- ${inComment(reason)}\n${statement};\n`).join('')
}
