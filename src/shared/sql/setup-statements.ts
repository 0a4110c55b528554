import { quoteLiteral, quoteName, quotePath } from './identifiers'

/**
 * Statements that create what CleverTap needs, and their undoing. All may be repeated: creating has IF NOT EXISTS, dropping IF EXISTS and
 * RESTRICT, so that nothing with something in it is ever dropped.
 */
export function createCatalog(name: string, { managedLocation, comment }: { managedLocation?: string; comment?: string } = {}): string {
  const location = managedLocation === undefined ? '' : ` MANAGED LOCATION ${quoteLiteral(managedLocation)}`
  return `CREATE CATALOG IF NOT EXISTS ${quoteName(name)}${location}${comment === undefined ? '' : ` COMMENT ${quoteLiteral(comment)}`}`
}

export const createSchema = (catalog: string, schema: string): string => `CREATE SCHEMA IF NOT EXISTS ${quotePath(catalog, schema)}`

export interface TablePath {
  catalog: string
  schema: string
  table: string
}

/** A view over one table; columns are named, so that a column added later is not handed out, except where all are wanted. */
export function createView(view: TablePath, from: TablePath, columns?: readonly string[]): string {
  const list = columns === undefined || columns.length === 0 ? '*' : columns.map(quoteName).join(', ')
  return `CREATE VIEW IF NOT EXISTS ${quotePath(view.catalog, view.schema, view.table)} AS ${viewQuery(from, list)}`
}
const viewQuery = (from: TablePath, list: string) => `SELECT ${list} FROM ${quotePath(from.catalog, from.schema, from.table)}`

/** The query of such a view alone. */
export const viewDefinition = (from: TablePath, columns?: readonly string[]): string =>
  viewQuery(from, columns === undefined || columns.length === 0 ? '*' : columns.map(quoteName).join(', '))

export const dropCatalog = (name: string): string => `DROP CATALOG IF EXISTS ${quoteName(name)} RESTRICT`
export const dropSchema = (catalog: string, schema: string): string => `DROP SCHEMA IF EXISTS ${quotePath(catalog, schema)} RESTRICT`
export const dropView = ({ catalog, schema, table }: TablePath): string => `DROP VIEW IF EXISTS ${quotePath(catalog, schema, table)}`

/** A LIKE pattern of SHOW is regex-like: only names of plain letters, digits, `_` and `-` are narrowed by it. */
const narrowed = (name: string) => (/^[\w-]+$/.test(name) ? ` LIKE ${quoteLiteral(name)}` : '')
/** Result column `catalog`; without a pattern where the name would not match itself in one. */
export const showCatalogsLike = (name: string): string => `SHOW CATALOGS${narrowed(name)}`
/** Result column `databaseName`. */
export const showSchemasLike = (catalog: string, schema: string): string => `SHOW SCHEMAS IN ${quoteName(catalog)}${narrowed(schema)}`
/** Result column `viewName`. */
export const showViews = (catalog: string, schema: string): string => `SHOW VIEWS IN ${quotePath(catalog, schema)}`

/**
 * A GRANT or REVOKE around its object (a quoted path) and its principal, which may be born later: `before`, the object, `between`, the
 * principal with backticks doubled, and a closing backtick.
 */
export const grantAround = (privilege: string, type: string) => ({ before: `GRANT ${privilege} ON ${type} `, between: ' TO `' })
export const revokeAround = (privilege: string, type: string) => ({ before: `REVOKE ${privilege} ON ${type} `, between: ' FROM `' })
