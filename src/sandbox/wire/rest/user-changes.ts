import { randomUUID } from 'node:crypto'
import { json, readBody, scimRefusal, type Answer } from '../answer'
import type { Call, Endpoint, SandboxContext } from '../context'
import type { Identity } from '../../state/model'
import { freshId } from './scim-ids'
import { readEntitlements } from './scim-patch'
import { person, SCIM, scimForAdmins } from './scim-endpoints'
import { changedMember, removeMember, withMember } from './scim-members'

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

/** PUT: what the body leaves out goes away, but for the name it is known by. */
const replace = (identity: Identity, call: Call, context: SandboxContext): Answer => {
  const { kind } = identity
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
  return changedMember(identity, context)
}

export const userChangeEndpoints: Endpoint[] = [
  { method: 'POST', path: `${API}/Users`, scopes: SCOPES, handle: scimForAdmins(create) },
  { method: 'PUT', path: `${API}/Users/:id`, scopes: SCOPES, handle: scimForAdmins(withMember('user', replace)) },
  { method: 'DELETE', path: `${API}/Users/:id`, scopes: SCOPES, handle: scimForAdmins(removeMember('user')) },
  { method: 'PUT', path: `${API}/ServicePrincipals/:id`, scopes: SCOPES, handle: scimForAdmins(withMember('service-principal', replace)) },
]
