import { randomInt } from 'node:crypto'
import { json, readBody, scimRefusal, type Answer } from '../answer'
import type { Call, Endpoint, SandboxContext } from '../context'
import { removeGroupFromWorkspace } from '../workspace-members'
import type { Group } from '../../state/model'
import { objects } from './bodies'
import { group, SCIM, scimForAdmins } from './scim-endpoints'
import { applyPatch, readEntitlements } from './scim-patch'

const PATH = '/api/2.0/preview/scim/v2/Groups'
const SCOPES = ['scim'] as const
const MEMBER = /^members\[\s*value\s+eq\s+"([^"]+)"\s*\]$/i

/** A group made in the workspace is local to it: it can hold warehouse permissions and entitlements, never grants of Unity Catalog. */
const create = (call: Call, context: SandboxContext): Answer => {
  const body = readBody(call.body)
  if (!body.ok) return scimRefusal(400, 'The request body is not JSON.')
  const { displayName, entitlements, members } = body.value
  const wanted = readEntitlements(entitlements ?? [])
  if (!wanted.ok) return scimRefusal(400, wanted.detail)
  if (typeof displayName !== 'string' || displayName === '') return scimRefusal(400, 'displayName is required.')
  if (context.state.groups.some((one) => one.name.toLowerCase() === displayName.toLowerCase())) return scimRefusal(409, `Group with name ${displayName} already exists.`)
  const found = membersIn(context, members)
  if (!found.ok) return scimRefusal(404, found.detail)
  const made: Group = { id: String(randomInt(1_000_000_000, 9_999_999_999)) + String(randomInt(10_000, 99_999)), name: displayName, level: 'workspace', visibleInWorkspace: true, members: found.names, entitlements: wanted.names }
  context.state.groups.push(made)
  context.changed()
  return json(group(context.state, made), 201, SCIM)
}

/** Entitlements by SCIM's rules for all; members only of the workspace's own groups. */
const patch = (call: Call, context: SandboxContext): Answer => {
  const target = context.state.groups.find((one) => one.visibleInWorkspace && one.id === call.params.id)
  if (!target) return notFound(call)
  const body = readBody(call.body)
  if (!body.ok) return scimRefusal(400, 'The request body is not JSON.')
  const operations = objects(body.value.Operations)
  const aboutMembers = (one: Record<string, unknown>): boolean => typeof one.path === 'string' && /^members\b/i.test(one.path)
  const draft = { displayName: target.name, entitlements: [...(target.entitlements ?? [])], active: true }
  const rest = operations.filter((one) => !aboutMembers(one))
  const patched = rest.length === 0 && operations.length > 0 ? { ok: true as const } : applyPatch(draft, rest)
  if (!patched.ok) return scimRefusal(400, patched.detail)
  if (draft.displayName !== target.name) return scimRefusal(400, 'The sandbox does not rename groups.')
  let names = target.members
  for (const one of operations.filter(aboutMembers)) {
    if (target.level === 'account') return scimRefusal(403, `Group ${target.name} is managed in the account.`)
    const single = MEMBER.exec(one.path as string)?.[1]
    const changed = membersIn(context, single === undefined ? one.value : [{ value: single }])
    if (!changed.ok) return scimRefusal(404, changed.detail)
    const removing = typeof one.op === 'string' && one.op.toLowerCase() === 'remove'
    names = removing ? names.filter((name) => !changed.names.includes(name)) : [...new Set([...names, ...changed.names])]
  }
  target.members = names
  target.entitlements = draft.entitlements
  context.changed()
  return json(group(context.state, target), 200, SCIM)
}

const remove = (call: Call, context: SandboxContext): Answer => {
  const target = context.state.groups.find((one) => one.visibleInWorkspace && one.id === call.params.id)
  if (!target) return notFound(call)
  if (target.name === 'admins' || target.name === 'users') return scimRefusal(403, `Group ${target.name} cannot be deleted.`)
  removeGroupFromWorkspace(context.state, target)
  if (target.level === 'workspace') context.state.groups = context.state.groups.filter((one) => one !== target)
  context.changed()
  return { status: 204, body: '' }
}

const notFound = (call: Call): Answer => scimRefusal(404, `Group with id ${call.params.id ?? ''} not found.`)

/** SCIM names members by id; the state by principal or group name. */
function membersIn({ state }: SandboxContext, value: unknown): { ok: true; names: string[] } | { ok: false; detail: string } {
  const names: string[] = []
  for (const { value: id } of objects(value)) {
    const name = state.identities.find((one) => one.id === id)?.principal ?? state.groups.find((one) => one.id === id)?.name
    if (name === undefined) return { ok: false, detail: `Member with id ${typeof id === 'string' ? id : ''} not found.` }
    names.push(name)
  }
  return { ok: true, names }
}

export const groupChangeEndpoints: Endpoint[] = [
  { method: 'POST', path: PATH, scopes: SCOPES, handle: scimForAdmins(create) },
  { method: 'PATCH', path: `${PATH}/:id`, scopes: SCOPES, handle: scimForAdmins(patch) },
  { method: 'DELETE', path: `${PATH}/:id`, scopes: SCOPES, handle: scimForAdmins(remove) },
]
