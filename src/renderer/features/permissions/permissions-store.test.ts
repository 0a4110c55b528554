import { expect, it } from 'vitest'
import { fakePermissionReport } from '../../../../test/support/fake-reports'
import { createFakeApi, fakeProfileView } from '../../../../test/support/fake-screen-api'
import { createPermissionsStore } from './permissions-store'

const entered = async () => {
  const api = createFakeApi()
  api.answer('profiles.get', { ok: true, value: fakeProfileView({}) })
  const store = createPermissionsStore('p', api, () => 0)
  await store.getState().entered()
  return { api, store }
}
const SECRET = 'dapi-admin-secret'

it('verifies as the importer and never wakes the warehouse unasked', async () => {
  const { api, store } = await entered()
  void store.getState().verifyRequested()
  expect(api.runs[0]?.input).toEqual({ profileId: 'p', role: 'importer', wakeWarehouse: false })
})

it('shows rows as they come, then the report', async () => {
  const { api, store } = await entered()
  const done = store.getState().verifyRequested()
  const report = fakePermissionReport()
  api.emit(0, { step: 'Catalog', check: report.checks[0] })
  expect(store.getState().phase).toMatchObject({ kind: 'running', step: 'Catalog', checks: [{ privilege: 'USE CATALOG' }] })
  api.finish(0, { ok: true, value: report })
  await done
  expect(store.getState().phase.kind).toBe('done')
})

it('hands the admin token over for this run only and never holds it', async () => {
  const { api, store } = await entered()
  api.answer('tokens.put', { ok: true, value: { role: 'admin', keeping: 'run', lastFour: 'cret' } })
  expect(await store.getState().adminTokenEntered(SECRET)).toBe(true)
  expect(api.calls.at(-1)).toEqual({ name: 'tokens.put', input: { profileId: 'p', role: 'admin', token: SECRET, keep: 'run' } })
  expect(JSON.stringify(store.getState())).not.toContain(SECRET)
  expect(store.getState().role).toBe('admin')
})

it('goes back to the importer when the admin token is forgotten, and takes no admin role without one', async () => {
  const { api, store } = await entered()
  api.answer('tokens.put', { ok: true, value: { role: 'admin', keeping: 'run' } })
  api.answer('tokens.forget', { ok: true, value: { role: 'admin', keeping: 'none' } })
  await store.getState().adminTokenEntered(SECRET)
  await store.getState().adminTokenForgotten()
  store.getState().roleChosen('admin')
  expect(store.getState().role).toBe('importer')
})

it('treats a cancelled check as no failure', async () => {
  const { api, store } = await entered()
  const done = store.getState().verifyRequested()
  store.getState().cancelRequested()
  api.finish(0, { ok: false, diagnosis: { category: 'cancelled', confidence: 'high', title: 'Cancelled', causes: [], fixes: [] } })
  await done
  expect(store.getState().phase.kind).toBe('idle')
})
