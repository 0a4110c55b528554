import { createHash } from 'node:crypto'
import { parseType, restTypeName, sparkJson } from '../results/type-text'
import type { Catalog, Schema, Table, WorkspaceState } from '../../state/model'

export const metastoreId = (state: WorkspaceState): string | undefined => state.metastore?.id

/** The same object always has the same id. */
function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const times = (one: { createdAt: number; createdBy: string }): Record<string, unknown> => ({ created_at: one.createdAt, created_by: one.createdBy, updated_at: one.createdAt, updated_by: one.createdBy })
const comment = (text: string | undefined): Record<string, unknown> => (text === undefined ? {} : { comment: text })

export const catalogInfo = (state: WorkspaceState, catalog: Catalog, browseOnly: boolean): Record<string, unknown> => ({
  name: catalog.name,
  owner: catalog.owner,
  ...comment(catalog.comment),
  catalog_type: catalog.type,
  metastore_id: metastoreId(state),
  ...times(catalog),
  isolation_mode: catalog.isolation,
  ...(catalog.storageRoot === undefined ? {} : { storage_root: catalog.storageRoot, storage_location: `${catalog.storageRoot.replace(/\/+$/, '')}/__unitystorage/catalogs/${idOf(catalog.name)}` }),
  accessible_in_current_workspace: catalog.isolation === 'OPEN' || catalog.boundTo.includes(state.workspaceId),
  browse_only: browseOnly,
  id: idOf(catalog.name),
  full_name: catalog.name,
  securable_type: 'CATALOG',
})

export const schemaInfo = (state: WorkspaceState, schema: Schema, browseOnly: boolean): Record<string, unknown> => ({
  name: schema.name,
  catalog_name: schema.catalog,
  owner: schema.owner,
  ...comment(schema.comment),
  metastore_id: metastoreId(state),
  full_name: `${schema.catalog}.${schema.name}`,
  ...times(schema),
  ...(schema.storageRoot === undefined ? {} : { storage_root: schema.storageRoot }),
  schema_id: idOf(`${schema.catalog}.${schema.name}`),
  browse_only: browseOnly,
  securable_type: 'SCHEMA',
})

export function tableInfo(state: WorkspaceState, table: Table, browseOnly: boolean, omit: { columns: boolean; username: boolean; properties?: boolean }): Record<string, unknown> {
  const fullName = `${table.catalog}.${table.schema}.${table.name}`
  const columns = table.columns.map((column, position) => {
    const type = parseType(column.type)
    const precision = type.kind === 'decimal' ? { type_precision: type.precision, type_scale: type.scale } : { type_precision: 0, type_scale: 0 }
    const field = { name: column.name, type: sparkJson(type), nullable: column.nullable, metadata: column.comment ? { comment: column.comment } : {} }
    return { name: column.name, type_text: column.type, type_name: restTypeName(type), position, ...comment(column.comment), type_json: JSON.stringify(field), ...precision, nullable: column.nullable }
  })
  const people = omit.username ? { created_at: table.createdAt, updated_at: table.createdAt } : { owner: table.owner, ...times(table) }
  return {
    name: table.name,
    catalog_name: table.catalog,
    schema_name: table.schema,
    table_type: table.kind,
    data_source_format: table.format,
    ...(omit.columns ? {} : { columns }),
    // Through BROWSE one sees names and columns, not what a view is made of.
    ...(table.viewText && !browseOnly ? { view_definition: table.viewText } : {}),
    ...people,
    ...comment(table.comment),
    ...(table.properties === undefined || omit.properties === true ? {} : { properties: table.properties }),
    metastore_id: metastoreId(state),
    full_name: fullName,
    table_id: idOf(fullName),
    browse_only: browseOnly,
    securable_type: 'TABLE',
  }
}
