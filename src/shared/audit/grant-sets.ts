import { ON } from '../unity-catalog/facts'
import type { AccessFacts, SecurableRef } from '../unity-catalog/facts'

/** Privileges of some principals on some securables, as sets that change. A set is a number: there may be a hundred thousand. */
export interface GrantSets {
  /** The set of a principal on a securable; made, and empty, the first time. */
  of(principal: number, ref: SecurableRef): number
  /** -1: there is none. */
  find(principal: number, level: number, at: number): number
  add(set: number, privilege: number): void
  remove(set: number, privilege: number): void
  /** Of all together. */
  size(): number
  each(visit: (principal: number, ref: SecurableRef, privilege: number) => void): void
}

/** A set is a row of bits, found by its securable's number: level after level they are numbered through. */
export function createGrantSets({ catalogs, schemas, objects, others }: AccessFacts, privileges: number): GrantSets {
  const bases: number[] = []
  let slots = 0
  for (const size of [1, catalogs.length, schemas.length, objects.name.length, others.length]) {
    bases.push(slots)
    slots += size
  }
  const words = Math.ceil(privileges / 32)
  let bits = new Uint32Array(1024 * words)
  const owners: { principal: number; ref: SecurableRef }[] = []
  /** Of each principal, which set a securable has, counted from 1. A script has one principal. */
  const setAt = new Map<number, Int32Array>()
  const word = (set: number, privilege: number): number => set * words + (privilege >>> 5)
  const has = (set: number, privilege: number): boolean => (bits[word(set, privilege)]! & (1 << (privilege & 31))) !== 0
  return {
    of(principal, ref) {
      let sets = setAt.get(principal)
      if (!sets) setAt.set(principal, (sets = new Int32Array(slots)))
      const slot = bases[ON[ref.level]]! + ref.at
      if (sets[slot] === 0) {
        sets[slot] = owners.push({ principal, ref })
        if (owners.length * words > bits.length) {
          const wider = new Uint32Array(bits.length * 2)
          wider.set(bits)
          bits = wider
        }
      }
      return sets[slot]! - 1
    },
    find: (principal, level, at) => (setAt.get(principal)?.[bases[level]! + at] ?? 0) - 1,
    add: (set, privilege) => void (bits[word(set, privilege)]! |= 1 << (privilege & 31)),
    remove: (set, privilege) => void (bits[word(set, privilege)]! &= ~(1 << (privilege & 31))),
    size() {
      let count = 0
      for (let at = 0; at < owners.length * words; at++) for (let left = bits[at]!; left !== 0; left &= left - 1) count++
      return count
    },
    each(visit) {
      owners.forEach(({ principal, ref }, set) => {
        for (let privilege = 0; privilege < privileges; privilege++) if (has(set, privilege)) visit(principal, ref, privilege)
      })
    },
  }
}
