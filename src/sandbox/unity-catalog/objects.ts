import { catalogNamed, fold, locationNamed, schemaNamed } from '../state/lookup'
import type { Catalog, ExternalLocation, Schema, SecurableType, WorkspaceState } from '../state/model'
import { createAccess, type Access, type Obstacle } from './access'
import { locate, objectWord } from './grants'
import { isInformationSchema } from './information-schema-objects'
import { canonicalPrincipal } from './principals'

/** Why a catalog or schema can't be made, changed or dropped. SQL and REST word it each in their own way. */
export type ObjectProblem =
  | { kind: 'obstacle'; obstacle: Obstacle }
  | { kind: 'bad-name'; what: 'Catalog' | 'Schema'; name: string }
  | { kind: 'exists'; what: 'Catalog' | 'Schema'; name: string }
  | { kind: 'not-owner'; what: string; name: string }
  | { kind: 'not-empty'; what: 'Catalog' | 'Schema'; name: string }
  | { kind: 'no-storage-root' }
  | { kind: 'no-location-for'; url: string }
  | { kind: 'no-such-principal'; principal: string }
export type Changed<T> = { ok: true; value: T } | { ok: false; problem: ObjectProblem }

interface NewObject {
  name: string
  comment?: string
  managedLocation?: string
}

const done = <T>(value: T): Changed<T> => ({ ok: true, value })
const refused = (problem: ObjectProblem): { ok: false; problem: ObjectProblem } => ({ ok: false, problem })
const denied = (privilege: string, object: Extract<Obstacle, { kind: 'denied' }>['object'], name: string): { ok: false; problem: ObjectProblem } =>
  refused({ kind: 'obstacle', obstacle: { kind: 'denied', privilege, object, name } })

/** Letters, digits, hyphens and nearly all else may be in a name, but not these; and at most 255 characters. */
const FORBIDDEN = /[ ./\u0000-\u001f\u007f]/u
export const isObjectName = (name: string): boolean => name !== '' && name.length <= 255 && !FORBIDDEN.test(name)

/**
 * Makes a catalog with its schema `default`; the caller owns both. The right is looked at before the name: IF NOT EXISTS
 * does not help who may not create. Without storage of the metastore's own, a managed location is needed.
 */
export function createCatalog(state: WorkspaceState, caller: string, wanted: NewObject, now: number): Changed<Catalog> {
  const access = createAccess(state, caller)
  const name = fold(wanted.name)
  if (!access.metastoreAdmin && !access.holds('METASTORE', '', 'CREATE CATALOG')) return denied('CREATE CATALOG', 'Metastore', state.metastore?.name ?? '')
  if (!isObjectName(name)) return refused({ kind: 'bad-name', what: 'Catalog', name: wanted.name })
  if (catalogNamed(state, name)) return refused({ kind: 'exists', what: 'Catalog', name })
  if (wanted.managedLocation === undefined && !state.metastore?.storageRoot) return refused({ kind: 'no-storage-root' })
  const storage = wanted.managedLocation === undefined ? undefined : mayStoreAt(state, access, wanted.managedLocation)
  if (storage) return storage
  const made = { owner: caller, createdAt: now, createdBy: caller }
  const catalog: Catalog = { name, type: 'MANAGED_CATALOG', isolation: 'OPEN', boundTo: [], ...own(wanted), ...made }
  state.catalogs.push(catalog)
  state.schemas.push({ catalog: name, name: 'default', comment: 'Default schema (auto-created)', ...made })
  return done(catalog)
}

export function createSchema(state: WorkspaceState, caller: string, catalog: string, wanted: NewObject, now: number): Changed<Schema> {
  const access = createAccess(state, caller)
  const name = fold(wanted.name)
  const way = access.reachCatalog(catalog)
  if (!way.ok) return refused({ kind: 'obstacle', obstacle: way.obstacle })
  const inCatalog = way.value.name
  if (!access.owns(way.value.owner) && !access.holds('CATALOG', inCatalog, 'CREATE SCHEMA')) return denied('CREATE SCHEMA', 'Catalog', inCatalog)
  if (!isObjectName(name)) return refused({ kind: 'bad-name', what: 'Schema', name: wanted.name })
  if (schemaNamed(state, inCatalog, name) || isInformationSchema(name)) return refused({ kind: 'exists', what: 'Schema', name: `${inCatalog}.${name}` })
  const storage = wanted.managedLocation === undefined ? undefined : mayStoreAt(state, access, wanted.managedLocation)
  if (storage) return storage
  const schema: Schema = { catalog: inCatalog, name, owner: caller, ...own(wanted), createdAt: now, createdBy: caller }
  state.schemas.push(schema)
  return done(schema)
}

const own = ({ comment, managedLocation }: NewObject): { comment?: string; storageRoot?: string } => ({
  ...(comment === undefined ? {} : { comment }),
  ...(managedLocation === undefined ? {} : { storageRoot: managedLocation }),
})

/** An external location must hold the place, and the caller own it or have CREATE MANAGED STORAGE on it. */
function mayStoreAt(state: WorkspaceState, access: Access, url: string): { ok: false; problem: ObjectProblem } | undefined {
  const location = externalLocationOf(state, url)
  if (!location) return refused({ kind: 'no-location-for', url })
  if (access.metastoreAdmin || access.owns(location.owner) || access.holds('EXTERNAL_LOCATION', location.name, 'CREATE MANAGED STORAGE')) return undefined
  return denied('CREATE MANAGED STORAGE', 'External Location', location.name)
}

const externalLocationOf = (state: WorkspaceState, url: string): ExternalLocation | undefined =>
  state.externalLocations?.find((one) => `${url.replace(/\/+$/, '')}/`.startsWith(`${one.url.replace(/\/+$/, '')}/`))

/** Who owns a location, manages it or holds any right on it sees it. */
export function visibleLocations(state: WorkspaceState, caller: string): ExternalLocation[] {
  const access = createAccess(state, caller)
  const seen = (one: ExternalLocation): boolean => access.metastoreAdmin || access.owns(one.owner) || access.holdsAny('EXTERNAL_LOCATION', one.name)
  return (state.externalLocations ?? []).filter(seen)
}

export function dropSchema(state: WorkspaceState, caller: string, catalog: string, schema: string, cascade: boolean): Changed<undefined> {
  const access = createAccess(state, caller)
  const way = access.reachCatalog(catalog)
  if (!way.ok && !(access.metastoreAdmin && way.obstacle.kind === 'denied')) return refused({ kind: 'obstacle', obstacle: way.obstacle })
  const found = schemaNamed(state, catalog, schema)
  if (!found) return refused({ kind: 'obstacle', obstacle: { kind: 'no-such-schema', catalog: fold(catalog), schema: fold(schema) } })
  const key = `${found.catalog}.${found.name}`
  if (!access.canManage('SCHEMA', key)) return refused({ kind: 'not-owner', what: 'Schema', name: key })
  const inside = (one: { catalog: string; schema: string }): boolean => one.catalog === found.catalog && one.schema === found.name
  const holds = state.tables.some(inside) || (state.others ?? []).some((one) => one.name.startsWith(`${key}.`))
  if (!cascade && holds) return refused({ kind: 'not-empty', what: 'Schema', name: key })
  state.schemas = state.schemas.filter((one) => one !== found)
  state.tables = state.tables.filter((one) => !inside(one))
  forgetGrants(state, key)
  return done(undefined)
}

export function dropCatalog(state: WorkspaceState, caller: string, name: string, cascade: boolean): Changed<undefined> {
  const found = catalogNamed(state, name)
  if (!found) return refused({ kind: 'obstacle', obstacle: { kind: 'no-such-catalog', catalog: name } })
  if (!createAccess(state, caller).canManage('CATALOG', found.name)) return refused({ kind: 'not-owner', what: 'Catalog', name: found.name })
  const filled = state.schemas.some((one) => one.catalog === found.name && one.name !== 'default') || state.tables.some((one) => one.catalog === found.name)
  if (!cascade && filled) return refused({ kind: 'not-empty', what: 'Catalog', name: found.name })
  state.catalogs = state.catalogs.filter((one) => one !== found)
  state.schemas = state.schemas.filter((one) => one.catalog !== found.name)
  state.tables = state.tables.filter((one) => one.catalog !== found.name)
  forgetGrants(state, found.name)
  return done(undefined)
}

/** Grants go with the object they were made on, and with what was in it. */
export function forgetGrants(state: WorkspaceState, key: string): void {
  const within = (grant: WorkspaceState['grants'][number]): boolean =>
    grant.type !== 'METASTORE' && grant.type !== 'EXTERNAL_LOCATION' && (grant.securable === key || grant.securable.startsWith(`${key}.`))
  state.grants = state.grants.filter((grant) => !within(grant))
  // Volumes and functions go with their schema.
  state.others = state.others?.filter((one) => !one.name.startsWith(`${key}.`))
  state.otherGrants = state.otherGrants?.filter((grant) => !grant.securable.startsWith(`${key}.`))
}

/** Grants, row filters and column masks stay with a table that gets another name. */
export function renameGrants(state: WorkspaceState, from: string, to: string): void {
  for (const grant of state.grants) if (grant.type === 'TABLE' && grant.securable === from) grant.securable = to
  for (const rule of [...(state.rowFilters ?? []), ...(state.columnMasks ?? [])]) if (rule.table === from) rule.table = to
}

/** Hands an object to another principal: its owner, a holder of MANAGE and the metastore admin may. */
export function changeOwner(state: WorkspaceState, caller: string, type: SecurableType, securable: string, principal: string): Changed<undefined> {
  const target = ownedObject(state, caller, type, securable)
  if (!target.ok) return target
  const owner = canonicalPrincipal(state, principal)
  if (owner === undefined) return refused({ kind: 'no-such-principal', principal })
  target.value.owner = owner
  return done(undefined)
}

/** The comment of a catalog, schema or table; without a text it goes away. */
export function changeComment(state: WorkspaceState, caller: string, type: SecurableType, securable: string, comment: string | undefined): Changed<undefined> {
  const target = ownedObject(state, caller, type, securable)
  if (!target.ok) return target
  if (comment === undefined || comment === '') delete target.value.comment
  else target.value.comment = comment
  return done(undefined)
}

function ownedObject(state: WorkspaceState, caller: string, type: SecurableType, securable: string): Changed<{ owner: string; comment?: string }> {
  const where = locate(state, type, securable)
  if (!where.ok) return refused({ kind: 'obstacle', obstacle: where.obstacle })
  if (!createAccess(state, caller).canManage(type, where.key)) return denied('MANAGE', objectWord[type], type === 'METASTORE' ? (state.metastore?.name ?? '') : where.key)
  const [catalog = '', schema = '', table = ''] = where.key.split('.')
  const found: { owner: string; comment?: string } | undefined = {
    METASTORE: () => state.metastore,
    CATALOG: () => catalogNamed(state, catalog),
    SCHEMA: () => schemaNamed(state, catalog, schema),
    TABLE: () => state.tables.find((one) => one.catalog === catalog && one.schema === schema && one.name === table),
    EXTERNAL_LOCATION: () => locationNamed(state, where.key),
  }[type]()
  return found ? done(found) : denied('MANAGE', objectWord[type], where.key)
}
