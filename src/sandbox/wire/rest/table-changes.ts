import { json, refusal, type Answer } from '../answer'
import type { Call, Endpoint, SandboxContext } from '../context'
import { tableKey, tableNamed } from '../../state/lookup'
import { createAccess } from '../../unity-catalog/access'
import { changeComment, changeOwner, forgetGrants } from '../../unity-catalog/objects'
import { objectProblemToRest } from '../../unity-catalog/rest-words'
import { optionalText, withBody } from './bodies'
import { refusedByCatalog, unityCatalogEndpoint } from './unity-catalog-endpoints'
import { tableInfo } from './unity-catalog-shapes'

const named = (call: Call): [catalog: string, schema: string, table: string] => {
  const [catalog = '', schema = '', table = ''] = (call.params.name ?? '').toLowerCase().split('.')
  return [catalog, schema, table]
}

/** Its owner and its comment. */
const update = (call: Call, context: SandboxContext): Answer =>
  withBody(call, (body) => {
    const [owner, comment] = [optionalText(body, 'owner'), optionalText(body, 'comment')]
    if (!owner.ok) return owner.answer
    if (!comment.ok) return comment.answer
    const { state, reader } = context
    const { principal } = call.caller
    const found = reader.getTable(principal, ...named(call))
    if (!found.ok) return refusedByCatalog(found)
    const key = tableKey(found.value.table)
    const commented = comment.value === undefined ? undefined : changeComment(state, principal, 'TABLE', key, comment.value)
    if (commented?.ok === false) return refusedByCatalog(objectProblemToRest(commented.problem))
    const owned = owner.value === undefined ? undefined : changeOwner(state, principal, 'TABLE', key, owner.value)
    if (owned?.ok === false) return refusedByCatalog(objectProblemToRest(owned.problem))
    context.changed()
    return json(tableInfo(state, found.value.table, false, { columns: false, username: false }))
  })

const remove = (call: Call, context: SandboxContext): Answer => {
  const { state, reader } = context
  const found = reader.getTable(call.caller.principal, ...named(call))
  if (!found.ok) return refusedByCatalog(found)
  const table = tableNamed(state, ...named(call))
  const key = tableKey(found.value.table)
  if (!table || !createAccess(state, call.caller.principal).canManage('TABLE', key)) return refusal(403, 'PERMISSION_DENIED', `User is not an owner of Table '${key}'.`)
  state.tables = state.tables.filter((one) => one !== table)
  forgetGrants(state, key)
  context.changed()
  return json({})
}

export const tableChangeEndpoints: Endpoint[] = [
  unityCatalogEndpoint('/tables/:name', update, 'PATCH'),
  unityCatalogEndpoint('/tables/:name', remove, 'DELETE'),
]
