import { SandboxReady } from '../sandbox/sandbox'
import { pasteCollector, type PastedFields } from './paste-collector'
import { pasteKey } from './paste-keys'

export interface ReadJson extends PastedFields {
  kind: 'json' | 'sandbox' | 'handoff'
  label: string
  tables?: string[]
  caFile?: string
}

const MAX_DEPTH = 8
const MAX_MEMBERS = 5_000

/** JSON with connection data in it, at any depth. `undefined` when it is no JSON object or has none. */
export function readJson(text: string): ReadJson | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  const sandbox = SandboxReady.safeParse(value)
  if (sandbox.success) return readSandboxLine(sandbox.data)
  const isHandoff = 'kind' in value && value.kind === 'clevertap-databricks-connection'
  const label = isHandoff ? 'exported configuration' : 'JSON'
  const collector = pasteCollector(`pasted ${label}`)
  if (isHandoff && 'connection' in value) {
    const connection = value.connection
    if (typeof connection === 'object' && connection !== null && 'name' in connection && typeof connection.name === 'string') {
      collector.add('name', connection.name)
    }
    walk(connection, collector.add)
  } else walk(value, collector.add)
  if (collector.size() === 0) return undefined
  const listed: unknown = isHandoff && 'tables' in value ? value.tables : undefined
  const tables = Array.isArray(listed) ? listed.filter((table): table is string => typeof table === 'string') : undefined
  return { kind: isHandoff ? 'handoff' : 'json', label, tables, ...collector.finish() }
}

function readSandboxLine(ready: SandboxReady): ReadJson {
  const collector = pasteCollector('pasted line of the sandbox workspace')
  collector.add('host', ready.host)
  collector.add('port', String(ready.port))
  collector.add('httpPath', Object.values(ready.httpPaths)[0] ?? '')
  collector.add('catalog', ready.catalog)
  collector.add('schema', ready.schema)
  collector.add('token', ready.tokens.clevertap ?? '')
  return { kind: 'sandbox', label: 'line of the sandbox workspace', caFile: ready.caFile, ...collector.finish() }
}

function walk(root: unknown, add: ReturnType<typeof pasteCollector>['add']): void {
  let members = 0
  const visit = (value: unknown, inOdbc: boolean, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return
    for (const [label, member] of Object.entries(value)) {
      if (++members > MAX_MEMBERS) return
      if (typeof member === 'string' || typeof member === 'number') {
        const key = inOdbc && label === 'path' ? 'httpPath' : pasteKey(label, String(member))
        if (key === 'jdbcUrl' && typeof member === 'string') addJdbc(member, add)
        else if (key) add(key, String(member))
        else if (typeof member === 'string' && /^\s*\{/.test(member)) visit(parsed(member), false, depth + 1)
      } else visit(member, label === 'odbc_params', depth + 1)
    }
  }
  visit(root, false, 0)
}

/** JSON within JSON: a secret's value, the `extra` of an Airflow connection. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Only what an API answer may lack elsewhere; a JDBC URL beside `odbc_params` says the same twice. */
function addJdbc(url: string, add: ReturnType<typeof pasteCollector>['add']): void {
  const host = /^jdbc:\w+:\/\/([^/:;]+)/i.exec(url)?.[1]
  const path = /;httpPath=([^;]+)/i.exec(url)?.[1]
  if (host !== undefined) add('host', host)
  if (path !== undefined) add('httpPath', path)
}
