import type { Column } from '../state/model'

const text = (...names: string[]): Column[] => names.map((name) => ({ name, type: 'string', nullable: true }))
const int = (...names: string[]): Column[] => names.map((name) => ({ name, type: 'int', nullable: true }))
const constraint = text('constraint_catalog', 'constraint_schema', 'constraint_name')
const table = text('table_catalog', 'table_schema', 'table_name')
const routine = text('specific_catalog', 'specific_schema', 'specific_name')

/** Views of `information_schema` about what no sandbox has: keys, tags, parameters of functions. They are there, and empty. */
export const emptyViewColumns: Readonly<Record<string, Column[]>> = {
  table_constraints: [...constraint, ...table, ...text('constraint_type', 'is_deferrable', 'initially_deferred', 'enforced', 'comment')],
  key_column_usage: [...constraint, ...table, ...text('column_name'), ...int('ordinal_position', 'position_in_unique_constraint')],
  referential_constraints: [...constraint, ...text('unique_constraint_catalog', 'unique_constraint_schema', 'unique_constraint_name', 'match_option', 'update_rule', 'delete_rule')],
  constraint_column_usage: [...table, ...text('column_name'), ...constraint],
  constraint_table_usage: [...table, ...constraint],
  check_constraints: [...constraint, ...text('check_clause', 'sql_path')],
  catalog_tags: text('catalog_name', 'tag_name', 'tag_value'),
  schema_tags: text('catalog_name', 'schema_name', 'tag_name', 'tag_value'),
  table_tags: text('catalog_name', 'schema_name', 'table_name', 'tag_name', 'tag_value'),
  column_tags: text('catalog_name', 'schema_name', 'table_name', 'column_name', 'tag_name', 'tag_value'),
  volume_tags: text('catalog_name', 'schema_name', 'volume_name', 'tag_name', 'tag_value'),
  parameters: [...routine, ...int('ordinal_position'), ...text('parameter_mode', 'is_result', 'parameter_name', 'data_type', 'full_data_type', 'parameter_default', 'comment')],
  routine_columns: [
    ...routine, ...int('ordinal_position'), ...text('column_name', 'data_type', 'full_data_type'), ...int('character_maximum_length', 'character_octet_length', 'numeric_precision', 'numeric_precision_radix', 'numeric_scale', 'datetime_precision'),
    ...text('interval_type'), ...int('interval_precision', 'maximum_cardinality'), ...text('comment'),
  ],
}
