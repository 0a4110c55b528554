import { json, refusal, type Answer } from '../answer'
import type { Call, Endpoint, SandboxContext } from '../context'
import { likePattern } from '../like-pattern'
import { pageOf } from './paging'
import { catalogInfo, metastoreId, schemaInfo, tableInfo } from './unity-catalog-shapes'
import type { CatalogOutcome } from '../../sql/engine'

const UC = ['unity-catalog'] as const
const API = '/api/2.1/unity-catalog'
const PAGE = 1000

const refused = (outcome: Extract<CatalogOutcome<never>, { ok: false }>): Answer => refusal(outcome.status, outcome.code, outcome.message)
const browsing = (call: Call): boolean => call.query.get('include_browse') === 'true'

function listed<T>(call: Call, key: string, rows: readonly T[], shape: (row: T) => unknown): Answer {
  const page = pageOf(rows, call.query, PAGE)
  if (!page.ok) return page.answer
  return json({ ...(page.items.length ? { [key]: page.items.map(shape) } : {}), ...(page.next ? { next_page_token: page.next } : {}) })
}

/** A workspace without a metastore has no Unity Catalog: every call answers this (databricks.md 5.4). */
function withoutMetastore(call: Call): Answer {
  const details = [{ '@type': 'type.googleapis.com/google.rpc.RequestInfo', request_id: call.requestId, serving_data: '' }]
  return refusal(404, 'METASTORE_DOES_NOT_EXIST', 'No metastore assigned for the current workspace.', details)
}

const endpoint = (path: string, answer: (call: Call, context: SandboxContext) => Answer, method: Endpoint['method'] = 'GET'): Endpoint => ({
  method, path: `${API}${path}`, scopes: UC,
  handle: (call, context) => (context.state.metastore ? answer(call, context) : withoutMetastore(call)),
})

const missing = (name: string): Answer => refusal(400, 'INVALID_PARAMETER_VALUE', `Missing required field: ${name}`)
const parts = (fullName: string | undefined): string[] => (fullName ?? '').split('.')

export const unityCatalogEndpoints: Endpoint[] = [
  endpoint('/current-metastore-assignment', (_call, { state }) => json({ metastore_id: metastoreId(state), workspace_id: Number(state.workspaceId), default_catalog_name: state.suggested.catalog })),
  endpoint('/metastore_summary', (_call, { state }) => {
    const store = state.metastore
    return json({
      name: store?.name, metastore_id: store?.id, owner: store?.owner, cloud: state.cloud, region: store?.region,
      global_metastore_id: `${state.cloud}:${store?.region ?? ''}:${store?.id ?? ''}`, privilege_model_version: store?.privilegeModelVersion,
      ...(store?.storageRoot ? { storage_root: store.storageRoot } : {}),
    })
  }),
  endpoint('/catalogs', (call, context) =>
    listed(call, 'catalogs', context.reader.catalogs(call.caller.principal, browsing(call)), (row) => catalogInfo(context.state, row.catalog, row.browseOnly))),
  endpoint('/catalogs/:name', (call, context) => {
    const found = context.reader.getCatalog(call.caller.principal, call.params.name ?? '')
    return found.ok ? json(catalogInfo(context.state, found.value.catalog, found.value.browseOnly)) : refused(found)
  }),
  endpoint('/schemas', (call, context) => {
    const catalog = call.query.get('catalog_name')
    if (!catalog) return missing('catalog_name')
    if (!browsing(call)) {
      const way = context.reader.useCatalog(call.caller.principal, catalog)
      if (!way.ok) return refused(way)
    }
    return listed(call, 'schemas', context.reader.schemas(call.caller.principal, catalog, browsing(call)), (row) => schemaInfo(context.state, row.schema, row.browseOnly))
  }),
  endpoint('/schemas/:name', (call, context) => {
    const [catalog = '', schema = ''] = parts(call.params.name)
    const found = context.reader.getSchema(call.caller.principal, catalog, schema)
    return found.ok ? json(schemaInfo(context.state, found.value.schema, found.value.browseOnly)) : refused(found)
  }),
  endpoint('/tables', (call, context) => {
    const catalog = call.query.get('catalog_name')
    const schema = call.query.get('schema_name')
    if (!catalog) return missing('catalog_name')
    if (!schema) return missing('schema_name')
    if (!browsing(call)) {
      const way = context.reader.useSchema(call.caller.principal, catalog, schema)
      if (!way.ok) return refused(way)
    }
    const omit = { columns: call.query.get('omit_columns') === 'true', username: call.query.get('omit_username') === 'true', properties: call.query.get('omit_properties') === 'true' }
    return listed(call, 'tables', context.reader.tables(call.caller.principal, catalog, schema, browsing(call)), (row) => tableInfo(context.state, row.table, row.browseOnly, omit))
  }),
  endpoint('/table-summaries', (call, context) => {
    const catalog = call.query.get('catalog_name')
    if (!catalog) return missing('catalog_name')
    const way = context.reader.useCatalog(call.caller.principal, catalog)
    if (!way.ok) return refused(way)
    const [inSchema, named] = [likePattern(call.query.get('schema_name_pattern')), likePattern(call.query.get('table_name_pattern'))]
    const schemas = context.reader.schemas(call.caller.principal, catalog, false).filter(({ schema }) => inSchema(schema.name))
    const rows = schemas.flatMap(({ schema }) => context.reader.tables(call.caller.principal, catalog, schema.name, false)).filter(({ table }) => named(table.name))
    return listed(call, 'tables', rows, ({ table }) => ({ full_name: `${table.catalog}.${table.schema}.${table.name}`, table_type: table.kind }))
  }),
  endpoint('/tables/:name/exists', (call, context) => {
    const [catalog = '', schema = '', table = ''] = parts(call.params.name)
    const found = context.reader.getTable(call.caller.principal, catalog, schema, table)
    return found.ok ? json({ table_exists: true }) : found.code === 'TABLE_DOES_NOT_EXIST' ? json({ table_exists: false }) : refused(found)
  }),
  endpoint('/tables/:name', (call, context) => {
    const [catalog = '', schema = '', table = ''] = parts(call.params.name)
    const found = context.reader.getTable(call.caller.principal, catalog, schema, table)
    return found.ok ? json(tableInfo(context.state, found.value.table, found.value.browseOnly, { columns: false, username: false })) : refused(found)
  }),
]
export { endpoint as unityCatalogEndpoint, refused as refusedByCatalog }
