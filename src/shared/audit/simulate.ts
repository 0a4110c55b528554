import { ON } from '../unity-catalog/facts'
import type { AccessFacts } from '../unity-catalog/facts'
import { foldPrincipal } from '../unity-catalog/names'
import { impliedByAll } from '../unity-catalog/privileges'
import type { AuditFacts } from './facts'
import type { ScriptStep } from './remediation'

/**
 * What REVOKE ALL PRIVILEGES takes away beside itself. Databricks' documentation says: the single grants it implies too;
 * older documentation: only itself. Fix scripts are right under both.
 */
export type RevokeAllReading = 'with-implied' | 'alone'

/** The grants after a script, in its order. The facts given stay as they are. */
export function applySteps(facts: AccessFacts, steps: readonly Pick<ScriptStep, 'kind' | 'ref' | 'principal' | 'privileges'>[], reading: RevokeAllReading = 'with-implied'): AccessFacts {
  const principals = [...facts.principals]
  const privileges = [...facts.grants.privileges]
  const indexOf = (list: string[], name: string, same: (one: string) => boolean): number => {
    const at = list.findIndex(same)
    return at >= 0 ? at : list.push(name) - 1
  }
  const principalAt = new Map<string, number>()
  const grantee = (name: string): number => {
    const folded = foldPrincipal(name)
    let at = principalAt.get(folded)
    if (at === undefined) principalAt.set(folded, (at = indexOf(principals, name, (one) => foldPrincipal(one) === folded)))
    return at
  }
  // Grants of a step's principal on its securable are kept in sets and change with each step; all others are copied as they
  // are. Numbers as keys, for there may be a million rows.
  const spot = (level: number, position: number): number => level * 2 ** 32 + position
  const touched = new Map<number, Map<number, Set<number>>>()
  const concerned = new Set<number>()
  const setOf = ({ ref, principal }: Pick<ScriptStep, 'ref' | 'principal'>): Set<number> => {
    const key = spot(ON[ref.level], ref.at)
    const who = grantee(principal)
    concerned.add(who)
    const there = touched.get(key) ?? new Map<number, Set<number>>()
    const set = there.get(who) ?? new Set<number>()
    touched.set(key, there.set(who, set))
    return set
  }
  for (const step of steps) setOf(step)
  const { on, at, grantee: who, privilege } = facts.grants
  const grants: AccessFacts['grants'] = { on: [], at: [], grantee: [], privilege: [], privileges }
  const push = (level: number, position: number, principal: number, given: number): void => {
    grants.on.push(level)
    grants.at.push(position)
    grants.grantee.push(principal)
    grants.privilege.push(given)
  }
  for (let row = 0; row < on.length; row++) {
    const set = concerned.has(who[row]!) ? touched.get(spot(on[row]!, at[row]!))?.get(who[row]!) : undefined
    if (set) set.add(privilege[row]!)
    else push(on[row]!, at[row]!, who[row]!, privilege[row]!)
  }
  for (const step of steps) {
    const set = setOf(step)
    for (const name of step.privileges) {
      const index = indexOf(privileges, name, (one) => one === name)
      if (step.kind === 'grant') set.add(index)
      else {
        set.delete(index)
        if (name === 'ALL PRIVILEGES' && reading === 'with-implied') for (const each of [...set]) if (impliedByAll(privileges[each] ?? '')) set.delete(each)
      }
    }
  }
  for (const [key, there] of touched) {
    const level = Math.floor(key / 2 ** 32)
    for (const [principal, set] of there) for (const each of set) push(level, key - level * 2 ** 32, principal, each)
  }
  return { ...facts, principals, grants }
}

/** The facts as they will be after the script: audit them again to see what would change. */
export const simulate = (facts: AuditFacts, steps: readonly ScriptStep[], reading?: RevokeAllReading): AuditFacts => ({ ...facts, access: applySteps(facts.access, steps, reading) })
