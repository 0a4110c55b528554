import { LEVELS, ON } from './facts'
import type { AccessFacts, GroupFacts, Hidden, Level } from './facts'
import { standings } from './membership'

const OWN = 1
const INSIDE = 2

/**
 * The grants that count for the subject, ordered by securable in flat arrays: one pass over all grants to count, one to
 * place. Memory does not depend on how grants spread over securables.
 */
export interface HeldGrants {
  /** Per principal: 0 no, 1 unknown, 2 yes. */
  readonly standing: Uint8Array
  slot(level: Level, at: number): number
  /** Rows of the grant columns on this securable, as [from, to) into `rows`. */
  from(slot: number): number
  to(slot: number): number
  readonly rows: Uint32Array
  /** Whether grants on this securable may exist that the caller could not see. */
  hidden(level: Level, at: number): Hidden | undefined
}

export function indexHeldGrants(facts: AccessFacts, groups: readonly GroupFacts[]): HeldGrants {
  const { grants } = facts
  const standing = standings(facts, groups)
  const sizes = [1, facts.catalogs.length, facts.schemas.length, facts.objects.name.length, facts.others.length]
  const bases: number[] = []
  let slots = 0
  for (const size of sizes) {
    bases.push(slots)
    slots += size
  }
  const start = new Uint32Array(slots + 1)
  const count = grants.on.length
  for (let row = 0; row < count; row++) {
    if (standing[grants.grantee[row]!] === 0) continue
    start[bases[grants.on[row]!]! + grants.at[row]! + 1]!++
  }
  for (let slot = 0; slot < slots; slot++) start[slot + 1]! += start[slot]!
  const rows = new Uint32Array(start[slots]!)
  const next = start.slice(0, slots)
  for (let row = 0; row < count; row++) {
    if (standing[grants.grantee[row]!] === 0) continue
    rows[next[bases[grants.on[row]!]! + grants.at[row]!]!++] = row
  }

  // Few levels are hidden as a whole; few single securables are. Marks keep the common answer one array read.
  const marks = new Uint8Array(slots)
  const all = new Uint8Array(LEVELS.length)
  const notes = new Map<number, Hidden>()
  const levelNotes: (Hidden | undefined)[] = []
  for (const hidden of facts.hidden) {
    if (hidden.what !== 'grants') continue
    const mark = OWN | (hidden.inside ? INSIDE : 0)
    const level = ON[hidden.level]
    if (hidden.at === undefined) {
      all[level]! |= mark
      levelNotes[level] ??= hidden
    } else {
      const slot = bases[level]! + hidden.at
      marks[slot]! |= mark
      if (!notes.has(slot)) notes.set(slot, hidden)
    }
  }
  const marked = (level: Level, at: number, bit: number): Hidden | undefined => {
    const number = ON[level]
    const slot = bases[number]! + at
    if (marks[slot]! & bit) return notes.get(slot)
    return all[number]! & bit ? levelNotes[number] : undefined
  }
  const hidden = (level: Level, at: number): Hidden | undefined => {
    const own = marked(level, at, OWN)
    if (own || level === 'METASTORE') return own
    if (level === 'OBJECT') {
      const schema = facts.objects.schema[at] ?? -1
      return marked('SCHEMA', schema, INSIDE) ?? marked('CATALOG', facts.schemas[schema]?.catalog ?? -1, INSIDE) ?? marked('METASTORE', 0, INSIDE)
    }
    if (level === 'SCHEMA') return marked('CATALOG', facts.schemas[at]?.catalog ?? -1, INSIDE) ?? marked('METASTORE', 0, INSIDE)
    return marked('METASTORE', 0, INSIDE)
  }
  return {
    standing, rows, hidden,
    slot: (level, at) => bases[ON[level]]! + at,
    from: (slot) => start[slot] ?? 0,
    to: (slot) => start[slot + 1] ?? 0,
  }
}
