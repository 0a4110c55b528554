import { likePattern } from '../like-pattern'
import { parseType, type SqlType } from '../results/type-text'
import { TYPE_ID } from './wire-types'
import type { Caller } from '../callers'
import type { CatalogReader, ResultColumn, StatementRows } from '../../sql/engine'
import type { Table } from '../../state/model'

/** The metadata calls of Thrift: columns as Databricks names and comments them (GetSchemas as recorded, the rest as JDBC has them). */

const text = (name: string, comment: string): ResultColumn => ({ name, type: 'STRING', comment })
const int = (name: string, comment: string): ResultColumn => ({ name, type: 'INT', comment })

const CATALOG = text('TABLE_CAT', 'Catalog name. NULL if not applicable')
const SCHEMA = text('TABLE_SCHEM', 'Schema name')
const TABLE = text('TABLE_NAME', 'Table name')

export interface MetadataScope {
  reader: CatalogReader
  caller: Caller
  currentCatalog: string
}
type Patterns = { catalogName?: string; schemaName?: string; tableName?: string; columnName?: string; tableTypes?: string[] }

const result = (columns: ResultColumn[], rows: unknown[][]): StatementRows => ({ columns, rows })

export const catalogs = ({ reader, caller }: MetadataScope): StatementRows => result([text('TABLE_CAT', 'Catalog name. NULL if not applicable.')], names(reader.catalogs(caller.principal, true).map(({ catalog }) => catalog.name)).map((name) => [name]))

export function schemas(scope: MetadataScope, patterns: Patterns): StatementRows {
  return result([text('TABLE_SCHEM', 'Schema name.'), text('TABLE_CATALOG', 'Catalog name.')], schemasOf(scope, patterns).map(({ catalog, schema }) => [schema, catalog]))
}

export function tables(scope: MetadataScope, patterns: Patterns): StatementRows {
  const columns = [
    CATALOG, SCHEMA, TABLE, text('TABLE_TYPE', 'The table type, e.g. "TABLE", "VIEW", etc.'), text('REMARKS', 'Comments about the table.'),
    text('TYPE_CAT', 'The types catalog.'), text('TYPE_SCHEM', 'The types schema.'), text('TYPE_NAME', 'Type name.'),
    text('SELF_REFERENCING_COL_NAME', 'Name of the designated "identifier" column of a typed table.'), text('REF_GENERATION', 'Specifies how values in SELF_REFERENCING_COL_NAME are created.'),
  ]
  const wanted = patterns.tableTypes?.length ? new Set(patterns.tableTypes.map((type) => type.toUpperCase())) : undefined
  const rows = tablesOf(scope, patterns)
    .filter((table) => !wanted || wanted.has(tableType(table)))
    .map((table) => [table.catalog, table.schema, table.name, tableType(table), table.comment ?? '', null, null, null, null, null])
  return result(columns, rows)
}

export const tableTypes = (): StatementRows => result([text('TABLE_TYPE', 'Table type name.')], [['SYSTEM TABLE'], ['TABLE'], ['VIEW']])

export function columns(scope: MetadataScope, patterns: Patterns): StatementRows {
  const shape = [
    CATALOG, SCHEMA, TABLE, text('COLUMN_NAME', 'Column name'), int('DATA_TYPE', 'SQL type from java.sql.Types'), text('TYPE_NAME', 'Data source dependent type name'),
    int('COLUMN_SIZE', 'Column size'), { name: 'BUFFER_LENGTH', type: 'TINYINT', comment: 'Unused' }, int('DECIMAL_DIGITS', 'The number of fractional digits'),
    int('NUM_PREC_RADIX', 'Radix'), int('NULLABLE', 'Is NULL allowed'), text('REMARKS', 'Comment describing column'), text('COLUMN_DEF', 'Default value for the column'),
    int('SQL_DATA_TYPE', 'Unused'), int('SQL_DATETIME_SUB', 'Unused'), int('CHAR_OCTET_LENGTH', 'For char types the maximum number of bytes'),
    int('ORDINAL_POSITION', 'Index of column in table'), text('IS_NULLABLE', '"NO" means column does not allow NULL'), text('SCOPE_CATALOG', 'Catalog of a REF'),
    text('SCOPE_SCHEMA', 'Schema of a REF'), text('SCOPE_TABLE', 'Table of a REF'), { name: 'SOURCE_DATA_TYPE', type: 'SMALLINT', comment: 'Source type' }, text('IS_AUTO_INCREMENT', 'Whether the column is auto-incremented'),
  ]
  const matches = likePattern(patterns.columnName)
  const rows = tablesOf(scope, patterns).flatMap((table) =>
    table.columns.map((column, index) => ({ column, index })).filter(({ column }) => matches(column.name)).map(({ column, index }) => {
      const type = parseType(column.type)
      const size = sizeOf(type)
      return [
        table.catalog, table.schema, table.name, column.name, javaType(type), column.type.toUpperCase(), size.size, null, size.digits, size.radix, column.nullable ? 1 : 0,
        column.comment ?? '', null, null, null, null, index, column.nullable ? 'YES' : 'NO', null, null, null, null, 'NO',
      ]
    }),
  )
  return result(shape, rows)
}

export const functions = (): StatementRows =>
  result([text('FUNCTION_CAT', 'Function catalog (may be null)'), text('FUNCTION_SCHEM', 'Function schema (may be null)'), text('FUNCTION_NAME', 'Function name'), text('REMARKS', 'Explanatory comment on the function'), int('FUNCTION_TYPE', 'Kind of function.'), text('SPECIFIC_NAME', 'The name which uniquely identifies this function within its schema')], [])

export const primaryKeys = (): StatementRows =>
  result([CATALOG, SCHEMA, TABLE, text('COLUMN_NAME', 'Column name'), int('KEQ_SEQ', 'Sequence number within primary key'), text('PK_NAME', 'Primary key name')], [])

export const crossReference = (): StatementRows =>
  result([...['PKTABLE_CAT', 'PKTABLE_SCHEM', 'PKTABLE_NAME', 'PKCOLUMN_NAME', 'FKTABLE_CAT', 'FKTABLE_SCHEM', 'FKTABLE_NAME', 'FKCOLUMN_NAME'].map((name) => text(name, '')), int('KEQ_SEQ', ''), int('UPDATE_RULE', ''), int('DELETE_RULE', ''), text('FK_NAME', ''), text('PK_NAME', ''), int('DEFERRABILITY', '')], [])

const TYPES = ['VOID', 'BOOLEAN', 'TINYINT', 'SMALLINT', 'INT', 'BIGINT', 'FLOAT', 'DOUBLE', 'STRING', 'DATE', 'TIMESTAMP', 'BINARY', 'DECIMAL', 'ARRAY', 'MAP', 'STRUCT']
export function typeInfo(): StatementRows {
  const shape: ResultColumn[] = [
    text('TYPE_NAME', 'Type name'), int('DATA_TYPE', 'SQL data type from java.sql.Types'), int('PRECISION', 'Maximum precision'), text('LITERAL_PREFIX', ''), text('LITERAL_SUFFIX', ''), text('CREATE_PARAMS', ''),
    { name: 'NULLABLE', type: 'SMALLINT' }, { name: 'CASE_SENSITIVE', type: 'BOOLEAN' }, { name: 'SEARCHABLE', type: 'SMALLINT' }, { name: 'UNSIGNED_ATTRIBUTE', type: 'BOOLEAN' }, { name: 'FIXED_PREC_SCALE', type: 'BOOLEAN' },
    { name: 'AUTO_INCREMENT', type: 'BOOLEAN' }, text('LOCAL_TYPE_NAME', ''), { name: 'MINIMUM_SCALE', type: 'SMALLINT' }, { name: 'MAXIMUM_SCALE', type: 'SMALLINT' }, int('SQL_DATA_TYPE', 'Unused'), int('SQL_DATETIME_SUB', 'Unused'), int('NUM_PREC_RADIX', 'Radix'),
  ]
  const rows = TYPES.map((name) => {
    const type: SqlType = name === 'DECIMAL' ? { kind: 'decimal', precision: 38, scale: 0 } : { kind: 'simple', name }
    const { size, radix } = sizeOf(type)
    return [name, javaType(type), size, null, null, null, 1, name === 'STRING', name in COMPLEX ? 0 : 3, radix === null, false, false, null, 0, 0, null, null, radix]
  })
  return result(shape, rows)
}
const COMPLEX = { ARRAY: true, MAP: true, STRUCT: true }

function catalogsOf({ reader, caller }: MetadataScope, pattern: string | undefined): string[] {
  const matches = likePattern(pattern)
  return names(reader.catalogs(caller.principal, true).map(({ catalog }) => catalog.name)).filter(matches)
}
function schemasOf(scope: MetadataScope, patterns: Patterns): { catalog: string; schema: string }[] {
  const matches = likePattern(patterns.schemaName)
  return catalogsOf(scope, patterns.catalogName).flatMap((catalog) =>
    names(scope.reader.schemas(scope.caller.principal, catalog, true).map(({ schema }) => schema.name)).filter(matches).map((schema) => ({ catalog, schema })),
  )
}
function tablesOf(scope: MetadataScope, patterns: Patterns): Table[] {
  const matches = likePattern(patterns.tableName)
  return schemasOf(scope, patterns).flatMap(({ catalog, schema }) =>
    scope.reader.tables(scope.caller.principal, catalog, schema, true).map(({ table }) => table).filter((table) => matches(table.name)).sort((a, b) => (a.name < b.name ? -1 : 1)),
  )
}
const names = (list: string[]): string[] => [...list].sort()
const tableType = (table: Table): string => (table.kind === 'VIEW' || table.kind === 'MATERIALIZED_VIEW' ? 'VIEW' : 'TABLE')

/** java.sql.Types, as JDBC's clients expect them. */
const JAVA: Record<number, number> = { 0: 16, 1: -6, 2: 5, 3: 4, 4: -5, 5: 6, 6: 8, 7: 12, 8: 93, 9: -2, 10: 2003, 11: 2000, 12: 2002, 15: 3, 16: 0, 17: 91 }
function javaType(type: SqlType): number {
  const id = type.kind === 'simple' ? TYPE_ID[type.name] : TYPE_ID[type.kind.toUpperCase()]
  return JAVA[id ?? 7] ?? 12
}
function sizeOf(type: SqlType): { size: number | null; digits: number | null; radix: number | null } {
  if (type.kind === 'decimal') return { size: type.precision, digits: type.scale, radix: 10 }
  const whole: Record<string, number> = { BOOLEAN: 1, TINYINT: 3, SMALLINT: 5, INT: 10, BIGINT: 19, FLOAT: 7, DOUBLE: 15 }
  const name = type.kind === 'simple' ? type.name : ''
  if (name in whole) return { size: whole[name] ?? null, digits: name === 'FLOAT' ? 7 : name === 'DOUBLE' ? 15 : 0, radix: name === 'BOOLEAN' ? null : 10 }
  if (name === 'DATE') return { size: 10, digits: null, radix: null }
  if (name === 'TIMESTAMP' || name === 'TIMESTAMP_NTZ') return { size: 29, digits: 6, radix: null }
  return { size: null, digits: null, radix: null }
}
