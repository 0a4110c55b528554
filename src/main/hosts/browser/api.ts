import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Application } from '../../core/application'
import { SAFE_HEADERS } from '../page/policy'
import { internalError, refuse } from '../refusal'
import type { EventStream } from './event-stream'
import { checkApiRequest } from './gate'

/** The largest input is an imported file of 5 million characters, which JSON may double. */
const MAX_BODY_BYTES = 12_000_000

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { ...SAFE_HEADERS, 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(value))
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return undefined
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

/** Answers everything below `/api/`, for a caller whose session is valid. Bodies are JSON, answers are `Result`s. */
export async function answerApi(application: Application, events: EventStream, request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
  const gate = checkApiRequest(request)
  if (!gate.ok) {
    sendJson(response, gate.status, refuse('This request was refused', gate.reason, 'Use the assistant in the browser tab that its URL opened.'))
    return
  }
  const [, , kind, ...rest] = path.split('/')
  const name = rest.join('/')
  const wantsGet = kind === 'events'
  if (request.method !== (wantsGet ? 'GET' : 'POST')) {
    response.setHeader('allow', wantsGet ? 'GET' : 'POST')
    sendJson(response, 405, refuse('This request was refused', 'The method does not fit.', 'Reload the page.'))
    return
  }
  if (wantsGet && name === '') {
    events.attach(response, request.headers['last-event-id'] as string | undefined)
    return
  }
  if (kind === 'cancel') {
    application.cancel(name)
    sendJson(response, 200, { ok: true, value: {} })
    return
  }
  if (kind !== 'call' && kind !== 'start') {
    sendJson(response, 404, refuse('This request was refused', 'There is no such address.', 'Reload the page.'))
    return
  }
  const body = await readBody(request)
  if (body === undefined) {
    response.setHeader('connection', 'close')
    sendJson(response, 413, refuse('That is too large', 'The assistant takes at most 12 MB at once.', 'Choose a smaller file.'))
    return
  }
  const input = parseJson(body)
  if (!input) {
    sendJson(response, 400, refuse('This request was refused', 'The request is not valid JSON.', 'Reload the page.'))
    return
  }
  // A failed operation is a result like any other, so the status stays 200.
  sendJson(response, 200, kind === 'call' ? await application.call(name, input.value) : await application.start(name, input.value))
}

/** For a bug on the way: whatever could still be sent is an internal error without details. */
export function sendInternalError(response: ServerResponse): void {
  if (response.headersSent) response.destroy()
  else sendJson(response, 500, internalError())
}
