import { json, refusal, type Answer } from '../answer'
import type { Call, Endpoint, SandboxContext } from '../context'
import { setTokenPermissions, tokenPermissions, type TokenPermission } from '../token-rules'
import { adminsEntry, readAcl, shownEntry, upserted } from './access-control'
import { invalidParameter, withBody } from './bodies'

const PATH = '/api/2.0/permissions/authorization/tokens'
const SCOPES = ['access-management'] as const

const shown = ({ state }: SandboxContext): Answer =>
  json({
    object_id: '/authorization/tokens', object_type: 'tokens',
    access_control_list: [...tokenPermissions(state).filter((one) => one.principal !== 'admins').map((one) => shownEntry(state, one)), adminsEntry('/')],
  })

/** A workspace where nobody has made a token yet has no such permissions (terraform-provider-databricks#1122). */
function refusedFor(call: Call, { state }: SandboxContext): Answer | undefined {
  if (!call.caller.admin) return refusal(403, 'PERMISSION_DENIED', `${call.caller.principal} does not have Manage permissions on tokens. Please contact the owner or an administrator for access.`)
  return state.tokens.length === 0 ? refusal(404, 'RESOURCE_DOES_NOT_EXIST', 'tokens tokens does not exist') : undefined
}

/** PUT replaces the list: everybody who came in by an entry that is not named loses their tokens. */
const change = (replace: boolean) => (call: Call, context: SandboxContext): Answer =>
  withBody(call, (body) => {
    const refused = refusedFor(call, context)
    if (refused) return refused
    const read = readAcl<TokenPermission['level']>(body, context.state, ['CAN_USE', 'CAN_MANAGE'])
    if (!read.ok) return read.answer
    if (read.entries.some((one) => one.level === 'CAN_MANAGE' && one.principal !== 'admins')) return invalidParameter('CAN_MANAGE can be granted to admins only.')
    setTokenPermissions(context.state, replace ? read.entries : upserted(tokenPermissions(context.state), read.entries))
    context.changed()
    return shown(context)
  })

export const tokenPermissionEndpoints: Endpoint[] = [
  { method: 'GET', path: PATH, scopes: SCOPES, handle: (call, context) => refusedFor(call, context) ?? shown(context) },
  { method: 'PATCH', path: PATH, scopes: SCOPES, handle: change(false) },
  { method: 'PUT', path: PATH, scopes: SCOPES, handle: change(true) },
  {
    method: 'GET', path: `${PATH}/permissionLevels`, scopes: SCOPES,
    handle: (call, context) => refusedFor(call, context) ?? json({ permission_levels: [{ permission_level: 'CAN_USE', description: 'Can use tokens' }, { permission_level: 'CAN_MANAGE', description: 'Can manage tokens' }] }),
  },
]
