import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { hashOf } from '../hash'
import type { OAuthGrant, OAuthState, Token, WorkspaceState } from '../../state/model'

const HOUR = 3_600_000
export const ACCESS_TOKEN_MS = HOUR

/** The OAuth part of the state, made when first needed. */
export function oauthState(state: WorkspaceState): OAuthState {
  return (state.oauth ??= { secrets: [], accessTokens: [], refreshTokens: [] })
}

/** The access token with this hash, in the shape of a personal one; what has expired long ago is forgotten. */
export function accessTokenOf(state: WorkspaceState, id: string): Token | undefined {
  const found = state.oauth?.accessTokens.find((one) => one.id === id)
  return found && { id, principal: found.principal, comment: '', createdAt: found.createdAt, expiresAt: found.expiresAt, scopes: found.scopes }
}

let keys: { privateKey: KeyObject; publicKey: KeyObject; id: string } | undefined
const signingKeys = (): { privateKey: KeyObject; publicKey: KeyObject; id: string } =>
  (keys ??= { ...generateKeyPairSync('ec', { namedCurve: 'P-256' }), id: randomBytes(16).toString('hex') })

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

export interface AccessTokenRequest {
  principal: string
  clientId: string
  scopes: string[]
  issuer: string
  now: number
}

/** A signed JWT, as Databricks gives them: for an hour. Only its hash is kept. */
export function issueAccessToken(state: WorkspaceState, { principal, clientId, scopes, issuer, now }: AccessTokenRequest): string {
  const { privateKey, id: kid } = signingKeys()
  const seconds = Math.floor(now / 1000)
  const head = part({ kid, typ: 'at+jwt', alg: 'ES256' })
  const claims = part({ client_id: clientId, scope: scopes.join(' '), iss: issuer, aud: state.workspaceId, sub: principal, iat: seconds, exp: seconds + ACCESS_TOKEN_MS / 1000, jti: randomBytes(16).toString('hex') })
  const signature = sign('sha256', Buffer.from(`${head}.${claims}`), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')
  const value = `${head}.${claims}.${signature}`
  const oauth = oauthState(state)
  const grant: OAuthGrant = { id: hashOf(value), principal, scopes, createdAt: now, expiresAt: now + ACCESS_TOKEN_MS }
  oauth.accessTokens = [...oauth.accessTokens.filter((one) => one.expiresAt > now - HOUR), grant]
  return value
}

/** What clients verify the tokens with. */
export function publicKeys(): { keys: unknown[] } {
  const { publicKey, id } = signingKeys()
  return { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: id, use: 'sig', alg: 'ES256' }] }
}
