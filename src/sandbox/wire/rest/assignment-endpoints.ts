import { json, refusal, type Answer } from '../answer'
import type { Call, Endpoint, SandboxContext } from '../context'
import { removeFromWorkspace, removeGroupFromWorkspace } from '../workspace-members'
import type { Group, Identity, WorkspaceState } from '../../state/model'
import { texts, withBody } from './bodies'

const PATH = '/api/2.0/preview/permissionassignments'
const SCOPES = ['access-management', 'scim'] as const

type Member = { identity: Identity } | { group: Group }

/** Everybody of the account who could be assigned, account groups too. */
const candidates = (state: WorkspaceState): Member[] => [...state.identities.map((identity) => ({ identity })), ...state.groups.filter(({ level }) => level === 'account').map((group) => ({ group }))]
const idOf = (member: Member): string => ('identity' in member ? member.identity.id : member.group.id)
const isAssigned = (member: Member): boolean => ('identity' in member ? member.identity.assigned !== false : member.group.visibleInWorkspace)

function shown(member: Member): Record<string, unknown> {
  if ('group' in member) return { principal: { principal_id: Number(member.group.id), display_name: member.group.name, group_name: member.group.name }, permissions: ['USER'] }
  const { identity } = member
  const name = identity.kind === 'user' ? { user_name: identity.principal } : { service_principal_name: identity.principal }
  return { principal: { principal_id: Number(identity.id), display_name: identity.displayName, ...name }, permissions: [identity.workspaceAdmin ? 'ADMIN' : 'USER'] }
}

function remove(state: WorkspaceState, member: Member): void {
  if ('identity' in member) removeFromWorkspace(state, member.identity)
  else removeGroupFromWorkspace(state, member.group)
}

const forAdmins = (answer: (call: Call, context: SandboxContext) => Answer) => (call: Call, context: SandboxContext): Answer =>
  call.caller.admin ? answer(call, context) : refusal(403, 'PERMISSION_DENIED', 'Only workspace admins can manage workspace assignments.')

const memberOf = (call: Call, { state }: SandboxContext): Member | undefined => candidates(state).find((one) => idOf(one) === call.params.id)
const unknown = (call: Call): Answer => refusal(404, 'RESOURCE_DOES_NOT_EXIST', `Principal with id ${call.params.id ?? ''} does not exist.`)

/** Which users, service principals and groups of the account may enter this workspace. */
export const assignmentEndpoints: Endpoint[] = [
  { method: 'GET', path: PATH, scopes: SCOPES, handle: forAdmins((_call, { state }) => json({ permission_assignments: candidates(state).filter(isAssigned).map(shown) })) },
  {
    method: 'PUT', path: `${PATH}/principals/:id`, scopes: SCOPES,
    handle: forAdmins((call, context) =>
      withBody(call, (body) => {
        const member = memberOf(call, context)
        if (!member) return unknown(call)
        const wanted = texts(body.permissions)
        if (wanted.some((one) => one !== 'USER' && one !== 'ADMIN')) return refusal(400, 'INVALID_PARAMETER_VALUE', 'permissions may hold USER and ADMIN.')
        if (wanted.length === 0) remove(context.state, member)
        else if ('group' in member) member.group.visibleInWorkspace = true
        else Object.assign(member.identity, { assigned: true, workspaceAdmin: wanted.includes('ADMIN') })
        context.changed()
        return json(shown(member))
      }),
    ),
  },
  {
    method: 'DELETE', path: `${PATH}/principals/:id`, scopes: SCOPES,
    handle: forAdmins((call, context) => {
      const member = memberOf(call, context)
      if (!member) return unknown(call)
      remove(context.state, member)
      context.changed()
      return json({})
    }),
  },
]
