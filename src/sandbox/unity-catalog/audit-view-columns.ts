import type { Column } from '../state/model'

const text = (...names: string[]): Column[] => names.map((name) => ({ name, type: 'string', nullable: true }))
const privileges = (...names: string[]): Column[] => text('grantor', 'grantee', ...names, 'privilege_type', 'is_grantable', 'inherited_from')

/**
 * Views of `information_schema` about other securables and about data that is hidden. Columns from Databricks' reference of
 * the views of the same names, as far as an audit reads them.
 */
export const auditViewColumns: Readonly<Record<string, Column[]>> = {
  volumes: text('volume_catalog', 'volume_schema', 'volume_name', 'volume_type', 'volume_owner'),
  routines: text('specific_catalog', 'specific_schema', 'specific_name', 'routine_catalog', 'routine_schema', 'routine_name', 'routine_type', 'routine_owner'),
  external_locations: text('external_location_name', 'external_location_owner'),
  storage_credentials: text('storage_credential_name', 'storage_credential_owner'),
  connections: text('connection_name', 'connection_owner'),
  volume_privileges: privileges('volume_catalog', 'volume_schema', 'volume_name'),
  routine_privileges: privileges('specific_catalog', 'specific_schema', 'specific_name', 'routine_catalog', 'routine_schema', 'routine_name'),
  external_location_privileges: privileges('external_location_name'),
  storage_credential_privileges: privileges('storage_credential_name'),
  connection_privileges: privileges('connection_name'),
  row_filters: text('table_catalog', 'table_schema', 'table_name', 'filter_catalog', 'filter_schema', 'filter_name', 'target_columns'),
  column_masks: text('table_catalog', 'table_schema', 'table_name', 'column_name', 'mask_catalog', 'mask_schema', 'mask_name', 'using_columns'),
}
