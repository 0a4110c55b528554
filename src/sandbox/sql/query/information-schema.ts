import type { DuckDBConnection } from '@duckdb/node-api'
import { catalogNamed, schemaKey, tableKey } from '../../state/lookup'
import type { Catalog, Column, Grant, SecurableType, Table, WorkspaceState } from '../../state/model'
import { createAccess, type Access } from '../../unity-catalog/access'
import { auditViewRows } from '../../unity-catalog/audit-views'
import { informationSchemaViews } from '../../unity-catalog/information-schema-objects'
import { principalKey } from '../../unity-catalog/principals'
import { isApplicable, underscored } from '../../unity-catalog/privileges'
import { visibleCatalogs, visibleSchemas, visibleTables } from '../../unity-catalog/visibility'
import { catalogTypeText, duckDbType, quoteForDuckDb, typeOrString } from '../types'
import type { InformationSchemaUse } from './rewrite'

type Row = (string | number | null)[]
type RowsFor = (state: WorkspaceState, access: Access, catalogs: readonly Catalog[]) => Row[]

/** Fills a temporary table of this connection with what this caller may see, and so answers with real SQL over it. */
export async function fillInformationSchema(connection: DuckDBConnection, use: InformationSchemaUse, state: WorkspaceState, principal: string): Promise<void> {
  const columns = informationSchemaViews[use.view] ?? []
  const access = createAccess(state, principal)
  const named = catalogNamed(state, use.catalog)
  // `system.information_schema` covers the whole metastore, the others their own catalog.
  const catalogs = use.catalog === 'system' ? visibleCatalogs(state, access, true).map(({ entry }) => entry) : named ? [named] : []
  await fill(connection, use.relation, columns, ROWS[use.view]?.(state, access, catalogs) ?? [])
}

async function fill(connection: DuckDBConnection, relation: string, columns: readonly Column[], rows: readonly Row[]): Promise<void> {
  const definitions = columns.map((column) => `${quoteForDuckDb(column.name)} ${duckDbType(typeOrString(column.type))}`)
  await connection.run(`CREATE TEMP TABLE ${quoteForDuckDb(relation)} (${definitions.join(', ')})`)
  if (rows.length === 0) return
  const { DuckDBDataChunk, DuckDBTimestampValue, TIMESTAMP, VARCHAR, INTEGER, BIGINT } = await import('@duckdb/node-api')
  const types = columns.map((column) => ({ timestamp: TIMESTAMP, int: INTEGER, bigint: BIGINT })[column.type] ?? VARCHAR)
  const appender = await connection.createAppender(relation, 'main', 'temp')
  const chunkSize = 2048
  for (let start = 0; start < rows.length; start += chunkSize) {
    const part = rows.slice(start, start + chunkSize)
    const chunk = DuckDBDataChunk.create(types, part.length)
    chunk.setColumns(
      columns.map((column, index) =>
        part.map((row) => {
          const value = row[index] ?? null
          if (value === null || column.type === 'string' || column.type === 'int') return value
          return column.type === 'timestamp' ? new DuckDBTimestampValue(BigInt(value) * 1000n) : BigInt(value)
        }),
      ),
    )
    appender.appendDataChunk(chunk)
  }
  appender.closeSync()
}

interface Made {
  createdAt: number
  createdBy: string
}
const history = (made: Made): Row => [made.createdAt, made.createdBy, made.createdAt, made.createdBy]

const eachTable = (state: WorkspaceState, access: Access, catalogs: readonly Catalog[]): Table[] =>
  catalogs.flatMap((catalog) =>
    visibleSchemas(state, access, catalog, true).flatMap(({ entry }) => visibleTables(state, access, catalog, entry, true).map((seen) => seen.entry)),
  )

/**
 * Grants that a caller finds here: all on what they own (or a parent of it) and for the metastore admin, else only their
 * own. A holder of MANAGE who is not the owner sees only their own too, unlike in SHOW GRANTS.
 */
function privilegeRows(state: WorkspaceState, access: Access, securables: readonly { type: SecurableType; key: string; names: string[]; owners: string[]; kind?: Table['kind'] }[]): Row[] {
  const me = principalKey(access.principal)
  const by = new Map<string, Grant[]>()
  for (const grant of state.grants) {
    const key = `${grant.type} ${grant.securable}`
    const list = by.get(key)
    if (list) list.push(grant)
    else by.set(key, [grant])
  }
  const row = (grant: Grant, names: string[], from: string): Row => [grant.grantor, grant.principal, ...names, underscored(grant.privilege), 'NO', from]
  return securables.flatMap(({ type, key, names, owners, kind }) => {
    const all = access.metastoreAdmin || owners.some((owner) => access.owns(owner))
    const levels: [SecurableType, string][] = [[type, key]]
    const [catalog = '', schema = ''] = key.split('.')
    if (type === 'TABLE') levels.push(['SCHEMA', `${catalog}.${schema}`])
    if (type === 'TABLE' || type === 'SCHEMA') levels.push(['CATALOG', catalog])
    return levels.flatMap(([level, name]) =>
      (by.get(`${level} ${name}`) ?? [])
        .filter((grant) => all || principalKey(grant.principal) === me)
        .filter((grant) => level === type || (grant.privilege !== 'BROWSE' && isApplicable(grant.privilege, type, kind)))
        .map((grant) => row(grant, names, level === type ? 'NONE' : level)),
    )
  })
}

const NUMERIC: Record<string, [precision: number, scale: number | null]> = { tinyint: [3, 0], smallint: [5, 0], int: [10, 0], bigint: [19, 0], float: [24, null], double: [53, null] }

function columnRow(table: Table, column: Column, position: number): Row {
  const type = typeOrString(column.type)
  const [precision, scale] = type.kind === 'decimal' ? [type.precision, type.scale] : type.kind === 'simple' ? (NUMERIC[type.name] ?? [null, null]) : [null, null]
  const short = type.kind === 'simple' ? type.name : type.kind
  return [
    table.catalog, table.schema, table.name, column.name, position, null, column.nullable ? 'YES' : 'NO', catalogTypeText(type),
    { int: 'INT', bigint: 'LONG', smallint: 'SHORT', tinyint: 'BYTE' }[short] ?? short.toUpperCase(),
    short === 'string' ? 0 : null, short === 'string' ? 0 : null,
    precision, precision === null ? null : 10, scale, short === 'timestamp' ? 6 : null, column.comment ?? null,
  ]
}

const ROWS: Record<string, RowsFor> = {
  ...auditViewRows,
  information_schema_catalog_name: (_state, _access, catalogs) => catalogs.map(({ name }) => [name]),
  catalogs: (_state, _access, catalogs) => catalogs.map((catalog) => [catalog.name, catalog.owner, catalog.comment ?? null, ...history(catalog)]),
  schemata: (state, access, catalogs) =>
    catalogs.flatMap((catalog) =>
      visibleSchemas(state, access, catalog, true).map(({ entry }): Row => [entry.catalog, entry.name, entry.owner, entry.comment ?? null, ...history(entry)]),
    ),
  tables: (state, access, catalogs) =>
    eachTable(state, access, catalogs).map((table) => [
      table.catalog, table.schema, table.name, table.kind, table.kind === 'VIEW' ? 'NO' : 'YES', 'PRESERVE', table.owner, table.comment ?? null, ...history(table), table.format, null,
    ]),
  views: (state, access, catalogs) =>
    eachTable(state, access, catalogs)
      .filter((table) => table.kind === 'VIEW' || table.kind === 'MATERIALIZED_VIEW')
      // Databricks shows the text to the owner alone: not to a metastore admin, not with MANAGE.
      .map((table) => [table.catalog, table.schema, table.name, table.viewText !== undefined && access.owns(table.owner) ? table.viewText : null, 'NONE', 'NO', 'NO', null]),
  columns: (state, access, catalogs) => eachTable(state, access, catalogs).flatMap((table) => table.columns.map((column, index) => columnRow(table, column, index + 1))),
  catalog_privileges: (state, access, catalogs) =>
    privilegeRows(state, access, catalogs.map((catalog) => ({ type: 'CATALOG', key: catalog.name, names: [catalog.name], owners: [catalog.owner] }))),
  schema_privileges: (state, access, catalogs) =>
    privilegeRows(
      state,
      access,
      catalogs.flatMap((catalog) =>
        visibleSchemas(state, access, catalog, true).map(({ entry }) => ({
          type: 'SCHEMA' as const, key: schemaKey(entry), names: [entry.catalog, entry.name], owners: [entry.owner, catalog.owner],
        })),
      ),
    ),
  table_privileges: (state, access, catalogs) => {
    const owners = new Map([...catalogs.map((catalog) => [catalog.name, catalog.owner] as const), ...state.schemas.map((schema) => [schemaKey(schema), schema.owner] as const)])
    return privilegeRows(
      state,
      access,
      eachTable(state, access, catalogs).map((table) => ({
        type: 'TABLE', key: tableKey(table), names: [table.catalog, table.schema, table.name], kind: table.kind,
        owners: [table.owner, owners.get(`${table.catalog}.${table.schema}`) ?? '', owners.get(table.catalog) ?? ''],
      })),
    )
  },
  metastore_privileges: (state, access) =>
    privilegeRows(state, access, [{ type: 'METASTORE', key: '', names: [state.metastore?.id ?? '', state.metastore?.name ?? ''], owners: [] }]),
}
