import { request } from 'node:http'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { RunMessage } from '#shared/contract/bridge'
import { success } from '#shared/result'
import type { Application } from '../../core/application'
import { type BrowserHost, startBrowserHost } from './browser-host'

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

// node:http rather than fetch: a test has to say Host, Origin and Cookie itself.
function ask(host: BrowserHost, path: string, { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: host.port, path, method, headers }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
    })
    sent.once('error', reject)
    sent.end(body)
  })
}

function fakeApplication() {
  const calls: unknown[] = []
  const listeners = new Set<(message: RunMessage) => void>()
  const application: Application = {
    call: async (name, input) => {
      calls.push(['call', name, input])
      return success({ echoed: input })
    },
    start: async (name, input) => {
      calls.push(['start', name, input])
      return success({ runId: 'run-1' })
    },
    cancel: (runId) => void calls.push(['cancel', runId]),
    onRunMessage(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: async () => undefined,
  }
  const say = (seq: number) => {
    for (const listener of listeners) listener({ runId: 'run-1', seq, kind: 'event', event: { step: `step ${seq}` } })
  }
  return { application, calls, say, listeners }
}

const running: BrowserHost[] = []
afterEach(async () => {
  vi.useRealTimers()
  await Promise.all(running.splice(0).map((host) => host.close()))
})

async function start(idleMs = 60_000) {
  const fake = fakeApplication()
  const host = await startBrowserHost({
    application: fake.application,
    pages: async (path) => ({ status: 200, headers: { 'content-type': 'text/html' }, body: `the application at ${path}` }),
    idleMs,
    onError: (event, error) => {
      throw new Error(event, { cause: error })
    },
  })
  running.push(host)
  return { host, ...fake }
}

const pathOf = (url: string) => url.slice(new URL(url).origin.length)

async function signIn(host: BrowserHost): Promise<string> {
  const { headers } = await ask(host, pathOf(host.newUrl()))
  return String(headers['set-cookie']).split(';')[0]!
}

const apiHeaders = (host: BrowserHost, cookie: string) => ({ cookie, origin: `http://127.0.0.1:${host.port}`, 'x-assistant': '1', 'content-type': 'application/json' })

/** Reads a stream until `text` came by. */
function listen(host: BrowserHost, cookie: string, lastEventId?: string) {
  let seen = ''
  let check = () => {}
  const sent = request({ host: '127.0.0.1', port: host.port, path: '/api/events', headers: { cookie, ...(lastEventId ? { 'last-event-id': lastEventId } : {}) } }, (response) => {
    response.on('data', (chunk: Buffer) => {
      seen += chunk.toString()
      check()
    })
    response.on('error', () => undefined)
  })
  sent.on('error', () => undefined)
  sent.end()
  return {
    stop: () => sent.destroy(),
    until: (text: string) =>
      new Promise<string>((resolve) => {
        check = () => {
          if (seen.includes(text)) resolve(seen)
        }
        check()
      }),
  }
}

describe('getting in', () => {
  it('exchanges the key of the URL for a strict cookie, once', async () => {
    const { host } = await start()
    const url = host.newUrl()
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?key=[\w-]{43}$/)
    const first = await ask(host, pathOf(url))
    expect([first.status, first.headers.location]).toEqual([303, '/'])
    expect(String(first.headers['set-cookie'])).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/)
    const again = await ask(host, pathOf(url))
    expect([again.status, again.headers['set-cookie']]).toEqual([403, undefined])
    expect(again.body).toContain('printed')
  })
  it('serves reloads and further tabs by the cookie, also when they come with a used key', async () => {
    const { host } = await start()
    const url = host.newUrl()
    const cookie = String((await ask(host, pathOf(url))).headers['set-cookie']).split(';')[0]!
    expect((await ask(host, '/', { headers: { cookie } })).body).toBe('the application at /')
    expect((await ask(host, pathOf(url), { headers: { cookie } })).status).toBe(303)
  })
  it('opens to a newly printed URL as well', async () => {
    const { host } = await start()
    await signIn(host)
    expect((await ask(host, pathOf(host.newUrl()))).status).toBe(303)
  })
  it.each(['/', '/assets/a.js', '/?key=', '/?key=guess', '/index.html?key=guess'])('turns away who has no cookie at %s', async (path) => {
    const { host } = await start()
    const answer = await ask(host, path)
    expect(answer.status).toBe(403)
    expect(answer.body).not.toContain('the application')
  })
  it('turns away a foreign or made-up cookie', async () => {
    const [one, other] = [await start(), await start()]
    const cookie = await signIn(other.host)
    for (const headers of [{ cookie }, { cookie: cookie.replace(String(other.host.port), String(one.host.port)) }, { cookie: `assistant_${one.host.port}=` }]) {
      expect((await ask(one.host, '/', { headers })).status).toBe(403)
    }
  })
})

describe('other sites', () => {
  it.each(['evil.example', 'evil.example:PORT', '127.0.0.1', '127.0.0.1:1', '127.0.0.1.evil.example:PORT', '[::1]:PORT'])('a host name that resolves to here (%s) gets nothing, even with a cookie', async (name) => {
    const { host, calls } = await start()
    const cookie = await signIn(host)
    const foreign = name.replace('PORT', String(host.port))
    const page = await ask(host, '/', { headers: { cookie, host: foreign } })
    const call = await ask(host, '/api/call/app.info', { method: 'POST', headers: { ...apiHeaders(host, cookie), host: foreign, origin: `http://${foreign}` }, body: '{}' })
    expect([page.status, call.status]).toEqual([403, 403])
    expect(calls).toEqual([])
  })
  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['another port', { origin: 'http://127.0.0.1:1' }],
    ['a null origin', { origin: 'null' }],
    ['no origin', { origin: undefined }],
    ['no own header', { 'x-assistant': undefined }],
    ['a form', { 'content-type': 'text/plain' }],
    ['another site by fetch metadata', { 'sec-fetch-site': 'same-site' }],
  ])('refuses a call with %s', async (_what, change) => {
    const { host, calls } = await start()
    const headers = Object.fromEntries(Object.entries({ ...apiHeaders(host, await signIn(host)), ...change }).filter((entry): entry is [string, string] => entry[1] !== undefined))
    const answer = await ask(host, '/api/call/app.info', { method: 'POST', headers, body: '{}' })
    expect([403, 415]).toContain(answer.status)
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, diagnosis: { category: 'invalid_input' } })
    expect(calls).toEqual([])
  })
  it('refuses the event stream to another site', async () => {
    const { host } = await start()
    const cookie = await signIn(host)
    expect((await ask(host, '/api/events', { headers: { cookie, 'sec-fetch-site': 'cross-site' } })).status).toBe(403)
  })
})

describe('the application behind it', () => {
  it('takes calls, starts and cancels', async () => {
    const { host, calls } = await start()
    const headers = apiHeaders(host, await signIn(host))
    const post = (path: string, body: string) => ask(host, path, { method: 'POST', headers, body })
    expect(JSON.parse((await post('/api/call/diagnose', '{"a":1}')).body)).toEqual({ ok: true, value: { echoed: { a: 1 } } })
    expect(JSON.parse((await post('/api/start/test.run', '{}')).body)).toEqual({ ok: true, value: { runId: 'run-1' } })
    expect((await post('/api/cancel/run-1', '{}')).status).toBe(200)
    expect(calls).toEqual([['call', 'diagnose', { a: 1 }], ['start', 'test.run', {}], ['cancel', 'run-1']])
  })
  it.each([
    ['GET', '/api/call/app.info', 405],
    ['DELETE', '/api/call/app.info', 405],
    ['POST', '/api/events', 405],
    ['POST', '/api/other/x', 404],
    ['POST', '/', 405],
  ])('answers %s %s with %i', async (method, path, status) => {
    const { host } = await start()
    const answer = await ask(host, path, { method, headers: apiHeaders(host, await signIn(host)) })
    expect(answer.status).toBe(status)
  })
  it('asks for a sign-in, for JSON and for a bearable size', async () => {
    const { host, calls } = await start()
    const headers = apiHeaders(host, await signIn(host))
    const post = (body: string, change = {}) => ask(host, '/api/call/x', { method: 'POST', headers: { ...headers, ...change }, body })
    expect((await post('{}', { cookie: 'no' })).status).toBe(401)
    expect((await post('{')).status).toBe(400)
    expect((await post('', { 'content-length': '99999999' }).catch(() => ({ status: 413 }))).status).toBe(413)
    expect(calls).toEqual([])
  })
  it('streams run messages with ids, and what was missed after a reconnect', async () => {
    const { host, say } = await start()
    const cookie = await signIn(host)
    const first = listen(host, cookie)
    await first.until('event: ready')
    say(0)
    say(1)
    expect(await first.until('"seq":1')).toMatch(/id: 1\ndata: {[^\n]*"seq":0[^\n]*}\n\nid: 2\ndata: {[^\n]*"seq":1/)
    first.stop()
    say(2)
    const second = listen(host, cookie, '1')
    const seen = await second.until('"seq":2')
    expect(seen).not.toContain('"seq":0')
    expect(seen).toContain('"seq":1')
    expect(seen).not.toContain('event: gap')
  })
})

describe('its end', () => {
  it('comes by itself when no page is there', async () => {
    const { host, listeners } = await start(20)
    expect(await host.stopped).toBe('idle')
    expect(listeners.size).toBe(0)
  })
  it('waits while a page is open, and comes after it went', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { host } = await start(60_000)
    const stream = listen(host, await signIn(host))
    await stream.until('event: ready')
    vi.advanceTimersByTime(600_000)
    expect((await ask(host, '/')).status).toBe(403)
    stream.stop()
    while (vi.getTimerCount() === 0) await new Promise((resolve) => setImmediate(resolve))
    vi.advanceTimersByTime(59_000)
    expect((await ask(host, '/')).status).toBe(403)
    vi.advanceTimersByTime(1_000)
    expect(await host.stopped).toBe('idle')
  })
  it('comes at once when asked', async () => {
    const { host } = await start()
    const cookie = await signIn(host)
    await listen(host, cookie).until('event: ready')
    await host.close()
    expect(await host.stopped).toBe('closed')
    await expect(ask(host, '/')).rejects.toThrow('ECONNREFUSED')
  })
})
