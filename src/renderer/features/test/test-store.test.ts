import { describe, expect, it } from 'vitest'
import { fakeReport } from '../../../../test/support/fake-reports'
import { type FakeApi, createFakeApi, fakeProfileView } from '../../../../test/support/fake-screen-api'
import { createTestStore } from './test-store'

const HOUR = 3_600_000
const NOW = 10 * HOUR
const answers = (api: FakeApi, report = true) => {
  api.answer('profiles.get', { ok: true, value: fakeProfileView({ tables: ['orders'] }) })
  api.answer('settings.get', { ok: true, value: { theme: 'system', keepTokens: 'run', deadlines: { dns: 9000 } } })
  api.answer('test.last', { ok: true, value: report ? { report: fakeReport('stopped', NOW - HOUR) } : {} })
}
const stage = (id: 'form' | 'dns', state: 'running' | 'passed') => ({ stage: { id, state, summary: '', evidence: [], improvements: [] } })

describe('entering', () => {
  it('shows the last report', async () => {
    const api = createFakeApi()
    answers(api)
    const store = createTestStore('p', api, () => NOW)
    await store.getState().entered()
    expect(store.getState().phase.kind).toBe('done')
    expect(store.getState().report?.verdict.kind).toBe('not-proven')
  })

  it('is ready to run when there is none', async () => {
    const api = createFakeApi()
    answers(api, false)
    const store = createTestStore('p', api, () => NOW)
    await store.getState().entered()
    expect(store.getState().phase.kind).toBe('idle')
  })

  it('does not hide a test that runs when the user comes back', async () => {
    const api = createFakeApi()
    answers(api)
    const store = createTestStore('p', api, () => NOW)
    await store.getState().entered()
    void store.getState().runRequested()
    await store.getState().entered()
    expect(store.getState().phase.kind).toBe('running')
  })
})

describe('running', () => {
  it('runs without leave to start the warehouse, with the deadlines of the settings', async () => {
    const api = createFakeApi()
    answers(api)
    const store = createTestStore('p', api, () => NOW)
    await store.getState().entered()
    void store.getState().runRequested()
    expect(api.runs[0]).toMatchObject({ name: 'test.run', input: { options: { startWarehouse: false, tables: ['orders'], deadlines: { dns: 9000 } } } })
  })

  it('follows the stages, then shows the report', async () => {
    const api = createFakeApi()
    answers(api, false)
    const store = createTestStore('p', api, () => NOW)
    await store.getState().entered()
    const done = store.getState().runRequested()
    api.emit(0, stage('form', 'passed'))
    api.emit(0, stage('dns', 'running'))
    const { phase } = store.getState()
    expect(phase.kind === 'running' && phase.stages.slice(0, 3).map((one) => one.state)).toEqual(['passed', 'running', 'waiting'])
    expect(store.getState().spoken).toBe('DNS: running')
    api.finish(0, { ok: true, value: fakeReport('ready', NOW) })
    await done
    expect(store.getState().phase.kind).toBe('done')
    expect(store.getState().spoken).toContain('Ready for CleverTap')
  })

  it('starts the warehouse only after the confirm, for that run alone, from the stage that waits for it', async () => {
    const api = createFakeApi()
    answers(api)
    const store = createTestStore('p', api, () => NOW)
    await store.getState().entered()
    const done = store.getState().startWarehouseConfirmed()
    expect(api.runs[0]).toMatchObject({ input: { options: { startWarehouse: true, fromStage: 'warehouse-awake' } } })
    api.finish(0, { ok: true, value: fakeReport('ready', NOW) })
    await done
    expect(store.getState().options.startWarehouse).toBe(false)
  })

  it('keeps the stages before the one it retries from on screen', async () => {
    const api = createFakeApi()
    answers(api)
    const store = createTestStore('p', api, () => NOW)
    await store.getState().entered()
    void store.getState().runRequested('warehouse')
    const { phase } = store.getState()
    expect(phase.kind === 'running' && phase.stages.map((one) => one.state).slice(3, 7)).toEqual(['passed', 'passed', 'waiting', 'waiting'])
  })

  it('does not start twice', async () => {
    const api = createFakeApi()
    answers(api)
    const store = createTestStore('p', api, () => NOW)
    await store.getState().entered()
    void store.getState().runRequested()
    void store.getState().runRequested()
    expect(api.runs).toHaveLength(1)
  })

  it('shows at once that it cancels, and tells the application once', async () => {
    const api = createFakeApi()
    answers(api)
    const store = createTestStore('p', api, () => NOW)
    await store.getState().entered()
    void store.getState().runRequested()
    store.getState().cancelRequested()
    store.getState().cancelRequested()
    const { phase } = store.getState()
    expect(phase.kind === 'running' && phase.cancelling).toBe(true)
    expect(api.runs[0]?.cancelled).toBe(1)
  })

  it('keeps the last report when a run is refused', async () => {
    const api = createFakeApi()
    answers(api)
    const store = createTestStore('p', api, () => NOW)
    await store.getState().entered()
    const done = store.getState().runRequested()
    api.finish(0, { ok: false, diagnosis: { category: 'token_missing', confidence: 'high', title: 'No token', causes: [], fixes: [] } })
    await done
    expect(store.getState().phase).toMatchObject({ kind: 'refused', diagnosis: { title: 'No token' } })
    expect(store.getState().report).toBeDefined()
  })
})
