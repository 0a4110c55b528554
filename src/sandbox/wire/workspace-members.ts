import type { Group, Identity, WorkspaceState } from '../state/model'

/** Takes an identity out of the workspace: tokens, secrets, warehouse and token permissions, entitlements go with it. */
export function removeFromWorkspace(state: WorkspaceState, identity: Identity): void {
  const { principal } = identity
  const others = <T extends { principal: string }>(list: T[]): T[] => list.filter((one) => one.principal !== principal)
  identity.assigned = false
  identity.entitlements = []
  identity.workspaceAdmin = false
  state.tokens = others(state.tokens)
  if (state.tokenPermissions) state.tokenPermissions = others(state.tokenPermissions)
  for (const warehouse of state.warehouses) warehouse.permissions = others(warehouse.permissions)
  if (state.oauth) state.oauth = { secrets: others(state.oauth.secrets), accessTokens: others(state.oauth.accessTokens), refreshTokens: others(state.oauth.refreshTokens) }
}

/** Takes an account group out of the workspace; its grants in Unity Catalog stay. */
export function removeGroupFromWorkspace(state: WorkspaceState, group: Group): void {
  group.visibleInWorkspace = false
  delete group.entitlements
  const others = <T extends { principal: string; kind: string }>(list: T[]): T[] => list.filter((one) => one.kind !== 'group' || one.principal !== group.name)
  if (state.tokenPermissions) state.tokenPermissions = others(state.tokenPermissions)
  for (const warehouse of state.warehouses) warehouse.permissions = others(warehouse.permissions)
}
