import { FIELD_NAMES } from './connection'
import { pasteCollector, type PastedFields } from './paste-collector'
import { pasteKey } from './paste-keys'

export interface ReadAddress extends PastedFields {
  kind: 'browser-url' | 'warehouse-url' | 'explore-url'
  label: string
  tables?: string[]
}

const ZONE = /^[\w-]+(\.[\w-]+)*\.(databricks\.com|azuredatabricks\.net|databricks\.azure\.(us|cn)|cloud\.databricks\.(us|mil))(:\d+)?[/?#]/i

/** Whether a text is the address of a page: with a scheme, or a Databricks host followed by a path. */
export const isAddress = (text: string): boolean => !/\s/.test(text) && (/^https?:\/\/[^/]/i.test(text) || ZONE.test(text))

/** The address of a page in a workspace: its host, and the warehouse, catalog, schema or table it shows. */
export function readAddress(text: string): ReadAddress {
  const rest = text.replace(/^https?:\/\/[^/?#]*/i, '').replace(/^[^/?#]+(?=[/?#])/, '')
  const workspaceId = /[?&]o=(\d+)/.exec(rest)?.[1]
  const warehouse = /(?:^|[/#])sql\/(?:1\.0\/)?(?:warehouses|endpoints)\/([0-9a-f]{16})(?![0-9a-f])/i.exec(rest)?.[1]
  const explored = /^\/explore\/data\/(.+)$/.exec(rest.replace(/[?#].*$/, ''))?.[1]?.split('/').filter(Boolean).map(decoded)
  const label = warehouse !== undefined ? "address of the warehouse's page" : explored ? 'address in Catalog Explorer' : 'browser address'
  const collector = pasteCollector(`pasted ${label}`)
  collector.add('host', text)
  if (workspaceId !== undefined) collector.add('workspaceId', workspaceId)
  if (warehouse !== undefined) collector.add('warehouseId', warehouse)
  if (/\/sql\/protocolv1\/|[/#](?:compute\/|setting\/)clusters\/\w/.test(rest)) collector.add('clusterId', 'cluster')
  const kind = warehouse !== undefined ? 'warehouse-url' : explored ? 'explore-url' : 'browser-url'
  if (!explored) return { kind, label, ...collector.finish() }
  const ofOtherKind = ['volumes', 'functions', 'models'].includes(explored[0] ?? '') && explored.length >= 3
  const [catalog, schema, table] = ofOtherKind ? explored.slice(1, 3) : explored
  if (catalog !== undefined) collector.add('catalog', catalog)
  if (schema !== undefined) collector.add('schema', schema)
  return { kind, label, ...collector.finish(), tables: table === undefined ? undefined : [table] }
}

/** Addresses of several pages of one workspace, one a line: what each of them shows. Undefined for all else. */
export function readAddresses(text: string): ReadAddress | undefined {
  const lines = text.split(/[\r\n]+/).map((line) => line.trim()).filter((line) => line !== '')
  if (lines.length < 2 || !lines.every(isAddress)) return undefined
  const pages = lines.map(readAddress)
  const host = (page: ReadAddress): string | undefined => page.values.find(({ field }) => field === 'host')?.value
  const first = pages[0]
  if (first === undefined || pages.some((page) => host(page) !== host(first))) return undefined
  const values = FIELD_NAMES.flatMap((name) => pages.flatMap((page) => page.values.filter(({ field }) => field === name)).slice(0, 1))
  const tables = pages.flatMap((page) => page.tables ?? [])
  return { kind: 'browser-url', label: 'addresses of pages', values, issues: pages.flatMap((page) => page.issues), ...(tables.length > 0 ? { tables } : {}) }
}

/** `jdbc:databricks://host:443/default;httpPath=...;` and the older `jdbc:spark://`. Property names in any case. */
export function readJdbc(text: string, from = 'pasted JDBC URL'): PastedFields {
  const [address = '', ...properties] = text.trim().split(';')
  const collector = pasteCollector(from)
  collector.add('host', address)
  addProperties(properties, collector.add)
  const database = /^jdbc:\w+:\/\/[^/]*\/([^/?]+)$/i.exec(address)?.[1]
  // Every JDBC URL that Databricks shows says `/default`; it is no choice of a schema.
  if (database !== undefined && database.toLowerCase() !== 'default') collector.add('schema', decoded(database))
  return collector.finish()
}

/** `Driver=...;Host=...;Port=443;HTTPPath=...;UID=token;PWD=...` */
export function readOdbc(text: string): PastedFields {
  const collector = pasteCollector('pasted ODBC string')
  addProperties(text.split(/[;\r\n]+/), collector.add)
  return collector.finish()
}

export const isOdbc = (text: string): boolean => /(^|;)\s*(host|server)\s*=/i.test(text) && /;\s*(httppath|port|driver|authmech)\s*=/i.test(text)

function addProperties(properties: readonly string[], add: ReturnType<typeof pasteCollector>['add']): void {
  for (const property of properties) {
    const at = property.indexOf('=')
    if (at < 0) continue
    const key = pasteKey(property.slice(0, at))
    if (key) add(key, property.slice(at + 1).trim().replace(/^\{(.*)\}$/, '$1'))
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
