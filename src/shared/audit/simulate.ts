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
  const place = (on: number, at: number, who: number): string => `${on}:${at}:${who}`

  // Grants on touched securables are kept in sets and change with each step; all others are copied as they are.
  const touched = new Map<string, Set<number>>()
  for (const { ref, principal } of steps) touched.set(place(ON[ref.level], ref.at, grantee(principal)), new Set())
  const spots = new Set(steps.map(({ ref }) => ON[ref.level] * 2 ** 32 + ref.at))
  const { on, at, grantee: who, privilege } = facts.grants
  const grants: AccessFacts['grants'] = { on: [], at: [], grantee: [], privilege: [], privileges }
  const push = (row: [on: number, at: number, who: number, privilege: number]): void => {
    grants.on.push(row[0])
    grants.at.push(row[1])
    grants.grantee.push(row[2])
    grants.privilege.push(row[3])
  }
  for (let row = 0; row < on.length; row++) {
    const one: [number, number, number, number] = [on[row]!, at[row]!, who[row]!, privilege[row]!]
    const set = spots.has(one[0] * 2 ** 32 + one[1]) ? touched.get(place(one[0], one[1], one[2])) : undefined
    if (set) set.add(one[3])
    else push(one)
  }
  for (const step of steps) {
    const set = touched.get(place(ON[step.ref.level], step.ref.at, grantee(step.principal)))
    if (!set) continue
    for (const name of step.privileges) {
      const index = indexOf(privileges, name, (one) => one === name)
      if (step.kind === 'grant') set.add(index)
      else {
        set.delete(index)
        if (name === 'ALL PRIVILEGES' && reading === 'with-implied') for (const each of [...set]) if (impliedByAll(privileges[each] ?? '')) set.delete(each)
      }
    }
  }
  for (const [key, set] of touched) {
    const [onLevel = 0, position = 0, principal = 0] = key.split(':').map(Number)
    for (const each of set) push([onLevel, position, principal, each])
  }
  return { ...facts, principals, grants }
}

/** The facts as they will be after the script: audit them again to see what would change. */
export const simulate = (facts: AuditFacts, steps: readonly ScriptStep[], reading?: RevokeAllReading): AuditFacts => ({ ...facts, access: applySteps(facts.access, steps, reading) })
