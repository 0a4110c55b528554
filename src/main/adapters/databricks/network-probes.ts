import { lookup } from 'node:dns/promises'
import net from 'node:net'
import tls from 'node:tls'
import type { CallLimits } from '../../core/ports/call'
import type { NetworkProbes, TlsFacts } from '../../core/ports/workspace'
import { SignalError } from './failure-signals'
import { within } from './limits'
import { openTunnel, proxyFor, proxyLabel, proxyPort } from './proxy'
import { trust } from './trust'

const bare = (host: string): string => host.replace(/^\[|\]$/g, '')

function dial(host: string, port: number, signal: AbortSignal): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host: bare(host), port })
    const onAbort = (): void => {
      socket.destroy()
      reject(new Error('aborted'))
    }
    signal.addEventListener('abort', onAbort, { once: true })
    socket.once('connect', () => {
      signal.removeEventListener('abort', onAbort)
      socket.off('error', reject)
      resolve(socket)
    })
    socket.once('error', reject)
  })
}

const reach = (host: string, port: number, proxy: URL | undefined, signal: AbortSignal): Promise<net.Socket> =>
  proxy === undefined ? dial(host, port, signal) : openTunnel(proxy, host, port, trust(undefined), signal)

/** `CN=..., O=...`: what a person recognises. */
function nameOf(parts: tls.Certificate | undefined): string {
  if (parts === undefined) return ''
  return [
    ['CN', parts.CN],
    ['O', parts.O],
  ].flatMap(([key, value]) => (value === undefined ? [] : [`${String(key)}=${[value].flat().join('+')}`])).join(', ')
}

/** Words for verification codes: Node keeps only the code when the handshake is allowed to end. */
function verificationText(code: string, host: string, certificate: tls.PeerCertificate): string {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return tls.checkServerIdentity(host, certificate)?.message ?? "The host is not among the certificate's names."
  return `The certificate was not accepted: ${code.toLowerCase().replaceAll('_', ' ')}`
}

/**
 * Looks at the certificate even when it is not acceptable, so that the diagnosis can name its issuer. Nothing is sent
 * over such a connection.
 */
function shake(socket: net.Socket, host: string, caFile: string | undefined, signal: AbortSignal): Promise<TlsFacts> {
  return new Promise((resolve, reject) => {
    const name = bare(host)
    const secure = tls.connect({ socket, secureContext: trust(caFile), rejectUnauthorized: false, servername: net.isIP(name) === 0 ? name : '', host: name })
    const onAbort = (): void => {
      secure.destroy()
      reject(new Error('aborted'))
    }
    signal.addEventListener('abort', onAbort, { once: true })
    secure.once('error', (error: Error) => {
      socket.destroy()
      reject(error)
    })
    secure.once('close', () => reject(new SignalError({ errorCode: 'ECONNRESET', message: 'The connection was closed during the TLS handshake: socket hang up' })))
    secure.once('secureConnect', () => {
      signal.removeEventListener('abort', onAbort)
      const certificate = secure.getPeerCertificate()
      const facts: TlsFacts = { protocol: secure.getProtocol() ?? 'unknown', subject: nameOf(certificate.subject), issuer: nameOf(certificate.issuer), validTo: certificate.valid_to ?? '' }
      const wrong = secure.authorized ? tls.checkServerIdentity(name, certificate) : undefined
      const code = secure.authorized ? (wrong === undefined ? undefined : 'ERR_TLS_CERT_ALTNAME_INVALID') : String(secure.authorizationError)
      secure.destroy()
      if (code === undefined) {
        resolve(facts)
        return
      }
      reject(
        new SignalError({
          errorCode: code,
          message: verificationText(code, name, certificate),
          headers: { 'tls-subject': facts.subject, 'tls-issuer': facts.issuer, 'tls-valid-to': facts.validTo },
        }),
      )
    })
  })
}

async function addressesOf(host: string): Promise<string[]> {
  return (await lookup(bare(host), { all: true })).map((entry) => entry.address)
}

/** The network beneath, one step at a time, on the way that the driver and the REST client take. */
export const networkProbes: NetworkProbes = {
  resolve(host, limits: CallLimits) {
    return within(limits, `Looking up ${host}`, async () => {
      const proxy = proxyFor(host, 443)
      if (proxy === undefined) return { addresses: await addressesOf(host) }
      await addressesOf(proxy.hostname)
      // The proxy looks the host up; whether this computer can is beside the point.
      return { addresses: await addressesOf(host).catch(() => []), viaProxy: proxyLabel(proxy) }
    })
  },
  connect(host, port, limits: CallLimits) {
    return within(limits, `Connecting to ${host}:${port}`, async (signal) => {
      const proxy = proxyFor(host, port)
      const socket = await reach(host, port, proxy, signal)
      const remoteAddress = proxy === undefined ? `${socket.remoteAddress ?? host}:${socket.remotePort ?? port}` : `${proxy.hostname}:${proxyPort(proxy)}`
      socket.destroy()
      return { remoteAddress, ...(proxy === undefined ? {} : { viaProxy: proxyLabel(proxy) }) }
    })
  },
  handshake(host, port, caFile, limits: CallLimits) {
    return within(limits, `The TLS handshake with ${host}`, async (signal) => shake(await reach(host, port, proxyFor(host, port), signal), host, caFile, signal))
  },
}
