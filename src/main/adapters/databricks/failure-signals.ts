import type { FailureSignal } from '#shared/diagnosis/diagnosis'
import { redact } from '#shared/diagnosis/redact'

/**
 * The only reader of errors from the SQL driver, undici, Node and OpenSSL. Everything leaves redacted.
 */

/** Response headers that can matter for a diagnosis (sql-python thrift_backend.py, section 6 of the reference). */
const KEPT_HEADERS = [
  'x-thriftserver-error-message', 'x-databricks-error-or-redirect-message', 'x-databricks-reason-phrase', 'x-request-id', 'x-databricks-org-id', 'retry-after', 'www-authenticate', 'location',
  'server', 'content-type',
] as const
const MAX_TEXT = 4000

/** A call's own verdict, thrown inside adapters so that `within` reports it as it is. */
export class SignalError extends Error {
  constructor(readonly failure: FailureSignal) {
    super(failure.message)
  }
}

const text = (value: unknown, secrets: readonly string[]): string => redact(String(value), secrets).slice(0, MAX_TEXT)
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const stringOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

export type HeaderReader = (name: string) => string | undefined

function keptHeaders(read: HeaderReader, secrets: readonly string[]): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const name of KEPT_HEADERS) {
    const value = read(name)
    if (value !== undefined && value !== '') kept[name] = text(value, secrets).slice(0, 600)
  }
  return kept
}

/** Error class in brackets, or the name in front of the first colon, as SQL failures and some gateway texts carry it. */
function errorClassIn(message: string): string | undefined {
  return /\[([A-Z][A-Z0-9_]+(?:\.[A-Z0-9_]+)*)\]/.exec(message)?.[1] ?? /^\s*([A-Z][A-Z]+(?:_[A-Z]+)+):/.exec(message)?.[1]
}
const sqlStateIn = (message: string): string | undefined => /SQLSTATE:?\s*([0-9A-Z]{5})/.exec(message)?.[1]

/** What an HTML page says, in one line: old front ends put the reason into `<pre>` or the title. */
export function textOfHtml(html: string): string {
  const pre = /<pre[^>]*>([\s\S]*?)<\/pre>/i.exec(html)?.[1] ?? ''
  const title = /<title[^>]*>([\s\S]*?)<\/title>/i.exec(html)?.[1] ?? ''
  const strip = (part: string): string => part.replace(/<[^>]*>/g, ' ').replace(/&[a-z#0-9]+;/gi, ' ').replace(/\s+/g, ' ').trim()
  return [strip(title), strip(pre)].filter((part) => part !== '').join(': ').slice(0, 400)
}

const looksLikeHtml = (body: string): boolean => /^\s*<(?:!doctype|html|\?xml|head|body|h\d|meta)/i.test(body)

/**
 * A refusal by HTTP: the shapes of section 5.0 (JSON with `error_code`, SCIM `detail`, `{"error": ...}`, plain text,
 * HTML), in the order in which Databricks' own SDK tries them.
 */
export function signalFromAnswer(status: number, readHeader: HeaderReader, body: string, secrets: readonly string[] = []): FailureSignal {
  const headers = keptHeaders(readHeader, secrets)
  const signal: FailureSignal = { status, headers, message: '' }
  const requestId = readHeader('x-request-id')
  if (requestId !== undefined) signal.requestId = requestId.slice(0, 100)
  let parsed: unknown
  try {
    parsed = JSON.parse(body)
  } catch {
    parsed = undefined
  }
  if (isRecord(parsed)) {
    const code = parsed.error_code ?? parsed.error
    if (typeof code === 'number' || (typeof code === 'string' && /^[\w.-]{1,80}$/.test(code))) signal.errorCode = String(code)
    const said = stringOf(parsed.message) ?? stringOf(parsed.error_description) ?? stringOf(parsed.detail) ?? stringOf(parsed.error) ?? ''
    signal.message = text(said === 'null' ? '' : said, secrets)
  } else if (looksLikeHtml(body) || /text\/html/i.test(headers['content-type'] ?? '')) {
    const said = looksLikeHtml(body) ? textOfHtml(body) : body.trim()
    signal.message = status < 400 ? `The answer is a web page, not an API answer${said === '' ? '' : `: ${text(said, secrets)}`}` : text(said, secrets)
  } else {
    signal.message = text(body.trim(), secrets)
    const code = errorClassIn(signal.message)
    if (code !== undefined) signal.errorCode = code
  }
  if (signal.message === '') {
    signal.message =
      headers['x-thriftserver-error-message'] ?? headers['x-databricks-error-or-redirect-message'] ?? headers['x-databricks-reason-phrase'] ??
      (headers.location === undefined ? `HTTP ${status}, without a text.` : `HTTP ${status}: redirected to ${headers.location} instead of an API answer.`)
  } else if (headers.location !== undefined && status >= 300 && status < 400) signal.message += ` (redirected to ${headers.location})`
  return signal
}

/** node-fetch's Response, as the driver attaches it to its HTTP errors. The body has not been read. */
interface UnreadResponse {
  headers: { get(name: string): string | null }
  body?: NodeJS.ReadableStream & { destroy?: () => void }
}
const unreadResponseOf = (error: unknown): { status: number; response: UnreadResponse } | undefined => {
  if (!isRecord(error) || typeof error.statusCode !== 'number' || !isRecord(error.response)) return undefined
  return { status: error.statusCode, response: error.response as unknown as UnreadResponse }
}

/** Reads a little of a body that may never end, and lets go of its socket. */
async function readSome(response: UnreadResponse): Promise<string> {
  const stream = response.body
  if (stream === undefined) return ''
  let body = ''
  const timer = setTimeout(() => stream.destroy?.(), 1000)
  try {
    for await (const chunk of stream) {
      body += Buffer.isBuffer(chunk) ? chunk.toString('utf8') : String(chunk)
      if (body.length > 64_000) break
    }
  } catch {
    // Cut off in the middle: what arrived is enough.
  } finally {
    clearTimeout(timer)
    stream.destroy?.()
  }
  return body
}

/** As `signalFromError`, and reads the reason of an HTTP refusal from the headers and the unread body. */
export async function signalFromDriverError(error: unknown, secrets: readonly string[] = []): Promise<FailureSignal> {
  const refused = unreadResponseOf(error)
  if (refused === undefined) return signalFromError(error, secrets)
  const read: HeaderReader = (name) => refused.response.headers.get(name) ?? undefined
  return signalFromAnswer(refused.status, read, await readSome(refused.response), secrets)
}

const CODE = /^(?:E[A-Z0-9_]{3,}|ERR_[A-Z0-9_]+|UND_ERR_[A-Z0-9_]+|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)$/

/** Any error value: walks causes and aggregates to the most telling one. Never throws. */
export function signalFromError(error: unknown, secrets: readonly string[] = []): FailureSignal {
  if (error instanceof SignalError) return error.failure
  const refused = unreadResponseOf(error)
  if (refused !== undefined) {
    refused.response.body?.destroy?.()
    return signalFromAnswer(refused.status, (name) => refused.response.headers.get(name) ?? undefined, '', secrets)
  }
  const messages: string[] = []
  let code: string | undefined
  let sqlState: string | undefined
  let at: unknown = error
  for (let depth = 0; depth < 6 && isRecord(at); depth++) {
    const message = stringOf(at.message)
    if (message !== undefined && !messages.some((known) => known.includes(message))) messages.push(message)
    if (typeof at.code === 'string' && CODE.test(at.code)) code = at.code
    if (isRecord(at.response)) {
      sqlState ??= stringOf(at.response.sqlState)
      const full = stringOf(at.response.errorMessage)
      if (full !== undefined && !messages.some((known) => known.includes(full))) messages.push(full)
    }
    at = at.cause ?? (Array.isArray(at.errors) ? at.errors[0] : undefined)
  }
  const message = text(messages.length > 0 ? messages.join(': ') : isRecord(error) ? (stringOf(error.name) ?? 'unknown error') : String(error), secrets)
  const signal: FailureSignal = { message }
  const errorCode = code ?? errorClassIn(message)
  if (errorCode !== undefined) signal.errorCode = errorCode
  sqlState ??= sqlStateIn(message)
  if (sqlState !== undefined) signal.sqlState = sqlState
  return signal
}
