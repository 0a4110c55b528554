import ipaddr from 'ipaddr.js'
import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import { type Stage, fact } from '../stage'

const PRIVATE_RANGES: readonly string[] = ['private', 'uniqueLocal', 'loopback', 'linkLocal', 'carrierGradeNat']

/** An address that only networks near it can reach. Private Link resolves a workspace's name to one. */
export function isPrivateAddress(address: string): boolean {
  return ipaddr.isValid(address) && PRIVATE_RANGES.includes(ipaddr.process(address).range())
}

const isLoopback = (address: string) => ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback'

/** The sandbox workspace lives here, and so do tunnels. Nobody else can reach it. */
const thisComputer = (host: string): Diagnosis => ({
  category: 'other',
  confidence: 'high',
  title: `${host} is this computer: CleverTap can't reach it`,
  causes: ['That is right for the sandbox workspace. For a real one it means a tunnel, or an entry in the hosts file.'],
  fixes: [{ text: "For a real workspace enter the host name that its browser address shows, such as dbc-a1b2c3d4-e5f6.cloud.databricks.com.", action: 'edit-host' }],
  field: 'host',
})

const privateAddress = (host: string, addresses: string[]): Diagnosis => ({
  category: 'other',
  confidence: 'medium',
  title: `${host} has a private address: CleverTap may not reach it`,
  causes: [
    `Here the name resolves to ${addresses.join(', ')}, which is reachable from this network only.`,
    'The workspace may be behind Private Link, or this computer uses its own name server for it.',
  ],
  fixes: [{ text: 'Ask your network team whether the workspace can also be reached from outside, and let in the addresses that CleverTap connects from.' }],
  field: 'host',
})

const otherPort = (port: number): Diagnosis => ({
  category: 'other',
  confidence: 'high',
  title: `Port ${port} is unusual: Databricks workspaces answer on 443`,
  causes: ['A gateway or a tunnel stands in between, or the port was mistyped.'],
  fixes: [{ text: 'Use port 443 unless you know why this one is needed.', action: 'edit-port' }],
  field: 'port',
})

const viaProxy = (proxy: string | undefined) => (proxy === undefined ? [] : [fact('Through the proxy', proxy)])

export const dnsStage: Stage = {
  id: 'dns',
  startsAfter: ['form'],
  needs: ['form'],
  async run(context, { limits }) {
    const { host } = context.details
    const found = await context.ask('dns', limits, (within) => context.probes.resolve(host, within))
    if (!found.ok) return { state: 'failed', summary: `The name ${host} could not be resolved.`, diagnosis: context.explain(found.failure) }
    const { addresses, viaProxy: proxy } = found.value
    if (addresses.length === 0) return { state: 'could-not-check', summary: `The proxy resolves ${host}; this computer need not.`, evidence: viaProxy(proxy) }
    const near = addresses.filter(isPrivateAddress)
    const evidence = [fact('Addresses', addresses.join(', ')), ...viaProxy(proxy)]
    if (near.length === 0) return { state: 'passed', summary: `${host} resolves to ${addresses[0]}.`, evidence }
    if (near.every(isLoopback)) return { state: 'warning', summary: `${host} is this computer, ${near[0]}.`, evidence, diagnosis: thisComputer(host) }
    return { state: 'warning', summary: `${host} resolves to a private address, ${near[0]}.`, evidence, diagnosis: privateAddress(host, near) }
  },
}

export const tcpStage: Stage = {
  id: 'tcp',
  startsAfter: ['dns'],
  needs: ['dns'],
  async run(context, { limits }) {
    const { host, port } = context.details
    const connected = await context.ask('tcp', limits, (within) => context.probes.connect(host, port, within))
    if (!connected.ok) return { state: 'failed', summary: `No connection to ${host}:${port}.`, diagnosis: context.explain({ ...connected.failure, stage: 'tcp' }) }
    const evidence = [fact('Connected to', connected.value.remoteAddress), ...viaProxy(connected.value.viaProxy)]
    if (port === 443) return { state: 'passed', summary: `Connected to ${host}:443.`, evidence }
    return { state: 'warning', summary: `Connected to ${host}:${port}, which is not the usual port.`, evidence, diagnosis: otherPort(port) }
  },
}

export const tlsStage: Stage = {
  id: 'tls',
  startsAfter: ['tcp'],
  needs: ['tcp'],
  async run(context, { limits }) {
    const { host, port } = context.details
    const shaken = await context.ask('tls', limits, (within) => context.probes.handshake(host, port, context.caFile, within))
    if (!shaken.ok) return { state: 'failed', summary: `No trusted TLS connection to ${host}.`, diagnosis: context.explain({ ...shaken.failure, stage: 'tls' }) }
    const { protocol, subject, issuer, validTo } = shaken.value
    const evidence = [fact('Protocol', protocol), fact('Certificate', subject), fact('Issued by', issuer), fact('Valid to', validTo)]
    return { state: 'passed', summary: `${protocol} with a certificate that this computer trusts.`, evidence }
  },
}
