import { expect, it } from 'vitest'
import { isKnown } from '#shared/setup/facts'
import { Goal } from '#shared/setup/goal'
import { emptyWorkspaceFacts } from '#shared/setup/workspace-facts'
import { toGoal, emptyAnswers } from './answers'
import { factsFor, isStale } from './facts-now'

const goal = Goal.parse(toGoal(emptyAnswers()))
const looked = { goal, facts: { ...emptyWorkspaceFacts('aws'), origin: 'read' as const, serverlessOffered: isKnown(true) }, at: 0, requests: 1 }

it('is the same facts while no name has changed, in any case of letters', () => {
  expect(factsFor(looked, { ...goal, catalog: { ...goal.catalog, name: 'CleverTap_Catalog', comment: 'Other' } })).toBe(looked.facts)
})

it('knows nothing about a new catalog or what is in it, and still what has nothing to do with it', () => {
  const facts = factsFor(looked, { ...goal, catalog: { ...goal.catalog, name: 'marketing' } })
  expect([facts.catalog.known, facts.schema.known, facts.tables.known, facts.tableGrants.known]).toEqual([false, false, false, false])
  expect([facts.principal.known, facts.warehouses.known, facts.serverlessOffered.known]).toEqual([true, true, true])
})

it('looks again after another identity, table or warehouse, and not after another comment', () => {
  expect(isStale(looked, { ...goal, principal: { ...goal.principal, name: 'other' } })).toBe(true)
  expect(isStale(looked, { ...goal, tables: ['orders'] })).toBe(true)
  expect(isStale(looked, { ...goal, warehouse: { id: '0123456789abcdef' } })).toBe(true)
  expect(isStale(looked, { ...goal, token: 'none' })).toBe(false)
})
