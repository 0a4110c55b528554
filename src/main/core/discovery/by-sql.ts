import type { CatalogInfo, SchemaInfo, TableInfo } from '#shared/discovery/discovery'
import { countTablesPerSchema, listSchemas, listTables, showCatalogs, showSchemas, showTables } from '#shared/sql/statements'
import { type Result, success } from '#shared/result'
import type { SqlRoute } from '../sql-route'
import { columnOf, optionalTextAt, textAt } from '../sql-rows'

/** SHOW lists what the caller may use or browse without telling which, so `browseOnly` is false: not known to be. */
export async function catalogsBySql(route: SqlRoute): Promise<Result<CatalogInfo[]>> {
  const shown = await route.query(showCatalogs())
  if (!shown.ok) return shown
  const at = columnOf(shown.value, 'catalog')
  return success(shown.value.rows.map((row) => ({ name: textAt(row, at), browseOnly: false })))
}

/** Schemas with their owners and table counts; plain SHOW SCHEMAS where the catalog has no information_schema. */
export async function schemasBySql(route: SqlRoute, catalog: string): Promise<Result<SchemaInfo[]>> {
  const [listed, counted] = await Promise.all([route.query(listSchemas(catalog)), route.query(countTablesPerSchema(catalog))])
  if (!listed.ok) {
    const shown = await route.query(showSchemas(catalog))
    if (!shown.ok) return shown
    const at = columnOf(shown.value, 'databaseName')
    return success(shown.value.rows.map((row) => ({ name: textAt(row, at), browseOnly: false })))
  }
  const counts = new Map(counted.ok ? counted.value.rows.map((row) => [textAt(row, columnOf(counted.value, 'table_schema')), Number(row[columnOf(counted.value, 'tables', 1)])]) : [])
  const at = columnOf(listed.value, 'schema_name')
  return success(
    listed.value.rows.map((row) => ({
      name: textAt(row, at),
      owner: optionalTextAt(listed.value, row, 'schema_owner'),
      browseOnly: false,
      tables: counted.ok ? (counts.get(textAt(row, at)) ?? 0) : undefined,
    })),
  )
}

export async function tablesBySql(route: SqlRoute, catalog: string, schema: string): Promise<Result<TableInfo[]>> {
  const listed = await route.query(listTables(catalog, schema))
  if (listed.ok) {
    const at = columnOf(listed.value, 'table_name')
    return success(
      listed.value.rows.map((row) => ({
        name: textAt(row, at),
        type: optionalTextAt(listed.value, row, 'table_type'),
        owner: optionalTextAt(listed.value, row, 'table_owner'),
        browseOnly: false,
      })),
    )
  }
  const shown = await route.query(showTables(catalog, schema))
  if (!shown.ok) return shown
  const at = columnOf(shown.value, 'tableName', 1)
  return success(shown.value.rows.map((row) => ({ name: textAt(row, at), browseOnly: false })))
}
