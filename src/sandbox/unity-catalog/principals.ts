import type { WorkspaceState } from '../state/model'

/** Everybody in the account is in it, and it lists no members. */
export const ACCOUNT_USERS = 'account users'

/** Principals are compared without regard to case: e-mail addresses are typed as people like. */
export const principalKey = (principal: string): string => principal.toLowerCase()

/**
 * The principal itself and every account group it is in, through groups of groups, and `account users`: whose grants
 * count for it. Workspace-local groups carry no Unity Catalog grants.
 */
export function principalNames(state: WorkspaceState, principal: string): Set<string> {
  return withGroups(state, principal, 'account').add(ACCOUNT_USERS)
}

/** Whether the caller is in this group: account groups for `is_account_group_member`, workspace ones for `is_member`. */
export function isMember(state: WorkspaceState, principal: string, group: string, level: 'account' | 'workspace'): boolean {
  const name = principalKey(group)
  if (level === 'account') return principalNames(state, principal).has(name) && name !== principalKey(principal)
  if (name === 'users') return true
  if (name === 'admins' && identityOf(state, principal)?.workspaceAdmin) return true
  const visible = state.groups.some((entry) => principalKey(entry.name) === name && entry.visibleInWorkspace)
  return visible && withGroups(state, principal, undefined).has(name)
}

/** Lets Unity Catalog know the new principals whose time has come. To be called before each request. */
export function admitPrincipals(state: WorkspaceState, now: number): void {
  for (const identity of state.identities) if (identity.knownFrom !== undefined && identity.knownFrom <= now) delete identity.knownFrom
}

/** Whether Unity Catalog knows this principal: a user, a service principal or an account group, never a local group. */
export function canonicalPrincipal(state: WorkspaceState, principal: string): string | undefined {
  const name = principalKey(principal)
  if (name === ACCOUNT_USERS) return ACCOUNT_USERS
  return (
    state.identities.find((identity) => identity.knownFrom === undefined && principalKey(identity.principal) === name)?.principal ??
    state.groups.find((group) => group.level === 'account' && principalKey(group.name) === name)?.name
  )
}

/** The metastore admin may be a person or a group. */
export function isMetastoreAdmin(state: WorkspaceState, principal: string): boolean {
  return state.metastore !== undefined && principalNames(state, principal).has(principalKey(state.metastore.owner))
}

export const identityOf = (state: WorkspaceState, principal: string) =>
  state.identities.find((identity) => principalKey(identity.principal) === principalKey(principal))

function withGroups(state: WorkspaceState, principal: string, level: 'account' | undefined): Set<string> {
  const names = new Set([principalKey(principal)])
  const groups = state.groups.filter((group) => level === undefined || group.level === level)
  for (let grown = true; grown; ) {
    grown = false
    for (const group of groups) {
      const name = principalKey(group.name)
      if (names.has(name) || !group.members.some((member) => names.has(principalKey(member)))) continue
      names.add(name)
      grown = true
    }
  }
  return names
}
