import type { SqlResult } from './ports/workspace'

/** The position of a column by name in any case: Databricks' spelling of SHOW results varies. */
export function columnOf(result: SqlResult, name: string, otherwise = 0): number {
  const at = result.columns.findIndex((column) => column.toLowerCase() === name.toLowerCase())
  return at < 0 ? otherwise : at
}

export const textAt = (row: readonly unknown[], at: number): string => (typeof row[at] === 'string' ? row[at] : '')

/** The same, where the column may be absent or empty. */
export function optionalTextAt(result: SqlResult, row: readonly unknown[], name: string): string | undefined {
  const text = textAt(row, columnOf(result, name, -1))
  return text === '' ? undefined : text
}
