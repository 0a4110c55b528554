import { ACCOUNT_USERS } from './facts'
import type { AccessFacts, GroupFacts } from './facts'
import { NO, toTri, UNKNOWN, YES } from './decision'
import type { Tri } from './decision'
import { foldPrincipal } from './names'

const APPLICATION_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** Users are e-mail addresses and service principals application ids: anything else may be a group. */
export const mayBeGroup = (name: string): boolean => !name.includes('@') && !APPLICATION_ID.test(foldPrincipal(name))

/**
 * For each principal of the facts: whether its grants count for the subject. Its own name and `account users` always do,
 * a group when the subject is in it. A name that may be a group and is not listed is unknown, never "no".
 */
export function standings(facts: AccessFacts, groups: readonly GroupFacts[]): Uint8Array {
  const known = new Map<string, Tri>()
  for (const group of groups) known.set(foldPrincipal(group.name), toTri(group.member))
  known.set(ACCOUNT_USERS, YES)
  known.set(foldPrincipal(facts.subject.principal), YES)
  return Uint8Array.from(facts.principals, (name) => known.get(foldPrincipal(name)) ?? (mayBeGroup(name) ? UNKNOWN : NO))
}

/**
 * The groups as another identity sees them, from the members that were read. A group whose members were not seen (or that
 * holds one whose members were not seen) is unknown when the identity was not found in it.
 */
export function groupsOf(facts: AccessFacts, principal: string): GroupFacts[] {
  const byName = new Map(facts.groups.map((group) => [foldPrincipal(group.name), group]))
  const wanted = foldPrincipal(principal)
  const found = new Map<string, Tri>()
  const membership = (name: string, trail: ReadonlySet<string>): Tri => {
    const done = found.get(name)
    if (done !== undefined) return done
    const group = byName.get(name)
    if (!group?.members) return UNKNOWN
    let answer: Tri = NO
    for (const member of group.members.map(foldPrincipal)) {
      if (member === wanted) answer = YES
      else if (byName.has(member) && !trail.has(member) && answer < YES) {
        const inner = membership(member, new Set([...trail, member]))
        if (inner > answer) answer = inner
      }
    }
    if (trail.size === 1) found.set(name, answer)
    return answer
  }
  return facts.groups.map((group) => {
    const answer = foldPrincipal(group.name) === ACCOUNT_USERS ? YES : membership(foldPrincipal(group.name), new Set([foldPrincipal(group.name)]))
    return { ...group, member: answer === YES ? 'yes' : answer === UNKNOWN ? 'unknown' : 'no', via: [] }
  })
}
