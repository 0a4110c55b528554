import { json, type Answer } from '../answer'
import type { Call, Endpoint, SandboxContext } from '../context'
import { catalogNamed, locationNamed } from '../../state/lookup'
import type { Catalog, ExternalLocation, WorkspaceState } from '../../state/model'
import { createAccess } from '../../unity-catalog/access'
import { changeComment, changeOwner, createCatalog, createSchema, dropCatalog, dropSchema, visibleLocations, type Changed } from '../../unity-catalog/objects'
import { objectProblemToRest, obstacleToRest } from '../../unity-catalog/rest-words'
import { invalidParameter, objects, optionalText, withBody } from './bodies'
import { pageOf } from './paging'
import { refusedByCatalog, unityCatalogEndpoint } from './unity-catalog-endpoints'
import { catalogInfo, metastoreId, schemaInfo } from './unity-catalog-shapes'

const PAGE = 1000
const parts = (fullName: string | undefined): string[] => (fullName ?? '').split('.')
const refused = (changed: Extract<Changed<never>, { ok: false }>): Answer => refusedByCatalog(objectProblemToRest(changed.problem))

interface Fields {
  name?: string
  comment?: string
  storageRoot?: string
  owner?: string
  catalogName?: string
  isolationMode?: string
}

/** The text fields of a create or update. */
function fields(call: Call, handle: (fields: Fields) => Answer): Answer {
  return withBody(call, (body) => {
    const read: Record<string, string | undefined> = {}
    for (const [field, name] of [['name', 'name'], ['comment', 'comment'], ['storage_root', 'storageRoot'], ['owner', 'owner'], ['catalog_name', 'catalogName'], ['isolation_mode', 'isolationMode']] as const) {
      const value = optionalText(body, field)
      if (!value.ok) return value.answer
      read[name] = value.value
    }
    if ('new_name' in body) return invalidParameter('The sandbox does not rename catalogs and schemas.')
    return handle(read)
  })
}

const makeCatalog = (call: Call, context: SandboxContext): Answer =>
  fields(call, ({ name, comment, storageRoot }) => {
    if (name === undefined) return invalidParameter('Missing required field: name')
    const made = createCatalog(context.state, call.caller.principal, { name, comment, managedLocation: storageRoot }, context.now())
    if (!made.ok) return refused(made)
    context.changed()
    return json(catalogInfo(context.state, made.value, false))
  })

const makeSchema = (call: Call, context: SandboxContext): Answer =>
  fields(call, ({ name, comment, storageRoot, catalogName }) => {
    if (catalogName === undefined) return invalidParameter('Missing required field: catalog_name')
    if (name === undefined) return invalidParameter('Missing required field: name')
    const made = createSchema(context.state, call.caller.principal, catalogName, { name, comment, managedLocation: storageRoot }, context.now())
    if (!made.ok) return refused(made)
    context.changed()
    return json(schemaInfo(context.state, made.value, false))
  })

/** Owner, comment and, for a catalog, its isolation. All or nothing. */
const update = (type: 'CATALOG' | 'SCHEMA') => (call: Call, context: SandboxContext): Answer =>
  fields(call, ({ comment, owner, isolationMode }) => {
    const { state } = context
    const caller = call.caller.principal
    const key = (call.params.name ?? '').toLowerCase()
    if (isolationMode !== undefined && (type !== 'CATALOG' || (isolationMode !== 'OPEN' && isolationMode !== 'ISOLATED'))) return invalidParameter(`Invalid isolation_mode: ${isolationMode}`)
    const steps: (() => Changed<undefined>)[] = [
      ...(comment === undefined ? [] : [() => changeComment(state, caller, type, key, comment)]),
      ...(isolationMode === 'OPEN' || isolationMode === 'ISOLATED' ? [() => isolate(state, caller, key, isolationMode)] : []),
      // Last: afterwards the caller may have no say any more.
      ...(owner === undefined ? [] : [() => changeOwner(state, caller, type, key, owner)]),
    ]
    for (const step of steps) {
      const changed = step()
      if (!changed.ok) return refused(changed)
    }
    context.changed()
    const [catalog = '', schema = ''] = parts(key)
    const shown = type === 'CATALOG' ? context.reader.getCatalog(caller, catalog) : context.reader.getSchema(caller, catalog, schema)
    if (!shown.ok) return json({})
    return json('catalog' in shown.value ? catalogInfo(state, shown.value.catalog, false) : schemaInfo(state, shown.value.schema, false))
  })

/** A catalog that becomes isolated stays usable where it was made isolated. */
function isolate(state: WorkspaceState, caller: string, name: string, mode: Catalog['isolation']): Changed<undefined> {
  const catalog = managedCatalog(state, caller, name)
  if (!catalog.ok) return catalog
  if (mode === 'ISOLATED' && catalog.value.isolation === 'OPEN') catalog.value.boundTo = [state.workspaceId]
  catalog.value.isolation = mode
  return { ok: true, value: undefined }
}

function managedCatalog(state: WorkspaceState, caller: string, name: string): Changed<Catalog> {
  const catalog = catalogNamed(state, name)
  if (!catalog) return { ok: false, problem: { kind: 'obstacle', obstacle: { kind: 'no-such-catalog', catalog: name } } }
  if (createAccess(state, caller).canManage('CATALOG', catalog.name)) return { ok: true, value: catalog }
  return { ok: false, problem: { kind: 'obstacle', obstacle: { kind: 'denied', privilege: 'MANAGE', object: 'Catalog', name: catalog.name } } }
}

const forced = (call: Call): boolean => call.query.get('force') === 'true'
const removed = (context: SandboxContext, changed: Changed<undefined>): Answer => {
  if (!changed.ok) return refused(changed)
  context.changed()
  return json({})
}

const bindingsOf = (catalog: Catalog): unknown[] =>
  catalog.boundTo.map((workspace) => ({ workspace_id: Number(workspace), binding_type: catalog.readOnlyIn?.includes(workspace) ? 'BINDING_TYPE_READ_ONLY' : 'BINDING_TYPE_READ_WRITE' }))

/** Bindings of a catalog, in the shape of today's API or of the older one that knows workspaces only. */
const bindings = (old: boolean, change: boolean) => (call: Call, context: SandboxContext): Answer =>
  withBody(call, (body) => {
    if (!old && call.params.type !== 'catalog') return invalidParameter(`The sandbox holds no bindings of type ${call.params.type ?? ''}.`)
    const found = managedCatalog(context.state, call.caller.principal, call.params.name ?? '')
    if (!found.ok) return refused(found)
    const catalog = found.value
    if (change) {
      const add = old ? numbers(body.assign_workspaces).map((id) => ({ workspace_id: id })) : objects(body.add)
      const remove = new Set(old ? numbers(body.unassign_workspaces).map(String) : objects(body.remove).map((one) => String(one.workspace_id as number)))
      const added = add.map((one: Record<string, unknown>) => ({ id: String(one.workspace_id as number), readOnly: one.binding_type === 'BINDING_TYPE_READ_ONLY' }))
      const wrong = added.find(({ id }) => !/^\d+$/.test(id))
      if (wrong) return invalidParameter(`Invalid workspace_id: ${wrong.id}`)
      const ids = new Set([...catalog.boundTo.filter((id) => !remove.has(id)), ...added.map(({ id }) => id)])
      const renewed = new Set(added.map(({ id }) => id))
      catalog.boundTo = [...ids]
      catalog.readOnlyIn = [...(catalog.readOnlyIn ?? []).filter((id) => ids.has(id) && !renewed.has(id)), ...added.filter(({ readOnly }) => readOnly).map(({ id }) => id)]
      context.changed()
    }
    return json(old ? { workspaces: catalog.boundTo.map(Number) } : { bindings: bindingsOf(catalog) })
  })

const numbers = (value: unknown): number[] => (Array.isArray(value) ? value.filter((one): one is number => typeof one === 'number') : [])

const locationInfo = (state: WorkspaceState, one: ExternalLocation): Record<string, unknown> => ({
  name: one.name, url: one.url, credential_name: one.credential, read_only: one.readOnly ?? false, ...(one.comment === undefined ? {} : { comment: one.comment }), owner: one.owner,
  metastore_id: metastoreId(state), created_at: one.createdAt, created_by: one.createdBy, updated_at: one.createdAt, updated_by: one.createdBy, isolation_mode: 'ISOLATION_MODE_OPEN',
})

export const unityCatalogChangeEndpoints: Endpoint[] = [
  unityCatalogEndpoint('/catalogs', makeCatalog, 'POST'),
  unityCatalogEndpoint('/catalogs/:name', update('CATALOG'), 'PATCH'),
  unityCatalogEndpoint('/catalogs/:name', (call, context) => removed(context, dropCatalog(context.state, call.caller.principal, call.params.name ?? '', forced(call))), 'DELETE'),
  unityCatalogEndpoint('/schemas', makeSchema, 'POST'),
  unityCatalogEndpoint('/schemas/:name', update('SCHEMA'), 'PATCH'),
  unityCatalogEndpoint('/schemas/:name', (call, context) => {
    const [catalog = '', schema = ''] = parts(call.params.name)
    return removed(context, dropSchema(context.state, call.caller.principal, catalog, schema, forced(call)))
  }, 'DELETE'),
  unityCatalogEndpoint('/bindings/:type/:name', bindings(false, false)),
  unityCatalogEndpoint('/bindings/:type/:name', bindings(false, true), 'PATCH'),
  unityCatalogEndpoint('/workspace-bindings/catalogs/:name', bindings(true, false)),
  unityCatalogEndpoint('/workspace-bindings/catalogs/:name', bindings(true, true), 'PATCH'),
  unityCatalogEndpoint('/external-locations', (call, { state }) => {
    const page = pageOf(visibleLocations(state, call.caller.principal), call.query, PAGE)
    if (!page.ok) return page.answer
    return json({ ...(page.items.length ? { external_locations: page.items.map((one) => locationInfo(state, one)) } : {}), ...(page.next ? { next_page_token: page.next } : {}) })
  }),
  unityCatalogEndpoint('/external-locations/:name', (call, { state }) => {
    const location = locationNamed(state, call.params.name ?? '')
    if (!location) return refusedByCatalog(obstacleToRest({ kind: 'no-such-location', location: call.params.name ?? '' }))
    if (!visibleLocations(state, call.caller.principal).includes(location)) return refusedByCatalog(obstacleToRest({ kind: 'denied', privilege: 'BROWSE', object: 'External Location', name: location.name }))
    return json(locationInfo(state, location))
  }),
]
