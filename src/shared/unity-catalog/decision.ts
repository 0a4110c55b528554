import type { AccessFacts, Answer, GroupFacts, SecurableRef } from './facts'
import { foldPrincipal, securableName, securableType } from './names'

/** One link of the chain identity -> group -> grant -> parent -> object. */
export interface AccessStep {
  kind: 'identity' | 'group' | 'grant' | 'owner' | 'role' | 'metastore' | 'catalog' | 'schema' | 'object' | 'securable'
  name: string
  note?: string
}

/** What an answer rests on. */
export type Source =
  | { kind: 'grant'; /** Row in the grant columns. */ row: number; on: SecurableRef }
  | { kind: 'owner'; of: SecurableRef; owner: number }
  | { kind: 'metastore-admin' }
  /** A rule of Databricks that needs no grant, in words. */
  | { kind: 'rule'; text: string }

export interface Decision {
  answer: Answer
  /** The grant or ownership that decides; absent for "no". For "could not check": the one that would decide. */
  by?: Source
  path: AccessStep[]
  /** Why, in one sentence. */
  reason: string
  /** What stays true beside the answer: a view runs with its owner's rights, a row filter hides rows. */
  caveats: string[]
}

/** Three-valued logic as numbers: "and" is the smaller, "or" the larger. */
export const NO = 0
export const UNKNOWN = 1
export const YES = 2
export type Tri = typeof NO | typeof UNKNOWN | typeof YES
const ANSWERS = ['no', 'unknown', 'yes'] as const
export const toAnswer = (tri: Tri): Answer => ANSWERS[tri]
export const toTri = (answer: Answer): Tri => (answer === 'yes' ? YES : answer === 'unknown' ? UNKNOWN : NO)
export const and = (one: Tri, other: Tri): Tri => (one < other ? one : other)
export const or = (one: Tri, other: Tri): Tri => (one > other ? one : other)

const levelKind = (ref: SecurableRef): AccessStep['kind'] =>
  ref.level === 'OBJECT' ? 'object' : ref.level === 'OTHER' ? 'securable' : (ref.level.toLowerCase() as 'metastore' | 'catalog' | 'schema')

export const stepOf = (facts: AccessFacts, ref: SecurableRef): AccessStep => ({ kind: levelKind(ref), name: securableName(facts, ref) })

/** Its parents from the catalog down, and itself. */
export function lineage(facts: AccessFacts, ref: SecurableRef): SecurableRef[] {
  if (ref.level === 'OBJECT') return [...lineage(facts, { level: 'SCHEMA', at: facts.objects.schema[ref.at] ?? -1 }), ref]
  if (ref.level === 'SCHEMA') return [{ level: 'CATALOG', at: facts.schemas[ref.at]?.catalog ?? -1 }, ref]
  return [ref]
}

/** The way from the subject to a principal: itself, or through groups. */
export function stepsTo(facts: AccessFacts, groups: readonly GroupFacts[], principal: string): AccessStep[] {
  const { subject } = facts
  const self: AccessStep = { kind: 'identity', name: subject.name ?? subject.principal }
  if (subject.name !== undefined) self.note = subject.principal
  if (foldPrincipal(principal) === foldPrincipal(subject.principal)) return [self]
  const group = groups.find(({ name }) => foldPrincipal(name) === foldPrincipal(principal))
  const between = (group?.via ?? []).map((name): AccessStep => ({ kind: 'group', name }))
  const last: AccessStep = { kind: 'group', name: principal }
  if (group?.member === 'unknown' || (!group && foldPrincipal(principal) !== 'account users')) last.note = 'could not check whether the identity is in it'
  return [self, ...between, last]
}

/** The whole chain that a source stands for, down to the securable asked about. */
export function pathOf(facts: AccessFacts, groups: readonly GroupFacts[], by: Source, ref: SecurableRef): AccessStep[] {
  const below = (from: SecurableRef): AccessStep[] => {
    const line = lineage(facts, ref)
    const start = line.findIndex(({ level, at }) => level === from.level && at === from.at)
    return line.slice(Math.max(start, 0)).map((each) => stepOf(facts, each))
  }
  switch (by.kind) {
    case 'grant': {
      const { grants } = facts
      const privilege = grants.privileges[grants.privilege[by.row] ?? -1] ?? ''
      const grantee = facts.principals[grants.grantee[by.row] ?? -1] ?? ''
      const grant: AccessStep = { kind: 'grant', name: privilege, note: `on ${securableType(facts, by.on).toLowerCase()} ${securableName(facts, by.on)}` }
      return [...stepsTo(facts, groups, grantee), grant, ...below(by.on)]
    }
    case 'owner':
      return [...stepsTo(facts, groups, facts.principals[by.owner] ?? ''), { kind: 'owner', name: 'owner', note: `of ${securableType(facts, by.of).toLowerCase()} ${securableName(facts, by.of)}` }, ...below(by.of)]
    case 'metastore-admin':
      return [...stepsTo(facts, groups, facts.principals[facts.metastore.owner] ?? facts.subject.principal), { kind: 'role', name: 'metastore admin' }, stepOf(facts, { level: 'METASTORE', at: 0 }), ...lineage(facts, ref).map((each) => stepOf(facts, each))]
    case 'rule':
      return [...stepsTo(facts, groups, facts.subject.principal), { kind: 'role', name: by.text }, ...lineage(facts, ref).map((each) => stepOf(facts, each))]
  }
}
