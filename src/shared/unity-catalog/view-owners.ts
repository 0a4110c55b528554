import { NO, UNKNOWN, YES } from './decision'
import type { Tri } from './decision'
import { ACCOUNT_USERS, OWNER_NOT_SEEN } from './facts'
import type { AccessFacts, Answer, GroupFacts, SecurableRef } from './facts'
import { foldPrincipal, kindOf, readsAsOwner, securableName, securableType } from './names'

/** A privilege that somebody has not, on the securable where it is missing. */
export interface Lack {
  privilege: string
  on: SecurableRef
}
/** Whether one principal itself reaches a table, whatever a view then does in the name of its owner. */
export interface Reach {
  tri: Tri
  why?: string
  /** Everything that is missing, in the order in which Databricks asks for it. */
  lacks?: Lack[]
}
/** What is asked of an owner's access. */
export interface OwnerAccess {
  readonly reach: (ref: SecurableRef) => Reach
  /** Owns the catalog of the view, or is metastore admin: then it may be trusted where the definition is not known. */
  isAbove(view: number): boolean
}

/** Whether a view still reads what it is made from, with the rights of its owner. */
export interface ViewReading extends Reach {
  /** Where something is missing: the view that fails (a view below, or itself) and its owner. */
  view?: number
  owner?: string
  /** It, or a view below, has a definition that is not known, and an owner who is trusted with what is in the catalog. */
  trusted?: true
}

/** Databricks itself stops at some depth. */
const DEEPEST_VIEW = 30

/** Answers for each view once; views over views are followed, with each one's own owner. */
export function createViewReader(facts: AccessFacts, accessOf: (owner: string) => OwnerAccess): (view: number) => ViewReading {
  const places = placesOf(facts)
  const reads = new Map(facts.views.map((view) => [view.object, view.reads]))
  const known = new Map<number, ViewReading>()
  const accesses = new Map<string, OwnerAccess>()
  const access = (owner: string): OwnerAccess => {
    const folded = foldPrincipal(owner)
    let there = accesses.get(folded)
    if (!there) accesses.set(folded, (there = accessOf(owner)))
    return there
  }
  const nameOf = (at: number): string => securableName(facts, { level: 'OBJECT', at })

  const look = (view: number, trail: readonly number[]): ViewReading => {
    const at = facts.objects.owner[view] ?? OWNER_NOT_SEEN
    const owner = facts.principals[at]
    if (owner === undefined) return { tri: UNKNOWN, why: `view ${nameOf(view)} reads with the rights of its owner, who was not seen` }
    const by = `view ${nameOf(view)} reads with the rights of its owner ${owner}`
    const sources = reads.get(view)
    if (!sources) {
      if (access(owner).isAbove(view)) return { tri: YES, trusted: true }
      return { tri: UNKNOWN, why: `${by}, and what it reads is not known`, view, owner }
    }
    let worst: ViewReading = { tri: YES }
    for (const source of sources) {
      const found = readSource(view, owner, by, source, trail)
      if (found.tri < worst.tri || (found.trusted && worst.tri === YES)) worst = found
      if (worst.tri === NO) break
    }
    return worst
  }
  const readSource = (view: number, owner: string, by: string, source: readonly string[], trail: readonly number[]): ViewReading => {
    const ref = places(source)
    if (!ref) return { tri: UNKNOWN, why: `${by}, and ${source.join('.')}, which it reads, is not among what was read`, view, owner }
    const reach = access(owner).reach(ref)
    if (reach.tri !== YES) {
      const { lacks } = reach
      const why = lacks
        ? `who has no ${lacks.map(({ privilege, on }) => `${privilege} on ${securableType(facts, on).toLowerCase()} ${securableName(facts, on)}`).join(' and no ')}: it fails for everybody`
        : `whose right to read ${source.join('.')} could not be checked: ${reach.why ?? 'not everything was visible'}`
      return { tri: reach.tri, why: `${by}, ${why}`, view, owner, ...(lacks ? { lacks } : {}) }
    }
    return ref.level === 'OBJECT' && readsAsOwner(kindOf(facts, ref.at)) ? follow(ref.at, [...trail, view]) : { tri: YES }
  }
  const follow = (view: number, trail: readonly number[]): ViewReading => {
    const before = known.get(view)
    if (before) return before
    if (trail.includes(view) || trail.length >= DEEPEST_VIEW) return { tri: UNKNOWN, why: `view ${nameOf(view)} reads itself, or views too deep to follow`, view }
    const found = look(view, trail)
    known.set(view, found)
    return found
  }
  return (view) => follow(view, [])
}

/** The groups as the owner of a view sees them. */
export function groupsOfOwner({ groups, owners }: AccessFacts, owner: string): GroupFacts[] {
  const known = new Map<string, Answer>()
  for (const { name, member } of owners.find(({ principal }) => foldPrincipal(principal) === foldPrincipal(owner))?.groups ?? []) known.set(foldPrincipal(name), member)
  // A group that nobody is in for a reason of its own (Databricks itself) keeps its answer.
  const isNobody = (group: GroupFacts): boolean => group.member === 'no' && group.members?.length === 0
  return groups.map((group): GroupFacts => ({ ...group, via: [], member: foldPrincipal(group.name) === ACCOUNT_USERS ? 'yes' : (known.get(foldPrincipal(group.name)) ?? (isNobody(group) ? 'no' : 'unknown')) }))
}

/** Finds a table by its full name; `information_schema` by its catalog, for its tables need no more than that. */
function placesOf(facts: AccessFacts): (name: readonly string[]) => SecurableRef | undefined {
  const wanted = new Set(facts.views.flatMap(({ reads }) => reads.map((name) => name.join('.'))))
  const found = new Map<string, SecurableRef>()
  facts.catalogs.forEach(({ name }, at) => found.set(name, { level: 'CATALOG', at }))
  facts.objects.name.forEach((_name, at) => {
    const ref: SecurableRef = { level: 'OBJECT', at }
    if (wanted.size === 0 || securableType(facts, ref) !== 'TABLE') return
    const name = securableName(facts, ref)
    if (wanted.has(name)) found.set(name, ref)
  })
  return (name) => found.get(name[1] === 'information_schema' ? (name[0] ?? '') : name.join('.'))
}
