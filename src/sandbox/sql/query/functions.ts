import { failed, type Failed } from '../failures'

/** Functions that Databricks has in FROM and the sandbox too. All others are unknown, among them DuckDB's that read files. */
const TABLE_FUNCTIONS = new Set(['range', 'explode', 'explode_outer', 'posexplode', 'posexplode_outer', 'inline', 'inline_outer', 'stack', 'unnest', 'generate_series', 'json_tuple'])
export const isTableFunction = (name: string): boolean => TABLE_FUNCTIONS.has(name.toLowerCase())

/** DuckDB's own functions about itself, files and other queries: no Databricks client can mean them. */
const FOREIGN = /^(uc_|duckdb_|pragma_|pg_|read_|write_|sniff_|parquet_|icu_|sqlite_|postgres_|mysql_|shell_|st_read)|^(glob|getenv|current_setting|getvariable|query|query_table|nextval|currval|which_secret|add_parquet_key|sql_auto_complete|checkpoint|force_checkpoint|from_substrait|get_substrait|current_query|txid_current|which_secret|test_all_types|repeat_row|summary|seq_scan|index_scan|arrow_scan|arrow_scan_dumb|pandas_scan|python_map_function|vector_type|stats|set_config|parse_duckdb_log_message|enable_logging|enable_profiling|enable_profile|disable_logging)$/
export const isForeignFunction = (name: string): boolean => FOREIGN.test(name.toLowerCase())

export const noSuchRoutine = (name: string): Failed =>
  failed('UNRESOLVED_ROUTINE', '42883', `Cannot resolve routine \`${name}\` on search path [\`system\`.\`builtin\`, \`system\`.\`session\`].`)

export const noSuchTableFunction = (name: string): Failed =>
  failed(
    'UNRESOLVABLE_TABLE_VALUED_FUNCTION',
    '42883',
    `Could not resolve \`${name}\` to a table-valued function.\nPlease make sure that \`${name}\` is defined as a table-valued function and that all required parameters are provided correctly.\nIf \`${name}\` is not defined, please create the table-valued function before using it.`,
  )

/** Higher-order functions, which the translation leaves as they are and a macro can't stand for. */
const RENAMED: Record<string, string> = { transform: 'list_transform', filter: 'list_filter' }
export const engineName = (name: string): string => RENAMED[name.toLowerCase()] ?? name
