import { type Result, failed, success } from '#shared/result'
import { invalidInput } from '../invalid-input'
import type { TableRef } from './test-context'

/**
 * Reads names as people choose them: a bare table of the configured schema, `schema.table`, or the full name. Names hold no
 * dots (databricks.md section 3), so the last part is the table.
 */
export function readChosenTables(names: readonly string[], { catalog, schema }: { catalog: string; schema?: string }): Result<TableRef[]> {
  const refs: TableRef[] = []
  for (const name of names) {
    const parts = name.split('.').map((part) => part.trim().replace(/^`(.*)`$/, '$1').replaceAll('``', '`'))
    const [table, ofSchema = schema, ofCatalog = catalog, ...more] = parts.reverse()
    const fits = ofCatalog.toLowerCase() === catalog.toLowerCase() && (schema === undefined || ofSchema?.toLowerCase() === schema.toLowerCase())
    if (!table || !ofSchema || more.length > 0 || !fits) {
      const expected = schema === undefined ? 'Without a schema in the form, tables are named schema.table.' : `Tables are named by themselves; they belong to ${catalog}.${schema}.`
      return failed(invalidInput(`"${name}" names no table that can be chosen here`, { field: 'tables', causes: [expected], fix: 'Correct the name of the table.' }))
    }
    refs.push({ schema: ofSchema, table })
  }
  return success([...new Map(refs.map((ref) => [`${ref.schema}.${ref.table}`.toLowerCase(), ref])).values()])
}
