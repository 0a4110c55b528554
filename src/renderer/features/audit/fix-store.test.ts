import { expect, it } from 'vitest'
import type { AuditView } from '#shared/audit/kept-audit'
import { fakeAudit, fakeAuditFacts, fakeFixPreview } from '../../../../test/support/fake-audit'
import { createFakeApi } from '../../../../test/support/fake-screen-api'
import { reviewedIds } from './fix-rows'
import { createFixStore } from './fix-store'

const preview = fakeFixPreview(fakeAuditFacts('messy'))
const begun = async () => {
  const api = createFakeApi()
  api.answer('audit.fix-preview', { ok: true, value: preview })
  const made: (AuditView | undefined)[] = []
  const store = createFixStore('p', api, () => 0, (audit) => {
    made.push(audit)
    return Promise.resolve()
  })
  await store.getState().previewWanted('a')
  return { api, store, made }
}

it('reads the fix of an audit once', async () => {
  const { api, store } = await begun()
  await store.getState().previewWanted('a')
  expect(api.calls).toHaveLength(1)
  await store.getState().previewWanted('b')
  expect(api.calls).toHaveLength(2)
})

it('runs the additive part unless the revokes were asked for', async () => {
  const { api, store } = await begun()
  void store.getState().runRequested({ role: 'admin', startWarehouse: false })
  expect(api.runs[0]?.input).toEqual({ profileId: 'p', auditId: 'a', role: 'admin', reviewed: preview.grants.map(({ id }) => id), withRevokes: false, startWarehouse: false })
})

it('follows a run with revokes, and ends with the audit after it', async () => {
  const { api, store, made } = await begun()
  store.getState().revokesChosen(true)
  const done = store.getState().runRequested({ role: 'admin', startWarehouse: false })
  const reviewed = reviewedIds(preview, true)
  expect(api.runs[0]?.input).toMatchObject({ withRevokes: true, reviewed })
  const action = { actionId: reviewed[0] ?? '', state: 'done', how: 'sql', at: 0 }
  api.emit(0, { kind: 'action', action })
  expect(store.getState().run.actions[action.actionId]).toEqual(action)
  const after = fakeAudit('after', fakeAuditFacts('clean'), 0).view
  api.finish(0, { ok: true, value: { runId: 'r', state: 'finished', line: 'Fixed', actions: [], after } })
  await done
  expect(made).toEqual([after])
  // What was kept of the fix belongs to the audit before.
  expect(store.getState()).toMatchObject({ preview: { kind: 'none' }, withRevokes: false, ran: { withRevokes: true }, run: { kind: 'ended' } })
})

it('can go on after a run that stopped, with the same review', async () => {
  const { api, store } = await begun()
  const done = store.getState().runRequested({ role: 'admin', startWarehouse: false })
  api.finish(0, { ok: true, value: { runId: 'r', state: 'stopped', line: 'Stopped', actions: [] } })
  await done
  void store.getState().runRequested({ role: 'admin', startWarehouse: false })
  expect(api.runs[1]?.input).toEqual(api.runs[0]?.input)
})
