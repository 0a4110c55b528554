import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import net, { type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generate } from 'selfsigned'

const DAY = 86_400_000

export interface TestCertificates {
  folder: string
  caFile: string
  good: { cert: string; key: string }
  expired: { cert: string; key: string }
  otherHost: { cert: string; key: string }
  selfSigned: { cert: string; key: string }
  remove(): void
}

/** An authority in a file, and server certificates that are right or wrong in one way each. */
export async function makeCertificates(): Promise<TestCertificates> {
  const ec = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const
  const now = Date.now()
  const valid = { notBeforeDate: new Date(now - DAY), notAfterDate: new Date(now + 30 * DAY) }
  const authority = await generate([{ name: 'commonName', value: 'Test authority' }], {
    ...ec, ...valid,
    extensions: [{ name: 'basicConstraints', cA: true, critical: true }, { name: 'keyUsage', keyCertSign: true, critical: true }],
  })
  const leaf = async (host: string, dates: { notBeforeDate: Date; notAfterDate: Date }, signed = true): Promise<{ cert: string; key: string }> => {
    const made = await generate([{ name: 'commonName', value: host }], {
      ...ec, ...dates,
      ...(signed ? { ca: { key: authority.private, cert: authority.cert } } : {}),
      extensions: [
        { name: 'basicConstraints', cA: false, critical: true },
        { name: 'subjectAltName', altNames: [{ type: 2, value: host }, ...(host === 'localhost' ? [{ type: 7 as const, ip: '127.0.0.1' }] : [])] },
      ],
    })
    return { cert: made.cert, key: made.private }
  }
  const folder = mkdtempSync(join(tmpdir(), 'tls-servers-'))
  const caFile = join(folder, 'ca.pem')
  writeFileSync(caFile, authority.cert)
  return {
    folder,
    caFile,
    good: await leaf('localhost', valid),
    expired: await leaf('localhost', { notBeforeDate: new Date(now - 60 * DAY), notAfterDate: new Date(now - 30 * DAY) }),
    otherHost: await leaf('proxy.example.com', valid),
    selfSigned: await leaf('localhost', valid, false),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export interface TestServer {
  port: number
  requests: { method: string; url: string; headers: http.IncomingHttpHeaders }[]
  /** Resolves when this many TLS handshakes have been completed. */
  handshakes(count: number): Promise<void>
  /** TLS handshakes completed so far. */
  secured(): number
  close(): Promise<void>
}

async function listen(server: net.Server, requests: TestServer['requests']): Promise<TestServer> {
  let secured = 0
  server.on('secureConnection', () => secured++)
  const sockets = new Set<net.Socket>()
  server.on('connection', (socket: net.Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    secured: () => secured,
    handshakes: (count) =>
      new Promise((done) => {
        const look = () => secured >= count && done()
        server.on('secureConnection', look)
        look()
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

export function tlsServer(pair: { cert: string; key: string }, answer: http.RequestListener): Promise<TestServer> {
  const requests: TestServer['requests'] = []
  const server = https.createServer(pair, (request, response) => {
    requests.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers })
    answer(request, response)
  })
  server.on('tlsClientError', () => undefined)
  return listen(server, requests)
}

export const plainServer = (): Promise<TestServer> => listen(http.createServer((_, response) => response.end('plain')), [])
/** Accepts connections and never says a word. */
export const silentServer = (): Promise<TestServer> => listen(net.createServer(), [])
/** Hangs up on every connection as soon as something is said. */
export const rudeServer = (): Promise<TestServer> => listen(net.createServer((socket) => socket.once('data', () => socket.destroy())), [])

/** A CONNECT proxy; with `password`, it asks for it. */
export async function proxyServer(password?: string): Promise<TestServer> {
  const requests: TestServer['requests'] = []
  const server = http.createServer()
  server.on('connect', (request: http.IncomingMessage, client: net.Socket) => {
    requests.push({ method: 'CONNECT', url: request.url ?? '', headers: request.headers })
    const wanted = password === undefined ? undefined : `Basic ${Buffer.from(`user:${password}`).toString('base64')}`
    if (wanted !== undefined && request.headers['proxy-authorization'] !== wanted) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n')
      return
    }
    const [host = '', port = ''] = (request.url ?? '').split(':')
    const upstream = net.connect(Number(port), host === 'localhost' ? '127.0.0.1' : host, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      upstream.pipe(client)
      client.pipe(upstream)
    })
    upstream.on('error', () => client.destroy())
    client.on('error', () => upstream.destroy())
    client.on('close', () => upstream.destroy())
  })
  return listen(server, requests)
}

/** A port on which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = await listen(net.createServer(), [])
  await server.close()
  return server.port
}
