import { beforeEach, describe, expect, it, vi } from 'vitest'
import { failed, success } from '#shared/result'
import { Goal } from '#shared/setup/goal'
import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import { createFakeApi, type FakeApi, fakeAppInfo } from '../../../../test/support/fake-screen-api'
import { ADMIN, fakeApplyReport, fakeFacts, fakeSetup } from '../../../../test/support/fake-setup'
import { emptyAnswers, toGoal } from './answers'
import { createSetupStore } from './setup-store'

const goal = Goal.parse(toGoal(emptyAnswers()))
const wrong: Diagnosis = { category: 'other', confidence: 'high', title: 'Refused', causes: [], fixes: [] }
let api: FakeApi

beforeEach(() => {
  vi.useFakeTimers()
  api = createFakeApi()
  api.answer('app.info', success(fakeAppInfo()))
  api.answer('credentials.list', success([]))
  api.answer('setup.journal', success({ entries: [], values: {}, finished: false }))
  api.answer('setup.preflight', failed(wrong))
  api.answer('setups.create', success(fakeSetup('s', {})))
  api.answerWith('setups.save', ({ answers }) => success(fakeSetup('s', answers, { signIn: ADMIN })))
  api.answer('setups.get', success(fakeSetup('s', {}, { signIn: ADMIN })))
  return () => vi.useRealTimers()
})

const make = (id?: string) => {
  const created = vi.fn()
  return { store: createSetupStore(id, { api, now: () => 5, created }), created }
}
const names = () => api.calls.map(({ name }) => name)
const settle = () => vi.advanceTimersByTimeAsync(0)

describe('answers', () => {
  it('gives a new setup its id with the first answer, and stores typing once it pauses', async () => {
    const { store, created } = make()
    await store.getState().entered()
    expect(names()).not.toContain('setups.create')
    store.getState().typed('catalogName', 'm')
    store.getState().typed('catalogName', 'ma')
    await vi.advanceTimersByTimeAsync(600)
    expect(created).toHaveBeenCalledExactlyOnceWith('s')
    expect(api.calls.filter(({ name }) => name === 'setups.save')).toEqual([{ name: 'setups.save', input: { setupId: 's', answers: expect.objectContaining({ fields: { catalogName: 'ma' } }) as unknown } }])
    expect(store.getState().save.kind).toBe('saved')
  })

  it('keeps what was typed when storing fails, and says so', async () => {
    api.answer('setups.save', failed(wrong))
    const { store } = make('s')
    await store.getState().entered()
    store.getState().typed('schemaName', 'half')
    await vi.advanceTimersByTimeAsync(600)
    expect(store.getState().save).toEqual({ kind: 'failed', diagnosis: wrong })
    expect(store.getState().answers.fields.schemaName).toBe('half')
  })
})

describe('looking', () => {
  it('looks when the goal pauses, once, and again only for another name', async () => {
    const { store } = make('s')
    await store.getState().entered()
    store.getState().goalChanged(goal)
    store.getState().goalChanged({ ...goal, catalog: { ...goal.catalog, comment: 'typing' } })
    await vi.advanceTimersByTimeAsync(800)
    expect(api.runs.map(({ name }) => name)).toEqual(['setup.look'])
    api.finish(0, success({ facts: fakeFacts('empty', goal), requests: 17, at: 5 }))
    await settle()
    expect(store.getState().looked?.requests).toBe(17)
    store.getState().goalChanged({ ...goal, token: 'none' })
    await vi.advanceTimersByTimeAsync(800)
    expect(api.runs).toHaveLength(1)
    store.getState().goalChanged({ ...goal, schema: { ...goal.schema, name: 'other' } })
    await vi.advanceTimersByTimeAsync(800)
    expect(api.runs).toHaveLength(2)
  })

  it('looks also while no warehouse is chosen, for the list to choose from', async () => {
    const { store } = make('s')
    await store.getState().entered()
    store.getState().answered({ warehouse: 'existing' })
    store.getState().goalChanged(undefined)
    await vi.advanceTimersByTimeAsync(800)
    expect(api.runs.map(({ name }) => name)).toEqual(['setup.look'])
    const usual = (api.runs[0]?.input as { goal: Goal }).goal
    api.finish(0, success({ facts: fakeFacts('empty', usual), requests: 17, at: 5 }))
    await settle()
    expect(store.getState().looked?.facts.warehouses.known).toBe(true)
    await vi.advanceTimersByTimeAsync(800)
    expect(api.runs).toHaveLength(1)
  })

  it('drops the answer to a look that a later one replaced', async () => {
    const { store } = make('s')
    await store.getState().entered()
    store.getState().goalChanged(goal)
    void store.getState().lookRequested()
    void store.getState().lookRequested()
    expect(api.runs[0]?.cancelled).toBe(1)
    api.finish(0, success({ facts: fakeFacts('large', goal), requests: 1, at: 1 }))
    api.finish(1, success({ facts: fakeFacts('empty', goal), requests: 2, at: 2 }))
    await settle()
    expect(store.getState().looked?.requests).toBe(2)
  })

  it('does not look without a sign-in', async () => {
    api.answer('setups.get', success(fakeSetup('s', {})))
    const { store } = make('s')
    await store.getState().entered()
    store.getState().goalChanged(goal)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(api.runs).toEqual([])
  })
})

describe('the run', () => {
  it('runs exactly what was reviewed, follows it, and looks again afterwards', async () => {
    const { store } = make('s')
    await store.getState().entered()
    store.getState().goalChanged(goal)
    store.getState().confirmed('warehouse.start', true)
    void store.getState().runRequested({ reviewed: ['a', 'b'], startWarehouse: true })
    await settle()
    expect(api.runs[0]).toMatchObject({ name: 'setup.apply', input: { setupId: 's', reviewed: ['a', 'b'], startWarehouse: true, confirmations: ['warehouse.start'] } })
    api.emit(0, { kind: 'plan', actionIds: ['a', 'b'] })
    api.emit(0, { kind: 'action', action: { actionId: 'a', state: 'running', how: 'sql', at: 5 } })
    await vi.waitFor(() => expect(store.getState().run).toMatchObject({ kind: 'running', order: ['a', 'b'], actions: { a: { state: 'running' } } }))
    store.getState().runCancelled()
    store.getState().runCancelled()
    expect(api.runs[0]?.cancelled).toBe(1)
    api.finish(0, success(fakeApplyReport(['a', 'b'], 5, 1)))
    await settle()
    expect(store.getState().run).toMatchObject({ kind: 'ended', report: { state: 'stopped' }, actions: { a: { state: 'done' }, b: { state: 'failed' } } })
    expect(api.runs[1]?.name).toBe('setup.look')
  })

  it('forgets how a run ended when another thing is wanted, and not when the same goal is read again', async () => {
    const { store } = make('s')
    await store.getState().entered()
    store.getState().goalChanged(goal)
    void store.getState().runRequested({ reviewed: ['a'], startWarehouse: false })
    await settle()
    api.finish(0, success(fakeApplyReport(['a'], 5)))
    await settle()
    store.getState().goalChanged({ ...goal })
    expect(store.getState().run.kind).toBe('ended')
    store.getState().goalChanged({ ...goal, catalog: { ...goal.catalog, name: 'marketing' } })
    expect(store.getState().run).toEqual({ kind: 'none', actions: {} })
  })

  it('hands the token through and keeps none of it', async () => {
    api.answer('setup.token', success({ token: 'the-only-time' }))
    const { store } = make('s')
    expect(await store.getState().tokenShown()).toBe('the-only-time')
    expect(JSON.stringify(store.getState())).not.toContain('the-only-time')
  })
})
