import { randomUUID } from 'node:crypto'
import { json, readBody, scimRefusal, type Answer } from '../answer'
import type { Call, Endpoint, SandboxContext } from '../context'
import type { Identity } from '../../state/model'
import { freshId } from './scim-ids'
import { applyPatch, readEntitlements } from './scim-patch'
import { SCIM, scimForAdmins, servicePrincipal } from './scim-endpoints'
import { changedMember, removeMember, withMember } from './scim-members'

const PATH = '/api/2.0/preview/scim/v2/ServicePrincipals'
const SCOPES = ['scim'] as const

/**
 * Makes a service principal in account and workspace. With the application id of one that the account has already, it is
 * assigned to the workspace instead; Azure takes that of one in Microsoft Entra ID. Unity Catalog learns of a new one later.
 */
const create = (call: Call, context: SandboxContext): Answer => {
  const body = readBody(call.body)
  if (!body.ok) return scimRefusal(400, 'The request body is not JSON.')
  const { state } = context
  const { displayName, applicationId, externalId, active, entitlements } = body.value
  const wanted = readEntitlements(entitlements ?? [])
  if (!wanted.ok) return scimRefusal(400, wanted.detail)
  const known = typeof applicationId === 'string' ? state.identities.find((one) => one.kind === 'service-principal' && one.principal.toLowerCase() === applicationId.toLowerCase()) : undefined
  if (known) {
    if (known.assigned !== false) return scimRefusal(409, `Service principal with application ID ${known.principal} already exists.`)
    known.assigned = true
    known.entitlements = [...new Set([...known.entitlements, ...wanted.names])]
    context.changed()
    return json(servicePrincipal(state, known), 201, SCIM)
  }
  if (typeof displayName !== 'string' || displayName === '') return scimRefusal(400, 'displayName is required.')
  if (typeof applicationId === 'string' && state.cloud !== 'azure') return scimRefusal(400, 'applicationId can only be given for service principals that exist in the account.')
  const delay = state.settings?.principalDelayMs ?? 0
  const principal = typeof applicationId === 'string' ? applicationId : randomUUID()
  const identity: Identity = {
    key: principal, kind: 'service-principal', id: freshId(context), principal, displayName, active: active !== false, entitlements: wanted.names, workspaceAdmin: false,
    ...(typeof externalId === 'string' ? { externalId } : {}),
    ...(typeof applicationId === 'string' ? { entraManaged: true } : {}),
    ...(delay > 0 ? { knownFrom: context.now() + delay } : {}),
  }
  state.identities.push(identity)
  context.changed()
  return json(servicePrincipal(state, identity), 201, SCIM)
}

const patch = (identity: Identity, call: Call, context: SandboxContext): Answer => {
  const body = readBody(call.body)
  if (!body.ok) return scimRefusal(400, 'The request body is not JSON.')
  const draft = structuredClone(identity)
  const patched = applyPatch(draft, body.value.Operations)
  if (!patched.ok) return scimRefusal(400, patched.detail)
  if (draft.externalId === undefined) delete identity.externalId
  Object.assign(identity, draft)
  return changedMember(identity, context)
}

export const servicePrincipalChangeEndpoints: Endpoint[] = [
  { method: 'POST', path: PATH, scopes: SCOPES, handle: scimForAdmins(create) },
  { method: 'PATCH', path: `${PATH}/:id`, scopes: SCOPES, handle: scimForAdmins(withMember('service-principal', patch)) },
  { method: 'DELETE', path: `${PATH}/:id`, scopes: SCOPES, handle: scimForAdmins(removeMember('service-principal')) },
  { method: 'PATCH', path: '/api/2.0/preview/scim/v2/Users/:id', scopes: SCOPES, handle: scimForAdmins(withMember('user', patch)) },
]
