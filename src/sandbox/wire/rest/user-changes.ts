import { randomUUID } from 'node:crypto'
import { json, readBody, scimRefusal, type Answer } from '../answer'
import type { Call, Endpoint, SandboxContext } from '../context'
import type { Identity } from '../../state/model'
import { removeFromWorkspace } from '../workspace-members'
import { freshId } from './scim-ids'
import { readEntitlements } from './scim-patch'
import { person, SCIM, scimForAdmins, servicePrincipal } from './scim-endpoints'

const API = '/api/2.0/preview/scim/v2'
const SCOPES = ['scim'] as const

/** Makes a person in account and workspace, or assigns one whom the account has already. */
const create = (call: Call, context: SandboxContext): Answer => {
  const body = readBody(call.body)
  if (!body.ok) return scimRefusal(400, 'The request body is not JSON.')
  const { state } = context
  const { userName, displayName, entitlements, active, externalId } = body.value
  if (typeof userName !== 'string' || !/^[^@\s]+@[^@\s]+$/.test(userName)) return scimRefusal(400, 'userName must be an e-mail address.')
  const wanted = readEntitlements(entitlements ?? [])
  if (!wanted.ok) return scimRefusal(400, wanted.detail)
  const known = state.identities.find((one) => one.kind === 'user' && one.principal.toLowerCase() === userName.toLowerCase())
  if (known && known.assigned !== false) return scimRefusal(409, `User with username ${known.principal} already exists.`)
  const identity: Identity = known ?? {
    key: randomUUID(), kind: 'user', id: freshId(context), principal: userName, displayName: typeof displayName === 'string' && displayName !== '' ? displayName : userName,
    active: active !== false, entitlements: [], workspaceAdmin: false, ...(typeof externalId === 'string' ? { externalId } : {}),
  }
  if (known) known.assigned = true
  else state.identities.push(identity)
  identity.entitlements = [...new Set([...identity.entitlements, ...wanted.names])]
  context.changed()
  return json(person(state, identity), 201, SCIM)
}

const assigned = (call: Call, { state }: SandboxContext, kind: Identity['kind']): Identity | undefined =>
  state.identities.find((one) => one.kind === kind && one.assigned !== false && one.id === call.params.id)
const notFound = (call: Call, kind: Identity['kind']): Answer => scimRefusal(404, `${kind === 'user' ? 'User' : 'ServicePrincipal'} with id ${call.params.id ?? ''} not found.`)

/** PUT: what the body leaves out goes away, but for the name it is known by. */
const replace = (kind: Identity['kind']) => (call: Call, context: SandboxContext): Answer => {
  const identity = assigned(call, context, kind)
  if (!identity) return notFound(call, kind)
  const body = readBody(call.body)
  if (!body.ok) return scimRefusal(400, 'The request body is not JSON.')
  const { displayName, entitlements, active, externalId } = body.value
  const wanted = readEntitlements(entitlements ?? [])
  if (!wanted.ok) return scimRefusal(400, wanted.detail)
  const own = kind === 'user' ? body.value.userName : body.value.applicationId
  if (typeof own === 'string' && own.toLowerCase() !== identity.principal.toLowerCase()) return scimRefusal(400, `${kind === 'user' ? 'userName' : 'applicationId'} can not be changed.`)
  if (typeof displayName === 'string' && displayName !== '') identity.displayName = displayName
  identity.entitlements = wanted.names
  identity.active = active !== false
  if (typeof externalId === 'string') identity.externalId = externalId
  else delete identity.externalId
  context.changed()
  return json(kind === 'user' ? person(context.state, identity) : servicePrincipal(context.state, identity), 200, SCIM)
}

/** Takes a person out of the workspace; the account and their grants keep them. */
const remove = (call: Call, context: SandboxContext): Answer => {
  const identity = assigned(call, context, 'user')
  if (!identity) return notFound(call, 'user')
  removeFromWorkspace(context.state, identity)
  context.changed()
  return { status: 204, body: '' }
}

export const userChangeEndpoints: Endpoint[] = [
  { method: 'POST', path: `${API}/Users`, scopes: SCOPES, handle: scimForAdmins(create) },
  { method: 'PUT', path: `${API}/Users/:id`, scopes: SCOPES, handle: scimForAdmins(replace('user')) },
  { method: 'DELETE', path: `${API}/Users/:id`, scopes: SCOPES, handle: scimForAdmins(remove) },
  { method: 'PUT', path: `${API}/ServicePrincipals/:id`, scopes: SCOPES, handle: scimForAdmins(replace('service-principal')) },
]
