import { json, scimRefusal, type Answer } from '../answer'
import { groupsOf } from '../groups'
import type { Call, Endpoint, SandboxContext } from '../context'
import { parseScimFilter, valuesAt } from './scim-filter'
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

/** A list: filtered, sorted, cut to a page, and reduced to the attributes that were asked for. */
function scimList(call: Call, all: Record<string, unknown>[]): Answer {
  const filter = call.query.get('filter')
  const wanted = filter ? parseScimFilter(filter) : (): boolean => true
  if (!wanted) return scimRefusal(400, `Given filter operator is not supported: ${filter ?? ''}`)
  let rows = all.filter(wanted)
  const sortBy = call.query.get('sortBy')
  if (sortBy) {
    const direction = call.query.get('sortOrder')?.toLowerCase() === 'descending' ? -1 : 1
    const keyed = rows.map((row) => ({ row, key: valuesAt(row, sortBy)[0] ?? '' }))
    rows = keyed.sort((left, right) => direction * (left.key < right.key ? -1 : left.key > right.key ? 1 : 0)).map(({ row }) => row)
  }
  const startIndex = Math.max(1, Number(call.query.get('startIndex') ?? 1) || 1)
  const asked = call.query.get('count')
  const count = asked !== null && /^\d+$/.test(asked) ? Number(asked) : 10_000
  const page = rows.slice(startIndex - 1, startIndex - 1 + count).map((row) => shownAttributes(row, call.query))
  return json({ schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'], totalResults: rows.length, startIndex, itemsPerPage: page.length, Resources: page }, 200, SCIM)
}

/** `attributes` and `excludedAttributes`, as far as they name whole attributes; id and schemas are always there. */
function shownAttributes(row: Record<string, unknown>, query: URLSearchParams): Record<string, unknown> {
  const names = (parameter: string): string[] | undefined => query.get(parameter)?.toLowerCase().split(',').map((name) => name.trim().split('.')[0] ?? '')
  const [only, without] = [names('attributes'), names('excludedAttributes')]
  if (!only && !without) return row
  const kept = (key: string): boolean => key === 'id' || key === 'schemas' || ((only?.includes(key.toLowerCase()) ?? true) && !without?.includes(key.toLowerCase()))
  return Object.fromEntries(Object.entries(row).filter(([key]) => kept(key)))
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
        return row ? json(shownAttributes(row, call.query), 200, SCIM) : scimRefusal(404, `${name.replace(/s$/, '')} with id ${call.params.id ?? ''} not found.`)
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
