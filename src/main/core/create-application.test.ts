import { expect, it } from 'vitest'
import { FORM, OPTIONS, TOKEN, fakePorts, savedConnection, testApplication } from '../../../test/support/fakes-application'
import { fakeLog } from '../../../test/support/fakes-machine'
import { fakeProbes, fakeSql, fakeWorkspace, neverAnswers, opens, rows } from '../../../test/support/fakes-workspace'
import type { Profile } from '../../shared/profile/profile'

it('refuses input that the contract does not allow, and names the field', async () => {
  const { application } = testApplication(fakePorts())
  const result = await application.call('profiles.create', { form: { host: 7 } })
  expect(result).toMatchObject({ ok: false, diagnosis: { category: 'invalid_input', field: 'host' } })
  expect(await application.call('profiles.steal', {})).toMatchObject({ ok: false, diagnosis: { category: 'invalid_input' } })
  expect(await application.start('profiles.list', {})).toMatchObject({ ok: false, diagnosis: { category: 'invalid_input' } })
})

it('never repeats a refused value: it may be a token', async () => {
  const { application } = testApplication(fakePorts())
  const result = await application.call('tokens.put', { profileId: 'x', role: TOKEN, token: TOKEN, keep: TOKEN })
  expect(JSON.stringify(result)).not.toContain(TOKEN)
})

it('turns a bug into a diagnosis without a stack, and logs it', async () => {
  const log = fakeLog()
  const broken = fakeWorkspace({ listWarehouses: () => Promise.reject(new Error('a mistake in the adapter')) })
  const app = testApplication(fakePorts({ log, openWorkspace: opens(broken) }))
  const result = await app.call('discover.warehouses', { profileId: await savedConnection(app), role: 'importer' })
  expect(result).toMatchObject({ ok: false, diagnosis: { category: 'internal_error' } })
  expect(JSON.stringify(result)).not.toContain('a mistake in the adapter')
  expect(log.lines.join()).toContain('a mistake in the adapter')
})

it('numbers the messages of a run without gaps and finishes it once', async () => {
  const app = testApplication(fakePorts())
  const run = await app.run('test.run', { profileId: await savedConnection(app), options: OPTIONS })
  await run.done
  app.application.cancel(run.runId)
  expect(run.messages.map(({ seq }) => seq)).toEqual(run.messages.map((_, at) => at))
  expect(run.messages.filter(({ kind }) => kind === 'finished')).toHaveLength(1)
  expect(run.messages.at(-1)?.kind).toBe('finished')
})

it('keeps a run going for the others when one listener breaks', async () => {
  const app = testApplication(fakePorts())
  app.application.onRunMessage(() => {
    throw new Error('this window is gone')
  })
  const run = await app.run('test.run', { profileId: await savedConnection(app), options: OPTIONS })
  expect((await run.done).ok).toBe(true)
})

it('ends every run when it closes, even one that waits for an answer that never comes', async () => {
  const app = testApplication(fakePorts({ openWorkspace: opens(fakeWorkspace({ me: neverAnswers })), probes: fakeProbes({ resolve: neverAnswers }) }))
  const run = await app.run('test.run', { profileId: await savedConnection(app), options: OPTIONS })
  await new Promise((resolve) => setImmediate(resolve))
  await app.application.close()
  expect(await run.done).toMatchObject({ ok: true, value: { verdict: { kind: 'cancelled' } } })
})

it('closes the session it opened', async () => {
  const sql = fakeSql()
  const app = testApplication(fakePorts({ openSqlSession: sql.open }))
  const run = await app.run('test.run', { profileId: await savedConnection(app), options: OPTIONS })
  await run.done
  await app.application.close()
  expect([sql.opened, sql.closed]).toEqual([1, 1])
})

it('gives an exported configuration back as the same connection', async () => {
  const app = testApplication(fakePorts())
  const profileId = await savedConnection(app)
  const { json, document } = await app.value('handoff.preview', { profileId })
  expect(document.status).toBe('draft')
  await app.value('profiles.delete', { profileId })
  const { view } = await app.value('handoff.import', { text: json })
  expect(view.profile.form).toEqual(FORM)
  const again = await app.value('handoff.import', { text: json })
  expect(again.view.profile.form.name).toBe('Shop (2)')
  expect(again.remarks[0]).toContain('Shop (2)')
})

it('exports as validated after a green test, and as draft after any change', async () => {
  const app = testApplication(fakePorts())
  const profileId = await savedConnection(app)
  await (await app.run('test.run', { profileId, options: OPTIONS })).done
  expect((await app.value('handoff.preview', { profileId })).document.status).toBe('validated')
  const change = (part: Partial<Profile['form']>) => app.value('profiles.save', { profileId, form: { ...FORM, ...part } })
  expect((await change({ name: 'Other name' })).validation).toBe('validated')
  expect((await change({ schema: 'other' })).validation).toBe('changed')
  await change({})
  expect((await app.value('profiles.get', { profileId })).validation).toBe('validated')
  await app.value('tokens.put', { profileId, role: 'importer', token: 'dapi11111111111111111111111111111111', keep: 'run' })
  expect((await app.value('profiles.get', { profileId })).validation).toBe('changed')
})

it('does not mistake a token that is no longer kept for another one', async () => {
  const app = testApplication(fakePorts())
  const profileId = await savedConnection(app)
  await (await app.run('test.run', { profileId, options: OPTIONS })).done
  await app.value('tokens.forget', { profileId, role: 'importer' })
  expect((await app.value('profiles.get', { profileId })).validation).toBe('validated')
})

it('keeps read values out of report, events and export', async () => {
  const app = testApplication(fakePorts({ openSqlSession: fakeSql({ 'LIMIT 1': rows(['card'], ['4111-1111']) }).open }))
  const profileId = await savedConnection(app)
  const run = await app.run('test.run', { profileId, options: OPTIONS })
  const result = await run.done
  const everything = JSON.stringify([result, run.messages, await app.value('handoff.preview', { profileId })])
  expect(result.ok && result.value.verdict.kind).toBe('ready')
  expect(everything).not.toContain('4111-1111')
  expect(everything).not.toContain(TOKEN)
})
