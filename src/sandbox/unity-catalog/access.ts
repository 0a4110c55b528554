import { catalogNamed, fold, locationNamed, schemaNamed, tableNamed } from '../state/lookup'
import type { Catalog, Schema, SecurableType, Table, WorkspaceState } from '../state/model'
import { informationSchema, isInformationSchema } from './information-schema-objects'
import { isMetastoreAdmin, principalKey, principalNames } from './principals'
import { impliedByAll } from './privileges'

/** Why a caller does not get at an object. */
export type Obstacle =
  | { kind: 'no-such-catalog'; catalog: string }
  | { kind: 'no-such-schema'; catalog: string; schema: string }
  | { kind: 'no-such-table'; catalog: string; schema: string; table: string }
  | { kind: 'no-such-location'; location: string }
  | { kind: 'not-bound'; catalog: string }
  | { kind: 'denied'; privilege: string; object: 'Metastore' | 'Catalog' | 'Schema' | 'Table' | 'External Location'; name: string }

export type Reached<T> = { ok: true; value: T } | { ok: false; obstacle: Obstacle }

/** What one caller may do, as of now. Cheap to make: one pass over the grants. */
export interface Access {
  readonly principal: string
  readonly metastoreAdmin: boolean
  owns(owner: string): boolean
  /** A grant on exactly this securable, to the caller or a group of theirs; `ALL PRIVILEGES` counts for what it implies. */
  holds(type: SecurableType, securable: string, privilege: string): boolean
  holdsAny(type: SecurableType, securable: string, privileges?: ReadonlySet<string>): boolean
  canUseCatalog(catalog: Catalog): boolean
  canUseSchema(schema: Schema): boolean
  canSelect(table: Table): boolean
  /** Grant, revoke and see every grant: owner of it or of a parent, MANAGE on it or a parent, metastore admin. */
  canManage(type: SecurableType, securable: string): boolean
  canBrowse(catalog: string): boolean
  /** Through binding and USE CATALOG. */
  reachCatalog(catalog: string): Reached<Catalog>
  /** Through USE CATALOG, existence and USE SCHEMA, in this order. */
  reachSchema(catalog: string, schema: string): Reached<Schema>
  /** Through USE CATALOG, USE SCHEMA, existence and SELECT, in this order. */
  reachTable(catalog: string, schema: string, table: string): Reached<Table>
}

const reached = <T>(value: T): Reached<T> => ({ ok: true, value })
const stopped = (obstacle: Obstacle): { ok: false; obstacle: Obstacle } => ({ ok: false, obstacle })

/** Metadata of `system` is not reached through a grant on the catalog: Databricks accepts it, without effect. */
const inheritsUseSchema = (catalog: string): boolean => catalog !== 'system'

export function createAccess(state: WorkspaceState, principal: string): Access {
  const names = principalNames(state, principal)
  const metastoreAdmin = isMetastoreAdmin(state, principal)
  const held = new Map<string, Set<string>>()
  for (const grant of state.grants) {
    if (!names.has(principalKey(grant.principal))) continue
    const key = `${grant.type} ${grant.securable}`
    const privileges = held.get(key)
    if (privileges) privileges.add(grant.privilege)
    else held.set(key, new Set([grant.privilege]))
  }

  const owns = (owner: string): boolean => names.has(principalKey(owner))
  const holds = (type: SecurableType, securable: string, privilege: string): boolean => {
    const privileges = held.get(`${type} ${securable}`)
    if (!privileges) return false
    if (privileges.has(privilege) || (privileges.has('ALL PRIVILEGES') && impliedByAll(privilege))) return true
    return privileges.has('USAGE') && ((type === 'CATALOG' && privilege === 'USE CATALOG') || (type === 'SCHEMA' && privilege === 'USE SCHEMA'))
  }
  const holdsAny = (type: SecurableType, securable: string, privileges?: ReadonlySet<string>): boolean => {
    const mine = held.get(`${type} ${securable}`)
    if (!mine) return false
    return privileges ? [...mine].some((privilege) => privileges.has(privilege)) : mine.size > 0
  }

  const canUseCatalog = (catalog: Catalog): boolean => owns(catalog.owner) || holds('CATALOG', catalog.name, 'USE CATALOG')
  const canUseSchema = (schema: Schema): boolean =>
    owns(schema.owner) ||
    isInformationSchema(schema.name) ||
    holds('SCHEMA', `${schema.catalog}.${schema.name}`, 'USE SCHEMA') ||
    (inheritsUseSchema(schema.catalog) && holds('CATALOG', schema.catalog, 'USE SCHEMA'))
  const canSelect = (table: Table): boolean => {
    const schema = `${table.catalog}.${table.schema}`
    return (
      owns(table.owner) ||
      holds('TABLE', `${schema}.${table.name}`, 'SELECT') ||
      holds('SCHEMA', schema, 'SELECT') ||
      holds('CATALOG', table.catalog, 'SELECT')
    )
  }
  const canManage = (type: SecurableType, securable: string): boolean => {
    if (metastoreAdmin) return true
    if (type === 'EXTERNAL_LOCATION') {
      const location = locationNamed(state, securable)
      return location !== undefined && (owns(location.owner) || holds(type, location.name, 'MANAGE'))
    }
    const [catalog, schema, table] = securable.split('.')
    if (type === 'METASTORE' || catalog === undefined) return false
    const inCatalog = catalogNamed(state, catalog)
    if (inCatalog && (owns(inCatalog.owner) || holds('CATALOG', catalog, 'MANAGE'))) return true
    if (schema === undefined) return false
    const inSchema = schemaNamed(state, catalog, schema)
    if (inSchema && (owns(inSchema.owner) || holds('SCHEMA', `${catalog}.${schema}`, 'MANAGE'))) return true
    if (table === undefined) return false
    const itself = tableNamed(state, catalog, schema, table)
    return itself !== undefined && (owns(itself.owner) || holds('TABLE', securable, 'MANAGE'))
  }

  const boundCatalog = (name: string): Reached<Catalog> => {
    const catalog = catalogNamed(state, name)
    if (!catalog) return stopped({ kind: 'no-such-catalog', catalog: name })
    if (catalog.isolation === 'ISOLATED' && !catalog.boundTo.includes(state.workspaceId)) return stopped({ kind: 'not-bound', catalog: catalog.name })
    return reached(catalog)
  }
  const reachCatalog = (name: string): Reached<Catalog> => {
    const catalog = boundCatalog(name)
    if (!catalog.ok || canUseCatalog(catalog.value)) return catalog
    return stopped({ kind: 'denied', privilege: 'USE CATALOG', object: 'Catalog', name: catalog.value.name })
  }
  const reachSchema = (catalogName: string, name: string): Reached<Schema> => {
    const catalog = reachCatalog(catalogName)
    if (!catalog.ok) return catalog
    if (isInformationSchema(name)) return reached(informationSchema(catalog.value))
    const schema = schemaNamed(state, catalogName, name)
    if (!schema) return stopped({ kind: 'no-such-schema', catalog: fold(catalogName), schema: fold(name) })
    if (canUseSchema(schema)) return reached(schema)
    return stopped({ kind: 'denied', privilege: 'USE SCHEMA', object: 'Schema', name: `${schema.catalog}.${schema.name}` })
  }
  const reachTable = (catalogName: string, schemaName: string, name: string): Reached<Table> => {
    const schema = reachSchema(catalogName, schemaName)
    if (!schema.ok) return schema
    const table = tableNamed(state, catalogName, schemaName, name)
    if (!table) return stopped({ kind: 'no-such-table', catalog: fold(catalogName), schema: fold(schemaName), table: fold(name) })
    if (canSelect(table)) return reached(table)
    return stopped({ kind: 'denied', privilege: 'SELECT', object: 'Table', name: `${table.catalog}.${table.schema}.${table.name}` })
  }

  return {
    principal, metastoreAdmin, owns, holds, holdsAny, canUseCatalog, canUseSchema, canSelect, canManage,
    canBrowse: (catalog) => holds('CATALOG', catalog, 'BROWSE'),
    reachCatalog, reachSchema, reachTable,
  }
}
