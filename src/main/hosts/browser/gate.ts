import type { IncomingMessage } from 'node:http'

/**
 * Checks that every request passes before anything else. The listener is on loopback, but any page in the user's browser
 * can send requests there: by a DNS name that resolves to 127.0.0.1 (rebinding: the Host header gives it away) or across
 * sites (CSRF: the Origin and Sec-Fetch-Site headers, the missing cookie and the missing own header do).
 */
export type GateAnswer = { ok: true } | { ok: false; status: number; reason: string }

const refused = (status: number, reason: string): GateAnswer => ({ ok: false, status, reason })

export function isOwnHost(request: IncomingMessage, port: number): boolean {
  const host = request.headers.host
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`
}

/** For requests below `/api/`. The session is checked by the caller. */
export function checkApiRequest(request: IncomingMessage): GateAnswer {
  const { origin, 'sec-fetch-site': site } = request.headers
  if (site !== undefined && site !== 'same-origin') return refused(403, 'The request came from another site.')
  if (origin !== undefined && origin !== `http://${request.headers.host}`) return refused(403, 'The request came from another origin.')
  if (request.method !== 'POST') return { ok: true }
  if (origin === undefined) return refused(403, 'The request names no origin.')
  if (request.headers['x-assistant'] !== '1') return refused(403, 'The request was not made by the page of the assistant.')
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') return refused(415, 'The request is not JSON.')
  return { ok: true }
}
