import { mkdtempSync, rmSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, startHostProcess, test } from './support/assistant'

// Only for the browser host: playwright.config.ts leaves this file out of Electron's project.

interface Sent {
  method?: string
  headers?: Record<string, string>
  body?: string
}

/** Sends what no browser would: any Host, Origin and cookie. */
function send(origin: string, path: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<{ status: number; cookie: string | undefined }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin)
    const outgoing = httpRequest({ hostname, port, path, method, headers }, (response) => {
      response.resume()
      response.once('end', () => resolve({ status: response.statusCode ?? 0, cookie: response.headers['set-cookie']?.[0] }))
    })
    outgoing.once('error', reject)
    outgoing.end(body)
  })
}

test('answers nobody but the page that came by its URL', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'assistant-gate-'))
  const host = await startHostProcess(folder, () => undefined)
  try {
    const { origin, pathname, search } = new URL(host.url)
    expect((await send(origin, '/')).status).toBe(403)
    const first = await send(origin, pathname + search)
    expect(first.status).toBe(303)
    expect(first.cookie).toMatch(/; HttpOnly; SameSite=Strict/)
    expect((await send(origin, pathname + search)).status).toBe(403)

    const own = { cookie: first.cookie?.split(';')[0] ?? '', origin, 'content-type': 'application/json', 'x-assistant': '1' }
    const call = (headers: Record<string, string>) => send(origin, '/api/call/app.info', { method: 'POST', headers, body: '{}' }).then(({ status }) => status)
    expect(await call(own)).toBe(200)
    expect(await call({ ...own, cookie: own.cookie.replace(/.$/, '_') })).toBe(401)
    expect(await call({ ...own, host: 'evil.example' })).toBe(403)
    expect(await call({ ...own, origin: 'https://evil.example' })).toBe(403)
    expect(await call({ ...own, 'sec-fetch-site': 'cross-site' })).toBe(403)
    const { 'x-assistant': _mark, ...unmarked } = own
    expect(await call(unmarked)).toBe(403)
    expect((await send(origin, '/', { headers: { cookie: own.cookie, host: 'evil.example' } })).status).toBe(403)
    expect((await send(origin, '/', { headers: { cookie: own.cookie } })).status).toBe(200)
  } finally {
    await host.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})
