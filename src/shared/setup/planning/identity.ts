import { valueOf } from '../facts'
import { tagged } from '../template'
import type { Undo, VariableName } from '../plan'
import { isApplicationId } from '../workspace-facts'
import { addAction, type Planning, presentPrincipal, SPREADING, workspaceAdmin } from './context'

export const PRINCIPAL_ID = 'principal.create'
export const PRINCIPAL_FIND = 'principal.find'
export const ASSIGN_ID = 'principal.assign'
export const ENTITLEMENT_ID = 'principal.entitlement'
export const SQL_ENTITLEMENT = 'databricks-sql-access'
const SCIM = '/api/2.0/preview/scim/v2'
const SCIM_KIND = { user: 'Users', servicePrincipal: 'ServicePrincipals', group: 'Groups' } as const
const IDENTITY_LINK = '/settings/workspace/identity-and-access'

const KIND_WORDS = { user: 'user', servicePrincipal: 'service principal', group: 'group' } as const

/** Step 4, the identity: there, in this workspace, with the entitlement for SQL and no other. */
export function planIdentity(planning: Planning): void {
  const { goal, facts } = planning
  const { kind, name } = goal.principal
  const there = presentPrincipal(facts)
  const admin = workspaceAdmin(planning)
  const found = valueOf(facts.principal)
  if (found?.state === 'ambiguous') {
    planning.obstacles.push({
      id: 'principal-ambiguous',
      step: 'identity',
      title: `${found.candidates.length} ${KIND_WORDS[kind]}s are named ${name}`,
      detail: 'Display names need not be unique.',
      whatToDo: kind === 'servicePrincipal' ? found.candidates.slice(0, 20).map(({ applicationId }) => `Name it by application id: ${applicationId}.`) : [`Rename all but one ${KIND_WORDS[kind]}, or choose another identity.`],
      ask: admin.ask,
    })
  }
  if (there && !there.active) {
    planning.obstacles.push({
      id: 'principal-inactive',
      step: 'identity',
      title: `${name} is switched off`,
      detail: `The ${KIND_WORDS[kind]} is there but not active: it can't sign in.`,
      whatToDo: ['Activate it (Settings > Identity and access), or choose another identity.'],
      ask: admin.ask,
    })
  }
  if (kind === 'servicePrincipal') planServicePrincipal(planning)
  else if (found?.state === 'absent' && facts.origin === 'read') {
    planning.obstacles.push({
      id: 'principal-absent',
      step: 'identity',
      title: `There is no ${KIND_WORDS[kind]} ${name} in this workspace`,
      detail: 'The assistant creates service principals only.',
      whatToDo: [kind === 'user' ? 'Check the e-mail address, let the user be added, or choose a service principal.' : 'Check the name, or let the account group be assigned to the workspace.'],
      ask: admin.ask,
    })
  }
  planFind(planning)
  planAssignment(planning)
  planEntitlement(planning)
  if (kind === 'group') {
    planning.openItems.push({
      id: 'group-no-test',
      step: 'identity',
      title: 'A group has no token',
      detail: `The plan gives group ${name} the rights. CleverTap signs in as a user or a service principal of it: its token and the test as CleverTap are left to you.`,
      steps: ['Make a token for a member of the group, and test the connection with it.'],
      ask: ['a member of the group'],
    })
  }
}

function planServicePrincipal(planning: Planning): void {
  const { goal, facts, marker } = planning
  const { name, create } = goal.principal
  const admin = workspaceAdmin(planning)
  const there = presentPrincipal(facts)
  const found = valueOf(facts.principal)
  if (found?.state === 'ambiguous' || (found === undefined && create === 'never')) return
  const byId = isApplicationId(name)
  if (found?.state === 'absent' && create === 'never') {
    planning.obstacles.push({
      id: 'principal-absent',
      step: 'identity',
      title: `There is no service principal ${name} in this workspace`,
      detail: 'The goal says not to create it, and it is not there.',
      whatToDo: ['Choose a service principal that exists, or let the assistant create this one.'],
      ask: admin.ask,
    })
    return
  }
  const isDoubtful = found === undefined && create !== 'always'
  // Script mode: it exists, only its ids are not known; `planFind` asks for them.
  if (there && (there.id === '' || there.applicationId === undefined)) return
  addAction(planning, {
    id: PRINCIPAL_ID,
    step: 'identity',
    title: byId ? `Add service principal ${name} to the workspace` : `Create service principal ${name}`,
    why: 'An identity of its own: it has only the rights given to it, no one signs in as it by hand, and it stays when people leave.',
    change: {
      kind: 'rest',
      method: 'POST',
      path: [`${SCIM}/ServicePrincipals`],
      body: {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServicePrincipal'],
        ...(byId ? { applicationId: name } : { displayName: name, externalId: marker }),
        active: true,
      },
      as: 'you',
      answers: byId ? { principal_id: 'id' } : { principal_id: 'id', application_id: 'applicationId' },
    },
    state: isDoubtful ? 'unknown' : there ? 'satisfied' : 'needed',
    skipIf: isDoubtful ? { text: `Skip this if Settings > Identity and access > Service principals lists ${name}; take its ids then.` } : undefined,
    current: found === undefined ? 'not known' : there ? `there, application id ${there.applicationId ?? 'not known'}` : 'not there',
    wanted: 'there, active',
    who: admin,
    expected: { check: 'service-principal', id: planning.principalId, displayName: there?.displayName ?? name },
    poll: SPREADING,
    undo: { kind: 'rest', method: 'DELETE', path: tagged`/api/2.0/preview/scim/v2/ServicePrincipals/${planning.principalId}`, as: 'you' },
    marker: byId ? undefined : { in: 'external-id', value: marker },
    produces: there ? [] : byId ? ['principal_id'] : ['principal_id', 'application_id'],
    notes: [
      'GRANT and the permissions API know a service principal by its application id only; its display name is not found.',
      ...(byId ? ['It has to exist in the account: this makes it known to the workspace.'] : []),
    ],
  })
}

/** Ids that nobody has read and no action brings: script mode. */
function planFind(planning: Planning): void {
  const { goal, principal, principalId } = planning
  const { kind, name } = goal.principal
  if (planning.ids.has(PRINCIPAL_ID)) return
  const missing: VariableName[] = [...(typeof principal === 'string' ? [] : (['application_id'] as const)), ...(typeof principalId === 'string' ? [] : (['principal_id'] as const))]
  if (missing.length === 0) return
  const words = KIND_WORDS[kind]
  addAction(planning, {
    id: PRINCIPAL_FIND,
    step: 'identity',
    title: `Look up the ids of ${words} ${name}`,
    why: kind === 'servicePrincipal' ? 'Grants name a service principal by application id; its entitlement is set by its id in the workspace.' : 'Its entitlement is set by its id in the workspace.',
    change: {
      kind: 'by-hand',
      steps: [`Open Settings > Identity and access > ${kind === 'user' ? 'Users' : kind === 'group' ? 'Groups' : 'Service principals'} > Manage, and then ${name}.`, 'Its id is the number at the end of the address in the browser; the application id is on the page.'],
      link: IDENTITY_LINK,
    },
    state: 'needed',
    current: 'ids not known',
    wanted: 'ids known',
    who: { ...workspaceAdmin(planning) },
    expected: { check: 'confirmed', question: `What are the ids of ${words} ${name}?` },
    undo: { kind: 'none', reason: 'Nothing is changed.' },
    produces: missing,
    changesWorkspace: false,
  })
}

function planAssignment(planning: Planning): void {
  const { goal, facts, principalId } = planning
  const there = presentPrincipal(facts)
  const { kind, name } = goal.principal
  if (valueOf(facts.principal)?.state === 'ambiguous') return
  const assigned = there ? valueOf(there.assigned) : valueOf(facts.principal) === undefined ? undefined : false
  addAction(planning, {
    id: ASSIGN_ID,
    step: 'identity',
    title: `Assign ${name} to the workspace`,
    why: `Only identities that are assigned to the workspace may sign in to it.`,
    change: { kind: 'rest', method: 'PUT', path: tagged`/api/2.0/preview/permissionassignments/principals/${principalId}`, body: { permissions: ['USER'] }, as: 'you' },
    state: assigned === true ? 'satisfied' : assigned === false ? 'needed' : 'unknown',
    skipIf: assigned === undefined ? { text: `Skip this if Settings > Identity and access lists ${name}: putting it again would take an administrator's role from it.` } : undefined,
    current: assigned === true ? 'assigned' : assigned === false ? 'not assigned' : 'not known',
    wanted: 'assigned, as user',
    who: workspaceAdmin(planning),
    expected: { check: 'assigned', id: principalId },
    poll: SPREADING,
    undo: goesWithIt(planning) ?? { kind: 'rest', method: 'DELETE', path: tagged`/api/2.0/preview/permissionassignments/principals/${principalId}`, as: 'you' },
    needs: [PRINCIPAL_ID, PRINCIPAL_FIND],
    notes: kind === 'servicePrincipal' && !there ? ['A service principal that is created in a workspace is assigned to it; then there is nothing to do here.'] : [],
  })
}

/** Of a service principal that this plan creates: once it is taken out of the workspace, it could not be deleted there any more. */
const goesWithIt = (planning: Planning): Undo | undefined =>
  planning.actions.some(({ id, state }) => id === PRINCIPAL_ID && state === 'needed') ? { kind: 'none', reason: 'It goes when the service principal is deleted.' } : undefined

function planEntitlement(planning: Planning): void {
  const { goal, facts, principalId } = planning
  const there = presentPrincipal(facts)
  const { kind, name } = goal.principal
  if (valueOf(facts.principal)?.state === 'ambiguous') return
  const entitlements = there ? valueOf(there.entitlements) : valueOf(facts.principal) === undefined ? undefined : []
  const has = entitlements?.includes(SQL_ENTITLEMENT)
  const path = tagged`/api/2.0/preview/scim/v2/${`${SCIM_KIND[kind]}/`}${principalId}`
  const patch = (operation: { [key: string]: string | { value: string }[] }) => ({
    kind: 'rest' as const,
    method: 'PATCH' as const,
    path,
    body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: [operation] },
    as: 'you' as const,
  })
  addAction(planning, {
    id: ENTITLEMENT_ID,
    step: 'identity',
    title: `Give ${name} the entitlement "Databricks SQL access"`,
    why: 'Without it an identity may not use SQL warehouses. No other entitlement is given.',
    change: patch({ op: 'add', path: 'entitlements', value: [{ value: SQL_ENTITLEMENT }] }),
    state: has === true ? 'satisfied' : has === false ? 'needed' : 'unknown',
    skipIf: has === undefined ? { text: `Adding it again changes nothing.` } : undefined,
    current: has === true ? 'has it' : has === false ? 'does not have it' : 'not known',
    wanted: 'has it',
    who: workspaceAdmin(planning),
    expected: { check: 'entitlement', kind, id: principalId, entitlement: SQL_ENTITLEMENT },
    poll: SPREADING,
    undo: goesWithIt(planning) ?? patch({ op: 'remove', path: `entitlements[value eq "${SQL_ENTITLEMENT}"]` }),
    needs: [PRINCIPAL_ID, PRINCIPAL_FIND, ASSIGN_ID],
  })
}
