import { randomBytes } from 'node:crypto'
import { json, readBody, refusal, type Answer } from '../answer'
import { tokenId } from '../callers'
import type { Call, Endpoint, SandboxContext } from '../context'
import type { Token } from '../../state/model'

const DAY = 86_400_000
const LONGEST_DAYS = 730

const info = (token: Token): Record<string, unknown> => ({
  token_id: token.id,
  creation_time: token.createdAt,
  expiry_time: token.expiresAt,
  comment: token.comment,
  ...(token.scopes ? { scopes: token.scopes } : {}),
})

const adminInfo = (token: Token, { state }: SandboxContext): Record<string, unknown> => {
  const owner = state.identities.find((one) => one.principal === token.principal)
  return {
    ...info(token),
    created_by_id: Number(owner?.id ?? 0),
    created_by_username: token.principal,
    owner_id: Number(owner?.id ?? 0),
    workspace_id: Number(state.workspaceId),
    ...(token.lastUsedAt ? { last_used_day: token.lastUsedAt - (token.lastUsedAt % DAY) } : {}),
  }
}

/** Makes a token for the caller itself, as Databricks does. The value is told once; the state keeps its hash. */
function create(call: Call, context: SandboxContext): Answer {
  const body = readBody(call.body)
  if (!body.ok) return body.answer
  const { comment, lifetime_seconds: lifetime, scopes } = body.value
  if (lifetime !== undefined && (typeof lifetime !== 'number' || lifetime <= 0)) return refusal(400, 'INVALID_PARAMETER_VALUE', 'lifetime_seconds must be a positive number.')
  if (scopes !== undefined && (!Array.isArray(scopes) || scopes.some((scope) => typeof scope !== 'string'))) return refusal(400, 'INVALID_PARAMETER_VALUE', 'scopes must be a list of names.')
  const value = `dapi${randomBytes(16).toString('hex')}`
  const now = context.now()
  const longest = LONGEST_DAYS * DAY
  const token: Token = {
    id: tokenId(value),
    principal: call.caller.principal,
    comment: typeof comment === 'string' ? comment : '',
    createdAt: now,
    expiresAt: now + Math.min(typeof lifetime === 'number' ? lifetime * 1000 : longest, longest),
    ...(scopes === undefined ? {} : { scopes: scopes as string[] }),
  }
  context.state.tokens.push(token)
  context.changed()
  return json({ token_value: value, token_info: info(token) })
}

function remove(call: Call, context: SandboxContext): Answer {
  const body = readBody(call.body)
  if (!body.ok) return body.answer
  return drop(context, typeof body.value.token_id === 'string' ? body.value.token_id : '', call.caller.principal)
}

function drop(context: SandboxContext, id: string, owner: string | undefined): Answer {
  const at = context.state.tokens.findIndex((token) => token.id === id && (owner === undefined || token.principal === owner))
  if (at < 0) return refusal(404, 'RESOURCE_DOES_NOT_EXIST', `Token with id ${id} does not exist.`)
  context.state.tokens.splice(at, 1)
  context.changed()
  return json({})
}

const forAdmins = (answer: (call: Call, context: SandboxContext) => Answer) => (call: Call, context: SandboxContext): Answer =>
  call.caller.admin ? answer(call, context) : refusal(403, 'PERMISSION_DENIED', 'Only workspace admins can manage the tokens of others.')

const OWN = ['authentication'] as const
const MANAGE = '/api/2.0/token-management/tokens'

export const tokenEndpoints: Endpoint[] = [
  { method: 'GET', path: '/api/2.0/token/list', scopes: OWN, handle: (call, { state }) => json({ token_infos: state.tokens.filter((token) => token.principal === call.caller.principal).map(info) }) },
  { method: 'POST', path: '/api/2.0/token/create', scopes: OWN, handle: create },
  { method: 'POST', path: '/api/2.0/token/delete', scopes: OWN, handle: remove },
  {
    method: 'GET', path: MANAGE, scopes: OWN,
    handle: forAdmins((call, context) => {
      const by = call.query.get('created_by_username')
      return json({ token_infos: context.state.tokens.filter((token) => by === null || token.principal === by).map((token) => adminInfo(token, context)) })
    }),
  },
  {
    method: 'GET', path: `${MANAGE}/:id`, scopes: OWN,
    handle: forAdmins((call, context) => {
      const token = context.state.tokens.find((one) => one.id === call.params.id)
      return token ? json({ token_info: adminInfo(token, context) }) : refusal(404, 'RESOURCE_DOES_NOT_EXIST', `Token with id ${call.params.id ?? ''} does not exist.`)
    }),
  },
  { method: 'DELETE', path: `${MANAGE}/:id`, scopes: OWN, handle: forAdmins((call, context) => drop(context, call.params.id ?? '', undefined)) },
]
