import { catalogNamed, fold, schemaNamed } from '../state/lookup'
import type { OtherGrant, OtherSecurable, OtherType } from '../state/audit-state'
import type { WorkspaceState } from '../state/model'
import { createAccess, type Access } from './access'
import { canonicalPrincipal, principalKey } from './principals'
import { impliedByAll, spellPrivilege } from './privileges'

/** From Databricks' "Unity Catalog privileges reference". */
const APPLICABLE: Record<OtherType, ReadonlySet<string>> = {
  VOLUME: new Set(['ALL PRIVILEGES', 'APPLY TAG', 'MANAGE', 'READ VOLUME', 'WRITE VOLUME']),
  FUNCTION: new Set(['ALL PRIVILEGES', 'EXECUTE', 'MANAGE']),
  EXTERNAL_LOCATION: new Set([
    'ALL PRIVILEGES', 'BROWSE', 'CREATE EXTERNAL TABLE', 'CREATE EXTERNAL VOLUME', 'CREATE FOREIGN SECURABLE', 'CREATE MANAGED STORAGE', 'EXTERNAL USE LOCATION', 'MANAGE', 'READ FILES', 'WRITE FILES',
  ]),
  STORAGE_CREDENTIAL: new Set(['ALL PRIVILEGES', 'CREATE EXTERNAL LOCATION', 'CREATE EXTERNAL TABLE', 'MANAGE', 'READ FILES', 'WRITE FILES']),
  CONNECTION: new Set(['ALL PRIVILEGES', 'CREATE FOREIGN CATALOG', 'USE CONNECTION', 'MANAGE']),
}
const IN_A_SCHEMA: readonly OtherType[] = ['VOLUME', 'FUNCTION']

export const otherNamed = (state: WorkspaceState, type: OtherType, name: string): OtherSecurable | undefined =>
  (state.others ?? []).find((one) => one.type === type && one.name === fold(name))

/** Takes it away, and the grants on it. */
export function dropOther(state: WorkspaceState, other: OtherSecurable): void {
  state.others = state.others?.filter((one) => one !== other)
  state.otherGrants = state.otherGrants?.filter((grant) => grant.type !== other.type || grant.securable !== other.name)
}

/** Owners whose objects these are: of the securable, and for what is in a schema of the schema and the catalog. */
export function ownersAbove(state: WorkspaceState, other: OtherSecurable): string[] {
  if (!IN_A_SCHEMA.includes(other.type)) return [other.owner]
  const [catalog = '', schema = ''] = other.name.split('.')
  return [other.owner, schemaNamed(state, catalog, schema)?.owner, catalogNamed(state, catalog)?.owner].filter((owner) => owner !== undefined)
}

/** Grants that count on it: its own and, for what is in a schema, those of the schema and the catalog that apply. */
export function grantsOnOther(state: WorkspaceState, other: OtherSecurable): (Pick<OtherGrant, 'principal' | 'privilege' | 'grantor'> & { from: 'NONE' | 'SCHEMA' | 'CATALOG' })[] {
  const own = (state.otherGrants ?? []).filter((grant) => grant.type === other.type && grant.securable === other.name).map((grant) => ({ ...grant, from: 'NONE' as const }))
  if (!IN_A_SCHEMA.includes(other.type)) return own
  const [catalog = '', schema = ''] = other.name.split('.')
  const inherited = state.grants
    .filter((grant) => (grant.type === 'CATALOG' && grant.securable === catalog) || (grant.type === 'SCHEMA' && grant.securable === `${catalog}.${schema}`))
    .filter((grant) => APPLICABLE[other.type].has(grant.privilege))
    .map((grant) => ({ ...grant, from: grant.type === 'CATALOG' ? ('CATALOG' as const) : ('SCHEMA' as const) }))
  return [...own, ...inherited]
}

/** A volume or function shows to whoever may manage it or holds something on it, given the way there; the rest likewise. */
export function seesOther(state: WorkspaceState, access: Access, other: OtherSecurable): boolean {
  if (access.metastoreAdmin || ownersAbove(state, other).some((owner) => access.owns(owner))) return true
  if (IN_A_SCHEMA.includes(other.type)) {
    const [catalog = '', schema = ''] = other.name.split('.')
    if (!access.reachSchema(catalog, schema).ok) return false
  }
  return grantsOnOther(state, other).some((grant) => access.owns(grant.principal))
}

/** Its owner, an owner above it, a holder of MANAGE, or the metastore admin. */
export function managesOther(state: WorkspaceState, access: Access, other: OtherSecurable): boolean {
  if (access.metastoreAdmin || ownersAbove(state, other).some((owner) => access.owns(owner))) return true
  return grantsOnOther(state, other).some((grant) => grant.privilege === 'MANAGE' && access.owns(grant.principal))
}

export type OtherProblem = { kind: 'missing' | 'denied'; name: string } | { kind: 'no-such-principal'; principal: string } | { kind: 'not-applicable'; privilege: string }

/** Grants or revokes, all or nothing; undefined when it is done. Repeating one changes nothing and is no error. */
export function changeOtherGrants(
  state: WorkspaceState,
  caller: string,
  { type, name, principal: to, privileges, add }: { type: OtherType; name: string; principal: string; privileges: readonly string[]; add: boolean },
): OtherProblem | undefined {
  const other = otherNamed(state, type, name)
  if (!other) return { kind: 'missing', name }
  if (!managesOther(state, createAccess(state, caller), other)) return { kind: 'denied', name: other.name }
  const principal = canonicalPrincipal(state, to)
  if (principal === undefined) return { kind: 'no-such-principal', principal: to }
  const spelled = privileges.map(spellPrivilege)
  const wrong = spelled.find((privilege) => !APPLICABLE[type].has(privilege))
  if (wrong !== undefined) return { kind: 'not-applicable', privilege: wrong }
  const isTheirs = (grant: OtherGrant): boolean => grant.type === type && grant.securable === other.name && principalKey(grant.principal) === principalKey(principal)
  const grants = (state.otherGrants ??= [])
  if (add) {
    for (const privilege of spelled) {
      if (!grants.some((grant) => isTheirs(grant) && grant.privilege === privilege)) grants.push({ principal, privilege, type, securable: other.name, grantor: caller })
    }
  } else {
    const goes = (grant: OtherGrant): boolean => spelled.includes(grant.privilege) || (spelled.includes('ALL PRIVILEGES') && impliedByAll(grant.privilege))
    state.otherGrants = grants.filter((grant) => !(isTheirs(grant) && goes(grant)))
  }
  return undefined
}
