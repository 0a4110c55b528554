import { valueOf, type WorkspaceFacts } from './facts'
import type { Goal } from './goal'
import { makePlan } from './make-plan'

/** What the identity will be able to read after the plan, in sentences. */
export interface EffectiveResult {
  will: string[]
  willNot: string[]
  /** What can't be said, and why. */
  notKnown: string[]
}

/** Shown before running: what the goal's identity will read, and what it will not. */
export function whatItWillRead(goal: Goal, facts: WorkspaceFacts): EffectiveResult {
  const place = `${goal.catalog.name}.${goal.schema.name}`
  const views = goal.views ?? []
  const tables = valueOf(facts.tables)
  const absent = valueOf(facts.catalog)?.exists === false || valueOf(facts.schema)?.exists === false
  const will: string[] = []
  const willNot: string[] = []
  const notKnown: string[] = []
  if (goal.tables === 'all') {
    const now = absent ? 0 : tables?.count
    const parts = [now === undefined ? undefined : now === 0 ? undefined : `${now} there now`, views.length > 0 ? `${views.length} ${views.length === 1 ? 'view' : 'views'} of this plan` : undefined].filter(Boolean)
    will.push(`Every table and view of schema ${place}${parts.length > 0 ? ` (${parts.join(', ')})` : ''}, and those that come later.`)
    if (now === 0 && views.length === 0) will.push('There is none yet: access is ready, nothing to import.')
  } else {
    will.push(`${goal.tables.length === 1 ? `The table or view ${goal.tables[0]}` : `The ${goal.tables.length} chosen tables and views`} of schema ${place}.`)
    willNot.push(`Any other table of schema ${place}, and tables that come later.`)
  }
  for (const view of views.slice(0, 20)) {
    will.push(`Through view ${view.name}: ${view.columns ? `the columns ${view.columns.join(', ')}` : 'all columns'} of ${view.from.catalog}.${view.from.schema}.${view.from.table}.`)
  }
  if (views.length > 0) willNot.push('The tables beneath the views, directly.')
  willNot.push(`Other schemas and catalogs, as far as nothing else is granted to it.`, 'It can change nothing: no write, create or manage right is given.')
  const grants = makePlan(goal, facts).actions.filter(({ step, state }) => step === 'grants' && state === 'unknown')
  if (grants.length > 0) notKnown.push(`What is granted to it already: ${grants[0]?.current.replace(/^not known: /, '') ?? ''}`)
  notKnown.push('Row filters, column masks and policies can hide rows and values; grants do not show them.')
  return { will, willNot, notKnown }
}
