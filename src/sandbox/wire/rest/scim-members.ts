import { json, scimRefusal, type Answer } from '../answer'
import type { Call, SandboxContext } from '../context'
import type { Identity } from '../../state/model'
import { removeFromWorkspace } from '../workspace-members'
import { person, SCIM, servicePrincipal } from './scim-endpoints'

const WHAT: Record<Identity['kind'], string> = { user: 'User', 'service-principal': 'ServicePrincipal' }

/** Answers for the identity in the path, if it is of this kind and assigned to the workspace. */
export const withMember = (kind: Identity['kind'], answer: (identity: Identity, call: Call, context: SandboxContext) => Answer) => (call: Call, context: SandboxContext): Answer => {
  const identity = context.state.identities.find((one) => one.kind === kind && one.assigned !== false && one.id === call.params.id)
  return identity ? answer(identity, call, context) : scimRefusal(404, `${WHAT[kind]} with id ${call.params.id ?? ''} not found.`)
}

/** As SCIM shows it, after a change. */
export function changedMember(identity: Identity, context: SandboxContext): Answer {
  context.changed()
  return json(identity.kind === 'user' ? person(context.state, identity) : servicePrincipal(context.state, identity), 200, SCIM)
}

/** Takes it out of the workspace, with its tokens and permissions there; the account and its grants keep it. */
export const removeMember = (kind: Identity['kind']) =>
  withMember(kind, (identity, _call, context) => {
    removeFromWorkspace(context.state, identity)
    context.changed()
    return { status: 204, body: '' }
  })
