import { namesOneWorkspace } from './cloud'
import { FIELD_NAMES, type FieldIssue, type FieldName } from './connection'
import { coreOf, misplacedSecret } from './field-reading'
import { isPlaceholder, type PasteKey } from './paste-keys'
import { readHost } from './read-host'
import { httpPathOf, readHttpPath } from './read-http-path'
import { unwrapped } from './paste-wrapping'
import { cleanToken, tokenIssues } from './read-token'

export interface PastedValue {
  field: FieldName
  value: string
  /** For the field's provenance, e.g. `pasted JDBC URL`. */
  from: string
}
export interface PastedFields {
  /** Never the token. */
  values: PastedValue[]
  token?: string
  /** About the values as pasted; without parts, for these differ from what is put into the fields. */
  issues: FieldIssue[]
}

/** Gathers labelled values; the first of each kind wins, a different second one is said. */
export function pasteCollector(from: string) {
  const found = new Map<PasteKey, string>()
  const several = new Set<PasteKey>()
  const add = (key: PasteKey, written: string): void => {
    const value = coreOf(unwrapped(coreOf(written).core)).core
    if (value === '' || isPlaceholder(value)) return
    const before = found.get(key)
    if (before === undefined) found.set(key, value)
    else if (before !== value) several.add(key)
  }
  return { add, has: (key: PasteKey) => found.has(key), size: () => found.size, finish: () => finish(found, several, from) }
}

function finish(found: ReadonlyMap<PasteKey, string>, several: ReadonlySet<PasteKey>, from: string): PastedFields {
  const values = new Map<FieldName, string>()
  const issues: FieldIssue[] = []
  const say = (field: FieldName, severity: FieldIssue['severity'], code: string, message: string): void => {
    issues.push({ field, severity, code: `paste.${code}`, message })
  }

  const typedHost = found.get('host')
  const host = typedHost === undefined ? undefined : readHost(typedHost)
  if (host && typedHost !== undefined) {
    keepErrors(host.issues, issues)
    if (host.host !== undefined) values.set('host', host.host)
    else if (!misplacedSecret('host', typedHost)) values.set('host', typedHost)
    if (host.port !== undefined) values.set('port', String(host.port))
  }
  const workspaceId = found.get('workspaceId')?.match(/^\d+$/)?.[0] ?? host?.workspaceId
  const typedPath = found.get('httpPath')
  const id = found.get('warehouseId')?.toLowerCase()
  if (typedPath !== undefined) {
    const path = readHttpPath(typedPath)
    keepErrors(path.issues, issues)
    if (path.httpPath !== undefined) values.set('httpPath', path.httpPath)
    else if (!misplacedSecret('httpPath', typedPath)) values.set('httpPath', typedPath)
  } else if (id !== undefined && /^[0-9a-f]{16}$/.test(id)) {
    const needsWorkspace = host?.host !== undefined && !namesOneWorkspace(host.host)
    values.set('httpPath', httpPathOf(id, needsWorkspace ? workspaceId : undefined))
  } else if (found.has('clusterId')) {
    say('httpPath', 'error', 'cluster', 'This names an all-purpose cluster. CleverTap imports through a SQL warehouse.')
  }
  if (found.has('accountId') && values.get('host') === undefined) {
    say('host', 'error', 'account', 'This is a sign-in to the account console, not to a workspace.')
  }
  // "Database" is the schema, unless the text names one besides: then it is the catalog.
  const database = found.get('database')
  const named: Record<'name' | 'port' | 'catalog' | 'schema', string | undefined> = {
    name: found.get('name'),
    port: found.get('port'),
    catalog: found.get('catalog') ?? (found.has('schema') ? database : undefined),
    schema: found.get('schema') ?? database,
  }
  for (const field of ['name', 'port', 'catalog', 'schema'] as const) {
    const value = named[field]
    if (value === undefined) continue
    const secret = misplacedSecret(field, value)
    if (secret) issues.push({ ...secret, part: undefined })
    else values.set(field, value)
  }
  const token = found.has('token') ? cleanToken(found.get('token') ?? '') : undefined
  if (token !== undefined) keepErrors(tokenIssues(token), issues)
  for (const key of several) {
    const field = key === 'warehouseId' ? 'httpPath' : FIELD_NAMES.find((name) => name === key)
    if (field) say(field, 'warning', 'several', 'The text holds more than one value for this; the first was taken.')
  }
  const inOrder = FIELD_NAMES.flatMap((field) => {
    const value = values.get(field)
    return value === undefined ? [] : [{ field, value, from }]
  })
  return { values: inOrder, token, issues }
}

function keepErrors(from: readonly FieldIssue[], to: FieldIssue[]): void {
  for (const issue of from) if (issue.severity === 'error') to.push({ ...issue, part: undefined })
}
