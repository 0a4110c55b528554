import { parseType, restTypeName, typeText } from './type-text'
import { valueText } from './value-text'
import type { ResultColumn, StatementRows } from '../../sql/engine'

/** `schema` of a statement's manifest. */
export function manifestSchema(columns: readonly ResultColumn[]): Record<string, unknown> {
  if (columns.length === 0) return { column_count: 0 }
  return {
    column_count: columns.length,
    columns: columns.map((column, position) => {
      const type = parseType(column.type)
      return { name: column.name, type_text: typeText(type), type_name: restTypeName(type), position, ...(type.kind === 'decimal' ? { type_precision: type.precision, type_scale: type.scale } : {}) }
    }),
  }
}

/** `data_array`: every value is text or null. */
export function dataArray({ columns, rows }: StatementRows): (string | null)[][] {
  const types = columns.map((column) => parseType(column.type))
  return rows.map((row) => types.map((type, index) => valueText(row[index], type, 'rest')))
}
