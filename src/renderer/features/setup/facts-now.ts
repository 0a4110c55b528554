import { notKnown, type WorkspaceFacts } from '#shared/setup/facts'
import type { Goal } from '#shared/setup/goal'

/** What was read from the workspace, and for which goal: half of the facts are about the names in it. */
export interface Looked {
  goal: Goal
  facts: WorkspaceFacts
  at: number
  requests: number
}

const NOT_LOOKED = 'The workspace has not been asked about this name yet.'
const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()
const sameList = (one: Goal['tables'], other: Goal['tables']) => one === other || (one !== 'all' && other !== 'all' && one.length === other.length && one.every((name, index) => name === other[index]))
const sameViews = (one: Goal, other: Goal) => JSON.stringify(one.views ?? []) === JSON.stringify(other.views ?? [])

/**
 * The facts for a goal that differs from the one that was looked for: what belongs to a changed name is unknown again, never
 * silently that of the old name. The same facts when nothing they speak of has changed.
 */
export function factsFor({ goal: before, facts }: Looked, goal: Goal): WorkspaceFacts {
  const gone = notKnown(NOT_LOOKED)
  const catalog = same(before.catalog.name, goal.catalog.name)
  const schema = catalog && same(before.schema.name, goal.schema.name)
  const principal = before.principal.kind === goal.principal.kind && same(before.principal.name, goal.principal.name)
  const tables = sameList(before.tables, goal.tables)
  const views = sameViews(before, goal)
  if (schema && principal && tables && views) return facts
  return {
    ...facts,
    ...(catalog ? {} : { catalog: gone }),
    ...(schema ? {} : { schema: gone, tables: gone }),
    ...(schema && tables ? {} : { tableGrants: gone }),
    ...(views ? {} : { viewSources: gone }),
    ...(principal ? {} : { principal: gone, tokens: { ...facts.tokens, existing: gone } }),
  }
}

/** Whether the facts have to be read again for this goal. */
export const isStale = (looked: Looked, goal: Goal): boolean => factsFor(looked, goal) !== looked.facts || JSON.stringify(looked.goal.warehouse) !== JSON.stringify(goal.warehouse)
