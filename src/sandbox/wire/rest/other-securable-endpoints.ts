import { json, refusal, type Answer } from '../answer'
import type { Call, Endpoint, SandboxContext } from '../context'
import type { OtherSecurable, OtherType } from '../../state/audit-state'
import { schemaNamed } from '../../state/lookup'
import type { WorkspaceState } from '../../state/model'
import { createAccess } from '../../unity-catalog/access'
import { isObjectName } from '../../unity-catalog/objects'
import { dropOther, managesOther, otherNamed, seesOther } from '../../unity-catalog/other-securables'
import { invalidParameter, optionalText, withBody } from './bodies'
import { missingOther } from './other-permissions'
import { pageOf } from './paging'
import { refusedByCatalog, unityCatalogEndpoint } from './unity-catalog-endpoints'
import { metastoreId } from './unity-catalog-shapes'

const PAGE = 1000

const common = (state: WorkspaceState, other: OtherSecurable): Record<string, unknown> => ({ owner: other.owner, ...(other.comment === undefined ? {} : { comment: other.comment }), metastore_id: metastoreId(state) })
const inSchema = (state: WorkspaceState, other: OtherSecurable): Record<string, unknown> => {
  const [catalog, schema, name] = other.name.split('.')
  return { name, catalog_name: catalog, schema_name: schema, full_name: other.name, ...common(state, other) }
}
const alone = (state: WorkspaceState, other: OtherSecurable): Record<string, unknown> => ({ name: other.name, full_name: other.name, ...common(state, other) })
const volume = (state: WorkspaceState, other: OtherSecurable): Record<string, unknown> => ({ ...inSchema(state, other), volume_type: 'MANAGED', browse_only: false })

type Shape = typeof common

/** Lists in a schema: the way there is asked for, then each is shown to whoever holds something on it. */
const listInSchema = (type: OtherType, key: string, shape: Shape) => (call: Call, context: SandboxContext): Answer => {
  const [catalog, schema] = [call.query.get('catalog_name'), call.query.get('schema_name')]
  if (!catalog) return invalidParameter('Missing required field: catalog_name')
  if (!schema) return invalidParameter('Missing required field: schema_name')
  const way = context.reader.useSchema(call.caller.principal, catalog, schema)
  if (!way.ok) return refusedByCatalog(way)
  return list(call, context, type, key, shape, `${catalog}.${schema}.`.toLowerCase())
}

function list(call: Call, { state }: SandboxContext, type: OtherType, key: string, shape: Shape, within = ''): Answer {
  const access = createAccess(state, call.caller.principal)
  const page = pageOf((state.others ?? []).filter((one) => one.type === type && one.name.startsWith(within) && seesOther(state, access, one)), call.query, PAGE)
  if (!page.ok) return page.answer
  return json({ ...(page.items.length ? { [key]: page.items.map((one) => shape(state, one)) } : {}), ...(page.next ? { next_page_token: page.next } : {}) })
}

/** One of them, or the answer for what is not there or not to be seen: which of both, nobody is told. */
function one(call: Call, { state }: SandboxContext, type: OtherType): OtherSecurable | Answer {
  const name = (call.params.name ?? '').toLowerCase()
  const found = otherNamed(state, type, name)
  if (found && seesOther(state, createAccess(state, call.caller.principal), found)) return found
  return missingOther(type, name) ?? refusal(404, 'RESOURCE_DOES_NOT_EXIST', `'${name}' does not exist.`)
}
const get = (type: OtherType, shape: Shape) => (call: Call, context: SandboxContext): Answer => {
  const found = one(call, context, type)
  return 'status' in found ? found : json(shape(context.state, found))
}

const makeVolume = (call: Call, context: SandboxContext): Answer =>
  withBody(call, (body) => {
    const read: Record<string, string> = {}
    for (const field of ['catalog_name', 'schema_name', 'name', 'volume_type']) {
      const value = optionalText(body, field)
      if (!value.ok) return value.answer
      if (value.value === undefined) return invalidParameter(`Missing required field: ${field}`)
      read[field] = value.value
    }
    const comment = optionalText(body, 'comment')
    if (!comment.ok) return comment.answer
    const [catalog, schema, name] = [read.catalog_name ?? '', read.schema_name ?? '', (read.name ?? '').toLowerCase()].map((part) => part.toLowerCase()) as [string, string, string]
    if (read.volume_type !== 'MANAGED') return invalidParameter('The sandbox makes managed volumes only.')
    const { state } = context
    const access = createAccess(state, call.caller.principal)
    const way = context.reader.useSchema(call.caller.principal, catalog, schema)
    if (!way.ok) return refusedByCatalog(way)
    const may = access.owns(schemaNamed(state, catalog, schema)?.owner ?? '') || access.holds('SCHEMA', `${catalog}.${schema}`, 'CREATE VOLUME') || access.holds('CATALOG', catalog, 'CREATE VOLUME')
    if (!may) return refusal(403, 'PERMISSION_DENIED', `User does not have CREATE VOLUME on Schema '${catalog}.${schema}'.`)
    if (!isObjectName(name)) return invalidParameter(`Invalid input: RPC CreateVolume Field managedcatalog.VolumeInfo.name: name "${name}" is not a valid name.`)
    const full = `${catalog}.${schema}.${name}`
    if (otherNamed(state, 'VOLUME', full)) return refusal(400, 'VOLUME_ALREADY_EXISTS', `Volume '${full}' already exists`)
    const made: OtherSecurable = { type: 'VOLUME', name: full, owner: call.caller.principal, ...(comment.value === undefined ? {} : { comment: comment.value }) }
    ;(state.others ??= []).push(made)
    context.changed()
    return json(volume(state, made))
  })

const remove = (type: 'VOLUME' | 'FUNCTION') => (call: Call, context: SandboxContext): Answer => {
  const found = one(call, context, type)
  if ('status' in found) return found
  if (!managesOther(context.state, createAccess(context.state, call.caller.principal), found)) return refusal(403, 'PERMISSION_DENIED', `User is not an owner of ${type === 'VOLUME' ? 'Volume' : 'Function'} '${found.name}'.`)
  dropOther(context.state, found)
  context.changed()
  return json({})
}

/** Volumes, functions, storage credentials and connections, as far as the sandbox has them: named, owned, granted on. */
export const otherSecurableEndpoints: Endpoint[] = [
  unityCatalogEndpoint('/volumes', listInSchema('VOLUME', 'volumes', volume)),
  unityCatalogEndpoint('/volumes', makeVolume, 'POST'),
  unityCatalogEndpoint('/volumes/:name', get('VOLUME', volume)),
  unityCatalogEndpoint('/volumes/:name', remove('VOLUME'), 'DELETE'),
  unityCatalogEndpoint('/functions', listInSchema('FUNCTION', 'functions', inSchema)),
  unityCatalogEndpoint('/functions/:name', get('FUNCTION', inSchema)),
  unityCatalogEndpoint('/functions/:name', remove('FUNCTION'), 'DELETE'),
  unityCatalogEndpoint('/storage-credentials', (call, context) => list(call, context, 'STORAGE_CREDENTIAL', 'storage_credentials', alone)),
  unityCatalogEndpoint('/storage-credentials/:name', get('STORAGE_CREDENTIAL', alone)),
  unityCatalogEndpoint('/connections', (call, context) => list(call, context, 'CONNECTION', 'connections', alone)),
  unityCatalogEndpoint('/connections/:name', get('CONNECTION', alone)),
]
