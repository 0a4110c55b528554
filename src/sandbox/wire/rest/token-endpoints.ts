import { json, readBody, refusal, type Answer } from '../answer'
import type { Call, Endpoint, SandboxContext } from '../context'
import { makeToken, tokensRefused } from '../token-rules'
import type { Token } from '../../state/model'
import { texts, withBody } from './bodies'

const DAY = 86_400_000

const info = (token: Token): Record<string, unknown> => ({
  token_id: token.id,
  creation_time: token.createdAt,
  expiry_time: token.expiresAt,
  comment: token.comment,
  ...(token.scopes ? { scopes: token.scopes } : {}),
})

const adminInfo = (token: Token, { state }: SandboxContext): Record<string, unknown> => {
  const owner = state.identities.find((one) => one.principal === token.principal)
  const maker = state.identities.find((one) => one.principal === (token.madeBy ?? token.principal))
  return {
    ...info(token),
    created_by_id: Number(maker?.id ?? 0),
    created_by_username: maker?.principal ?? token.principal,
    owner_id: Number(owner?.id ?? 0),
    workspace_id: Number(state.workspaceId),
    ...(token.lastUsedAt ? { last_used_day: token.lastUsedAt - (token.lastUsedAt % DAY) } : {}),
  }
}

/** Makes a token for the caller itself, as Databricks does. */
const create = (call: Call, context: SandboxContext): Answer =>
  withBody(call, (body) => {
    const made = makeToken(context.state, call.caller.identity, body, context.now())
    if (!made.ok) return made.answer
    context.changed()
    return json({ token_value: made.value, token_info: info(made.token) })
  })

/** For service principals, by an admin. Azure has it switched off: its service principals make their own. */
const createOnBehalf = (call: Call, context: SandboxContext): Answer =>
  withBody(call, (body) => {
    const { state } = context
    if (state.cloud === 'azure') return refusal(404, 'FEATURE_DISABLED', 'On-behalf-of token creation for service principals is not enabled for this workspace')
    const applicationId = typeof body.application_id === 'string' ? body.application_id.toLowerCase() : ''
    if (applicationId === '') return refusal(400, 'INVALID_PARAMETER_VALUE', 'Missing required field: application_id')
    const identity = state.identities.find((one) => one.kind === 'service-principal' && one.assigned !== false && one.principal.toLowerCase() === applicationId)
    if (!identity) return refusal(404, 'RESOURCE_DOES_NOT_EXIST', `Service principal with application ID ${applicationId} does not exist.`)
    const made = makeToken(state, identity, body, context.now(), call.caller.principal)
    if (!made.ok) return made.answer
    context.changed()
    return json({ token_value: made.value, token_info: adminInfo(made.token, context) })
  })

/** Changes comment and scopes of one's own token; what the mask does not name stays. */
const update = (call: Call, context: SandboxContext): Answer =>
  withBody(call, (body) => {
    const token = context.state.tokens.find((one) => one.id === call.params.id && one.principal === call.caller.principal)
    if (!token) return unknownToken(call.params.id ?? '')
    const wanted = typeof body.token === 'object' && body.token !== null ? (body.token as Record<string, unknown>) : {}
    const mask = typeof body.update_mask === 'string' ? body.update_mask.split(',').map((field) => field.trim()) : []
    const other = mask.find((field) => field !== 'comment' && field !== 'scopes')
    if (mask.length === 0 || other !== undefined) return refusal(400, 'INVALID_PARAMETER_VALUE', `Invalid update_mask: only comment and scopes can be updated${other === undefined ? '' : `, not ${other}`}.`)
    if (mask.includes('comment')) token.comment = typeof wanted.comment === 'string' ? wanted.comment : ''
    if (mask.includes('scopes')) token.scopes = texts(wanted.scopes)
    context.changed()
    return json({})
  })

function remove(call: Call, context: SandboxContext): Answer {
  const body = readBody(call.body)
  if (!body.ok) return body.answer
  return drop(context, typeof body.value.token_id === 'string' ? body.value.token_id : '', call.caller.principal)
}

const unknownToken = (id: string): Answer => refusal(404, 'RESOURCE_DOES_NOT_EXIST', `Token with id ${id} does not exist.`)

function drop(context: SandboxContext, id: string, owner: string | undefined): Answer {
  const at = context.state.tokens.findIndex((token) => token.id === id && (owner === undefined || token.principal === owner))
  if (at < 0) return unknownToken(id)
  context.state.tokens.splice(at, 1)
  context.changed()
  return json({})
}

const forAdmins = (answer: (call: Call, context: SandboxContext) => Answer) => (call: Call, context: SandboxContext): Answer =>
  call.caller.admin ? answer(call, context) : refusal(403, 'PERMISSION_DENIED', 'Only workspace admins can manage the tokens of others.')

/** Where tokens are switched off, their own endpoints are too. */
const whereEnabled = (answer: (call: Call, context: SandboxContext) => Answer) => (call: Call, context: SandboxContext): Answer =>
  tokensRefused(context.state, call.caller.identity) ?? answer(call, context)

const OWN = ['authentication'] as const
const MANAGE = '/api/2.0/token-management/tokens'

export const tokenEndpoints: Endpoint[] = [
  { method: 'GET', path: '/api/2.0/token/list', scopes: OWN, handle: whereEnabled((call, { state }) => json({ token_infos: state.tokens.filter((token) => token.principal === call.caller.principal).map(info) })) },
  { method: 'POST', path: '/api/2.0/token/create', scopes: OWN, handle: create },
  { method: 'POST', path: '/api/2.0/token/delete', scopes: OWN, handle: whereEnabled(remove) },
  { method: 'PATCH', path: '/api/2.0/token/:id', scopes: OWN, handle: whereEnabled(update) },
  {
    method: 'GET', path: MANAGE, scopes: OWN,
    handle: forAdmins((call, context) => {
      const [name, id] = [call.query.get('created_by_username'), call.query.get('created_by_id')]
      const all = context.state.tokens.map((token) => adminInfo(token, context))
      return json({ token_infos: all.filter((one) => (name === null || one.created_by_username === name) && (id === null || String(one.created_by_id as number) === id)) })
    }),
  },
  {
    method: 'GET', path: `${MANAGE}/:id`, scopes: OWN,
    handle: forAdmins((call, context) => {
      const token = context.state.tokens.find((one) => one.id === call.params.id)
      return token ? json({ token_info: adminInfo(token, context) }) : unknownToken(call.params.id ?? '')
    }),
  },
  { method: 'DELETE', path: `${MANAGE}/:id`, scopes: OWN, handle: forAdmins((call, context) => drop(context, call.params.id ?? '', undefined)) },
  { method: 'POST', path: '/api/2.0/token-management/on-behalf-of/tokens', scopes: OWN, handle: forAdmins(createOnBehalf) },
]
