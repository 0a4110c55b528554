import { createHash, randomBytes } from 'node:crypto'
import { json, type Answer, type Exchange } from '../answer'
import type { SandboxContext } from '../context'
import { hashOf } from '../hash'
import { consentPage, refusalPage } from './consent-page'
import { ACCESS_TOKEN_MS, issueAccessToken, oauthState, publicKeys } from './access-tokens'

const CODE_MS = 60_000
const REFRESH_MS = 7 * 86_400_000
/** The clients that Databricks knows without registration; they come back to this computer only. */
const PUBLIC_CLIENTS = new Set(['databricks-cli', 'databricks-sql-connector', 'databricks-sql-jdbc'])

interface Code {
  principal: string
  clientId: string
  redirectUri: string
  challenge: string
  scopes: string[]
  expiresAt: number
}

/** OAuth's endpoints on the workspace host. Undefined: the request is not for them. Codes live as long as the sandbox. */
export interface SignIn {
  answer(exchange: Exchange): Answer | undefined
}

const failed = (status: number, error: string, description: string): Answer =>
  json({ error, error_description: description }, status, { 'cache-control': 'no-store', ...(status === 401 ? { 'www-authenticate': 'Basic realm="Databricks"' } : {}) })

export function createSignIn(context: SandboxContext): SignIn {
  const codes = new Map<string, Code>()
  const { state } = context
  const base = (): string => `https://${context.host}:${context.port()}/oidc`

  function tokens(principal: string, clientId: string, scopes: string[]): Answer {
    const now = context.now()
    const access = issueAccessToken(state, { principal, clientId, scopes: scopes.filter((scope) => scope !== 'offline_access'), issuer: base(), now })
    const answer: Record<string, unknown> = { access_token: access, scope: scopes.join(' '), token_type: 'Bearer', expires_in: ACCESS_TOKEN_MS / 1000 }
    if (scopes.includes('offline_access')) {
      const refresh = `dorf${randomBytes(24).toString('hex')}`
      const oauth = oauthState(state)
      oauth.refreshTokens = [...oauth.refreshTokens.filter((one) => one.expiresAt > now), { id: hashOf(refresh), principal, clientId, scopes, createdAt: now, expiresAt: now + REFRESH_MS }]
      answer.refresh_token = refresh
    }
    context.changed()
    return json(answer, 200, { 'cache-control': 'no-store' })
  }

  const active = (principal: string): boolean => state.identities.some((one) => one.principal === principal && one.active && one.assigned !== false)

  /** Service principals sign in with a secret, in the header or in the form. */
  function clientCredentials(form: URLSearchParams, authorization: string | undefined): Answer {
    const [clientId, secret] = credentials(form, authorization)
    if (!clientId || !secret) return failed(401, 'invalid_client', 'Client authentication failed')
    const hash = hashOf(secret)
    const known = oauthState(state).secrets.find((one) => one.hash === hash && one.principal.toLowerCase() === clientId.toLowerCase())
    if (!known || known.expiresAt <= context.now() || !active(known.principal)) return failed(401, 'invalid_client', 'Client authentication failed')
    const scopes = words(form.get('scope') ?? 'all-apis').filter((scope) => scope !== 'offline_access')
    return scopes.length === 0 ? failed(400, 'invalid_scope', 'A scope is needed, such as all-apis.') : tokens(known.principal, known.principal, scopes)
  }

  function authorizationCode(form: URLSearchParams): Answer {
    const value = form.get('code') ?? ''
    const code = codes.get(value)
    // A code is good for one try, right or wrong.
    codes.delete(value)
    const verifier = form.get('code_verifier') ?? ''
    const proven = code && createHash('sha256').update(verifier).digest('base64url') === code.challenge
    if (!code || !proven || code.expiresAt <= context.now() || code.redirectUri !== form.get('redirect_uri') || code.clientId !== form.get('client_id') || !active(code.principal)) {
      return failed(400, 'invalid_grant', 'The authorization code is invalid or has expired')
    }
    return tokens(code.principal, code.clientId, code.scopes)
  }

  /** Each refresh token works once and brings the next. */
  function refresh(form: URLSearchParams): Answer {
    const oauth = oauthState(state)
    const id = hashOf(form.get('refresh_token') ?? '')
    const held = oauth.refreshTokens.find((one) => one.id === id && one.clientId === form.get('client_id'))
    if (!held || held.expiresAt <= context.now() || !active(held.principal)) return failed(400, 'invalid_grant', 'Refresh token is invalid or has expired')
    oauth.refreshTokens = oauth.refreshTokens.filter((one) => one !== held)
    return tokens(held.principal, held.clientId, held.scopes)
  }

  function token(exchange: Exchange): Answer {
    const form = new URLSearchParams(exchange.body.toString('utf8'))
    switch (form.get('grant_type')) {
      case 'client_credentials':
        return clientCredentials(form, exchange.headers.authorization)
      case 'authorization_code':
        return authorizationCode(form)
      case 'refresh_token':
        return refresh(form)
      default:
        return failed(400, 'unsupported_grant_type', 'The grant type is not supported')
    }
  }

  /** What is wrong with an authorization request; nothing of it is sent back to an address that was not checked. */
  function problemWith(query: URLSearchParams): string | undefined {
    if (!PUBLIC_CLIENTS.has(query.get('client_id') ?? '')) return `There is no OAuth client "${query.get('client_id') ?? ''}" in this workspace.`
    if (!isLocal(query.get('redirect_uri') ?? '')) return 'The redirect address must be on this computer: http://localhost with a port.'
    if (query.get('response_type') !== 'code') return 'Only the response type "code" is supported.'
    if (query.get('code_challenge_method') !== 'S256' || !query.get('code_challenge')) return 'A code challenge with the method S256 is needed (PKCE).'
    return undefined
  }

  function authorize(exchange: Exchange): Answer {
    const query = exchange.method === 'POST' ? new URLSearchParams(exchange.body.toString('utf8')) : exchange.query
    const problem = problemWith(query)
    if (problem !== undefined) return refusalPage(problem)
    const people = state.identities.filter((one) => one.kind === 'user' && one.active && one.assigned !== false)
    if (exchange.method === 'GET') return consentPage(state.title, people, query)
    const back = new URL(query.get('redirect_uri') ?? '')
    const asked = query.get('state')
    if (asked !== null) back.searchParams.set('state', asked)
    const person = people.find((one) => one.principal === query.get('user'))
    if (!person) {
      back.searchParams.set('error', 'access_denied')
      back.searchParams.set('error_description', 'The sign-in was cancelled')
    } else {
      const value = `dcod${randomBytes(24).toString('hex')}`
      codes.set(value, {
        principal: person.principal, clientId: query.get('client_id') ?? '', redirectUri: query.get('redirect_uri') ?? '', challenge: query.get('code_challenge') ?? '',
        scopes: words(query.get('scope') ?? 'all-apis offline_access'), expiresAt: context.now() + CODE_MS,
      })
      back.searchParams.set('code', value)
    }
    return { status: 302, headers: { location: back.href, 'content-type': 'text/html', 'cache-control': 'no-store' }, body: '' }
  }

  return {
    answer(exchange) {
      const { method, path } = exchange
      if (method === 'GET' && /^\/oidc\/\.well-known\/(oauth-authorization-server|openid-configuration)$/.test(path)) return wellKnown(base())
      if (method === 'GET' && path === '/oidc/jwks.json') return json(publicKeys())
      if ((method === 'GET' || method === 'POST') && path === '/oidc/v1/authorize') return authorize(exchange)
      return method === 'POST' && path === '/oidc/v1/token' ? token(exchange) : undefined
    },
  }
}

const wellKnown = (base: string): Answer =>
  json({
    authorization_endpoint: `${base}/v1/authorize`, token_endpoint: `${base}/v1/token`, issuer: base, jwks_uri: `${base}/jwks.json`,
    scopes_supported: ['all-apis', 'email', 'offline_access', 'openid', 'profile', 'sql'], response_types_supported: ['code'],
    response_modes_supported: ['query'], grant_types_supported: ['client_credentials', 'authorization_code', 'refresh_token'],
    code_challenge_methods_supported: ['S256'], token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
    subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['ES256'], request_uri_parameter_supported: false,
  }, 200, { 'content-type': 'application/json; charset=UTF-8' })

const words = (text: string): string[] => text.split(/\s+/).filter(Boolean)

function credentials(form: URLSearchParams, authorization: string | undefined): [string | undefined, string | undefined] {
  const basic = /^Basic\s+(\S+)$/i.exec(authorization ?? '')?.[1]
  if (basic === undefined) return [form.get('client_id') ?? undefined, form.get('client_secret') ?? undefined]
  const text = Buffer.from(basic, 'base64').toString('utf8')
  const at = text.indexOf(':')
  return at < 0 ? [undefined, undefined] : [formDecoded(text.slice(0, at)), formDecoded(text.slice(at + 1))]
}

/** RFC 6749 has both halves form-encoded inside the header; a plain one reads the same. */
function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

function isLocal(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  return protocol === 'http:' && (hostname === 'localhost' || hostname === '127.0.0.1')
}
