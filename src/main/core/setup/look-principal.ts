import type { Cloud } from '#shared/connection/connection'
import { type PrincipalFacts, type WorkspaceFacts, isKnown, notKnown } from '#shared/setup/facts'
import { isApplicationId } from '#shared/setup/workspace-facts'
import type { PrincipalDetails } from '../ports/setup-workspace'
import { whyNot } from './asking'
import type { LookInput } from './look'
import { sameText } from './look-reader'

const MAX_SAME_NAME = 50

/** A SCIM filter; quotes and backslashes in the value are escaped. */
export const equals = (attribute: string, value: string): string => `${attribute} eq "${value.replace(/[\\"]/g, '\\$&')}"`

/** The identity of the goal, found by what it is named by; the one of several that carries our marker is ours. */
export async function lookAtPrincipal({ workspace, asking, goal }: LookInput, { cloud, marker }: { cloud: Cloud; marker: string }): Promise<WorkspaceFacts['principal']> {
  const { kind, name } = goal.principal
  const attribute = kind === 'user' ? 'userName' : kind === 'servicePrincipal' && isApplicationId(name) ? 'applicationId' : 'displayName'
  const filter = equals(attribute, name)
  const answer = await asking.ask(`identity ${name}`, (limits) => workspace.principals(kind, filter, MAX_SAME_NAME, limits))
  if (!answer.ok) return notKnown(whyNot(answer.failure))
  // Not every list honours the filter: what comes back is compared once more.
  const isMeant = ({ name: stored, displayName }: PrincipalDetails): boolean => sameText(attribute === 'displayName' ? (displayName ?? stored) : stored, name)
  const here = pick(answer.value.filter(isMeant))
  if (here) return here
  // The workspace lists only who is assigned to it. The account's own list says more, where it answers.
  const account = await asking.ask(`identity ${name} in the account`, (limits) => workspace.principals(kind, filter, MAX_SAME_NAME, limits, 'account'))
  const there = account.ok ? await pick(account.value.filter(isMeant), false) : undefined
  if (there) return there
  return kind === 'group' && !account.ok
    ? notKnown(`The workspace does not list a group ${name}; an account group that is not assigned to it would not be listed.`)
    : isKnown({ state: 'absent' })

  function pick(found: readonly PrincipalDetails[], assigned = true): Promise<WorkspaceFacts['principal']> | undefined {
    const one = found.length > 1 ? found.find(({ externalId }) => externalId === marker) : found[0]
    if (one) return present(one, assigned).then(isKnown)
    if (found.length === 0) return undefined
    return Promise.resolve(isKnown({ state: 'ambiguous', candidates: found.map((each) => ({ applicationId: each.name, displayName: each.displayName ?? each.name })) }))
  }

  async function present({ id, name: stored, displayName, active, entitlements, groups, externalId }: PrincipalDetails, assigned: boolean): Promise<PrincipalFacts> {
    const isService = kind === 'servicePrincipal'
    const secrets = isService && cloud === 'azure' && goal.token !== 'none' ? await asking.ask('OAuth secrets of the identity', (limits) => workspace.secrets(id, limits)) : undefined
    return {
      state: 'present', id, name: stored, displayName, active, externalId,
      applicationId: isService ? stored : undefined,
      entitlements: assigned ? isKnown(entitlements) : notKnown('Entitlements belong to members of the workspace.'),
      assigned: isKnown(assigned),
      groups: isKnown(groups),
      managedBy: cloud !== 'azure' || sameText(externalId, marker) ? isKnown('databricks') : notKnown('The workspace does not say who manages the service principal.'),
      secrets: secrets === undefined ? notKnown('The plan does not need them.') : secrets.ok ? isKnown(secrets.value) : notKnown(whyNot(secrets.failure)),
    }
  }
}
