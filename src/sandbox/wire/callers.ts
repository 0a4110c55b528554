import { createHash } from 'node:crypto'
import { gatewayRefusal, json, type Answer } from './answer'
import type { Identity, Token, WorkspaceState } from '../state/model'

/** Who sent a request: the identity of the token, and what the token itself allows. */
export interface Caller {
  identity: Identity
  token: Token
  principal: string
  admin: boolean
  /** Lower-case names of every group the caller is in, workspace-local ones included. */
  groups: Set<string>
}

export type Authenticated = { ok: true; caller: Caller } | { ok: false; answer: Answer }

export const tokenId = (value: string): string => createHash('sha256').update(value).digest('hex')

const NOT_SENT = 'Credential was not sent or was of an unsupported type for this API.'
const CHALLENGE = { 'www-authenticate': 'Bearer realm="DatabricksRealm"' }

/**
 * Who holds this `Authorization` header. The texts are the recorded ones: 401 for no usable credential, which includes a
 * token id pasted in place of the token; 403 for a token that nobody has.
 */
export function authenticate(state: WorkspaceState, authorization: string | undefined, now: number, requestId: string): Authenticated {
  const value = /^Bearer\s+(\S+)\s*$/i.exec(authorization ?? '')?.[1]
  if (value === undefined || /^[0-9a-f]{64}$/.test(value)) return refused(gatewayRefusal(401, `${NOT_SENT} [ReqId: ${requestId}]`, { ...CHALLENGE, 'x-databricks-reason-phrase': NOT_SENT }))
  const id = tokenId(value)
  const token = state.tokens.find((entry) => entry.id === id)
  const identity = token && state.identities.find((entry) => same(entry.principal, token.principal))
  if (!token || !identity) return refused(gatewayRefusal(403, 'Invalid access token.'))
  if (token.expiresAt !== -1 && token.expiresAt <= now) return refused(gatewayRefusal(401, 'Token is expired', CHALLENGE))
  if (!identity.active) {
    const message = `Unauthorized access to Org: ${state.workspaceId}`
    return refused(json({ error_code: '403', message }, 403, { 'content-type': 'application/json; charset=utf-8', 'x-databricks-reason-phrase': message }))
  }
  token.lastUsedAt = now
  return { ok: true, caller: { identity, token, principal: identity.principal, admin: identity.workspaceAdmin, groups: groupsOf(state, identity) } }
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
  if (caller.admin || caller.identity.entitlements.includes('databricks-sql-access')) return undefined
  const message = 'This API is disabled for users without the databricks-sql-access entitlement.'
  return json({ error_code: 'PERMISSION_DENIED', message }, 403, { 'x-databricks-error-or-redirect-message': `PERMISSION_DENIED: ${message}`, 'x-databricks-reason-phrase': message })
}

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

const same = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase()
const refused = (answer: Answer): Authenticated => ({ ok: false, answer })
