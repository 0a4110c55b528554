import { pasteCollector, type PastedFields } from './paste-collector'

const HOST = /(?<![\w.-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:cloud\.databricks\.(?:com|us|mil)|gcp\.databricks\.com|azuredatabricks\.net|databricks\.azure\.(?:us|cn))(?::\d{1,5}(?!\d))?(?![\w-])/gi
const PATH = /\/?\bsql\/1\.0\/(?:warehouses|endpoints)\/\w+(?:\?o=\d+)?/gi
const WAREHOUSE = /(?:\/sql\/warehouses\/|\bwarehouse_?id["']?\s*[:=]\s*["']?)([0-9a-f]{16})(?![0-9a-f])/gi
const TOKEN = /(?<![\w-])dapi[0-9a-f]{32}(?:-\d)?(?![\w-])/gi
const NAME = /\b(?:initial_?)?(catalog|schema)["']?\s*[:=]\s*["']([^"'\s]{1,255})["']|[?&](catalog|schema)=([^&\s"']{1,255})/gi
/** An attribute of XML (a data source of Tableau). */
const PORT = /\sport=["'](\d{1,5})["']/g

/** A connection address of a Go or Python client: `token:dapi...@host:443/sql/1.0/warehouses/...`. */
export const isDsn = (core: string): boolean => /^(?:databricks:\/\/)?token:[^\s@]+@\S+$/i.test(core)

/**
 * Values by their own shape, in text of any form: a curl command, a line of code, a message. Undefined unless two kinds of them
 * are in it, for a text with one is that value, and belongs where it was pasted.
 */
export function readScattered(written: string): PastedFields | undefined {
  const text = written.replace(/%2f/gi, '/')
  const collector = pasteCollector('pasted text')
  for (const [host] of text.matchAll(HOST)) collector.add('host', host)
  for (const [path] of text.matchAll(PATH)) collector.add('httpPath', path)
  for (const [, id = ''] of text.matchAll(WAREHOUSE)) collector.add('warehouseId', id)
  for (const [token] of text.matchAll(TOKEN)) collector.add('token', token)
  if (collector.size() < 2) return undefined
  for (const [, port = ''] of text.matchAll(PORT)) collector.add('port', port)
  if (/class=["']databricks["']/.test(text)) for (const [, catalog = ''] of text.matchAll(/\bdbname=["']([^"'\s]{1,255})["']/g)) collector.add('catalog', catalog)
  for (const [, key, value, urlKey, urlValue] of text.matchAll(NAME)) collector.add((key ?? urlKey)?.toLowerCase() === 'catalog' ? 'catalog' : 'schema', value ?? urlValue ?? '')
  return collector.finish()
}
