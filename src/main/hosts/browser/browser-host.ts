import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Application } from '../../core/application'
import { SAFE_HEADERS } from '../page/policy'
import { type PageAnswer, type Pages, constantPage } from '../page/page'
import { refuse } from '../refusal'
import { answerApi, sendInternalError, sendJson } from './api'
import { createEventStream } from './event-stream'
import { isOwnHost } from './gate'
import { cookieValue, createSessions } from './sessions'

const USE_THE_URL = constantPage(
  403,
  '<!doctype html><meta charset="utf-8"><title>Not signed in</title><h1>Use the printed URL</h1>' +
    '<p>This page opens only through the URL that the assistant printed in the terminal. Each URL works once.</p>' +
    '<p>Press Enter in that terminal to get a new one.</p>',
)
const WRONG_HOST = constantPage(403, '<!doctype html><meta charset="utf-8"><title>Refused</title><p>This address does not belong to the assistant.</p>')

export interface BrowserHostOptions {
  application: Application
  pages: Pages
  /** How long to wait for a page, at first and after the last one went, before stopping. */
  idleMs: number
  onError: (event: string, error: unknown) => void
}

export interface BrowserHost {
  readonly port: number
  /** A fresh URL that works once. */
  newUrl(): string
  /** Resolves once the host stopped: after `close`, or by itself with `idle` when its page has been gone for `idleMs`. */
  readonly stopped: Promise<'closed' | 'idle'>
  close(): Promise<void>
}

function sendPage(response: ServerResponse, request: IncomingMessage, answer: PageAnswer): void {
  response.writeHead(answer.status, answer.headers)
  response.end(request.method === 'HEAD' ? undefined : answer.body)
}

/** Serves the page and the application on 127.0.0.1 at a random port, for the one user who has the printed URL. */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const { application, pages } = options
  const sessions = createSessions()
  let idle: NodeJS.Timeout | undefined
  const events = createEventStream((count) => {
    clearTimeout(idle)
    if (count === 0) waitForPage()
  })
  const stopListening = application.onRunMessage((message) => events.publish(message))

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (!isOwnHost(request, port)) return sendPage(response, request, WRONG_HOST)
    const target = request.url ?? '/'
    const url = new URL(URL.canParse(target, 'http://127.0.0.1') ? target : '/not-a-path', 'http://127.0.0.1')
    // Cookies are shared between ports of one host: the port in the name keeps two running assistants apart.
    const cookie = `assistant_${port}`
    const signedIn = sessions.isValid(cookieValue(request.headers.cookie, cookie))
    if (url.pathname.startsWith('/api/')) {
      if (signedIn) return answerApi(application, events, request, response, url.pathname)
      // 401, so that the page can tell a lost session from a refused request.
      return sendJson(response, 401, refuse('Not signed in', 'The assistant was started again, or this tab was not opened by its URL.', 'Press Enter in the terminal and open the new URL.'))
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD')
      return sendPage(response, request, constantPage(405, '<!doctype html><title>Refused</title>'))
    }
    const key = url.pathname === '/' && request.method === 'GET' ? url.searchParams.get('key') : null
    const session = key === null ? undefined : sessions.exchange(key)
    if (session) response.setHeader('set-cookie', `${cookie}=${session}; HttpOnly; SameSite=Strict; Path=/`)
    if (session || (key !== null && signedIn)) {
      response.writeHead(303, { ...SAFE_HEADERS, location: '/', 'cache-control': 'no-store' })
      return response.end()
    }
    return sendPage(response, request, signedIn ? await pages(url.pathname, url.search) : USE_THE_URL)
  }

  const server = createServer({ requestTimeout: 60_000, headersTimeout: 10_000 }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      options.onError('browser-host.request-failed', error)
      sendInternalError(response)
    })
  })
  await new Promise<void>((listening, fail) => {
    server.once('error', fail)
    server.listen(0, '127.0.0.1', listening)
  })
  const { port } = server.address() as AddressInfo

  let settle: (how: 'closed' | 'idle') => void = () => undefined
  const stopped = new Promise<'closed' | 'idle'>((resolve) => (settle = resolve))
  const stop = async (how: 'closed' | 'idle') => {
    clearTimeout(idle)
    stopListening()
    events.close()
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
    settle(how)
  }
  const waitForPage = () => {
    idle = setTimeout(() => void stop('idle'), options.idleMs)
  }
  waitForPage()

  return {
    port,
    newUrl: () => `http://127.0.0.1:${port}/?key=${sessions.newKey()}`,
    stopped,
    close: () => stop('closed'),
  }
}
