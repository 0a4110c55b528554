import { grantPrivileges, revokePrivileges } from '../sql/access-statements'
import { lineage } from '../unity-catalog/decision'
import type { SecurableRef } from '../unity-catalog/facts'
import { catalogAt, foldPrincipal } from '../unity-catalog/names'
import { isSamplesCatalog, isSystemCatalog } from '../unity-catalog/rules'
import { impliedByAll } from '../unity-catalog/privileges'
import { byHand } from './check'
import { grantsUpdate } from './cli-text'
import { isEverybody, nameOf, partsOf, plural, typeOf } from './context'
import type { AuditContext } from './context'
import type { FindingFix } from './finding'
import { needsOf } from './needs'

const cliName = (context: AuditContext, ref: SecurableRef): string => (ref.level === 'METASTORE' ? (context.facts.access.metastore.id ?? 'METASTORE_ID') : nameOf(context, ref))

/** Catalogs that Databricks provides: what to do there instead of a GRANT, or undefined for all others. */
export function providedBy({ facts }: AuditContext, ref: SecurableRef): string | undefined {
  const catalog = facts.access.catalogs[catalogAt(facts.access, ref)]
  if (isSamplesCatalog(catalog)) return 'The catalog samples is provided by Databricks, the same in every workspace and for reading only: its grants cannot be changed. Copy what is needed into a catalog of your own, and import that.'
  if (isSystemCatalog(catalog)) return 'The catalog system is provided by Databricks: nobody can grant on it from here. An account admin who is also metastore admin enables a schema of it and gives USE SCHEMA and SELECT there. Better: make a table or view of your own from it, and import that.'
  return undefined
}

/** The GRANT that mends what is missing, to the identity itself. */
export function grantFix(context: AuditContext, privilege: string, ref: SecurableRef, text: string): FindingFix {
  const { principal } = context.facts.access.subject
  const provided = providedBy(context, ref)
  if (provided !== undefined) return byHand(provided)
  return { text, how: 'run', sql: `${grantPrivileges([privilege], typeOf(context, ref), partsOf(context, ref), principal)};`, cli: grantsUpdate(typeOf(context, ref), cliName(context, ref), principal, { add: [privilege] }) }
}

/** How many statements one finding shows; the fix script has all. */
export const SHOWN = 20

/**
 * REVOKEs of grants made to the identity itself: the first of `count`, with the GRANTs of what the import would lose by them. So each finding
 * can be mended by itself, by whoever reads a report: GRANTs first; after the REVOKE where ALL PRIVILEGES would take them along.
 */
export function revokeFix(context: AuditContext, rights: readonly Right[], count: number): FindingFix {
  const shown = rights.slice(0, SHOWN)
  const more = count > shown.length ? ` The fix script has all ${count}; the first ${shown.length} are here.` : ''
  const lost = needsOf(context).filter((need) => shown.some((right) => serves(context, right, need)))
  if (lost.length > SHOWN) return { text: `Revoke it only after the ${plural(lost.length, 'grant')} that the import then needs: the fix script has them in order.`, how: 'run' }
  const isTaken = (need: Right) => shown.some(({ privilege, ref }) => privilege === ALL && isSame(ref, need.ref))
  const steps: Step[] = [
    ...lost.filter((need) => !isTaken(need)).map((need) => ({ ...need, is: 'add' as const })),
    ...shown.map((right) => ({ ...right, is: 'remove' as const })),
    ...lost.filter(isTaken).map((need) => ({ ...need, is: 'add' as const })),
  ]
  const { principal } = context.facts.access.subject
  return {
    text: `${lost.length > 0 ? 'Revoke it, and grant what the import needs of it, in this order.' : 'Revoke it.'}${more}`, how: 'run',
    sql: steps.map(({ is, privilege, ref }) => `${(is === 'add' ? grantPrivileges : revokePrivileges)([privilege], typeOf(context, ref), partsOf(context, ref), principal)};`).join('\n'),
    cli: steps.map(({ is, privilege, ref }) => grantsUpdate(typeOf(context, ref), cliName(context, ref), principal, { [is]: [privilege] })).join('\n'),
  }
}

interface Right {
  privilege: string
  ref: SecurableRef
}
type Step = Right & { is: 'add' | 'remove' }

const ALL = 'ALL PRIVILEGES'
const isSame = (one: SecurableRef, other: SecurableRef): boolean => one.level === other.level && one.at === other.at

/** Whether what the import needs can hang on this right: the same privilege, or one that contains it, there or further up. */
function serves(context: AuditContext, { privilege, ref }: Right, need: Right): boolean {
  const contains = privilege === need.privilege || (privilege === ALL && impliedByAll(need.privilege)) || (privilege === 'USAGE' && need.privilege.startsWith('USE '))
  return contains && lineage(context.facts.access, need.ref).some((each) => isSame(each, ref))
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
