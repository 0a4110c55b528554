import type { IncomingHttpHeaders } from 'node:http'

/** One request as the handlers see it, after the gateway read it whole. */
export interface Exchange {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  body: Buffer
  requestId: string
  /** Aborted when the client goes away. */
  signal: AbortSignal
}

export interface Answer {
  status: number
  headers?: Record<string, string>
  body: string | Buffer
}

export const json = (value: unknown, status = 200, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value),
})

/** An error of a service behind the gateway: `error_code` is a word (databricks.md 5.0). */
export const refusal = (status: number, code: string, message: string, details?: unknown[]): Answer =>
  json({ error_code: code, message, ...(details ? { details } : {}) }, status)

/**
 * An error of the gateway itself: `error_code` is a number, and the text is repeated in `x-databricks-reason-phrase`, where
 * Thrift clients look for it. Recorded: a refused token, a missing credential.
 */
export const gatewayRefusal = (status: number, message: string, headers: Record<string, string> = {}): Answer =>
  json({ error_code: status, message }, status, {
    'content-type': 'application/json; charset=utf-8',
    'x-databricks-reason-phrase': message,
    ...headers,
  })

/** SCIM answers errors in the shape of RFC 7644. */
export const scimRefusal = (status: number, detail: string): Answer =>
  json({ schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], detail, status: String(status) }, status, { 'content-type': 'application/scim+json' })

export type ReadBody = { ok: true; value: Record<string, unknown> } | { ok: false; answer: Answer }

/** The JSON object in a request's body; an empty body counts as an empty object. */
export function readBody(body: Buffer): ReadBody {
  if (body.length === 0) return { ok: true, value: {} }
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ok: true, value: value as Record<string, unknown> }
    return { ok: false, answer: refusal(400, 'MALFORMED_REQUEST', 'Invalid JSON given in the body of the request - expected a map') }
  } catch {
    return { ok: false, answer: refusal(400, 'MALFORMED_REQUEST', 'Invalid JSON given in the body of the request - failed to parse given JSON') }
  }
}

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
