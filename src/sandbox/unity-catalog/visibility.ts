import { fold, schemaKey, tableKey } from '../state/lookup'
import type { Catalog, Schema, Table, WorkspaceState } from '../state/model'
import type { Access } from './access'
import { informationSchema, informationSchemaTables, isInformationSchema } from './information-schema-objects'

/** What a list shows of one object: seen in its own right, or only by its name and description through BROWSE. */
export type Sight = 'full' | 'browse' | 'hidden'

const USE_SCHEMA = new Set(['USE SCHEMA', 'USAGE', 'ALL PRIVILEGES'])
const ON_DATA = new Set(['SELECT', 'MODIFY', 'REFRESH', 'MANAGE', 'ALL PRIVILEGES'])

/** Lists leave out catalogs that are not bound to this workspace, whoever asks. */
export function sightOfCatalog(state: WorkspaceState, access: Access, catalog: Catalog): Sight {
  if (catalog.isolation === 'ISOLATED' && !catalog.boundTo.includes(state.workspaceId)) return 'hidden'
  if (access.metastoreAdmin || access.canUseCatalog(catalog)) return 'full'
  return access.canBrowse(catalog.name) ? 'browse' : 'hidden'
}

/** A schema shows to whoever may use or manage it, given USE CATALOG on its catalog. */
export function sightOfSchema(access: Access, catalog: Catalog, schema: Schema): Sight {
  if (access.metastoreAdmin || access.owns(catalog.owner)) return 'full'
  if (access.canUseCatalog(catalog) && (access.canUseSchema(schema) || access.canManage('SCHEMA', schemaKey(schema)))) return 'full'
  if (access.canUseCatalog(catalog) && access.holdsAny('SCHEMA', schemaKey(schema), USE_SCHEMA)) return 'full'
  return access.canBrowse(catalog.name) ? 'browse' : 'hidden'
}

/** A table shows to whoever holds a privilege on its data, or manages it, given USE CATALOG and USE SCHEMA. */
export function sightOfTable(access: Access, catalog: Catalog, schema: Schema, table: Table): Sight {
  if (access.metastoreAdmin || access.owns(catalog.owner) || access.owns(schema.owner)) return 'full'
  const within = access.canUseCatalog(catalog) && access.canUseSchema(schema)
  const any =
    access.canSelect(table) ||
    access.holdsAny('TABLE', tableKey(table), ON_DATA) ||
    access.holdsAny('SCHEMA', schemaKey(schema), ON_DATA) ||
    access.holdsAny('CATALOG', catalog.name, ON_DATA)
  if (within && any) return 'full'
  return access.canBrowse(catalog.name) ? 'browse' : 'hidden'
}

export interface Seen<T> {
  entry: T
  browseOnly: boolean
}
const keep = <T>(entries: readonly T[], sight: (entry: T) => Sight, browse: boolean): Seen<T>[] =>
  entries.flatMap((entry) => {
    const seen = sight(entry)
    return seen === 'full' || (seen === 'browse' && browse) ? [{ entry, browseOnly: seen === 'browse' }] : []
  })

const byName = (left: { name: string }, right: { name: string }): number => (left.name < right.name ? -1 : left.name > right.name ? 1 : 0)

export const visibleCatalogs = (state: WorkspaceState, access: Access, browse: boolean): Seen<Catalog>[] =>
  keep([...state.catalogs].sort(byName), (catalog) => sightOfCatalog(state, access, catalog), browse)

/** Includes `information_schema`, which every user of the catalog has. */
export function visibleSchemas(state: WorkspaceState, access: Access, catalog: Catalog, browse: boolean): Seen<Schema>[] {
  if (sightOfCatalog(state, access, catalog) === 'hidden') return []
  const own = state.schemas.filter((schema) => schema.catalog === catalog.name)
  return keep([...own, informationSchema(catalog)].sort(byName), (schema) => sightOfSchema(access, catalog, schema), browse)
}

export function visibleTables(state: WorkspaceState, access: Access, catalog: Catalog, schema: Schema, browse: boolean): Seen<Table>[] {
  if (sightOfCatalog(state, access, catalog) === 'hidden') return []
  if (isInformationSchema(schema.name)) {
    const sight = sightOfSchema(access, catalog, schema)
    return keep(informationSchemaTables(catalog).sort(byName), () => sight, browse)
  }
  const own = state.tables.filter((table) => table.schema === schema.name && table.catalog === fold(catalog.name))
  return keep(own.sort(byName), (table) => sightOfTable(access, catalog, schema, table), browse)
}
