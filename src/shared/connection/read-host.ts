import { cloudOf, isLoopback, workspaceIdIn, zoneOf } from './cloud'
import type { Cloud, FieldIssue } from './connection'
import { coreOf, issuesOf, misplacedSecret } from './field-reading'

export interface HostReading {
  /** The bare host name, lower case. Absent when the text can't be a workspace's host: an error says why. */
  host?: string
  /** A port written with the host. */
  port?: number
  /** From the host name, or from `?o=`. */
  workspaceId?: string
  cloud: Cloud
  issues: FieldIssue[]
}

/**
 * Reads a host as people paste it: with scheme, port, path, `?o=`, quotes, upper case. What can be left out is left out
 * and said at its place; what can't be a workspace's host is an error; a host of no known zone is only warned about.
 * Never throws, and never repeats what was typed in a message.
 */
export function readHost(text: string): HostReading {
  const { issues, error, warn, info } = issuesOf('host')
  const refuse = (): HostReading => ({ cloud: 'unknown', issues })
  const { core, start, end } = coreOf(text)
  if (core === '') {
    error('required', 'Enter the Server hostname of the SQL warehouse (tab "Connection details").')
    return refuse()
  }
  const secret = misplacedSecret('host', text)
  if (secret) {
    issues.push(secret)
    return refuse()
  }
  if (/^https?:?\/*$/i.test(core)) {
    error('scheme-only', 'This is only the beginning of an address. Enter the Server hostname.', { start, end })
    return refuse()
  }
  if (/^\/|^sql\//i.test(core)) {
    error('http-path', 'This is a path, not a host. An HTTP path belongs into HTTP Path.', { start, end })
    return refuse()
  }

  const parts = splitAddress(core)
  const at = (from: number, to: number) => ({ start: start + from, end: start + to })
  const raw = core.slice(parts.hostStart, parts.hostEnd)
  const host = raw.toLowerCase().replace(/[\u2010-\u2015\u2212]/g, '-').replace(/\.$/, '')
  const hostPart = at(parts.hostStart, parts.hostEnd)

  if (start > 0 || end < text.length) {
    info('surroundings', 'Spaces or quotes around the host are left out.', start > 0 ? { start: 0, end: start } : { start: end, end: text.length }, host)
  }
  if (parts.hostStart > 0) warn('scheme', 'The host goes without what stands before it, such as https://.', at(0, parts.hostStart), host)
  if (parts.portEnd > parts.hostEnd) {
    if (parts.port === undefined) {
      error('port', 'After the colon a port from 1 to 65535 is expected; it belongs into Port.', at(parts.hostEnd, parts.portEnd), host)
    } else warn('port', 'The port belongs into Port.', at(parts.hostEnd, parts.portEnd), host)
  }
  if (parts.portEnd < core.length) {
    warn('path', 'The host ends here: the rest of the address is left out.', at(parts.portEnd, core.length), host)
  }
  if (host !== raw) info('spelling', 'Hosts are written in lower case, with plain hyphens.', hostPart, host)

  // Looked for in what was typed: lower case may be longer, and turns a few foreign letters into plain ones.
  const bad = /[^A-Za-z0-9._\u2010-\u2015\u2212-]/.exec(raw)
  const malformed = host === '' || /^[.-]|\.\.|-$/.test(host)
  if ((bad && !host.includes(':')) || malformed) {
    const where = bad ? at(parts.hostStart + bad.index, parts.hostStart + bad.index + 1) : hostPart
    error('characters', 'A host name has only letters, digits, hyphens and single dots.', where.end > where.start ? where : { start, end })
    return refuse()
  }
  const problem = knownHostProblem(host)
  if (problem) {
    const { severity, code, message, suggestion } = problem
    const offset = problem.part ?? { start: 0, end: raw.length }
    const part = { start: hostPart.start + Math.min(offset.start, raw.length), end: hostPart.start + Math.min(offset.end, raw.length) }
    const tell = { error, warning: warn, info }[severity]
    tell(code, message, part, suggestion)
  }
  const refused = issues.some((issue) => issue.severity === 'error')
  return {
    host: refused ? undefined : host,
    port: parts.port,
    workspaceId: workspaceIdIn(host) ?? /[?&]o=(\d+)/.exec(core.slice(parts.portEnd))?.[1],
    cloud: cloudOf(host),
    issues,
  }
}

interface AddressParts {
  hostStart: number
  hostEnd: number
  portEnd: number
  port?: number
}

/** Offsets of host and port in `[scheme://][user@]host[:port][/rest]`. */
function splitAddress(core: string): AddressParts {
  const scheme = /^(?:jdbc:)?[a-z][a-z0-9+.-]*:\/\/+/i.exec(core)?.[0].length ?? /^https?:(?!\d+(?:\D|$))\/*/i.exec(core)?.[0].length ?? 0
  const length = core.slice(scheme).search(/[/?#;\\]/)
  const authorityEnd = length < 0 ? core.length : scheme + length
  const user = core.slice(scheme, authorityEnd).lastIndexOf('@')
  const hostStart = scheme + user + 1
  const authority = core.slice(hostStart, authorityEnd)
  const bracketed = /^\[[0-9a-f:.]+\]/i.exec(authority)?.[0]
  if (!bracketed && /^[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*$/i.test(authority)) {
    return { hostStart, hostEnd: authorityEnd, portEnd: authorityEnd }
  }
  const colon = bracketed ? bracketed.length : authority.indexOf(':')
  const hostEnd = colon < 0 ? authorityEnd : hostStart + colon
  const written = core.slice(hostEnd + 1, authorityEnd)
  const port = /^\d{1,5}$/.test(written) && Number(written) >= 1 && Number(written) <= 65535 ? Number(written) : undefined
  if (bracketed) return { hostStart: hostStart + 1, hostEnd: hostEnd - 1, portEnd: authorityEnd, port }
  return { hostStart, hostEnd, portEnd: authorityEnd, port }
}

interface HostProblem {
  severity: FieldIssue['severity']
  code: string
  message: string
  part?: { start: number; end: number }
  suggestion?: string
}

const COPY_IT = 'Copy the Server hostname from the SQL warehouse, tab "Connection details".'

/** What the shape of a clean host tells. Offsets are within the host. */
function knownHostProblem(host: string): HostProblem | undefined {
  if (isLoopback(host)) return undefined
  const firstLabel = { start: 0, end: host.indexOf('.') < 0 ? host.length : host.indexOf('.') }
  const zone = zoneOf(host)
  const error = (code: string, message: string, part?: HostProblem['part'], suggestion?: string): HostProblem => ({ severity: 'error', code, message, part, suggestion })
  const warning = (code: string, message: string, part?: HostProblem['part'], suggestion?: string): HostProblem => ({ severity: 'warning', code, message, part, suggestion })

  if (/^accounts(-[a-z0-9-]+)?\./.test(host) && (zone !== undefined || host.endsWith('.databricks.com'))) {
    return error('account-console', `This is the account console, not a workspace. Open the workspace first. ${COPY_IT}`, firstLabel)
  }
  if (host === 'login.databricks.com' || host === 'signin.databricks.com') {
    return error('login-page', `This is the sign-in page of Databricks, not a workspace. Sign in first. ${COPY_IT}`, firstLabel)
  }
  if (/^(www\.|docs\.|learn\.|help\.|community\.|kb\.)?databricks\.com$/.test(host) || zone === host) {
    return error('not-a-workspace', `This names no workspace. ${COPY_IT}`)
  }
  if (/^(portal\.azure\.(com|us|cn)|([a-z0-9-]+\.)?console\.aws\.amazon\.com|console\.cloud\.google\.com)$/.test(host)) {
    return error('cloud-portal', `This is the cloud provider's own portal, not a Databricks workspace. Open the workspace from there. ${COPY_IT}`)
  }
  const azure = azureProblem(host, error, warning)
  if (azure) return azure
  if (/^dbc-[0-9a-f]{8}-[0-9a-f]{4}$/.test(host)) {
    return error('zone-missing', 'The end of the host is missing.', { start: 0, end: host.length }, `${host}.cloud.databricks.com`)
  }
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(host) || host.includes(':')) {
    return warning('ip-address', `A workspace is reached by its name, not by an IP address: certificates name the host. ${COPY_IT}`)
  }
  if (zone === undefined) {
    return warning('unknown-zone', "This host ends in none of Databricks' known domains. That is right only for a custom or private address.")
  }
  return undefined
}

type Tell = (code: string, message: string, part?: HostProblem['part'], suggestion?: string) => HostProblem

function azureProblem(host: string, error: Tell, warning: Tell): HostProblem | undefined {
  const noHyphen = /^adb(\d{6,})(.*)$/.exec(host)
  if (noHyphen) {
    const message = 'The hyphen after adb is missing (CleverTap\'s own example lacks it too).'
    return error('hyphen-missing', message, { start: 0, end: 4 }, `adb-${noHyphen[1] ?? ''}${noHyphen[2] ?? ''}`)
  }
  const bare = /^adb-(\d+)(\.\d{1,2})?$/.exec(host)
  if (bare?.[2]) return error('zone-missing', 'The end of the host is missing.', { start: 0, end: host.length }, `${host}.azuredatabricks.net`)
  const noShard = /^adb-(\d+)(?:\.(azuredatabricks\.net|databricks\.azure\.us|databricks\.azure\.cn))?$/.exec(host)
  if (noShard) {
    const id = noShard[1] ?? ''
    const shard = Number(id.slice(-2)) % 20
    const message = `A number is missing after the workspace id: adb-<id>.<number>. It is usually ${shard} here; compare with "Connection details".`
    return error('shard-missing', message, { start: 0, end: 4 + id.length }, `adb-${id}.${shard}.${noShard[2] ?? 'azuredatabricks.net'}`)
  }
  if (/\.privatelink\.azuredatabricks\.net$/.test(host)) {
    const start = host.indexOf('privatelink.')
    const suggestion = host.replace('privatelink.', '')
    return warning('privatelink', "Clients use the workspace's public name also with Private Link.", { start, end: start + 'privatelink.'.length }, suggestion)
  }
  if (/\.azuredatabricks\.com$/.test(host)) {
    return error('zone', 'Azure workspaces end in azuredatabricks.net.', { start: host.length - 4, end: host.length }, host.replace(/com$/, 'net'))
  }
  if (/^[a-z0-9]+\.azuredatabricks\.net$/.test(host)) {
    const message = `This is a region's old address, shared by many workspaces. ${COPY_IT}`
    return warning('regional', message, { start: 0, end: host.indexOf('.') })
  }
  return undefined
}
