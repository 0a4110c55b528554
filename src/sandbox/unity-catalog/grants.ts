import { catalogNamed, fold, locationNamed, schemaNamed, tableNamed } from '../state/lookup'
import type { Grant, SecurableType, Table, WorkspaceState } from '../state/model'
import { createAccess, type Access, type Obstacle } from './access'
import { canonicalPrincipal, principalKey } from './principals'
import { currentSpelling, impliedByAll, isApplicable, isKnownPrivilege, spellPrivilege } from './privileges'

export interface GrantChange {
  principal: string
  add: readonly string[]
  remove: readonly string[]
}

/** Why a grant can't be read or changed. */
export type GrantProblem =
  | { kind: 'obstacle'; obstacle: Obstacle }
  | { kind: 'no-such-principal'; principal: string }
  | { kind: 'not-applicable'; privilege: string; type: SecurableType }
  | { kind: 'unknown-privilege'; privilege: string }
  | { kind: 'read-only'; catalog: string }
export type Granted<T> = { ok: true; value: T } | { ok: false; problem: GrantProblem }

const problem = (found: GrantProblem): { ok: false; problem: GrantProblem } => ({ ok: false, problem: found })
export const objectWord = { METASTORE: 'Metastore', CATALOG: 'Catalog', SCHEMA: 'Schema', TABLE: 'Table', EXTERNAL_LOCATION: 'External Location' } as const

/** Whether the securable exists; its name folded to how it is stored. */
export function locate(state: WorkspaceState, type: SecurableType, securable: string): { ok: true; key: string; kind?: Table['kind'] } | { ok: false; obstacle: Obstacle } {
  if (type === 'METASTORE') return { ok: true, key: '' }
  if (type === 'EXTERNAL_LOCATION') {
    const location = locationNamed(state, securable)
    return location ? { ok: true, key: location.name } : { ok: false, obstacle: { kind: 'no-such-location', location: securable } }
  }
  const [catalog = '', schema = '', table = ''] = fold(securable).split('.')
  if (!catalogNamed(state, catalog)) return { ok: false, obstacle: { kind: 'no-such-catalog', catalog } }
  if (type === 'CATALOG') return { ok: true, key: catalog }
  if (!schemaNamed(state, catalog, schema)) return { ok: false, obstacle: { kind: 'no-such-schema', catalog, schema } }
  if (type === 'SCHEMA') return { ok: true, key: `${catalog}.${schema}` }
  const found = tableNamed(state, catalog, schema, table)
  if (!found) return { ok: false, obstacle: { kind: 'no-such-table', catalog, schema, table } }
  return { ok: true, key: `${catalog}.${schema}.${table}`, kind: found.kind }
}

/** Grants made on exactly this securable. */
export const grantsOn = (state: WorkspaceState, type: SecurableType, key: string): Grant[] =>
  state.grants.filter((grant) => grant.type === type && grant.securable === key)

/** Grants on it and on its parents, as far as they mean anything here. BROWSE is not shown as inherited. */
export function inheritedAndDirect(state: WorkspaceState, type: SecurableType, key: string, kind?: Table['kind']): Grant[] {
  if (type === 'METASTORE' || type === 'EXTERNAL_LOCATION') return grantsOn(state, type, key)
  const [catalog = '', schema = ''] = key.split('.')
  const parents: [SecurableType, string][] = []
  if (type === 'TABLE') parents.push(['SCHEMA', `${catalog}.${schema}`])
  if (type === 'TABLE' || type === 'SCHEMA') parents.push(['CATALOG', catalog])
  const passesDown = (grant: Grant): boolean =>
    grant.privilege !== 'BROWSE' &&
    isApplicable(grant.privilege, type, kind) &&
    !(catalog === 'system' && grant.type === 'CATALOG' && grant.privilege === 'USE SCHEMA')
  return [...grantsOn(state, type, key), ...parents.flatMap(([parent, name]) => grantsOn(state, parent, name).filter(passesDown))]
}

/**
 * Grants as this caller may see them: all for whoever manages the securable, else only the caller's own rows (not those
 * of their groups). Asking for another principal's rows without that right is refused.
 */
export function readGrants(
  state: WorkspaceState,
  caller: string,
  type: SecurableType,
  securable: string,
  options: { effective: boolean; of?: string; strict?: boolean },
): Granted<Grant[]> {
  const access = createAccess(state, caller)
  const where = locate(state, type, securable)
  if (!where.ok) return problem({ kind: 'obstacle', obstacle: hideMissing(state, access, where.obstacle) })
  const all = options.effective ? inheritedAndDirect(state, type, where.key, where.kind) : grantsOn(state, type, where.key)
  const of = options.of === undefined ? undefined : principalKey(options.of)
  const mayReadAll = access.canManage(type, where.key)
  if (of !== undefined && of !== principalKey(caller) && !mayReadAll) {
    return problem({ kind: 'obstacle', obstacle: { kind: 'denied', privilege: 'MANAGE', object: objectWord[type], name: nameOf(state, type, where.key) } })
  }
  const wanted = of ?? (mayReadAll ? undefined : principalKey(caller))
  return { ok: true, value: wanted === undefined ? all : all.filter((grant) => principalKey(grant.principal) === wanted) }
}

/** Grants and revokes, all or nothing. Repeating a grant, or revoking what is not there, changes nothing and is no error. */
export function changeGrants(state: WorkspaceState, caller: string, type: SecurableType, securable: string, changes: readonly GrantChange[]): Granted<Grant[]> {
  const access = createAccess(state, caller)
  const where = locate(state, type, securable)
  if (!where.ok) return problem({ kind: 'obstacle', obstacle: hideMissing(state, access, where.obstacle) })
  const prepared: { principal: string; add: string[]; remove: string[] }[] = []
  for (const change of changes) {
    const principal = canonicalPrincipal(state, change.principal)
    if (principal === undefined) return problem({ kind: 'no-such-principal', principal: change.principal })
    const ready = { principal, add: [] as string[], remove: [] as string[] }
    for (const [from, to] of [[change.add, ready.add], [change.remove, ready.remove]] as const) {
      for (const privilege of from.flatMap((text) => currentSpelling(spellPrivilege(text), type))) {
        if (!isKnownPrivilege(privilege)) return problem({ kind: 'unknown-privilege', privilege })
        if (!isApplicable(privilege, type, where.kind)) return problem({ kind: 'not-applicable', privilege, type })
        to.push(privilege)
      }
    }
    prepared.push(ready)
  }
  const catalog = where.key.split('.')[0] ?? ''
  if (type !== 'EXTERNAL_LOCATION' && catalogNamed(state, catalog)?.name === 'samples') return problem({ kind: 'read-only', catalog })
  const blocked = mayChange(state, access, type, where.key)
  if (blocked) return problem({ kind: 'obstacle', obstacle: blocked })

  for (const { principal, add, remove } of prepared) {
    const key = principalKey(principal)
    const onIt = (grant: Grant): boolean => grant.type === type && grant.securable === where.key && principalKey(grant.principal) === key
    // Databricks: revoking ALL PRIVILEGES also removes the single grants that it implies.
    const removed = (grant: Grant): boolean => remove.includes(grant.privilege) || (remove.includes('ALL PRIVILEGES') && impliedByAll(grant.privilege))
    state.grants = state.grants.filter((grant) => !(onIt(grant) && removed(grant)))
    for (const privilege of add) {
      if (!state.grants.some((grant) => onIt(grant) && grant.privilege === privilege)) {
        state.grants.push({ principal, privilege, type, securable: where.key, grantor: caller })
      }
    }
  }
  return { ok: true, value: grantsOn(state, type, where.key) }
}

/** The owner and the metastore admin just may; a holder of MANAGE also needs USE CATALOG and USE SCHEMA to exercise it. */
function mayChange(state: WorkspaceState, access: Access, type: SecurableType, key: string): Obstacle | undefined {
  const refused: Obstacle = { kind: 'denied', privilege: 'MANAGE', object: objectWord[type], name: nameOf(state, type, key) }
  if (!access.canManage(type, key)) return refused
  if (access.metastoreAdmin || type === 'METASTORE' || type === 'EXTERNAL_LOCATION') return undefined
  const [catalog = '', schema = ''] = key.split('.')
  if (ownsAnyOf(state, access, key)) return undefined
  const way = type === 'TABLE' ? access.reachSchema(catalog, schema) : type === 'SCHEMA' ? access.reachCatalog(catalog) : undefined
  return way && !way.ok ? way.obstacle : undefined
}

function ownsAnyOf(state: WorkspaceState, access: Access, key: string): boolean {
  const [catalog = '', schema, table] = key.split('.')
  const owners = [
    catalogNamed(state, catalog)?.owner,
    schema === undefined ? undefined : schemaNamed(state, catalog, schema)?.owner,
    schema === undefined || table === undefined ? undefined : tableNamed(state, catalog, schema, table)?.owner,
  ]
  return owners.some((owner) => owner !== undefined && access.owns(owner))
}

/** Someone who may not enter the catalog or schema is not told whether things inside exist. */
function hideMissing(state: WorkspaceState, access: Access, obstacle: Obstacle): Obstacle {
  if (obstacle.kind !== 'no-such-schema' && obstacle.kind !== 'no-such-table') return obstacle
  const way = obstacle.kind === 'no-such-table' ? access.reachSchema(obstacle.catalog, obstacle.schema) : access.reachCatalog(obstacle.catalog)
  return way.ok || access.canManage('CATALOG', obstacle.catalog) || !catalogNamed(state, obstacle.catalog) ? obstacle : way.obstacle
}

const nameOf = (state: WorkspaceState, type: SecurableType, key: string): string => (type === 'METASTORE' ? (state.metastore?.name ?? '') : key)
