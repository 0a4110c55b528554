import { json, readBody, refusal, type Answer } from '../answer'
import type { Call, Endpoint, SandboxContext } from '../context'
import { changeOther, missingOther, otherAt, readOther, type OtherRow } from './other-permissions'
import { invalidParameter, objects } from './bodies'
import { pageOf } from './paging'
import { refusedByCatalog, unityCatalogEndpoint } from './unity-catalog-endpoints'
import { metastoreId } from './unity-catalog-shapes'
import type { Grant, SecurableType } from '../../state/model'

const TYPES: Record<string, SecurableType> = { metastore: 'METASTORE', catalog: 'CATALOG', schema: 'SCHEMA', table: 'TABLE', external_location: 'EXTERNAL_LOCATION' }
/** Databricks lets a page of grants hold 150 or more, or as many as it likes. */
const LEAST_PAGE = 150
const PAGE = 500

type Asked = { ok: true; type: SecurableType; securable: string } | { ok: false; answer: Answer }

function asked(call: Call, { state }: SandboxContext): Asked {
  const word = (call.params.type ?? '').toLowerCase()
  const name = (call.params.name ?? '').toLowerCase()
  const type = TYPES[word]
  const missing = missingOther(word, name)
  if (!type && missing) return { ok: false, answer: missing }
  if (!type) return { ok: false, answer: refusal(400, 'INVALID_PARAMETER_VALUE', `The sandbox holds no securables of type ${word.toUpperCase()}.`) }
  if (type !== 'METASTORE') return { ok: true, type, securable: name }
  if (name !== metastoreId(state)) return { ok: false, answer: refusal(404, 'METASTORE_DOES_NOT_EXIST', `Metastore '${name}' does not exist.`) }
  return { ok: true, type, securable: '' }
}

const restName = (privilege: string): string => privilege.replaceAll(' ', '_')

/** One entry per principal, in the order in which they come. */
function byPrincipal<G extends { principal: string }, T>(grants: readonly G[], shape: (grant: G) => T): { principal: string; privileges: T[] }[] {
  const entries = new Map<string, T[]>()
  for (const grant of grants) entries.set(grant.principal, [...(entries.get(grant.principal) ?? []), shape(grant)])
  return [...entries].map(([principal, privileges]) => ({ principal, privileges }))
}

function paged(call: Call, assignments: unknown[]): Answer {
  const page = pageOf(assignments, call.query, PAGE, { least: LEAST_PAGE })
  if (!page.ok) return page.answer
  return json({ ...(page.items.length ? { privilege_assignments: page.items } : {}), ...(page.next ? { next_page_token: page.next } : {}) })
}

const otherOf = ({ params }: Call, { state }: SandboxContext) => otherAt(state, params.type ?? '', params.name ?? '')
const otherShape = ({ privilege, inherited }: OtherRow): Record<string, string> => ({
  privilege: restName(privilege),
  ...(inherited ? { inherited_from_type: inherited.type, inherited_from_name: inherited.name } : {}),
})

const direct = (call: Call, context: SandboxContext): Answer => {
  const other = otherOf(call, context)
  if (other) {
    const read = readOther(context.state, call.caller.principal, other, { effective: false, of: call.query.get('principal') })
    return read.ok ? paged(call, byPrincipal(read.rows, ({ privilege }) => restName(privilege))) : read.answer
  }
  const target = asked(call, context)
  if (!target.ok) return target.answer
  const found = context.reader.directGrants(call.caller.principal, target.type, target.securable, call.query.get('principal') ?? undefined)
  return found.ok ? paged(call, byPrincipal(found.value, (grant) => restName(grant.privilege))) : refusedByCatalog(found)
}

const effective = (call: Call, context: SandboxContext): Answer => {
  const other = otherOf(call, context)
  if (other) {
    const read = readOther(context.state, call.caller.principal, other, { effective: true, of: call.query.get('principal') })
    return read.ok ? paged(call, byPrincipal(read.rows, otherShape)) : read.answer
  }
  const target = asked(call, context)
  if (!target.ok) return target.answer
  const found = context.reader.effectiveGrants(call.caller.principal, target.type, target.securable, call.query.get('principal') ?? undefined)
  if (!found.ok) return refusedByCatalog(found)
  const shape = (grant: Grant): Record<string, string> => ({
    privilege: restName(grant.privilege),
    ...(grant.type === target.type && grant.securable === target.securable ? {} : { inherited_from_type: grant.type, inherited_from_name: grant.securable }),
  })
  return paged(call, byPrincipal(found.value, shape))
}

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [])

type Changes = { principal: string; add: string[]; remove: string[] }[]

function changesOf(call: Call): { ok: true; changes: Changes } | { ok: false; answer: Answer } {
  const body = readBody(call.body)
  if (!body.ok) return body
  if (body.value.changes !== undefined && !Array.isArray(body.value.changes)) return { ok: false, answer: invalidParameter("Field 'changes' must be a list.") }
  const changes = objects(body.value.changes).map((one) => ({
    principal: typeof one.principal === 'string' ? one.principal : '', add: strings(one.add), remove: strings(one.remove),
  }))
  if (changes.some(({ principal }) => principal === '')) return { ok: false, answer: invalidParameter('Missing required field: principal') }
  const twice = changes.find((one) => one.add.some((privilege) => one.remove.includes(privilege)))
  return twice ? { ok: false, answer: refusal(400, 'INVALID_PARAMETER_VALUE', `Duplicate privileges to add and delete for principal ${twice.principal}.`) } : { ok: true, changes }
}

const change = (call: Call, context: SandboxContext): Answer => {
  const other = otherOf(call, context)
  if (other) {
    const wanted = changesOf(call)
    const changed = wanted.ok ? changeOther(context.state, call.caller.principal, other, wanted.changes) : wanted
    if (!changed.ok) return changed.answer
    context.changed()
    return json({ privilege_assignments: byPrincipal(changed.rows, ({ privilege }) => restName(privilege)) })
  }
  const target = asked(call, context)
  if (!target.ok) return target.answer
  const wanted = changesOf(call)
  if (!wanted.ok) return wanted.answer
  const done = context.reader.changeGrants(call.caller.principal, target.type, target.securable, wanted.changes)
  if (!done.ok) return refusedByCatalog(done)
  context.changed()
  return json({ privilege_assignments: byPrincipal(done.value, (grant) => restName(grant.privilege)) })
}

export const permissionEndpoints: Endpoint[] = [
  unityCatalogEndpoint('/permissions/:type/:name', direct),
  unityCatalogEndpoint('/permissions/:type/:name', change, 'PATCH'),
  unityCatalogEndpoint('/effective-permissions/:type/:name', effective),
  unityCatalogEndpoint('/effective-privilege-assignments/:type/:name', effective),
]
