import { groupBy } from '../group-by'
import { quoteLiteral, quotePath } from './identifiers'
import type { TableName } from './tables-read'

/**
 * Set-based questions to `information_schema` for an audit: their number does not grow with the number of objects. All of
 * them answer with text columns, so that their parts can be joined by UNION ALL. Facts: docs pages information-schema/*.
 */

/** Which `information_schema`: `system` covers every catalog of the metastore that the caller sees, a catalog its own. */
export type Source = ({ kind: 'system' } | { kind: 'catalog'; catalog: string }) & {
  /** Kinds whose view has no column for the owner in this workspace (for routines the docs name none): their owners are not asked for. */
  ownerless?: readonly AuditLevel[]
}
export interface Scope {
  catalog: string
  /** Absent: every schema of the catalog. */
  schema?: string
}

/** A kind of securable as `information_schema` spells its columns. */
interface Shape {
  level: AuditLevel
  privileges: string
  /** Columns of catalog, schema and name in the view of privileges; NULL where there is none. */
  at: [catalog: string, schema: string, name: string]
  objects?: { view: string; at: [catalog: string, schema: string, name: string]; owner: string; type: string }
}
export const AUDIT_LEVELS = ['METASTORE', 'CATALOG', 'SCHEMA', 'TABLE', 'VOLUME', 'FUNCTION', 'EXTERNAL LOCATION', 'STORAGE CREDENTIAL', 'CONNECTION'] as const
export type AuditLevel = (typeof AUDIT_LEVELS)[number]
const NONE = 'CAST(NULL AS STRING)'

const SHAPES: readonly Shape[] = [
  { level: 'METASTORE', privileges: 'metastore_privileges', at: [NONE, NONE, 'metastore_name'] },
  { level: 'CATALOG', privileges: 'catalog_privileges', at: ['catalog_name', NONE, NONE], objects: { view: 'catalogs', at: ['catalog_name', NONE, NONE], owner: 'catalog_owner', type: NONE } },
  { level: 'SCHEMA', privileges: 'schema_privileges', at: ['catalog_name', 'schema_name', NONE], objects: { view: 'schemata', at: ['catalog_name', 'schema_name', NONE], owner: 'schema_owner', type: NONE } },
  {
    level: 'TABLE', privileges: 'table_privileges', at: ['table_catalog', 'table_schema', 'table_name'],
    objects: { view: 'tables', at: ['table_catalog', 'table_schema', 'table_name'], owner: 'table_owner', type: 'table_type' },
  },
  {
    level: 'VOLUME', privileges: 'volume_privileges', at: ['volume_catalog', 'volume_schema', 'volume_name'],
    objects: { view: 'volumes', at: ['volume_catalog', 'volume_schema', 'volume_name'], owner: 'volume_owner', type: NONE },
  },
  {
    level: 'FUNCTION', privileges: 'routine_privileges', at: ['routine_catalog', 'routine_schema', 'routine_name'],
    objects: { view: 'routines', at: ['routine_catalog', 'routine_schema', 'routine_name'], owner: 'routine_owner', type: NONE },
  },
  {
    level: 'EXTERNAL LOCATION', privileges: 'external_location_privileges', at: [NONE, NONE, 'external_location_name'],
    objects: { view: 'external_locations', at: [NONE, NONE, 'external_location_name'], owner: 'external_location_owner', type: NONE },
  },
  {
    level: 'STORAGE CREDENTIAL', privileges: 'storage_credential_privileges', at: [NONE, NONE, 'storage_credential_name'],
    objects: { view: 'storage_credentials', at: [NONE, NONE, 'storage_credential_name'], owner: 'storage_credential_owner', type: NONE },
  },
  {
    level: 'CONNECTION', privileges: 'connection_privileges', at: [NONE, NONE, 'connection_name'],
    objects: { view: 'connections', at: [NONE, NONE, 'connection_name'], owner: 'connection_owner', type: NONE },
  },
]

/** The kinds a source can tell about: what belongs to the metastore is only in `system`. */
export const levelsOf = (source: Source): readonly AuditLevel[] => (source.kind === 'system' ? AUDIT_LEVELS : ['CATALOG', 'SCHEMA', 'TABLE', 'VOLUME', 'FUNCTION'])

/** Kinds that are listed whole and not by their owner: without that column their list could not be read as it is. */
const LISTED: readonly AuditLevel[] = ['CATALOG', 'SCHEMA', 'TABLE']

/** The kind whose owner is asked for by this column, if the audit can do without it. */
export const levelOfOwner = (column: string): AuditLevel | undefined => SHAPES.find(({ level, objects }) => objects?.owner === column.toLowerCase() && !LISTED.includes(level))?.level

const shapesOf = (source: Source, levels: readonly AuditLevel[]): Shape[] =>
  SHAPES.filter(({ level }) => levels.includes(level)).map(({ objects, ...shape }) => (source.ownerless?.includes(shape.level) ? shape : { ...shape, objects }))
const viewOf = (source: Source, view: string): string => quotePath(source.kind === 'system' ? 'system' : source.catalog, 'information_schema', view)
const joined = (parts: readonly string[]): string => parts.join('\nUNION ALL\n')

/** Rows of grants made on the securable itself; `inherited_from` may be NULL there. */
const DIRECT = `coalesce(inherited_from, 'NONE') = 'NONE'`
const isOneOf = (column: string, names: readonly string[]): string => `lower(${column}) IN (${names.map((name) => quoteLiteral(name.toLowerCase())).join(', ')})`

/** A definition longer than this is cut off, and so can't be read. */
export const LONGEST_DEFINITION = 10_000

/**
 * Everybody who holds a grant or owns something, and the views of `viewsOf` with their owner and definition, which is NULL where
 * the caller may not see it. Columns: `principal`, and for a view `s`, `n`, `definition`.
 */
export const auditPrincipals = (source: Source, levels: readonly AuditLevel[], viewsOf?: string): string =>
  `SELECT DISTINCT principal, s, n, definition FROM (\n${joined([
    ...shapesOf(source, levels).flatMap(({ privileges, objects }) => [
      `SELECT grantee AS principal, ${NONE} AS s, ${NONE} AS n, ${NONE} AS definition FROM ${viewOf(source, privileges)} WHERE ${DIRECT}`,
      ...(objects ? [`SELECT ${objects.owner} AS principal, ${NONE} AS s, ${NONE} AS n, ${NONE} AS definition FROM ${viewOf(source, objects.view)}`] : []),
    ]),
    ...(viewsOf !== undefined && levels.includes('TABLE') ? [viewsIn(source, viewsOf)] : []),
  ])}\n) AS p WHERE principal IS NOT NULL`

const viewsIn = (source: Source, catalog: string): string =>
  `SELECT t.table_owner AS principal, t.table_schema AS s, t.table_name AS n, left(v.view_definition, ${LONGEST_DEFINITION}) AS definition FROM ${viewOf(source, 'tables')} AS t ` +
  `LEFT JOIN ${viewOf(source, 'views')} AS v ON v.table_catalog = t.table_catalog AND v.table_schema = t.table_schema AND v.table_name = t.table_name ` +
  `WHERE t.table_catalog = ${quoteLiteral(catalog.toLowerCase())} AND t.table_type = 'VIEW' AND t.table_schema <> 'information_schema'`

/** Whether the session's identity is in each group, in their order. One row; columns `g0`, `g1`, ... */
export const memberOf = (groups: readonly string[]): string => `SELECT ${groups.map((group, index) => `is_account_group_member(${quoteLiteral(group)}) AS g${index}`).join(', ')}`

/** Tables that matter because a view reads them, and who else's grants matter there. */
export interface Beneath {
  tables: readonly TableName[]
  grantees: readonly string[]
}
export const NOTHING_BENEATH: Beneath = { tables: [], grantees: [] }

/** A condition for these tables, or for their schemas or catalogs; `undefined` for other kinds, or when there are none. */
function isBeneath(level: AuditLevel, [c, s, n]: readonly [string, string, string], tables: readonly TableName[]): string | undefined {
  if (tables.length === 0) return undefined
  if (level === 'CATALOG') return isOneOf(c, [...new Set(tables.map(([catalog]) => catalog))])
  if (level !== 'SCHEMA' && level !== 'TABLE') return undefined
  const bySchema = groupBy(tables, ([catalog, schema]) => `${catalog}.${schema}`)
  const parts = [...bySchema.values()].map((inside) => {
    const [[catalog, schema]] = inside as [TableName, ...TableName[]]
    const within = `${c} = ${quoteLiteral(catalog)} AND ${s} = ${quoteLiteral(schema)}`
    return level === 'SCHEMA' ? `(${within})` : `(${within} AND ${isOneOf(n, inside.map(([, , name]) => name))})`
  })
  return `(${parts.join(' OR ')})`
}

/** Grants that were made to these principals, and of `beneath`. Columns: `level`, `c`, `s`, `n`, `grantee`, `privilege`. */
export const auditGrants = (source: Source, levels: readonly AuditLevel[], grantees: readonly string[], beneath = NOTHING_BENEATH): string =>
  joined(
    shapesOf(source, levels).map(({ level, privileges, at }) => {
      const [c, s, n] = at
      const there = beneath.grantees.length === 0 ? undefined : isBeneath(level, at, beneath.tables)
      const whose = isOneOf('grantee', grantees) + (there === undefined ? '' : ` OR (${isOneOf('grantee', beneath.grantees)} AND ${there})`)
      return `SELECT ${quoteLiteral(level)} AS level, ${c} AS c, ${s} AS s, ${n} AS n, grantee, privilege_type AS privilege FROM ${viewOf(source, privileges)} WHERE ${DIRECT} AND (${whose})`
    }),
  )

/**
 * Every catalog, what lies in the scope, what these principals own elsewhere, and what is beneath views. Columns: `level`, `c`, `s`, `n`, `owner`,
 * `type`.
 */
export const auditObjects = (source: Source, levels: readonly AuditLevel[], { catalog, schema }: Scope, owners: readonly string[], beneath = NOTHING_BENEATH): string =>
  joined(
    shapesOf(source, levels).flatMap(({ level, objects }) => {
      if (!objects) return []
      const [c, s, n] = objects.at
      const select = `SELECT ${quoteLiteral(level)} AS level, ${c} AS c, ${s} AS s, ${n} AS n, ${objects.owner} AS owner, ${objects.type} AS type FROM ${viewOf(source, objects.view)}`
      if (level === 'CATALOG') return [select]
      const owned = isOneOf(objects.owner, owners)
      if (!LISTED.includes(level)) return [`${select} WHERE ${owned}`]
      const within = [`${c} = ${quoteLiteral(catalog.toLowerCase())}`, ...(level === 'TABLE' && schema !== undefined ? [`${s} = ${quoteLiteral(schema.toLowerCase())}`] : [])]
      const there = isBeneath(level, objects.at, beneath.tables)
      return [`${select} WHERE ${s} <> 'information_schema' AND ((${within.join(' AND ')}) OR ${owned}${there === undefined ? '' : ` OR ${there}`})`]
    }),
  )

/** Row filters and column masks of the scope. Columns: `kind`, `s`, `n`, `field`. */
export function auditFilters(source: Source, { catalog, schema }: Scope): string {
  const within = `table_catalog = ${quoteLiteral(catalog.toLowerCase())}${schema === undefined ? '' : ` AND table_schema = ${quoteLiteral(schema.toLowerCase())}`}`
  return joined([
    `SELECT 'row filter' AS kind, table_schema AS s, table_name AS n, ${NONE} AS field FROM ${viewOf(source, 'row_filters')} WHERE ${within}`,
    `SELECT 'column mask' AS kind, table_schema AS s, table_name AS n, column_name AS field FROM ${viewOf(source, 'column_masks')} WHERE ${within}`,
  ])
}
