import { gatewayRefusal, json, type Answer } from './answer'
import { groupsOf } from './groups'
import { hashOf } from './hash'
import { accessTokenOf } from './oauth/access-tokens'
import { tokensRefused } from './token-rules'
import type { Identity, Token, WorkspaceState } from '../state/model'

/** Who sent a request: the identity of the token, and what the token itself allows. */
export interface Caller {
  identity: Identity
  token: Token
  principal: string
  admin: boolean
  /** Lower-case names of every group the caller is in, workspace-local ones included. */
  groups: Set<string>
  /** Its own and those of its groups. */
  entitlements: Set<string>
}

export type Authenticated = { ok: true; caller: Caller } | { ok: false; answer: Answer }

const NOT_SENT = 'Credential was not sent or was of an unsupported type for this API.'
const CHALLENGE = { 'www-authenticate': 'Bearer realm="DatabricksRealm"' }

/**
 * Who holds this `Authorization` header. The texts are the recorded ones: 401 for no usable credential, which includes a
 * token id pasted in place of the token; 403 for a token that nobody has.
 */
export function authenticate(state: WorkspaceState, authorization: string | undefined, now: number, requestId: string): Authenticated {
  const value = /^Bearer\s+(\S+)\s*$/i.exec(authorization ?? '')?.[1]
  if (value === undefined || /^[0-9a-f]{64}$/.test(value)) return refused(gatewayRefusal(401, `${NOT_SENT} [ReqId: ${requestId}]`, { ...CHALLENGE, 'x-databricks-reason-phrase': NOT_SENT }))
  const id = hashOf(value)
  const session = accessTokenOf(state, id)
  const token = session ?? state.tokens.find((entry) => entry.id === id)
  const identity = token && state.identities.find((entry) => same(entry.principal, token.principal))
  if (!token || !identity) return refused(gatewayRefusal(403, 'Invalid access token.'))
  if (token.expiresAt !== -1 && token.expiresAt <= now) return refused(gatewayRefusal(401, 'Token is expired', CHALLENGE))
  // Tokens outlive their being switched off, and work again afterwards.
  if (!session && tokensRefused(state, identity)) return refused(gatewayRefusal(403, 'Invalid access token.'))
  if (!identity.active || identity.assigned === false) {
    const message = `Unauthorized access to Org: ${state.workspaceId}`
    return refused(json({ error_code: '403', message }, 403, { 'content-type': 'application/json; charset=utf-8', 'x-databricks-reason-phrase': message }))
  }
  token.lastUsedAt = now
  const groups = groupsOf(state, identity)
  const inherited = state.groups.filter((group) => groups.has(group.name.toLowerCase())).flatMap((group) => group.entitlements ?? [])
  return { ok: true, caller: { identity, token, principal: identity.principal, admin: identity.workspaceAdmin, groups, entitlements: new Set([...identity.entitlements, ...inherited]) } }
}

/**
 * Whether the token's scopes allow an endpoint: one of `scopes` is enough. A token made before scopes existed may do
 * everything, one made without a scope nothing at all.
 */
export function scopeRefusal(caller: Caller, scopes: readonly string[]): Answer | undefined {
  const held = caller.token.scopes
  if (held === undefined || held.includes('all-apis')) return undefined
  if (held.length > 0 && (scopes.includes('*') || scopes.some((scope) => held.includes(scope)))) return undefined
  const wanted = scopes.includes('*') ? 'scim' : (scopes[0] ?? 'all-apis')
  return gatewayRefusal(403, `Provided access token does not have required scopes: ${wanted}`)
}

/** The refusal of a token whose holder lacks "Databricks SQL access"; not that of a missing right on the warehouse. */
export function entitlementRefusal(caller: Caller): Answer | undefined {
  if (caller.admin || caller.entitlements.has('databricks-sql-access')) return undefined
  const message = 'This API is disabled for users without the databricks-sql-access entitlement.'
  return json({ error_code: 'PERMISSION_DENIED', message }, 403, { 'x-databricks-error-or-redirect-message': `PERMISSION_DENIED: ${message}`, 'x-databricks-reason-phrase': message })
}

const same = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase()
const refused = (answer: Answer): Authenticated => ({ ok: false, answer })
