import { describe, expect, it } from 'vitest'
import { fakePorts, savedConnection, testApplication } from '../../../../test/support/fakes-application'

const TOKEN = `dapi${'0123456789abcdef'.repeat(2)}`

describe('audits of connections', () => {
  it('are asked for as the administrator where there is one, and as it was typed the last time', async () => {
    const app = testApplication(fakePorts())
    const profileId = await savedConnection(app)
    expect((await app.value('audit.settings', { profileId })).role).toBe('importer')
    await app.value('tokens.put', { profileId, role: 'admin', token: TOKEN, keep: 'run' })
    const settings = await app.value('audit.settings', { profileId })
    expect(settings.role).toBe('admin')
    const typed = { ...settings, role: 'importer' as const, principal: ' half a na', sourceRanges: '203.0.113.0/24 # office\n999', off: ['owner'] }
    await app.value('audit.save-settings', { profileId, settings: typed })
    expect(await app.value('audit.settings', { profileId })).toEqual(typed)
  })
  it('say in the overview why they can not begin yet', async () => {
    const app = testApplication(fakePorts())
    const ready = await savedConnection(app)
    await savedConnection(app, { name: 'No catalog', catalog: ' ' })
    await app.value('profiles.create', { form: { name: 'No token', host: 'dbc-a1b2c3d4-e5f6.cloud.databricks.com', catalog: 'retail' } })
    await app.value('profiles.create', { form: { name: 'Nothing' } })
    const rows = await app.value('audit.overview', {})
    expect(rows.map(({ connection, blockedBy, last }) => [connection, blockedBy, last])).toEqual([
      ['Shop', undefined, undefined], ['No catalog', 'No catalog is entered.', undefined], ['No token', 'No token is entered.', undefined], ['Nothing', 'The host is not complete yet.', undefined],
    ])
    expect(rows[0]?.profileId).toBe(ready)
  })
  it('that are gone are said to be gone', async () => {
    const app = testApplication(fakePorts())
    const profileId = await savedConnection(app)
    for (const auditId of ['none', '../profiles', 'profiles']) {
      const answer = await app.call('audit.get', { profileId, auditId })
      expect(answer.ok ? '' : answer.diagnosis.title).toBe('This audit is no longer kept')
    }
    const answer = await app.call('audit.list', { profileId: 'nobody' })
    expect(answer.ok ? '' : answer.diagnosis.title).toBe('This connection no longer exists')
    const run = await (await app.run('audit.apply-fix', { profileId, auditId: 'none', role: 'admin', revokes: { all: true, except: [] }, startWarehouse: false })).done
    expect(run.ok).toBe(false)
  })
})
