import type { Catalog, Column, Schema, Table } from '../state/model'
import { auditViewColumns } from './audit-view-columns'
import { emptyViewColumns } from './constraint-and-tag-views'

export const INFORMATION_SCHEMA = 'information_schema'
export const isInformationSchema = (schema: string): boolean => schema.toLowerCase() === INFORMATION_SCHEMA

/** `information_schema` and its views belong to the system, not to people. */
const SYSTEM_OWNER = 'System user'

const text = (...names: string[]): Column[] => names.map((name) => ({ name, type: 'string', nullable: true }))
const time = (name: string): Column => ({ name, type: 'timestamp', nullable: true })
const history = [time('created'), ...text('created_by'), time('last_altered'), ...text('last_altered_by')]

/** The views of `information_schema` that the sandbox has, with Databricks' columns in Databricks' order. */
export const informationSchemaViews: Readonly<Record<string, Column[]>> = {
  catalogs: [...text('catalog_name', 'catalog_owner', 'comment'), ...history],
  schemata: [...text('catalog_name', 'schema_name', 'schema_owner', 'comment'), ...history],
  tables: [
    ...text('table_catalog', 'table_schema', 'table_name', 'table_type', 'is_insertable_into', 'commit_action', 'table_owner', 'comment'),
    ...history,
    ...text('data_source_format', 'storage_sub_directory'),
  ],
  views: text('table_catalog', 'table_schema', 'table_name', 'view_definition', 'check_option', 'is_updatable', 'is_insertable_into', 'sql_path'),
  columns: [
    ...text('table_catalog', 'table_schema', 'table_name', 'column_name'),
    { name: 'ordinal_position', type: 'int', nullable: true },
    ...text('column_default', 'is_nullable', 'full_data_type', 'data_type'),
    ...['character_maximum_length', 'character_octet_length'].map((name): Column => ({ name, type: 'bigint', nullable: true })),
    ...['numeric_precision', 'numeric_precision_radix', 'numeric_scale', 'datetime_precision'].map((name): Column => ({ name, type: 'int', nullable: true })),
    ...text('comment'),
  ],
  catalog_privileges: text('grantor', 'grantee', 'catalog_name', 'privilege_type', 'is_grantable', 'inherited_from'),
  schema_privileges: text('grantor', 'grantee', 'catalog_name', 'schema_name', 'privilege_type', 'is_grantable', 'inherited_from'),
  table_privileges: text('grantor', 'grantee', 'table_catalog', 'table_schema', 'table_name', 'privilege_type', 'is_grantable', 'inherited_from'),
  ...auditViewColumns,
  ...emptyViewColumns,
  information_schema_catalog_name: text('catalog_name'),
  metastore_privileges: text('grantor', 'grantee', 'metastore_id', 'metastore_name', 'privilege_type', 'is_grantable', 'inherited_from'),
}

export const informationSchema = (catalog: Catalog): Schema => ({
  catalog: catalog.name,
  name: INFORMATION_SCHEMA,
  owner: SYSTEM_OWNER,
  comment: 'Information schema (auto-created)',
  createdAt: catalog.createdAt,
  createdBy: SYSTEM_OWNER,
})

export const informationSchemaTables = (catalog: Catalog): Table[] =>
  Object.entries(informationSchemaViews).map(([name, columns]) => ({
    catalog: catalog.name,
    schema: INFORMATION_SCHEMA,
    name,
    kind: 'VIEW',
    format: 'UNKNOWN',
    owner: SYSTEM_OWNER,
    columns,
    createdAt: catalog.createdAt,
    createdBy: SYSTEM_OWNER,
  }))
