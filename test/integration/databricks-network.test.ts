import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { explain } from '#shared/diagnosis/explain'
import type { Outcome } from '#shared/result'
import { networkProbes } from '../../src/main/adapters/databricks/network-probes'
import { prepareConnection } from '../../src/main/adapters/databricks/prepared-connection'
import { openSqlSession } from '../../src/main/adapters/databricks/sql-session'
import { openWorkspace } from '../../src/main/adapters/databricks/workspace'
import { Secret } from '../../src/main/core/secret'
import type { SignIn } from '../../src/main/core/ports/workspace'
import { closedPort, makeCertificates, plainServer, proxyServer, rudeServer, silentServer, type TestCertificates, type TestServer, tlsServer } from '../support/tls-servers'

const CANARY = `dapi${'c0ffee'.repeat(5)}42`
const PATH = '/sql/1.0/warehouses/0123456789abcdef'

let certificates: TestCertificates
const open: TestServer[] = []
const late: unknown[] = []
const onLate = (error: unknown): void => void late.push(error)

beforeAll(async () => {
  certificates = await makeCertificates()
  process.on('unhandledRejection', onLate)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await Promise.all(open.splice(0).map((server) => server.close()))
})
afterAll(() => {
  certificates.remove()
  process.off('unhandledRejection', onLate)
  expect(late).toEqual([])
})

async function started(server: Promise<TestServer>): Promise<TestServer> {
  const running = await server
  open.push(running)
  return running
}
const limits = (timeoutMs = 5000) => ({ signal: new AbortController().signal, timeoutMs })
const signIn = (port: number, more: Partial<SignIn> = {}): SignIn => ({ host: 'localhost', port, caFile: certificates.caFile, token: new Secret(CANARY), ...more })

/** Every refusal is shown as a diagnosis; none may carry the token. */
function category(outcome: Outcome<unknown>): string {
  if (outcome.ok) throw new Error('expected a failure')
  const diagnosis = explain(outcome.failure, { host: 'localhost' })
  expect(JSON.stringify([outcome, diagnosis])).not.toContain(CANARY)
  expect(JSON.stringify([outcome, diagnosis])).not.toContain('c0ffee')
  return diagnosis.category
}
const me = (s: SignIn, timeoutMs?: number) => openWorkspace(s).me(limits(timeoutMs))
const session = (s: SignIn, timeoutMs?: number) => openSqlSession(s, { httpPath: PATH }, limits(timeoutMs))

describe('certificates', () => {
  it.each([
    ['selfSigned', 'tls_untrusted'],
    ['expired', 'tls_expired'],
    ['otherHost', 'tls_hostname'],
  ] as const)('refuses a server whose certificate is %s, on every way to it', async (which, wanted) => {
    const server = await started(tlsServer(certificates[which], (_, response) => response.end('{}')))
    expect(category(await networkProbes.handshake('localhost', server.port, certificates.caFile, limits()))).toBe(wanted)
    expect(category(await me(signIn(server.port)))).toBe(wanted)
    expect(category(await session(signIn(server.port)))).toBe(wanted)
    expect(server.requests).toEqual([])
  })

  it('refuses a private authority that was not named, and names the issuer', async () => {
    const server = await started(tlsServer(certificates.good, (_, response) => response.end('{}')))
    const probe = await networkProbes.handshake('localhost', server.port, undefined, limits())
    expect(category(probe)).toBe('tls_untrusted')
    expect(probe).toMatchObject({ failure: { headers: { 'tls-issuer': 'CN=Test authority' } } })
    expect(category(await session(signIn(server.port, { caFile: undefined })))).toBe('tls_untrusted')
    expect(server.requests).toEqual([])
  })

  it('tells what it saw of a good certificate', async () => {
    const server = await started(tlsServer(certificates.good, (_, response) => response.end('{}')))
    expect(await networkProbes.handshake('localhost', server.port, certificates.caFile, limits())).toMatchObject({
      ok: true,
      value: { subject: 'CN=localhost', issuer: 'CN=Test authority' },
    })
  })

  it('says which CA file it can not use', async () => {
    const outcome = await me(signIn(1, { caFile: '/nowhere/ca.pem' }))
    expect(outcome).toMatchObject({ ok: false, failure: { message: expect.stringContaining('/nowhere/ca.pem') as string } })
    expect(category(outcome)).toBe('tls_untrusted')
  })
})

describe('network', () => {
  it('tells plain HTTP, a closed port, a silent and a rude server apart', async () => {
    const plain = await started(plainServer())
    expect(category(await networkProbes.handshake('localhost', plain.port, undefined, limits()))).toBe('tls_not_tls')
    expect(category(await me(signIn(plain.port)))).toBe('tls_not_tls')
    expect(category(await session(signIn(plain.port)))).toBe('tls_not_tls')

    const closed = await closedPort()
    expect(category(await networkProbes.connect('localhost', closed, limits()))).toBe('refused')
    expect(category(await me(signIn(closed)))).toBe('refused')
    expect(category(await session(signIn(closed)))).toBe('refused')

    const rude = await started(rudeServer())
    expect(category(await networkProbes.handshake('localhost', rude.port, undefined, limits()))).toBe('reset')
    expect(category(await session(signIn(rude.port)))).toBe('reset')

    const silent = await started(silentServer())
    expect(category(await networkProbes.handshake('localhost', silent.port, undefined, limits(150)))).toBe('deadline')
    expect(category(await me(signIn(silent.port), 150))).toBe('deadline')
    expect(category(await session(signIn(silent.port), 150))).toBe('deadline')
  })

  it('does not find a name that can not exist', async () => {
    expect(category(await networkProbes.resolve('nowhere.invalid', limits()))).toBe('dns')
  })

  it('ends at once when cancelled', async () => {
    const silent = await started(silentServer())
    const controller = new AbortController()
    const waiting = openSqlSession(signIn(silent.port), { httpPath: PATH }, { signal: controller.signal, timeoutMs: 60_000 })
    controller.abort()
    expect(category(await waiting)).toBe('cancelled')
    const rest = openWorkspace(signIn(silent.port)).me({ signal: AbortSignal.abort(), timeoutMs: 60_000 })
    expect(category(await rest)).toBe('cancelled')
  })
})

describe('connections made ahead', () => {
  const refuses = () =>
    tlsServer(certificates.good, (_, response) => {
      response.writeHead(403, { 'content-type': 'application/json', 'x-databricks-reason-phrase': 'Invalid access token.' })
      response.end('{"error_code":403,"message":"Invalid access token."}')
    })

  it('send nothing, and are the ones that the session then uses', async () => {
    const server = await started(refuses())
    const prepared = prepareConnection(signIn(server.port))
    await server.handshakes(3)
    expect(server.requests).toEqual([])
    expect(category(await openSqlSession(signIn(server.port), { httpPath: PATH, prepared }, limits()))).toBe('token_invalid')
    expect([server.requests.length, server.secured()]).toEqual([1, 3])
  })

  it('verify the server like all others, and leave the verdict to the session', async () => {
    const server = await started(tlsServer(certificates.otherHost, (_, response) => response.end('{}')))
    const prepared = prepareConnection(signIn(server.port))
    expect(category(await openSqlSession(signIn(server.port), { httpPath: PATH, prepared }, limits()))).toBe('tls_hostname')
    expect(server.requests).toEqual([])
  })

  it('can be dropped, and an unusable authority file is told by the session', async () => {
    const server = await started(refuses())
    const prepared = prepareConnection(signIn(server.port))
    prepared.drop()
    expect(category(await openSqlSession(signIn(server.port), { httpPath: PATH, prepared }, limits()))).toBe('token_invalid')
    const broken = signIn(server.port, { caFile: '/nowhere/ca.pem' })
    expect((await openSqlSession(broken, { httpPath: PATH, prepared: prepareConnection(broken) }, limits())).ok).toBe(false)
  })
})

describe('answers', () => {
  it('reports a bad token in under two seconds, from REST and from the SQL driver', async () => {
    const server = await started(
      tlsServer(certificates.good, (_, response) => {
        response.writeHead(403, { 'content-type': 'application/json', 'x-databricks-reason-phrase': 'Invalid access token.', 'x-request-id': 'r-1' })
        response.end('{"error_code":403,"message":"Invalid access token."}')
      }),
    )
    // Within a deadline of two seconds: a retry that waits would end as a deadline instead, or ask more than twice.
    const rest = await me(signIn(server.port))
    const sql = await session(signIn(server.port), 2_000)
    expect([category(rest), category(sql)]).toEqual(['token_invalid', 'token_invalid'])
    expect(sql).toMatchObject({ failure: { status: 403, message: 'Invalid access token.', requestId: 'r-1' } })
    expect(server.requests).toHaveLength(2)
  })

  it('takes a web page for no answer, and does not wait for the rest of it', async () => {
    const server = await started(
      tlsServer(certificates.good, (_, response) => {
        response.writeHead(200, { 'content-type': 'text/html' })
        response.end('<!doctype html><title>Sign in</title><p>Welcome')
      }),
    )
    expect(category(await me(signIn(server.port)))).toBe('not_databricks_host')
    expect(category(await session(signIn(server.port), 60_000))).toBe('not_databricks_host')
  })

  it('follows no redirect, and reads its reason', async () => {
    const elsewhere = await started(tlsServer(certificates.good, (_, response) => response.end('{}')))
    const server = await started(
      tlsServer(certificates.good, (_, response) => {
        response.writeHead(302, { location: `https://localhost:${elsewhere.port}/login.html?error=private-link-validation-error` })
        response.end()
      }),
    )
    expect(category(await me(signIn(server.port)))).toBe('ip_blocked')
    expect(category(await session(signIn(server.port), 60_000))).toBe('ip_blocked')
    expect(elsewhere.requests).toEqual([])
  })

  it('waits as long as the server asks, and not when that does not fit', async () => {
    let asked = 0
    let firstAskedAt: number | undefined
    const server = await started(
      tlsServer(certificates.good, (_, response) => {
        asked += 1
        const isOpen = firstAskedAt !== undefined && Date.now() - firstAskedAt > 950
        firstAskedAt ??= Date.now()
        if (isOpen) response.end('{"userName":"a@example.com"}')
        else response.writeHead(429, { 'retry-after': '1' }).end('{"error_code":"REQUEST_LIMIT_EXCEEDED","message":"slow down"}')
      }),
    )
    expect(await me(signIn(server.port))).toMatchObject({ ok: true, value: { userName: 'a@example.com', kind: 'user' } })
    expect(asked).toBe(2)

    const stubborn = await started(tlsServer(certificates.good, (_, response) => response.writeHead(429, { 'retry-after': '3600' }).end()))
    expect(category(await me(signIn(stubborn.port)))).toBe('rate_limited')
    expect(category(await session(signIn(stubborn.port), 1000))).toBe('rate_limited')
  })

  it('never repeats a request that may have had its effect', async () => {
    const server = await started(tlsServer(certificates.good, (_, response) => response.writeHead(503, { 'retry-after': '0' }).end()))
    expect(category(await openWorkspace(signIn(server.port)).startWarehouse('0123456789abcdef', limits()))).toBe('service_unavailable')
    expect(server.requests).toHaveLength(1)
  })

  it('reads a list through empty pages, with the parameters Unity Catalog wants, and names itself', async () => {
    const pages = ['{"catalogs":[{"name":"a"}],"next_page_token":"2"}', '{"next_page_token":"3"}', '{"catalogs":[{"name":"b","browse_only":true}]}']
    const server = await started(tlsServer(certificates.good, (_, response) => response.end(pages.shift())))
    const outcome = await openWorkspace(signIn(server.port, { workspaceId: '1234567890123456' })).listCatalogs(limits())
    expect(outcome).toMatchObject({ ok: true, value: [{ name: 'a', browseOnly: false }, { name: 'b', browseOnly: true }] })
    expect(server.requests.map((request) => request.url)).toEqual([
      '/api/2.1/unity-catalog/catalogs?max_results=0&include_browse=true',
      '/api/2.1/unity-catalog/catalogs?max_results=0&include_browse=true&page_token=2',
      '/api/2.1/unity-catalog/catalogs?max_results=0&include_browse=true&page_token=3',
    ])
    expect(server.requests[0]?.headers).toMatchObject({ 'x-databricks-org-id': '1234567890123456', 'user-agent': expect.stringMatching(/^DatabricksSetupAssistantForCleverTap\/\d/) as string })
  })

  it('recognises a token that can not be sent, without repeating it', async () => {
    const server = await started(tlsServer(certificates.good, (_, response) => response.end('{}')))
    const broken = new Secret(`${CANARY}\n`)
    expect(category(await me(signIn(server.port, { token: broken })))).toBe('token_invalid')
    expect(category(await session(signIn(server.port, { token: broken })))).toBe('token_invalid')
    expect(server.requests).toEqual([])
  })
})

describe('proxy', () => {
  it('goes through the proxy with REST, SQL and probes, and says so', async () => {
    const server = await started(
      tlsServer(certificates.good, (_, response) => {
        response.writeHead(403, { 'x-databricks-reason-phrase': 'Invalid access token.' })
        response.end()
      }),
    )
    const proxy = await started(proxyServer('secret-password'))
    vi.stubEnv('HTTPS_PROXY', `http://user:secret-password@127.0.0.1:${proxy.port}`)
    vi.stubEnv('NO_PROXY', '')
    expect(await networkProbes.connect('localhost', server.port, limits())).toMatchObject({ ok: true, value: { viaProxy: `127.0.0.1:${proxy.port}` } })
    expect(await networkProbes.handshake('localhost', server.port, certificates.caFile, limits())).toMatchObject({ ok: true })
    expect(category(await me(signIn(server.port)))).toBe('token_invalid')
    expect(category(await session(signIn(server.port)))).toBe('token_invalid')
    expect(proxy.requests.map((request) => request.url)).toEqual(Array(4).fill(`localhost:${server.port}`))

    vi.stubEnv('NO_PROXY', 'localhost')
    expect(category(await me(signIn(server.port)))).toBe('token_invalid')
    expect(proxy.requests).toHaveLength(4)
  })

  it('says that the proxy wants a password, and does not repeat the one it was given', async () => {
    const proxy = await started(proxyServer('right'))
    vi.stubEnv('HTTPS_PROXY', `http://user:hunter2secret@127.0.0.1:${proxy.port}`)
    vi.stubEnv('NO_PROXY', '')
    const outcomes = [await networkProbes.connect('localhost', 443, limits()), await me(signIn(443)), await session(signIn(443))]
    expect(outcomes.map(category)).toEqual(['proxy_auth', 'proxy_auth', 'proxy_auth'])
    expect(JSON.stringify(outcomes)).not.toContain('hunter2secret')
  })
})
