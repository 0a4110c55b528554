import { json, scimRefusal, type Answer } from '../answer'
import { groupsOf } from '../groups'
import type { Call, Endpoint, SandboxContext } from '../context'
import type { Group, Identity, WorkspaceState } from '../../state/model'

const API = '/api/2.0/preview/scim/v2'
/** The account's directory, as far as a workspace host shows it: groups and people that are not assigned to the workspace too. */
const ACCOUNT = '/api/2.0/account/scim/v2'
export const SCIM = { 'content-type': 'application/scim+json' }

/** Groups as workspace SCIM shows them: account groups that are not assigned to the workspace are hidden. */
function groupsShown(state: WorkspaceState, identity: Identity): unknown[] {
  const mine = groupsOf(state, identity)
  return state.groups
    .filter((group) => group.visibleInWorkspace && mine.has(group.name.toLowerCase()))
    .map((group) => ({ display: group.name, type: 'direct', value: group.id, $ref: `Groups/${group.id}` }))
}

export function person(state: WorkspaceState, identity: Identity): Record<string, unknown> {
  const [givenName = identity.displayName, ...rest] = identity.displayName.split(' ')
  const user = identity.kind === 'user'
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', 'urn:ietf:params:scim:schemas:extension:workspace:2.0:User'],
    id: identity.id,
    userName: identity.principal,
    displayName: identity.displayName,
    ...(identity.externalId === undefined ? {} : { externalId: identity.externalId }),
    ...(user ? { name: { givenName, ...(rest.length ? { familyName: rest.join(' ') } : {}) }, emails: [{ type: 'work', value: identity.principal, primary: true }] } : {}),
    active: identity.active,
    groups: groupsShown(state, identity),
    entitlements: identity.entitlements.map((value) => ({ value })),
  }
}

/** A service principal as SCIM shows it. */
export const servicePrincipal = (state: WorkspaceState, identity: Identity): Record<string, unknown> => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServicePrincipal'],
  id: identity.id,
  applicationId: identity.principal,
  displayName: identity.displayName,
  ...(identity.externalId === undefined ? {} : { externalId: identity.externalId }),
  active: identity.active,
  groups: groupsShown(state, identity),
  entitlements: identity.entitlements.map((value) => ({ value })),
})

export function group(state: WorkspaceState, entry: Group): Record<string, unknown> {
  const members = entry.members.flatMap((name) => {
    const identity = state.identities.find((one) => one.principal.toLowerCase() === name.toLowerCase())
    if (identity) return [{ display: identity.displayName, value: identity.id, $ref: `${identity.kind === 'user' ? 'Users' : 'ServicePrincipals'}/${identity.id}` }]
    const nested = state.groups.find((one) => one.name.toLowerCase() === name.toLowerCase())
    return nested?.visibleInWorkspace ? [{ display: nested.name, value: nested.id, $ref: `Groups/${nested.id}` }] : []
  })
  return { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], id: entry.id, displayName: entry.name, members, ...(entry.entitlements ? { entitlements: entry.entitlements.map((value) => ({ value })) } : {}), meta: { resourceType: entry.level === 'account' ? 'Group' : 'WorkspaceGroup' } }
}

/** Lists with the one filter that clients use: `attribute eq "value"`, in which a backslash escapes. Attributes are compared without regard to case. */
function scimList(call: Call, all: Record<string, unknown>[]): Answer {
  const filter = call.query.get('filter')
  let rows = all
  if (filter) {
    const match = /^\s*(\w+)\s+eq\s+(?:"((?:[^"\\]|\\.)*)"|([^"\s]+))\s*$/i.exec(filter)
    if (!match) return scimRefusal(400, `Given filter operator is not supported: ${filter}`)
    const [, attribute = '', quoted, bare = ''] = match
    const value = quoted === undefined ? bare : quoted.replace(/\\(.)/g, '$1')
    rows = all.filter((row) => Object.entries(row).some(([key, one]) => key.toLowerCase() === attribute.toLowerCase() && String(one).toLowerCase() === value.toLowerCase()))
  }
  const startIndex = Math.max(1, Number(call.query.get('startIndex') ?? 1) || 1)
  const count = Number(call.query.get('count') ?? 10_000) || 10_000
  const page = rows.slice(startIndex - 1, startIndex - 1 + count)
  return json({ schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'], totalResults: rows.length, startIndex, itemsPerPage: page.length, Resources: page }, 200, SCIM)
}

export const scimForAdmins = (answer: (call: Call, context: SandboxContext) => Answer) => (call: Call, context: SandboxContext): Answer =>
  call.caller.admin ? answer(call, context) : scimRefusal(403, 'Only workspace admins can access this resource.')

function resource(base: string, name: string, rows: (state: WorkspaceState) => Record<string, unknown>[]): Endpoint[] {
  return [
    { method: 'GET', path: `${base}/${name}`, scopes: ['scim'], handle: scimForAdmins((call, { state }) => scimList(call, rows(state))) },
    {
      method: 'GET', path: `${base}/${name}/:id`, scopes: ['scim'],
      handle: scimForAdmins((call, { state }) => {
        const row = rows(state).find((one) => one.id === call.params.id)
        return row ? json(row, 200, SCIM) : scimRefusal(404, `${name.replace(/s$/, '')} with id ${call.params.id ?? ''} not found.`)
      }),
    },
  ]
}

const people = (state: WorkspaceState, account: boolean): Record<string, unknown>[] =>
  state.identities.filter((one) => one.kind === 'user' && (account || one.assigned !== false)).map((one) => person(state, one))
const robots = (state: WorkspaceState, account: boolean): Record<string, unknown>[] =>
  state.identities.filter((one) => one.kind === 'service-principal' && (account || one.assigned !== false)).map((one) => servicePrincipal(state, one))

/** The account's lists leave members and entitlements out. */
const withoutMembers = ({ members: _members, entitlements: _entitlements, ...rest }: Record<string, unknown>): Record<string, unknown> => rest

export const scimEndpoints: Endpoint[] = [
  // Any scope will do for "who am I", but a token without any scope may not even ask that.
  { method: 'GET', path: `${API}/Me`, scopes: ['*'], handle: (call, { state }) => json(person(state, call.caller.identity), 200, SCIM) },
  ...resource(API, 'Users', (state) => people(state, false)),
  ...resource(API, 'ServicePrincipals', (state) => robots(state, false)),
  ...resource(API, 'Groups', (state) => state.groups.filter((one) => one.visibleInWorkspace).map((one) => group(state, one))),
  ...resource(ACCOUNT, 'Users', (state) => people(state, true).map(withoutMembers)),
  ...resource(ACCOUNT, 'ServicePrincipals', (state) => robots(state, true).map(withoutMembers)),
  ...resource(ACCOUNT, 'Groups', (state) => state.groups.filter((one) => one.level === 'account').map((one) => withoutMembers(group(state, one)))),
]
