import type { DiagnosisContext, FailureSignal, Fix } from './diagnosis'
import { bounded, unboxed } from './evidence'
import { redact } from './redact'

/** Stands for an identity nobody knows yet; said in words wherever it is used. */
export const UNKNOWN_PRINCIPAL = '<application id of the service principal>'

/** What a failure is about: the context, corrected by what the message itself names. */
export interface Subject extends DiagnosisContext {
  /** The identity as GRANT wants it, or the placeholder. */
  grantee: string
  granteeKnown: boolean
  /** For commands to copy into a shell: the host, or a placeholder where it is no plain host name. */
  shellHost: string
  /** Said in sentences. */
  who: string
  /** The message in one redacted line, for messages to an admin. */
  said: string
  /** Source address named by a refusal. */
  address?: string
  /** Principal that could not be found, as the message names it. */
  missingPrincipal?: string
  /** All-purpose cluster that the message names. */
  cluster?: string
  /** A refusal in the words "does not have <privilege> on <kind> '<name>'". */
  refused?: { privilege: string; kind: string; path: string[] }
  /** Privilege named by a refusal, e.g. `CREATE SCHEMA`. */
  privilege?: string
}

/** A workspace that a message names by itself: only names in Databricks' own zones, for any other may be a proxy's. */
const NAMED_HOST = /(?<![\w.@-])[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)*\.(?:cloud\.databricks\.(?:com|us|mil)|gcp\.databricks\.com|azuredatabricks\.net|databricks\.azure\.(?:us|cn))(?![\w-])(?!\.\w)/i
const HOST = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i

const unquote = (part: string): string => (part.startsWith('`') && part.endsWith('`') && part.length > 1 ? part.slice(1, -1).replaceAll('``', '`') : part)

/** Splits `` `a`.`b` ``, `a.b` and `'a'.'b'` into its parts; Unity Catalog names hold no dots. */
export function splitPath(text: string): string[] {
  const parts = text.match(/`(?:[^`]|``)*`|[^.`]+/g) ?? []
  return parts.map((part) => unquote(part.trim()).replace(/^['"]|['"]$/g, '')).filter((part) => part !== '')
}

const QUOTED_PATH = "'((?:[^'\\\\\\n]|\\\\.){1,600})'|((?:`(?:[^`\\n]|``)+`\\.?){1,3})|\"([^\"\\n]{1,600})\""
/** Without quotes only what has a dot in it is surely a name. */
const PLAIN_PATH = '([a-z_][\\w-]{0,254}(?:\\.[\\w-]{1,255}){1,2})(?![\\w(/-]|\\.\\w)'
const OBJECT = new RegExp(`\\b(catalog|schema|database|table or view|table|view|relation)s?(?: (?:not found|does not exist):)?\\s+(?:${QUOTED_PATH}|${PLAIN_PATH})`, 'gi')
/** In these two sentences a plain word is a name too. */
const PLAIN_CATALOG = [
  /\bUSE[ _]CATALOG on (?:the )?catalog (?!(?:is|was|in|for|denied|missing|required)\b)([\w-]{1,255})\b/i,
  /\bcatalog (?!(?:is|was|and|or|with|of|plugin|that|which|name)\b)([\w-]{1,255}) (?:does not exist|doesn't exist|(?:was |is )?not found|cannot be found|is not (?:bound|accessible))/i,
] as const
const REFUSED = /\b(?:not have|requires?)(?: permissions?)? ([A-Z][A-Z_]+(?: [A-Z_]+){0,3}) on (catalog|schema|table|view|materialized view|volume|function|routine|external location|storage credential|service credential|connection|share|metastore)s?\s+['"`]([^'"`\n]{1,600})['"`]/i
/** Whom a refusal is about; what else in a message looks like an id may be one of a request. */
const REFUSED_IDENTITY = /(?:^|[\s:(])['"`]?([\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})['"`]?\)? (?:is not (?:authorized|assigned|a member|entitled)|does not have|lacks |is (?:inactive|deactivated|disabled)|cannot )/i

/** Objects that a message names, by the noun in front of them. */
function objectsIn(message: string): Pick<DiagnosisContext, 'catalog' | 'schema' | 'table'> {
  const found: Pick<DiagnosisContext, 'catalog' | 'schema' | 'table'> = {}
  for (const match of message.matchAll(OBJECT)) {
    const noun = (match[1] ?? '').toLowerCase()
    const path = splitPath(match[2] ?? match[3] ?? match[4] ?? match[5] ?? '')
    if (noun === 'catalog' && path.length === 1) found.catalog ??= path[0]
    else if ((noun === 'schema' || noun === 'database') && path.length <= 2 && path.length > 0) {
      found.schema ??= path.at(-1)
      if (path.length === 2) found.catalog ??= path[0]
    } else if (noun !== 'catalog' && path.length > 0 && path.length <= 3) {
      found.table ??= path.at(-1)
      if (path.length >= 2) found.schema ??= path.at(-2)
      if (path.length === 3) found.catalog ??= path[0]
    }
  }
  found.catalog ??= PLAIN_CATALOG.map((pattern) => pattern.exec(message)?.[1]).find((name) => name !== undefined)
  return found
}

/** The warehouse that a message names, by its path or by its id. */
const WAREHOUSE_ID = /\/sql\/(?:1\.0\/)?(?:warehouses|endpoints)\/([0-9a-f]{16})\b|\b(?:warehouse|endpoint|permissions on)(?: with)?(?: id)?:? ['"`]?([0-9a-f]{16})\b/i

function refusalIn(message: string): Subject['refused'] {
  const found = REFUSED.exec(message.replace(/\s+/g, ' '))
  if (found?.[1] === undefined || found[2] === undefined || found[3] === undefined) return undefined
  return { privilege: found[1].toUpperCase().replaceAll('_', ' '), kind: found[2].toUpperCase().replace('ROUTINE', 'FUNCTION'), path: splitPath(found[3]) }
}

const same = (a: string | undefined, b: string | undefined): boolean => a === undefined || b === undefined || a.toLowerCase() === b.toLowerCase()

const MISSING_PRINCIPAL = [
  /could not find principal with name ['"`]?([^\n'"`]+?)['"`]?(?:[.,]?\s*$|[.,]?\s+(?:SQLSTATE|\[|at\s|\(\d{3}))/im,
  /(?:ServicePrincipalName|UserName|GroupName)\(([^)\n]{1,255})\)/,
  /(?:application ID|user|group|principal)(?: with name)? ['"`]?([^\s'"`]{1,255})['"`]? (?:does not exist|not found|cannot be found)/i,
] as const

/**
 * Joins context and message. What the message names wins; parts of the context that belong to another object than the
 * one named are dropped, so that no statement mixes the two.
 */
export function subjectOf(signal: FailureSignal, context: DiagnosisContext = {}): Subject {
  const message = bounded(redact(unboxed(signal.message)))
  const named = objectsIn(message)
  const sameCatalog = same(named.catalog, context.catalog)
  const sameSchema = sameCatalog && same(named.schema, context.schema)
  const host = context.host ?? NAMED_HOST.exec(message)?.[0].toLowerCase()
  const principal = context.principal ?? REFUSED_IDENTITY.exec(message)?.[1]
  const principalKind = context.principalKind ?? (context.principal !== undefined || principal === undefined ? undefined : principal.includes('@') ? 'user' : 'service-principal')
  const kind = principalKind === 'service-principal' ? 'the service principal' : principalKind === 'user' ? 'the user' : 'the identity'
  const namedWarehouse = WAREHOUSE_ID.exec(message)
  const warehouseId = (namedWarehouse?.[1] ?? namedWarehouse?.[2])?.toLowerCase() ?? context.warehouseId
  const label = context.principalName !== undefined && context.principalName !== principal ? `${context.principalName} (${principal ?? 'id unknown'})` : principal
  const privilege = /\b(CREATE(?: [A-Z]+){1,2}|USE (?:CATALOG|SCHEMA)|SELECT|MODIFY|MANAGE|BROWSE|EXECUTE)\b(?= on )/.exec(message)?.[1]
  return {
    ...context,
    // It goes into commands and request paths as it is.
    warehouseId: warehouseId !== undefined && /^[\w-]+$/.test(warehouseId) ? warehouseId : undefined,
    warehouseName: warehouseId === context.warehouseId ? context.warehouseName : undefined,
    principalKind,
    host,
    shellHost: host !== undefined && HOST.test(host) ? host : '<workspace host>',
    catalog: named.catalog ?? context.catalog,
    schema: named.schema ?? (sameCatalog ? context.schema : undefined),
    table: named.table ?? (sameSchema ? context.table : undefined),
    grantee: principal ?? UNKNOWN_PRINCIPAL,
    granteeKnown: principal !== undefined,
    who: label === undefined ? 'the identity that CleverTap uses' : `${kind} ${label}`,
    said: message.replace(/\s+/g, ' ').trim().slice(0, 300),
    address: /\b(?:\d{1,3}\.){3}\d{1,3}\b/.exec(message)?.[0],
    missingPrincipal: MISSING_PRINCIPAL.map((pattern) => pattern.exec(message)?.[1]).find((name) => name !== undefined),
    cluster: /\b\d{4}-\d{6}-[a-z0-9]{8}\b/.exec(message)?.[0],
    refused: refusalIn(message),
    privilege,
  }
}

/** A page of the workspace; nothing when the host is unknown or not a host name. */
export function workspaceLink(subject: DiagnosisContext, label: string, ...path: string[]): Pick<Fix, 'link'> {
  if (subject.host === undefined || !HOST.test(subject.host)) return {}
  const port = subject.port === undefined || subject.port === 443 ? '' : `:${subject.port}`
  return { link: { label, href: `https://${subject.host}${port}/${path.map(encodeURIComponent).join('/')}` } }
}

/** A link to Catalog Explorer, at the deepest object that is known. */
export function explorerLink(subject: Subject): Pick<Fix, 'link'> {
  const parts = [subject.catalog, subject.schema, subject.table]
  const known = parts.slice(0, parts.includes(undefined) ? parts.indexOf(undefined) : 3) as string[]
  return workspaceLink(subject, known.length > 0 ? 'Open it in Catalog Explorer' : 'Open Catalog Explorer', 'explore', 'data', ...known)
}

/** A message ready to send: who needs what, why, and the exact statement. */
export function askMessage(subject: Subject, what: string, statement?: string): string {
  const where = subject.host === undefined ? '' : ` in the workspace ${subject.host}`
  return [
    'Hello,',
    '',
    `CleverTap imports tables from Databricks${where}. For that, ${what}.`,
    ...(statement === undefined ? [] : ['', 'Please run:', '', statement]),
    ...(statement !== undefined && !subject.granteeKnown && statement.includes(UNKNOWN_PRINCIPAL) ? ['', `Put the application id of the service principal (for a person: the e-mail address) where it says ${UNKNOWN_PRINCIPAL}.`] : []),
    '',
    ...(subject.said === '' ? [] : [`The error was: ${subject.said}`, '']),
    'Thank you.',
  ].join('\n')
}
