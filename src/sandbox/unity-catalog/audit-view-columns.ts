import type { Column } from '../state/model'

const text = (...names: string[]): Column[] => names.map((name) => ({ name, type: 'string', nullable: true }))
const int = (...names: string[]): Column[] => names.map((name) => ({ name, type: 'int', nullable: true }))
const time = (name: string): Column => ({ name, type: 'timestamp', nullable: true })
const made = [time('created'), ...text('created_by')]
const altered = [time('last_altered'), ...text('last_altered_by')]
const privileges = (...names: string[]): Column[] => text('grantor', 'grantee', ...names, 'privilege_type', 'is_grantable', 'inherited_from')

/**
 * Views of `information_schema` about other securables and about data that is hidden. Columns and their order from Databricks'
 * reference of the views of the same names.
 */
export const auditViewColumns: Readonly<Record<string, Column[]>> = {
  volumes: [...text('volume_catalog', 'volume_schema', 'volume_name', 'volume_type', 'volume_owner', 'comment'), ...made, ...altered, ...text('storage_location')],
  routines: [
    ...text('specific_catalog', 'specific_schema', 'specific_name', 'routine_catalog', 'routine_schema', 'routine_name', 'routine_type', 'data_type', 'full_data_type'),
    ...int('character_maximum_length'), ...text('character_octet_length'), ...int('numeric_precision', 'numeric_precision_radix', 'numeric_scale', 'datetime_precision'),
    ...text('interval_type'), ...int('interval_precision', 'maximum_cardinality'),
    ...text('routine_body', 'routine_definition', 'external_name', 'external_language', 'parameter_style', 'is_deterministic', 'sql_data_access', 'is_null_call', 'security_type', 'comment'),
    ...made, ...altered,
    // Not sure to be there in Databricks: last, so that the rest keeps its place.
    ...text('routine_owner'),
  ],
  external_locations: [...text('external_location_name', 'external_location_owner', 'url', 'storage_credential_id', 'storage_credential_name', 'read_only', 'comment'), ...made, ...altered],
  storage_credentials: [...text('storage_credential_id', 'storage_credential_name', 'storage_credential_owner', 'credential_type', 'credential', 'used_for_managed_storage', 'comment'), ...made, ...altered],
  connections: [...text('connection_name', 'connection_type', 'connection_owner', 'comment'), ...made, ...text('credential_type'), ...altered, ...text('connection_options', 'url')],
  volume_privileges: privileges('volume_catalog', 'volume_schema', 'volume_name'),
  routine_privileges: privileges('specific_catalog', 'specific_schema', 'specific_name', 'routine_catalog', 'routine_schema', 'routine_name'),
  external_location_privileges: privileges('external_location_name'),
  storage_credential_privileges: privileges('storage_credential_name'),
  connection_privileges: privileges('connection_name'),
  row_filters: text('table_catalog', 'table_schema', 'table_name', 'filter_catalog', 'filter_schema', 'filter_name', 'target_columns'),
  column_masks: text('table_catalog', 'table_schema', 'table_name', 'column_name', 'mask_catalog', 'mask_schema', 'mask_name', 'using_columns'),
}
