import { existsSync, readFileSync, statSync } from 'node:fs'
import tls, { type SecureContext } from 'node:tls'
import { SignalError } from './failure-signals'

/** Where Linux distributions keep the certificates that an administrator added for the whole computer. */
const SYSTEM_BUNDLES = ['/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/ca-bundle.pem', '/etc/ssl/cert.pem']

function readIfThere(path: string | undefined): string[] {
  if (path === undefined || path === '' || !existsSync(path)) return []
  try {
    return [readFileSync(path, 'utf8')]
  } catch {
    return []
  }
}

/** Newer Nodes can read the store of the operating system; 20.18 can't. */
function systemStore(): string[] {
  const read = (tls as { getCACertificates?: (kind: string) => string[] }).getCACertificates
  try {
    return read?.('system') ?? []
  } catch {
    return []
  }
}

const contexts = new Map<string, SecureContext>()

/**
 * Whom to trust: Node's roots, the computer's own store where Node can read it, NODE_EXTRA_CA_CERTS, SSL_CERT_FILE, and
 * the given file on top. Certificates are always verified: there is no switch that turns it off.
 *
 * @throws SignalError when the given file can't be used; it is never left out in silence.
 */
export function trust(caFile: string | undefined): SecureContext {
  const key = caFile === undefined ? '' : `${caFile}\0${existsSync(caFile) ? statSync(caFile).mtimeMs : ''}`
  const known = contexts.get(key)
  if (known !== undefined) return known
  const ca = [...tls.rootCertificates, ...systemStore(), ...readIfThere(process.env.NODE_EXTRA_CA_CERTS), ...readIfThere(process.env.SSL_CERT_FILE)]
  const bundle = SYSTEM_BUNDLES.find((path) => existsSync(path))
  if (bundle !== undefined) ca.push(...readIfThere(bundle))
  if (caFile !== undefined) ca.push(readGiven(caFile))
  let context: SecureContext
  try {
    context = tls.createSecureContext({ ca: distinct(ca), minVersion: 'TLSv1.2' })
  } catch (error) {
    throw unusable(caFile ?? 'of this computer', error)
  }
  if (contexts.size > 20) contexts.clear()
  contexts.set(key, context)
  return context
}

/** The computer's bundle repeats most of Node's roots; parsing each twice would double the time of the first connection. */
function distinct(texts: readonly string[]): string[] {
  const blocks = texts.flatMap((pem) => pem.match(/-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]*?-----END (?:TRUSTED )?CERTIFICATE-----/g) ?? [])
  return [...new Set(blocks.map((block) => block.replace(/\r/g, '').trim()))]
}

function readGiven(caFile: string): string {
  let pem: string
  try {
    pem = readFileSync(caFile, 'utf8')
  } catch (error) {
    throw unusable(caFile, error)
  }
  if (!pem.includes('-----BEGIN CERTIFICATE-----')) throw unusable(caFile, new Error('it holds no PEM certificate'))
  return pem
}

const unusable = (caFile: string, error: unknown): SignalError =>
  new SignalError({ errorCode: 'CA_FILE_UNUSABLE', message: `Could not find a suitable TLS CA certificate bundle: the file ${caFile} can't be used (${error instanceof Error ? error.message : String(error)}).` })
