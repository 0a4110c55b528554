import type { Catalog, ExternalLocation, Schema, Table, WorkspaceState } from './model'

/** Databricks stores names of catalogs, schemas and tables lower case and compares them without regard to case. */
export const fold = (name: string): string => name.toLowerCase()

export const catalogNamed = (state: WorkspaceState, catalog: string): Catalog | undefined =>
  state.catalogs.find((entry) => entry.name === fold(catalog))

export const schemaNamed = (state: WorkspaceState, catalog: string, schema: string): Schema | undefined =>
  state.schemas.find((entry) => entry.catalog === fold(catalog) && entry.name === fold(schema))

export const tableNamed = (state: WorkspaceState, catalog: string, schema: string, table: string): Table | undefined => {
  const [inCatalog, inSchema, name] = [fold(catalog), fold(schema), fold(table)]
  return state.tables.find((entry) => entry.name === name && entry.schema === inSchema && entry.catalog === inCatalog)
}

export const locationNamed = (state: WorkspaceState, name: string): ExternalLocation | undefined =>
  state.externalLocations?.find((entry) => entry.name === fold(name))

export const schemaKey = (schema: Schema): string => `${schema.catalog}.${schema.name}`
export const tableKey = (table: Table): string => `${table.catalog}.${table.schema}.${table.name}`
