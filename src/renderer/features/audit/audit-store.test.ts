import { expect, it } from 'vitest'
import { Thresholds } from '#shared/audit/policy'
import { LEAST, auditWorld } from '../../../../test/support/audit-facts'
import { fakeAudit } from '../../../../test/support/fake-audit'
import { createFakeApi, fakeProfileView } from '../../../../test/support/fake-screen-api'
import { createAuditStore } from './audit-store'

const SECRET = 'dapi-admin-secret'
const summary = (auditId: string) => {
  const { view } = fakeAudit(auditId, auditWorld().facts, 0)
  const { subject, scope, verdict, tables, requests } = view.report
  return { auditId, at: 0, principal: subject.principal, caller: scope.caller, catalog: scope.catalog, verdict, tables, requests }
}
/** An audit of more findings than come with what mends them. */
const long = (auditId: string) => {
  const world = auditWorld().give('USE CATALOG shop', 'USE SCHEMA shop.sales')
  for (let at = 0; at < 600; at++) world.table(`shop.sales.t${at}`)
  const { view, report } = fakeAudit(auditId, world.facts, 0)
  return { view, report, beyond: view.fixes.length + 20 }
}
const refused = { ok: false as const, diagnosis: { category: 'other' as const, confidence: 'high' as const, title: 'Gone', causes: [], fixes: [] } }
const settled = () => new Promise((done) => setTimeout(done, 0))
const entered = async (kept: string[] = []) => {
  const api = createFakeApi()
  api.answer('profiles.get', { ok: true, value: fakeProfileView({ tables: ['orders'] }) })
  api.answer('audit.settings', { ok: true, value: { role: 'importer', principal: '', sourceRanges: '', thresholds: Thresholds.parse({}), off: [] } })
  api.answerWith('audit.save-settings', ({ settings }) => ({ ok: true, value: settings }))
  api.answer('audit.list', { ok: true, value: kept.map(summary) })
  api.answer('audit.unfinished-fix', { ok: true, value: {} })
  api.answerWith('audit.get', ({ auditId }) => ({ ok: true, value: fakeAudit(auditId, auditWorld().facts, 0).view }))
  const store = createAuditStore('p', api, () => 0)
  await store.getState().entered()
  return { api, store }
}

it('asks for what the connection imports, and never starts the warehouse unasked', async () => {
  const { api, store } = await entered()
  void store.getState().auditRequested()
  expect(api.runs[0]?.input).toMatchObject({ profileId: 'p', role: 'importer', startWarehouse: false, policy: { catalog: 'retail', schema: 'sales', tables: ['orders'], warehouse: '0123456789abcdef' } })
  expect(api.runs[0]?.input).not.toHaveProperty('principal')
})

it('opens the latest kept audit, and shows a new one on top', async () => {
  const { api, store } = await entered(['latest', 'older'])
  expect(store.getState().shown).toMatchObject({ kind: 'shown', audit: { auditId: 'latest' } })
  const done = store.getState().auditRequested()
  api.emit(0, { step: 'Reading grants' })
  expect(store.getState().phase).toMatchObject({ kind: 'running', steps: ['Starting', 'Reading grants'] })
  api.finish(0, { ok: true, value: fakeAudit('new', auditWorld().give(...LEAST).facts, 0).view })
  await done
  expect(store.getState().shown).toMatchObject({ kind: 'shown', audit: { auditId: 'new' } })
  expect(store.getState().phase.kind).toBe('idle')
})

it('begins nothing while a range is wrong or the asked sign-in is not there, and says where', async () => {
  const { api, store } = await entered()
  store.getState().asked({ sourceRanges: '203.0.113.0/24\n203.0.113.999' })
  await store.getState().auditRequested()
  expect(store.getState().issues.sourceRanges).toContain('Line 2')
  store.getState().asked({ sourceRanges: '', role: 'admin' })
  await store.getState().auditRequested()
  expect(store.getState().issues.connection).toContain('admin’s token')
  store.getState().asked({ role: 'importer', principal: 'somebody@shop.example' })
  await store.getState().auditRequested()
  expect(store.getState().issues.principal).toContain('only itself')
  expect(api.runs).toEqual([])
})

it('keeps what is asked as typed, and nothing twice', async () => {
  const { api, store } = await entered()
  store.getState().asked({ sourceRanges: 'half ty' })
  store.getState().asked({ sourceRanges: 'half typed' })
  await store.getState().flush()
  await store.getState().flush()
  expect(api.calls.filter(({ name }) => name === 'audit.save-settings').map(({ input }) => input)).toMatchObject([{ settings: { sourceRanges: 'half typed' } }])
  expect(store.getState().save.kind).toBe('saved')
})

it('hands the admin token over for this run only and never holds it', async () => {
  const { api, store } = await entered()
  api.answer('tokens.put', { ok: true, value: { role: 'admin', keeping: 'run', lastFour: 'cret' } })
  api.answer('tokens.forget', { ok: true, value: { role: 'admin', keeping: 'none' } })
  await store.getState().adminTokenEntered(SECRET)
  expect(api.calls.find(({ name }) => name === 'tokens.put')?.input).toEqual({ profileId: 'p', role: 'admin', token: SECRET, keep: 'run' })
  expect(JSON.stringify(store.getState())).not.toContain(SECRET)
  expect(store.getState().settings?.role).toBe('admin')
  await store.getState().adminTokenForgotten()
  expect(store.getState().settings?.role).toBe('importer')
})

it('treats a cancelled audit as no failure, and keeps the one before in sight', async () => {
  const { api, store } = await entered(['latest'])
  const done = store.getState().auditRequested()
  store.getState().cancelRequested()
  store.getState().cancelRequested()
  expect(api.runs[0]?.cancelled).toBe(1)
  api.finish(0, { ok: false, diagnosis: { category: 'cancelled', confidence: 'high', title: 'Cancelled', causes: [], fixes: [] } })
  await done
  expect(store.getState().phase.kind).toBe('cancelled')
  expect(store.getState().shown.kind).toBe('shown')
})

it('shows the next audit when the shown one is deleted, and drops a comparison with it', async () => {
  const { api, store } = await entered(['latest', 'older'])
  api.answer('audit.delete', { ok: true, value: {} })
  api.answer('audit.compare', { ok: false, diagnosis: { category: 'other', confidence: 'high', title: 'x', causes: [], fixes: [] } })
  await store.getState().compared('older', 'latest')
  expect(store.getState().comparison.kind).toBe('failed')
  api.answer('audit.list', { ok: true, value: [summary('older')] })
  await store.getState().auditDeleted('latest')
  expect(store.getState().comparison.kind).toBe('none')
  expect(store.getState().shown).toMatchObject({ kind: 'shown', audit: { auditId: 'older' } })
})

it('has what mends the first findings at once, and reads the others when they are wanted, each once', async () => {
  const { api, store } = await entered()
  const { view, report, beyond } = long('long')
  await store.getState().auditMade(view)
  expect(store.getState().fixes[0]).toEqual({ kind: 'read', fix: report.findings[0]?.fix })
  store.getState().fixWanted(0)
  api.answerWith('audit.finding', ({ at }) => {
    const finding = report.findings[at]
    return finding ? { ok: true, value: finding } : refused
  })
  store.getState().fixWanted(beyond)
  store.getState().fixWanted(beyond)
  expect(store.getState().fixes[beyond]).toEqual({ kind: 'reading' })
  await settled()
  store.getState().fixWanted(beyond)
  expect(store.getState().fixes[beyond]).toEqual({ kind: 'read', fix: report.findings[beyond]?.fix })
  expect(api.calls.filter(({ name }) => name === 'audit.finding').map(({ input }) => input)).toEqual([{ profileId: 'p', auditId: 'long', at: beyond }])
})

it('says why what mends a finding could not be read, and reads it again when asked to', async () => {
  const { api, store } = await entered()
  const { view, report, beyond } = long('long')
  await store.getState().auditMade(view)
  api.answer('audit.finding', refused)
  store.getState().fixWanted(beyond)
  await settled()
  expect(store.getState().fixes[beyond]).toMatchObject({ kind: 'failed', diagnosis: { title: 'Gone' } })
  const finding = report.findings[beyond]
  if (!finding) throw new Error('no finding')
  api.answer('audit.finding', { ok: true, value: finding })
  store.getState().fixWanted(beyond)
  await settled()
  expect(store.getState().fixes[beyond]).toEqual({ kind: 'read', fix: finding.fix })
})

it('does not mix what mends a finding with that of another audit', async () => {
  const { api, store } = await entered()
  const { view, report, beyond } = long('long')
  const finding = report.findings[beyond]
  if (!finding) throw new Error('no finding')
  await store.getState().auditMade(view)
  api.answer('audit.finding', { ok: true, value: finding })
  store.getState().fixWanted(beyond)
  await store.getState().auditMade({ ...long('other').view, fixes: [] })
  await settled()
  expect(store.getState().fixes).toEqual({})
})
