import { expect, it } from 'vitest'
import type { FixRow } from '#shared/audit/fix-view'
import type { AuditView } from '#shared/audit/kept-audit'
import { EVERY_REVOKE, NO_REVOKE, type RevokeChoice, withUnit } from '#shared/audit/revoke-choice'
import { fakeAudit, fakeAuditFacts, fakeFix } from '../../../../test/support/fake-audit'
import { createFakeApi } from '../../../../test/support/fake-screen-api'
import { keyOf, scriptKey } from './fix-pages'
import { createFixStore } from './fix-store'

const facts = fakeAuditFacts('messy')
const previewOf = (revokes: RevokeChoice = NO_REVOKE, of = facts) => ({ ok: true as const, value: fakeFix(of, revokes).preview })
const [unit] = fakeFix(facts).proposal.units

const begun = async (of = facts) => {
  const api = createFakeApi()
  const made: (AuditView | undefined)[] = []
  const store = createFixStore('p', api, () => 0, (audit) => {
    made.push(audit)
    return Promise.resolve()
  })
  const reading = store.getState().previewWanted('a')
  api.finish(0, previewOf(NO_REVOKE, of))
  await reading
  return { api, store, made }
}
const choose = async ({ api, store }: Awaited<ReturnType<typeof begun>>, revokes: RevokeChoice) => {
  const run = api.runs.length
  store.getState().revokesChosen(revokes)
  api.finish(run, previewOf(revokes))
  await Promise.resolve()
  await Promise.resolve()
}

it('reads the fix of an audit once, and stops reading one that is no longer wanted', async () => {
  const { api, store } = await begun()
  await store.getState().previewWanted('a')
  expect(api.runs).toHaveLength(1)
  void store.getState().previewWanted('b')
  void store.getState().previewWanted('c')
  expect(api.runs.map(({ cancelled }) => cancelled)).toEqual([0, 1, 0])
  api.finish(1, previewOf())
  api.finish(2, previewOf())
  await Promise.resolve()
  await Promise.resolve()
  expect(store.getState().preview).toMatchObject({ kind: 'read', auditId: 'c' })
})

it('begins with no revoke, and works out each choice while the one before stays in sight', async () => {
  const begin = await begun()
  const { api, store } = begin
  expect(store.getState()).toMatchObject({ revokes: NO_REVOKE, preview: { preview: { counts: { chosenUnits: 0 } } } })
  const one = withUnit(NO_REVOKE, unit?.id ?? '', true)
  store.getState().revokesChosen(one)
  expect(store.getState()).toMatchObject({ isWorking: true, preview: { kind: 'read', revokes: NO_REVOKE } })
  // Not before it is known what would run.
  await store.getState().runRequested({ role: 'admin', startWarehouse: false })
  expect(api.runs).toHaveLength(2)
  api.finish(1, previewOf(one))
  await Promise.resolve()
  await Promise.resolve()
  expect(store.getState()).toMatchObject({ isWorking: false, preview: { kind: 'read', revokes: one, preview: { counts: { chosenUnits: 1 } } } })
  store.getState().whatIfChosen('chosen')
  await choose(begin, EVERY_REVOKE)
  expect(store.getState().whatIf).toBe('all')
})

it('runs what was chosen, follows it, and ends with the audit after it', async () => {
  const begin = await begun()
  const { api, store, made } = begin
  await choose(begin, EVERY_REVOKE)
  const done = store.getState().runRequested({ role: 'admin', startWarehouse: false })
  expect(api.runs[2]).toMatchObject({ name: 'audit.apply-fix', input: { profileId: 'p', auditId: 'a', revokes: EVERY_REVOKE, role: 'admin', startWarehouse: false } })
  const action = { actionId: 'x', state: 'done', how: 'sql', at: 0 }
  api.emit(2, { kind: 'action', action })
  expect(store.getState().run.actions[action.actionId]).toEqual(action)
  const after = fakeAudit('after', fakeAuditFacts('clean'), 0).view
  api.finish(2, { ok: true, value: { runId: 'r', state: 'finished', line: 'Fixed', actions: [], after } })
  await done
  expect(made).toEqual([after])
  // What was kept of the fix belongs to the audit before; what ran stays in sight.
  expect(store.getState()).toMatchObject({ preview: { kind: 'none' }, revokes: NO_REVOKE, ran: { revokes: EVERY_REVOKE }, run: { kind: 'ended' } })
})

it('can go on after a run that stopped, with the same review', async () => {
  const begin = await begun()
  const { api, store } = begin
  await choose(begin, EVERY_REVOKE)
  const done = store.getState().runRequested({ role: 'admin', startWarehouse: false })
  api.finish(2, { ok: true, value: { runId: 'r', state: 'cancelled', line: 'Cancelled', actions: [], after: fakeAudit('half', facts, 0).view } })
  await done
  // The audit after it has a fix of its own, with what is left of the choice.
  expect(store.getState()).toMatchObject({ preview: { kind: 'none' }, revokes: EVERY_REVOKE })
})

it('reads a long list and a long script part by part', async () => {
  const long = fakeAuditFacts('long')
  const { api, store } = await begun(long)
  const { list, proposal } = fakeFix(long)
  api.answerWith('audit.fix-rows', ({ from, count }) => ({ ok: true, value: list.page(from, count) }))
  api.answerWith('audit.fix-script', ({ from, count }) => ({ ok: true, value: { from, total: 5_000, rows: Array.from({ length: Math.min(count, 5_000 - from) }, (_, at) => `line ${from + at}`) } }))
  const { preview } = store.getState()
  if (preview.kind !== 'read') throw new Error('not read')
  const rows = (): readonly (FixRow | undefined)[] => store.getState().rows[keyOf(preview)] ?? []
  expect(rows()).toHaveLength(list.total)
  expect(proposal.units.length).toBe(8_000)
  expect(rows()[10_001]).toBeUndefined()
  await store.getState().rowsWanted(preview, 10_001)
  await store.getState().rowsWanted(preview, 10_002)
  expect(rows().slice(10_000, 10_200)).toEqual(list.page(10_000, 200).rows)
  expect(api.calls).toHaveLength(1)
  const script = () => store.getState().scripts[scriptKey(preview, 'sql')]
  await store.getState().scriptWanted(preview, 'sql')
  await store.getState().scriptWanted(preview, 'sql')
  expect(script()).toMatchObject({ total: 5_000, isReading: false })
  expect(script()?.lines).toHaveLength(2_000)
  await store.getState().scriptWanted(preview, 'sql', true)
  await store.getState().scriptWanted(preview, 'sql', true)
  expect(script()?.lines).toHaveLength(5_000)
  expect(script()?.lines.at(-1)).toBe('line 4999')
})
