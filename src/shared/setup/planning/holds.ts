import { type GrantList, type GrantRow, type Known, valueOf } from '../facts'
import { presentPrincipal, type Planning } from './context'

/** ALL PRIVILEGES covers each of these; `USAGE` is the old spelling of both USE privileges (databricks.md section 2). */
const GIVEN_BY: Record<'USE CATALOG' | 'USE SCHEMA' | 'SELECT', readonly string[]> = {
  'USE CATALOG': ['USE CATALOG', 'ALL PRIVILEGES', 'USAGE'],
  'USE SCHEMA': ['USE SCHEMA', 'ALL PRIVILEGES', 'USAGE'],
  SELECT: ['SELECT', 'ALL PRIVILEGES'],
}
export type NeededPrivilege = keyof typeof GIVEN_BY

export type Holding = { state: 'satisfied'; how: string } | { state: 'needed' } | { state: 'unknown'; why: string }

/** Lower-case names whose grants reach the goal's principal: itself, the groups it is known to be in, everyone. */
export function reachable({ facts, principal }: Planning): Set<string> {
  const there = presentPrincipal(facts)
  const groups = there ? (valueOf(there.groups) ?? []) : []
  return new Set([...(typeof principal === 'string' ? [principal] : []), ...groups, 'account users'].map((name) => name.toLowerCase()))
}

/**
 * Whether the goal's principal has a privilege, by ownership or by a grant to itself or to a group it is in. The list of grants has what
 * is inherited; `more` are rows read elsewhere.
 */
export function createHolds(planning: Planning): (privilege: NeededPrivilege, owner: string | undefined, rows: Known<GrantList>, more?: readonly GrantRow[]) => Holding {
  const names = reachable(planning)
  return (privilege, owner, grants, more = []) => {
    if (owner !== undefined && names.has(owner.toLowerCase())) return { state: 'satisfied', how: `${owner} owns it` }
    const gives = (one: GrantRow) => GIVEN_BY[privilege].includes(one.privilege) && names.has(one.principal.toLowerCase())
    const row = more.find(gives) ?? (grants.known ? grants.value.rows.find(gives) : undefined)
    if (row) {
      const as = row.privilege === privilege ? '' : ` as ${row.privilege}`
      const from = row.inheritedFrom ? `, inherited from ${row.inheritedFrom.type.toLowerCase()} ${row.inheritedFrom.name}` : ''
      return { state: 'satisfied', how: `granted to ${row.principal}${as}${from}` }
    }
    return grants.known ? { state: 'needed' } : { state: 'unknown', why: grants.why }
  }
}
