import { json, refusal, type Answer } from '../answer'
import type { Call, Endpoint, SandboxContext } from '../context'
import { removeFromWorkspace } from '../workspace-members'
import type { Identity } from '../../state/model'
import { texts, withBody } from './bodies'

const PATH = '/api/2.0/preview/permissionassignments'
const SCOPES = ['access-management', 'scim'] as const

const shown = (identity: Identity): Record<string, unknown> => ({
  principal: {
    principal_id: Number(identity.id), display_name: identity.displayName,
    ...(identity.kind === 'user' ? { user_name: identity.principal } : { service_principal_name: identity.principal }),
  },
  permissions: [identity.workspaceAdmin ? 'ADMIN' : 'USER'],
})

const forAdmins = (answer: (call: Call, context: SandboxContext) => Answer) => (call: Call, context: SandboxContext): Answer =>
  call.caller.admin ? answer(call, context) : refusal(403, 'PERMISSION_DENIED', 'Only workspace admins can manage workspace assignments.')

const identityOf = (call: Call, { state }: SandboxContext): Identity | undefined => state.identities.find((one) => one.id === call.params.id)
const unknown = (call: Call): Answer => refusal(404, 'RESOURCE_DOES_NOT_EXIST', `Principal with id ${call.params.id ?? ''} does not exist.`)

/** Which users and service principals of the account may enter this workspace. */
export const assignmentEndpoints: Endpoint[] = [
  { method: 'GET', path: PATH, scopes: SCOPES, handle: forAdmins((_call, { state }) => json({ permission_assignments: state.identities.filter((one) => one.assigned !== false).map(shown) })) },
  {
    method: 'PUT', path: `${PATH}/principals/:id`, scopes: SCOPES,
    handle: forAdmins((call, context) =>
      withBody(call, (body) => {
        const identity = identityOf(call, context)
        if (!identity) return unknown(call)
        const wanted = texts(body.permissions)
        if (wanted.some((one) => one !== 'USER' && one !== 'ADMIN')) return refusal(400, 'INVALID_PARAMETER_VALUE', 'permissions may hold USER and ADMIN.')
        if (wanted.length === 0) removeFromWorkspace(context.state, identity)
        else {
          identity.assigned = true
          identity.workspaceAdmin = wanted.includes('ADMIN')
        }
        context.changed()
        return json(shown(identity))
      }),
    ),
  },
  {
    method: 'DELETE', path: `${PATH}/principals/:id`, scopes: SCOPES,
    handle: forAdmins((call, context) => {
      const identity = identityOf(call, context)
      if (!identity) return unknown(call)
      removeFromWorkspace(context.state, identity)
      context.changed()
      return json({})
    }),
  },
]
