import { Agent, type Dispatcher, ProxyAgent, request } from 'undici'
import type { FailureSignal } from '#shared/diagnosis/diagnosis'
import type { Outcome } from '#shared/result'
import type { CallLimits } from '../../core/ports/call'
import type { SignIn } from '../../core/ports/workspace'
import { type HeaderReader, SignalError, signalFromAnswer } from './failure-signals'
import { pause, within } from './limits'
import { USER_AGENT } from './product'
import { proxyAuthorization, proxyFor } from './proxy'
import { trust } from './trust'

/** More than any page of a Unity Catalog list without columns. */
const MAX_BODY = 32 * 1024 * 1024
const MAX_ATTEMPTS = 4
const MAX_WAIT_MS = 30_000

export interface Answer {
  body: unknown
  header: HeaderReader
}

export interface RestClient {
  get(path: string, query: Record<string, string | undefined>, limits: CallLimits): Promise<Outcome<Answer>>
  /** Never repeated by itself: it may have had its effect. */
  post(path: string, body: unknown, limits: CallLimits): Promise<Outcome<Answer>>
  /** Any method; only a GET is ever repeated. `path` may carry a query. */
  send(method: Method, path: string, body: unknown, limits: CallLimits): Promise<Outcome<Answer>>
}
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
/** Where a workspace is, without a sign-in. */
export type Place = Omit<SignIn, 'token'>

const dispatchers = new Map<string, { context: unknown; dispatcher: Dispatcher }>()

/** One pool per way of reaching a host, so that calls share connections. */
export function dispatcherFor(signIn: Place): Dispatcher {
  const context = trust(signIn.caFile)
  const proxy = proxyFor(signIn.host, signIn.port)
  const key = [signIn.host, signIn.port, signIn.caFile, proxy?.href].join('\0')
  const known = dispatchers.get(key)
  if (known?.context === context) return known.dispatcher
  const secure = { secureContext: context, rejectUnauthorized: true }
  const dispatcher =
    proxy === undefined
      ? new Agent({ connect: { ...secure, timeout: 30_000 }, connections: 8 })
      : new ProxyAgent({ uri: `${proxy.protocol}//${proxy.host}`, token: proxyAuthorization(proxy), requestTls: secure, proxyTls: secure, connections: 8 })
  if (dispatchers.size > 20) dispatchers.clear()
  dispatchers.set(key, { context, dispatcher })
  return dispatcher
}

export const originOf = ({ host, port }: Place): string => `https://${host}${port === 443 ? '' : `:${port}`}`

/** Seconds or a date; `undefined` when absent or unusable. */
export function retryAfterMs(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined
  if (/^\d{1,6}$/.test(value.trim())) return Number(value) * 1000
  const date = Date.parse(value)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}

/**
 * HTTPS calls to the REST API. Certificates are verified; redirects are not followed (a blocked Private Link workspace
 * redirects to its login page); a page is never taken for an answer; 429 and 503 on GET are repeated within the deadline.
 * `onRequest` is called for every request that leaves, repeats included.
 */
export function openRestClient(signIn: SignIn, onRequest: () => void = () => undefined): RestClient {
  const token = signIn.token.reveal()
  const secrets = [token]
  const origin = originOf(signIn)
  const headers: Record<string, string> = {
    'user-agent': USER_AGENT,
    accept: 'application/json',
    authorization: `Bearer ${token}`,
    ...(signIn.workspaceId === undefined ? {} : { 'x-databricks-org-id': signIn.workspaceId }),
  }

  async function once(method: Method, path: string, body: unknown, timeoutMs: number, signal: AbortSignal): Promise<Answer> {
    if (/[\r\n\0]/.test(token) || /[^\x20-\x7e]/.test(token)) {
      throw new SignalError({ errorCode: 'INVALID_TOKEN', message: 'Invalid token: it holds a line break or a character that does not occur in tokens.' })
    }
    onRequest()
    const response = await request(`${origin}${path}`, {
      method,
      dispatcher: dispatcherFor(signIn),
      headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    })
    const header: HeaderReader = (name) => {
      const value = response.headers[name]
      return Array.isArray(value) ? value.join(', ') : value
    }
    const text = await readBounded(response.body)
    if (response.statusCode < 200 || response.statusCode >= 300) throw new SignalError(signalFromAnswer(response.statusCode, header, text, secrets))
    if (text.trim() === '') return { body: {}, header }
    try {
      return { body: JSON.parse(text) as unknown, header }
    } catch {
      throw new SignalError(notAnAnswer(response.statusCode, header, text, secrets))
    }
  }

  async function call(method: Method, path: string, body: unknown, limits: CallLimits): Promise<Outcome<Answer>> {
    const endsAt = Date.now() + limits.timeoutMs
    for (let attempt = 1; ; attempt++) {
      const timeoutMs = Math.max(0, endsAt - Date.now())
      const outcome = await within({ signal: limits.signal, timeoutMs }, `${method} ${path.split('?')[0] ?? path}`, (signal) => once(method, path, body, timeoutMs, signal), secrets)
      if (outcome.ok || method !== 'GET' || attempt >= MAX_ATTEMPTS) return outcome
      const wait = waitBefore(outcome.failure, attempt)
      // A wait that does not fit is not begun: the reason is worth more now than a bare deadline later.
      if (wait === undefined || wait > MAX_WAIT_MS || Date.now() + wait >= endsAt) return outcome
      await pause(wait, limits.signal)
    }
  }

  return {
    get: (path, query, limits) => call('GET', path + queryText(query), undefined, limits),
    post: (path, body, limits) => call('POST', path, body ?? {}, limits),
    send: (method, path, body, limits) => call(method, path, body, limits),
  }
}

function waitBefore(signal: FailureSignal, attempt: number): number | undefined {
  if (signal.status !== 429 && signal.status !== 503) return undefined
  return Math.max(retryAfterMs(signal.headers?.['retry-after'], Date.now()) ?? 0, 250 * 2 ** attempt)
}

function notAnAnswer(status: number, header: HeaderReader, text: string, secrets: readonly string[]): FailureSignal {
  const signal = signalFromAnswer(status, header, text, secrets)
  return /not an API answer/.test(signal.message) ? signal : { ...signal, message: `The answer is not an API answer: ${signal.message.slice(0, 200)}` }
}

function queryText(query: Record<string, string | undefined>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`]))
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

export async function readBounded(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > MAX_BODY) throw new SignalError({ errorCode: 'ANSWER_TOO_LARGE', message: `The answer is larger than ${MAX_BODY / 1024 / 1024} MB and was not read.` })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

