import type { Identity, WorkspaceState } from '../state/model'

/** Groups of groups included; everybody is in `users` and `account users`, admins in `admins`. */
export function groupsOf(state: WorkspaceState, identity: Identity): Set<string> {
  const names = new Set([identity.principal.toLowerCase()])
  const groups = state.groups.map((group) => ({ name: group.name.toLowerCase(), members: group.members.map((member) => member.toLowerCase()) }))
  for (let grown = true; grown; ) {
    grown = false
    for (const group of groups) {
      if (names.has(group.name) || !group.members.some((member) => names.has(member))) continue
      names.add(group.name)
      grown = true
    }
  }
  names.delete(identity.principal.toLowerCase())
  names.add('users').add('account users')
  if (identity.workspaceAdmin) names.add('admins')
  return names
}
