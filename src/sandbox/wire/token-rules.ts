import { randomBytes } from 'node:crypto'
import { refusal, type Answer } from './answer'
import { groupsOf } from './groups'
import { hashOf } from './hash'
import type { Identity, Permission, Token, WorkspaceState } from '../state/model'

const DAY = 86_400_000
/** Databricks' own maximum, and what a token without a lifetime gets. */
const LONGEST_DAYS = 730
const QUOTA = 600
const LONGEST_COMMENT = 255

export type TokenPermission = Permission<'CAN_USE' | 'CAN_MANAGE'>

/** New workspaces let everybody use tokens. */
export const tokenPermissions = (state: WorkspaceState): TokenPermission[] => state.tokenPermissions ?? [{ principal: 'users', kind: 'group', level: 'CAN_USE' }]

export function mayUseTokens(state: WorkspaceState, identity: Identity): boolean {
  if (identity.workspaceAdmin) return true
  const groups = groupsOf(state, identity)
  return tokenPermissions(state).some((entry) => (entry.kind === 'group' ? groups.has(entry.principal.toLowerCase()) : entry.principal.toLowerCase() === identity.principal.toLowerCase()))
}

/** What keeps this identity from having personal access tokens at all. Texts as seen in issue reports. */
export function tokensRefused(state: WorkspaceState, identity: Identity): Answer | undefined {
  if (state.settings?.tokensEnabled === false) return refusal(404, 'FEATURE_DISABLED', 'Tokens are disabled.')
  return mayUseTokens(state, identity) ? undefined : refusal(403, 'PERMISSION_DENIED', 'User does not have permission to use tokens.')
}

export type MadeToken = { ok: true; value: string; token: Token } | { ok: false; answer: Answer }

/** Makes a token of this identity from the fields of a request. The value is told once; the state keeps its hash. */
export function makeToken(state: WorkspaceState, identity: Identity, body: Record<string, unknown>, now: number, madeBy?: string): MadeToken {
  const no = (message: string): MadeToken => ({ ok: false, answer: refusal(400, 'INVALID_PARAMETER_VALUE', message) })
  const { comment, lifetime_seconds: lifetime, scopes } = body
  const refused = tokensRefused(state, identity)
  if (refused) return { ok: false, answer: refused }
  if (comment !== undefined && (typeof comment !== 'string' || comment.length > LONGEST_COMMENT)) return no(`comment must be a string of at most ${LONGEST_COMMENT} characters.`)
  if (lifetime !== undefined && (typeof lifetime !== 'number' || lifetime <= 0)) return no('lifetime_seconds must be a positive number.')
  if (scopes !== undefined && (!Array.isArray(scopes) || scopes.some((scope) => typeof scope !== 'string'))) return no('scopes must be a list of names.')
  const days = state.settings?.maxTokenLifetimeDays || LONGEST_DAYS
  if (typeof lifetime === 'number' && lifetime * 1000 > days * DAY) return no(`lifetime_seconds is longer than the maximum token lifetime of ${days} days for this workspace.`)
  if (state.tokens.filter((token) => token.principal === identity.principal).length >= QUOTA) {
    return { ok: false, answer: refusal(400, 'QUOTA_EXCEEDED', `The quota of ${QUOTA} tokens has been exceeded.`) }
  }
  const value = `dapi${randomBytes(16).toString('hex')}${state.cloud === 'azure' ? '-2' : ''}`
  const token: Token = {
    id: hashOf(value),
    principal: identity.principal,
    comment: comment ?? '',
    createdAt: now,
    expiresAt: now + (typeof lifetime === 'number' ? lifetime * 1000 : days * DAY),
    ...(scopes === undefined ? {} : { scopes: scopes as string[] }),
    ...(madeBy === undefined ? {} : { madeBy }),
  }
  state.tokens.push(token)
  return { ok: true, value, token }
}

/**
 * Sets who may use tokens. Who could before and can't any more loses their tokens at once, for good: Databricks' warning
 * about taking CAN USE away.
 */
export function setTokenPermissions(state: WorkspaceState, entries: TokenPermission[]): void {
  const could = state.identities.filter((one) => mayUseTokens(state, one))
  state.tokenPermissions = entries
  const lost = new Set(could.filter((one) => !mayUseTokens(state, one)).map((one) => one.principal))
  state.tokens = state.tokens.filter((token) => !lost.has(token.principal))
}
