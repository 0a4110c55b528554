import https from 'node:https'
import net from 'node:net'
import type { Duplex } from 'node:stream'
import tls, { type SecureContext } from 'node:tls'
import { SignalError } from './failure-signals'

type Environment = Record<string, string | undefined>

/** NO_PROXY: comma or space separated; `*`, `host`, `.suffix`, `*.suffix`, each with an optional `:port`. */
function excluded(host: string, port: number, list: string): boolean {
  return list.split(/[\s,]+/).some((raw) => {
    const [entry = '', entryPort] = raw.trim().toLowerCase().split(':')
    if (entry === '') return false
    if (entry === '*') return true
    if (entryPort !== undefined && Number(entryPort) !== port) return false
    const suffix = entry.replace(/^\*?\./, '')
    const name = host.toLowerCase()
    return name === suffix || name.endsWith(`.${suffix}`)
  })
}

/** The proxy that applies to HTTPS connections to that host, from HTTPS_PROXY / ALL_PROXY and NO_PROXY. */
export function proxyFor(host: string, port: number, env: Environment = process.env): URL | undefined {
  const value = env.HTTPS_PROXY ?? env.https_proxy ?? env.ALL_PROXY ?? env.all_proxy
  if (value === undefined || value === '' || excluded(host, port, env.NO_PROXY ?? env.no_proxy ?? '')) return undefined
  try {
    const url = new URL(value.includes('://') ? value : `http://${value}`)
    return url.protocol === 'http:' || url.protocol === 'https:' ? url : undefined
  } catch {
    return undefined
  }
}

/** How a proxy is named to the user: without its password. */
export const proxyLabel = (proxy: URL): string => `${proxy.hostname}:${proxyPort(proxy)}`
export const proxyPort = (proxy: URL): number => (proxy.port !== '' ? Number(proxy.port) : proxy.protocol === 'https:' ? 443 : 80)

export function proxyAuthorization(proxy: URL): string | undefined {
  if (proxy.username === '') return undefined
  return `Basic ${Buffer.from(`${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`).toString('base64')}`
}

/** A TCP connection to `host:port` through the proxy (CONNECT). Ends when the signal aborts. */
export function openTunnel(proxy: URL, host: string, port: number, context: SecureContext, signal: AbortSignal): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const target = { host: proxy.hostname.replace(/^\[|\]$/g, ''), port: proxyPort(proxy) }
    const socket = proxy.protocol === 'https:' ? tls.connect({ ...target, secureContext: context, servername: net.isIP(target.host) === 0 ? target.host : undefined }) : net.connect(target)
    let head = Buffer.alloc(0)
    const stop = (error: unknown): void => {
      cleanUp()
      socket.destroy()
      reject(error instanceof Error ? error : new Error(String(error)))
    }
    const onAbort = (): void => stop(new Error('aborted'))
    const onEnd = (): void => stop(new SignalError({ errorCode: 'ECONNRESET', message: `The proxy ${proxyLabel(proxy)} closed the connection: socket hang up` }))
    const onData = (chunk: Buffer): void => {
      head = Buffer.concat([head, chunk])
      const end = head.indexOf('\r\n\r\n')
      if (end < 0) {
        if (head.length > 16_000) stop(new Error(`The proxy ${proxyLabel(proxy)} did not answer to CONNECT as a proxy does.`))
        return
      }
      const status = Number(/^HTTP\/1\.\d (\d{3})/.exec(head.toString('latin1'))?.[1] ?? 0)
      if (status !== 200) {
        stop(new SignalError({ status: status === 0 ? undefined : status, message: `Tunnel connection failed: ${status} from the proxy ${proxyLabel(proxy)}` }))
        return
      }
      cleanUp()
      const rest = head.subarray(end + 4)
      if (rest.length > 0) socket.unshift(rest)
      resolve(socket)
    }
    const cleanUp = (): void => {
      signal.removeEventListener('abort', onAbort)
      socket.off('data', onData).off('error', stop).off('end', onEnd)
      socket.pause()
    }
    signal.addEventListener('abort', onAbort, { once: true })
    socket.on('data', onData).on('error', stop).on('end', onEnd)
    socket.once(proxy.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
      const authorization = proxyAuthorization(proxy)
      const authority = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
      socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${authorization === undefined ? '' : `Proxy-Authorization: ${authorization}\r\n`}\r\n`)
    })
  })
}

/** HTTPS connections that verify the peer, directly or through the proxy. For the SQL driver. */
export class VerifyingAgent extends https.Agent {
  readonly #proxy: URL | undefined
  readonly #context: SecureContext
  readonly #signal: AbortSignal
  /** Connections nobody has taken yet, and where they lead. */
  readonly #ahead = new Map<tls.TLSSocket, string>()

  constructor(context: SecureContext, proxy: URL | undefined, signal: AbortSignal) {
    super({ keepAlive: true, maxSockets: 8, secureContext: context, rejectUnauthorized: true })
    this.#proxy = proxy
    this.#context = context
    this.#signal = signal
  }

  /** Begins `count` direct connections that the next requests to the same host and port take. What fails is forgotten. Sends nothing. */
  connectAhead(host: string, port: number, count: number): void {
    if (this.#proxy !== undefined) return
    for (let made = 0; made < count; made++) {
      const socket = tls.connect({ host, port, secureContext: this.#context, rejectUnauthorized: true, servername: net.isIP(host) === 0 ? host : '', ALPNProtocols: ['http/1.1'] })
      const forget = (): void => void this.#ahead.delete(socket)
      // Verification ends a socket with an error; the request that then makes its own connection tells it.
      socket.on('error', forget)
      socket.once('close', forget)
      this.#ahead.set(socket, `${host}:${port}`)
    }
  }

  #takeAhead(host: string, port: number): tls.TLSSocket | undefined {
    for (const [socket, destination] of this.#ahead) {
      if (destination !== `${host}:${port}` || socket.destroyed) continue
      this.#ahead.delete(socket)
      return socket
    }
    return undefined
  }

  override destroy(): void {
    for (const socket of this.#ahead.keys()) socket.destroy()
    super.destroy()
  }

  override createConnection(options: https.RequestOptions, done?: (error: Error | null, stream: Duplex) => void): Duplex | undefined {
    const host = options.host ?? ''
    const secure = { ...(options as tls.ConnectionOptions), secureContext: this.#context, rejectUnauthorized: true, servername: net.isIP(host) === 0 ? host : '' }
    if (this.#proxy === undefined) return this.#takeAhead(host, Number(options.port ?? 443)) ?? tls.connect(secure)
    openTunnel(this.#proxy, host, Number(options.port ?? 443), this.#context, this.#signal).then(
      (socket) => done?.(null, tls.connect({ ...secure, socket })),
      // Node's own callers look at the error only.
      (error: unknown) => (done as ((error: Error) => void) | undefined)?.(error instanceof Error ? error : new Error(String(error))),
    )
    return undefined
  }
}
