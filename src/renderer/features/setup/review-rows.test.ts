import { expect, it } from 'vitest'
import { emptyAnswers } from './answers'
import { planningOf } from './planner'
import { planCounts, reviewRows, runText } from './review-rows'

const plan = planningOf(emptyAnswers(), undefined).planned?.plan
if (!plan) throw new Error('the default answers give no plan')

it('lists the differences in the guide’s order, under its steps', () => {
  const groups = reviewRows(plan, {}, undefined, false).flatMap((row) => (row.kind === 'group' ? [row.step] : []))
  expect(groups).toEqual([...groups].sort((one, other) => ['workspace', 'catalog', 'warehouse', 'identity', 'schema', 'data', 'grants', 'test'].indexOf(one) - ['workspace', 'catalog', 'warehouse', 'identity', 'schema', 'data', 'grants', 'test'].indexOf(other)))
  expect(new Set(groups).size).toBe(groups.length)
})

it('leaves out what is as wanted, unless it is asked for or was just run', () => {
  const done = { ...plan, actions: plan.actions.map((action) => ({ ...action, state: 'satisfied' as const })) }
  const actions = (runs: Parameters<typeof reviewRows>[1], all: boolean) => reviewRows(done, runs, undefined, all).filter(({ kind }) => kind === 'action')
  expect(actions({}, false)).toEqual([])
  expect(actions({}, true)).toHaveLength(plan.actions.length)
  expect(actions({ 'catalog.create': { actionId: 'catalog.create', state: 'done', how: 'sql', at: 0 } }, false)).toMatchObject([{ state: 'ok', label: 'Done, seen' }])
})

it('does not call to do what the run has just seen as wanted', () => {
  const open = (runs: Parameters<typeof reviewRows>[1]) => reviewRows(plan, runs, undefined, false).flatMap((row) => (row.kind === 'group' && row.step === 'catalog' ? [row.open] : []))
  const before = open({})[0] ?? 0
  expect(open({ 'catalog.create': { actionId: 'catalog.create', state: 'done', how: 'sql', at: 0 } })).toEqual([before - 1])
  expect(open({ 'catalog.create': { actionId: 'catalog.create', state: 'failed', how: 'sql', at: 0 } })).toEqual([before])
})

it('says after a restart that an action was begun and its end is unknown', () => {
  const rows = reviewRows(plan, {}, { entries: [{ actionId: 'catalog.create', title: '', state: 'intended', at: 0 }], values: {}, finished: false }, false)
  expect(rows.find((row) => row.kind === 'action' && row.action.id === 'catalog.create')).toMatchObject({ state: 'warning', label: 'Begun before, end unknown' })
})

it('counts what is yours, and asks before a warehouse starts', () => {
  const counts = planCounts({ ...plan, actions: plan.actions.map((action, index) => ({ ...action, who: { ...action.who, youCan: index === 0 ? ('no' as const) : ('yes' as const) } })) })
  expect(counts.theirs).toBe(1)
  expect(counts.yours).toBe(counts.open - 1)
  expect(counts.questions.length > 0).toBe(counts.startsWarehouse)
})

it('says on the button what is run: all of it, or up to the first change that is somebody else’s', () => {
  const by = (theirs: number | undefined) => runText(planCounts({ ...plan, actions: plan.actions.map((action, index) => ({ ...action, change: { kind: 'sql' as const, statement: [] }, who: { ...action.who, youCan: index === theirs ? ('no' as const) : ('yes' as const) } })) }))
  const all = plan.actions.length
  expect(by(undefined)).toBe(`Run ${all} changes`)
  expect(by(2)).toBe(`Run the first 2 of ${all} changes`)
  expect(by(0)).toBe('Look again and run')
})
