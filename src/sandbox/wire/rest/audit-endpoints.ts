import { json, scimRefusal } from '../answer'
import type { Endpoint } from '../context'
import type { Group, WorkspaceState } from '../../state/model'

const ACCOUNT = '/api/2.0/account/scim/v2/Groups'
const SCIM = { 'content-type': 'application/scim+json' }

const accountGroups = (state: WorkspaceState): Group[] => state.groups.filter(({ level }) => level === 'account')
const shape = (group: Group): Record<string, unknown> => ({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], id: group.id, displayName: group.name, meta: { resourceType: 'Group' } })

function withMembers(state: WorkspaceState, group: Group): Record<string, unknown> {
  const members = group.members.flatMap((name) => {
    const identity = state.identities.find((one) => one.principal.toLowerCase() === name.toLowerCase())
    if (identity) return [{ display: identity.displayName, value: identity.id, $ref: `${identity.kind === 'user' ? 'Users' : 'ServicePrincipals'}/${identity.id}` }]
    const nested = accountGroups(state).find((one) => one.name.toLowerCase() === name.toLowerCase())
    return nested ? [{ display: nested.name, value: nested.id, $ref: `Groups/${nested.id}` }] : []
  })
  return { ...shape(group), members }
}

/** The account's groups, as a workspace may or may not show them. They stand before the general SCIM lists. */
export const auditEndpoints: Endpoint[] = [
  {
    // The account's directory leaves members out of its lists: each group has to be asked for.
    method: 'GET', path: ACCOUNT, scopes: ['scim'],
    handle(call, { state }) {
      if (state.accountDirectory === false) return scimRefusal(403, 'This API is disabled for users without account admin status.')
      if (!call.caller.admin) return scimRefusal(403, 'Only workspace admins can access this resource.')
      const all = accountGroups(state).map(shape)
      const startIndex = Math.max(1, Number(call.query.get('startIndex') ?? 1) || 1)
      const count = Math.min(100, Number(call.query.get('count') ?? 100) || 100)
      const page = all.slice(startIndex - 1, startIndex - 1 + count)
      return json({ schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'], totalResults: all.length, startIndex, itemsPerPage: page.length, Resources: page }, 200, SCIM)
    },
  },
  {
    method: 'GET', path: `${ACCOUNT}/:id`, scopes: ['scim'],
    handle(call, { state }) {
      if (state.accountDirectory === false || !call.caller.admin) return scimRefusal(403, 'Only workspace admins can access this resource.')
      const group = accountGroups(state).find((one) => one.id === call.params.id)
      return group ? json(withMembers(state, group), 200, SCIM) : scimRefusal(404, `Group with id ${call.params.id ?? ''} not found.`)
    },
  },
]
