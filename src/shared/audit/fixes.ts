import { grantPrivileges, revokePrivileges } from '../sql/access-statements'
import type { SecurableRef } from '../unity-catalog/facts'
import { foldPrincipal } from '../unity-catalog/names'
import { byHand } from './check'
import { grantsUpdate } from './cli-text'
import { isEverybody, nameOf, partsOf, typeOf } from './context'
import type { AuditContext } from './context'
import type { FindingFix } from './finding'

const cliName = (context: AuditContext, ref: SecurableRef): string => (ref.level === 'METASTORE' ? (context.facts.access.metastore.id ?? 'METASTORE_ID') : nameOf(context, ref))

/** The GRANT that mends what is missing, to the identity itself. */
export function grantFix(context: AuditContext, privilege: string, ref: SecurableRef, text: string): FindingFix {
  const { principal } = context.facts.access.subject
  return { text, how: 'run', sql: `${grantPrivileges([privilege], typeOf(context, ref), partsOf(context, ref), principal)};`, cli: grantsUpdate(typeOf(context, ref), cliName(context, ref), principal, { add: [privilege] }) }
}

/** How many statements one finding shows; the fix script has all. */
export const SHOWN = 20

/** REVOKEs of grants made to the identity itself: the first of `count`. */
export function revokeFix(context: AuditContext, rights: readonly { privilege: string; ref: SecurableRef }[], count: number): FindingFix {
  const { principal } = context.facts.access.subject
  const shown = rights.slice(0, SHOWN)
  const more = count > shown.length ? ` The fix script has all ${count}; the first ${shown.length} are here.` : ''
  return {
    text: `Revoke it.${more}`, how: 'run',
    sql: shown.map(({ privilege, ref }) => `${revokePrivileges([privilege], typeOf(context, ref), partsOf(context, ref), principal)};`).join('\n'),
    cli: shown.map(({ privilege, ref }) => grantsUpdate(typeOf(context, ref), cliName(context, ref), principal, { remove: [privilege] })).join('\n'),
  }
}

/** A group's grant is a decision about everybody in the group: never run from here. */
export function groupFix(context: AuditContext, group: string): FindingFix[] {
  const members = context.facts.access.groups.find(({ name }) => foldPrincipal(name) === foldPrincipal(group))?.members
  const affects = members ? { affects: members } : {}
  if (isEverybody(group)) return [byHand(`Decide whether everybody needs it: ${group} is everyone, so a change affects all identities.`, affects)]
  return [
    byHand(`Take the identity out of group ${group} and grant it directly what it needs.`),
    byHand(members ? `Or decide on the group's grant; it affects ${members.join(', ')}.` : `Or decide on the group's grant; who is in ${group} was not visible.`, affects),
  ]
}
