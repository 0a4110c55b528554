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
  const operations = objects(body.value.Operations).flatMap(apart)
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
    const op = typeof one.op === 'string' ? one.op.toLowerCase() : ''
    // A bare `remove` of members takes all of them.
    if (op === 'remove' && single === undefined && one.value === undefined) names = []
    else names = op === 'replace' ? changed.names : op === 'remove' ? names.filter((name) => !changed.names.includes(name)) : [...new Set([...names, ...changed.names])]
  }
  target.members = names
  target.entitlements = draft.entitlements
  context.changed()
  return json(group(context.state, target), 200, SCIM)
}

/** An operation without a path holds its attributes in the value: one operation each. */
function apart(one: Record<string, unknown>): Record<string, unknown>[] {
  const value = one.value
  if (one.path !== undefined || typeof value !== 'object' || value === null || Array.isArray(value)) return [one]
  return Object.entries(value).map(([path, inner]) => ({ op: one.op, path, value: inner as unknown }))
}

/** PUT: the members and entitlements of the body, in place of all there were. */
const replace = (call: Call, context: SandboxContext): Answer => {
  const target = context.state.groups.find((one) => one.visibleInWorkspace && one.id === call.params.id)
  if (!target) return notFound(call)
  const body = readBody(call.body)
  if (!body.ok) return scimRefusal(400, 'The request body is not JSON.')
  const { displayName, entitlements, members } = body.value
  if (target.level === 'account') return scimRefusal(403, `Group ${target.name} is managed in the account.`)
  if (displayName !== undefined && displayName !== target.name) return scimRefusal(400, 'The sandbox does not rename groups.')
  const wanted = readEntitlements(entitlements ?? [])
  if (!wanted.ok) return scimRefusal(400, wanted.detail)
  const found = membersIn(context, members)
  if (!found.ok) return scimRefusal(404, found.detail)
  target.members = found.names
  target.entitlements = wanted.names
  context.changed()
  return { status: 204, body: '' }
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
  { method: 'PUT', path: `${PATH}/:id`, scopes: SCOPES, handle: scimForAdmins(replace) },
  { method: 'PATCH', path: `${PATH}/:id`, scopes: SCOPES, handle: scimForAdmins(patch) },
  { method: 'DELETE', path: `${PATH}/:id`, scopes: SCOPES, handle: scimForAdmins(remove) },
]
