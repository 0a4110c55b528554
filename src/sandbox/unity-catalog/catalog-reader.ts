import type { CatalogOutcome, CatalogReader } from '../sql/engine'
import { catalogNamed, schemaNamed, tableNamed } from '../state/lookup'
import type { WorkspaceState } from '../state/model'
import { createAccess, type Reached } from './access'
import { changeGrants, readGrants, type Granted } from './grants'
import { informationSchema, informationSchemaTables, isInformationSchema } from './information-schema-objects'
import { grantProblemToRest, obstacleToRest } from './rest-words'
import { sightOfCatalog, sightOfSchema, sightOfTable, visibleCatalogs, visibleSchemas, visibleTables, type Sight } from './visibility'

const fromGranted = <T>(outcome: Granted<T>): CatalogOutcome<T> => (outcome.ok ? outcome : grantProblemToRest(outcome.problem))
const fromReached = <T>(outcome: Reached<T>): CatalogOutcome<T> => (outcome.ok ? outcome : obstacleToRest(outcome.obstacle))

/** Unity Catalog as REST shows it to one caller at a time. Reads the state afresh at every call. */
export function createCatalogReader(state: WorkspaceState): CatalogReader {
  return {
    catalogs: (principal, browse) =>
      visibleCatalogs(state, createAccess(state, principal), browse).map(({ entry, browseOnly }) => ({ catalog: entry, browseOnly })),

    schemas(principal, catalogName, browse) {
      const catalog = catalogNamed(state, catalogName)
      if (!catalog) return []
      return visibleSchemas(state, createAccess(state, principal), catalog, browse).map(({ entry, browseOnly }) => ({ schema: entry, browseOnly }))
    },

    tables(principal, catalogName, schemaName, browse) {
      const catalog = catalogNamed(state, catalogName)
      const schema = catalog && (isInformationSchema(schemaName) ? informationSchema(catalog) : schemaNamed(state, catalogName, schemaName))
      if (!catalog || !schema) return []
      return visibleTables(state, createAccess(state, principal), catalog, schema, browse).map(({ entry, browseOnly }) => ({ table: entry, browseOnly }))
    },

    directGrants: (principal, type, securable, of) => fromGranted(readGrants(state, principal, type, securable, { effective: false, of })),
    effectiveGrants: (principal, type, securable, of) => fromGranted(readGrants(state, principal, type, securable, { effective: true, of })),
    changeGrants: (principal, type, securable, changes) => fromGranted(changeGrants(state, principal, type, securable, changes)),

    useCatalog(principal, catalogName) {
      const access = createAccess(state, principal)
      const way = access.reachCatalog(catalogName)
      return !way.ok && access.metastoreAdmin && way.obstacle.kind === 'denied' ? { ok: true, value: undefined } : strip(fromReached(way))
    },
    useSchema(principal, catalogName, schemaName) {
      const access = createAccess(state, principal)
      const way = access.reachSchema(catalogName, schemaName)
      const known = isInformationSchema(schemaName) || schemaNamed(state, catalogName, schemaName) !== undefined
      return !way.ok && access.metastoreAdmin && way.obstacle.kind === 'denied' && known ? { ok: true, value: undefined } : strip(fromReached(way))
    },

    getCatalog(principal, catalogName) {
      const access = createAccess(state, principal)
      const catalog = catalogNamed(state, catalogName)
      if (!catalog) return obstacleToRest({ kind: 'no-such-catalog', catalog: catalogName })
      const sight = sightOfCatalog(state, access, catalog)
      if (sight === 'hidden') return refusalOf(access.reachCatalog(catalogName), 'USE CATALOG', 'Catalog', catalog.name)
      return { ok: true, value: { catalog, browseOnly: sight === 'browse' } }
    },
    getSchema(principal, catalogName, schemaName) {
      const access = createAccess(state, principal)
      const catalog = catalogNamed(state, catalogName)
      if (!catalog) return obstacleToRest({ kind: 'no-such-catalog', catalog: catalogName })
      const schema = isInformationSchema(schemaName) ? informationSchema(catalog) : schemaNamed(state, catalogName, schemaName)
      const sight = schema ? within(sightOfCatalog(state, access, catalog), sightOfSchema(access, catalog, schema)) : 'hidden'
      if (!schema || sight === 'hidden') return refusalOf(access.reachSchema(catalogName, schemaName), 'USE SCHEMA', 'Schema', `${catalog.name}.${schemaName}`)
      return { ok: true, value: { schema, browseOnly: sight === 'browse' } }
    },
    getTable(principal, catalogName, schemaName, tableName) {
      const access = createAccess(state, principal)
      const catalog = catalogNamed(state, catalogName)
      if (!catalog) return obstacleToRest({ kind: 'no-such-catalog', catalog: catalogName })
      if (isInformationSchema(schemaName)) {
        const table = informationSchemaTables(catalog).find(({ name }) => name === tableName.toLowerCase())
        const way = access.reachCatalog(catalogName)
        if (table && (way.ok || access.metastoreAdmin)) return { ok: true, value: { table, browseOnly: false } }
        return refusalOf(way.ok ? access.reachTable(catalogName, schemaName, tableName) : way, 'SELECT', 'Table', tableName)
      }
      const schema = schemaNamed(state, catalogName, schemaName)
      const table = tableNamed(state, catalogName, schemaName, tableName)
      const sight = schema && table ? within(sightOfCatalog(state, access, catalog), sightOfTable(access, catalog, schema, table)) : 'hidden'
      if (!table || sight === 'hidden') {
        return refusalOf(access.reachTable(catalogName, schemaName, tableName), 'SELECT', 'Table', `${catalog.name}.${schemaName}.${tableName}`)
      }
      return { ok: true, value: { table, browseOnly: sight === 'browse' } }
    },
  }
}

/** What lies in a catalog that is hidden is hidden too. */
const within = (outer: Sight, inner: Sight): Sight => (outer === 'hidden' ? 'hidden' : inner)

const strip = (outcome: CatalogOutcome<unknown>): CatalogOutcome<undefined> => (outcome.ok ? { ok: true, value: undefined } : outcome)

/** The refusal of the way there; where the way is free but the object hidden, the right that is missing on it. */
function refusalOf(way: Reached<unknown>, privilege: string, object: 'Catalog' | 'Schema' | 'Table', name: string): Extract<CatalogOutcome<never>, { ok: false }> {
  return obstacleToRest(way.ok ? { kind: 'denied', privilege, object, name } : way.obstacle)
}
