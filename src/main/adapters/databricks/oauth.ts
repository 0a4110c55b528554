import { createHash, randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { request } from 'undici'
import { z } from 'zod'
import type { Outcome } from '#shared/result'
import { failure, success } from '#shared/result'
import type { CallLimits } from '../../core/ports/call'
import type { BrowserSignIn, OAuth, OAuthTokens, Place } from '../../core/ports/setup-workspace'
import { Secret } from '../../core/secret'
import { type HeaderReader, SignalError, signalFromAnswer } from './failure-signals'
import { cancelledSignal, deadlineSignal, within } from './limits'
import { USER_AGENT } from './product'
import { dispatcherFor, originOf, readBounded } from './rest-client'

/** Databricks' built-in public client for command-line tools; it allows these ports of localhost as the way back. */
const CLIENT_ID = 'databricks-cli'
const PORTS = Array.from({ length: 21 }, (_, at) => 8020 + at)
const USER_SCOPE = 'all-apis offline_access'

const Tokens = z.object({ access_token: z.string().min(1), refresh_token: z.string().optional(), expires_in: z.number().default(3600) })

const urlSafe = (bytes: Buffer): string => bytes.toString('base64url')

/** One call of the token endpoint: form in, JSON out. It is never repeated, and no redirect is followed. */
function askForTokens(place: Place, form: Record<string, string>, basic: { id: string; secret: Secret } | undefined, limits: CallLimits): Promise<Outcome<OAuthTokens>> {
  const hidden = [basic?.secret.reveal(), form.refresh_token, form.code, form.code_verifier].filter((one) => one !== undefined)
  const work = async (signal: AbortSignal): Promise<OAuthTokens> => {
    const response = await request(`${originOf(place)}/oidc/v1/token`, {
      method: 'POST',
      dispatcher: dispatcherFor(place),
      headers: {
        'user-agent': USER_AGENT,
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        ...(basic ? { authorization: `Basic ${Buffer.from(`${encodeURIComponent(basic.id)}:${encodeURIComponent(basic.secret.reveal())}`).toString('base64')}` } : {}),
      },
      body: new URLSearchParams(form).toString(),
      signal,
      headersTimeout: limits.timeoutMs,
      bodyTimeout: limits.timeoutMs,
    })
    const header: HeaderReader = (name) => [response.headers[name]].flat().join(', ') || undefined
    const body = await readBounded(response.body)
    if (response.statusCode !== 200) throw new SignalError(signalFromAnswer(response.statusCode, header, body, hidden))
    const parsed = Tokens.safeParse(jsonIn(body))
    // What came instead may hold a token: it is not repeated.
    if (!parsed.success) throw new SignalError({ errorCode: 'UNEXPECTED_ANSWER', status: response.statusCode, message: 'The token endpoint did not answer with an access token.' })
    const { access_token: access, refresh_token: refresh, expires_in: seconds } = parsed.data
    return { access: new Secret(access), ...(refresh === undefined ? {} : { refresh: new Secret(refresh) }), expiresAt: Date.now() + seconds * 1000 }
  }
  return within(limits, 'Signing in by OAuth', work, hidden)
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** On the first free port of those that Databricks sends people back to. Loopback only. */
async function listen(server: Server): Promise<number | undefined> {
  for (const port of PORTS) {
    const taken = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(true))
      server.listen({ host: '127.0.0.1', port }, () => resolve(false))
    })
    server.removeAllListeners('error')
    if (!taken) return (server.address() as AddressInfo).port
  }
  return undefined
}

const page = (sentence: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Databricks setup assistant</title></head><body><p>${sentence} You can close this page and go back to the assistant.</p></body></html>`

type Answered = { code: string } | { refused: string }

/** Waits for the one way back that carries our state; everything else is turned away. */
function createReturn(state: string): { server: Server; answered: Promise<Answered> } {
  let resolve: (answer: Answered) => void = () => undefined
  const answered = new Promise<Answered>((done) => (resolve = done))
  const server = createServer((incoming, response) => {
    const url = new URL(incoming.url ?? '/', 'http://localhost')
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.setHeader('content-security-policy', "default-src 'none'")
    response.setHeader('referrer-policy', 'no-referrer')
    response.setHeader('connection', 'close')
    if (incoming.method !== 'GET' || url.pathname !== '/' || url.searchParams.get('state') !== state) {
      response.writeHead(404).end(page('Nothing is waiting for this.'))
      return
    }
    const code = url.searchParams.get('code')
    response.writeHead(200).end(page(code ? 'You are signed in.' : 'The sign-in was refused.'))
    resolve(code ? { code } : { refused: (url.searchParams.get('error_description') ?? url.searchParams.get('error') ?? 'no code').slice(0, 300) })
  })
  return { server, answered }
}

/** Waits within the limits; late or cancelled waiting is a failure like any other. */
function waited(answered: Promise<Answered>, limits: CallLimits): Promise<Outcome<Answered>> {
  return within(limits, 'Waiting for the browser', () => answered)
}

export const oauth: OAuth = {
  clientCredentials: (place, clientId, secret, limits) => askForTokens(place, { grant_type: 'client_credentials', scope: 'all-apis' }, { id: clientId, secret }, limits),
  refresh: (place, refresh, limits) => askForTokens(place, { grant_type: 'refresh_token', refresh_token: refresh.reveal(), client_id: CLIENT_ID }, undefined, limits),

  async begin(place): Promise<Outcome<BrowserSignIn>> {
    const state = urlSafe(randomBytes(24))
    const verifier = urlSafe(randomBytes(48))
    const { server, answered } = createReturn(state)
    const port = await listen(server)
    if (port === undefined) return failure({ errorCode: 'EADDRINUSE', message: `None of the ports ${PORTS[0]} to ${PORTS.at(-1)} is free on this computer; the browser needs one to come back to the assistant.` })
    const close = (): void => {
      server.close()
      server.closeAllConnections()
    }
    const redirect = `http://localhost:${port}`
    const query = new URLSearchParams({
      response_type: 'code', client_id: CLIENT_ID, redirect_uri: redirect, scope: USER_SCOPE, state,
      code_challenge: urlSafe(createHash('sha256').update(verifier).digest()), code_challenge_method: 'S256',
    })
    return success({
      url: `${originOf(place)}/oidc/v1/authorize?${query.toString()}`,
      close,
      async finish(limits) {
        const endsAt = Date.now() + limits.timeoutMs
        try {
          const answer = await waited(answered, limits)
          if (!answer.ok) return limits.signal.aborted ? failure(cancelledSignal('Signing in')) : failure({ ...deadlineSignal(limits.timeoutMs, 'Signing in in the browser') })
          if ('refused' in answer.value) return failure({ errorCode: 'ACCESS_DENIED', message: `The sign-in was refused: ${answer.value.refused}` })
          const form = { grant_type: 'authorization_code', code: answer.value.code, redirect_uri: redirect, code_verifier: verifier, client_id: CLIENT_ID }
          return await askForTokens(place, form, undefined, { signal: limits.signal, timeoutMs: Math.max(1000, endsAt - Date.now()) })
        } finally {
          close()
        }
      },
    })
  },
}
