import { ON } from '../unity-catalog/facts'
import type { AccessFacts } from '../unity-catalog/facts'
import { foldPrincipal } from '../unity-catalog/names'
import { impliedByAll } from '../unity-catalog/privileges'
import type { AuditFacts } from './facts'
import { createGrantSets } from './grant-sets'
import type { ScriptStep } from './remediation'
import { type WarehouseGrant, withWarehouseGrant } from './warehouse-grant'

/**
 * What REVOKE ALL PRIVILEGES takes away beside itself. Databricks' documentation says: the single grants it implies too;
 * older documentation: only itself. Fix scripts are right under both.
 */
export type RevokeAllReading = 'with-implied' | 'alone'

type AppliedStep = Pick<ScriptStep, 'kind' | 'ref' | 'principal' | 'privileges'>

/** The grants after a script, in its order. The facts given stay as they are. */
export function applySteps(facts: AccessFacts, steps: readonly AppliedStep[], reading: RevokeAllReading = 'with-implied'): AccessFacts {
  const principals = [...facts.principals]
  const privileges = [...facts.grants.privileges]
  const numbers = (list: string[], same: (text: string) => string): ((name: string) => number) => {
    const known = new Map<string, number>()
    list.forEach((one, at) => known.has(same(one)) || known.set(same(one), at))
    return (name) => {
      let at = known.get(name) ?? known.get(same(name))
      if (at === undefined) at = list.push(name) - 1
      known.set(name, at)
      return at
    }
  }
  const granteeOf = numbers(principals, foldPrincipal)
  const privilegeOf = numbers(privileges, (name) => name)
  for (const step of steps) for (const name of step.privileges) privilegeOf(name)
  const sets = createGrantSets(facts, privileges.length)
  const setOfStep = steps.map(({ ref, principal }) => sets.of(granteeOf(principal), ref))
  const { on, at, grantee: who, privilege } = facts.grants
  const stays = new Uint8Array(on.length)
  let count = 0
  for (let row = 0; row < on.length; row++) {
    const set = sets.find(who[row]!, on[row]!, at[row]!)
    if (set >= 0) sets.add(set, privilege[row]!)
    else {
      stays[row] = 1
      count++
    }
  }
  const implied = privileges.flatMap((name, index) => (impliedByAll(name) ? [index] : []))
  steps.forEach((step, index) => {
    const set = setOfStep[index]!
    for (const name of step.privileges) {
      if (step.kind === 'grant') sets.add(set, privilegeOf(name))
      else {
        sets.remove(set, privilegeOf(name))
        if (name === 'ALL PRIVILEGES' && reading === 'with-implied') for (const each of implied) sets.remove(set, each)
      }
    }
  })
  count += sets.size()
  const column = (): number[] => new Array<number>(count)
  const grants: AccessFacts['grants'] = { on: column(), at: column(), grantee: column(), privilege: column(), privileges }
  let row = 0
  const put = (level: number, position: number, principal: number, given: number): void => {
    grants.on[row] = level
    grants.at[row] = position
    grants.grantee[row] = principal
    grants.privilege[row++] = given
  }
  for (let before = 0; before < on.length; before++) if (stays[before] === 1) put(on[before]!, at[before]!, who[before]!, privilege[before]!)
  sets.each((principal, ref, given) => put(ON[ref.level], ref.at, principal, given))
  return { ...facts, principals, grants }
}

/** The facts as they will be after the script: audit them again to see what would change. */
export function simulate(facts: AuditFacts, steps: readonly AppliedStep[], more: { reading?: RevokeAllReading; warehouse?: WarehouseGrant | undefined } = {}): AuditFacts {
  const after = { ...facts, access: applySteps(facts.access, steps, more.reading) }
  return more.warehouse ? withWarehouseGrant(after, more.warehouse) : after
}
