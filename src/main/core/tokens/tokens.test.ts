import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { OPTIONS, TOKEN, fakePorts, savedConnection, testApplication } from '../../../../test/support/fakes-application'
import { fakeClock, fakeFinder, fakeLauncher } from '../../../../test/support/fakes-machine'
import { REFUSALS, fakeWorkspace, neverAnswers, opens, refused } from '../../../../test/support/fakes-workspace'
import { success } from '../../../shared/result'
import { Secret } from '../secret'

const idOf = (token: string) => createHash('sha256').update(token).digest('hex')
const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('tokens', () => {
  it('go in and never come out: only their state does', async () => {
    const app = testApplication(fakePorts())
    const { profile } = await app.value('profiles.create', {})
    const state = await app.value('tokens.put', { profileId: profile.id, role: 'importer', token: ` "Bearer ${TOKEN}"\n`, keep: 'os' })
    expect(state).toMatchObject({ keeping: 'run', lastFour: 'cdef' })
    expect(JSON.stringify(await app.value('profiles.get', { profileId: profile.id }))).not.toContain(TOKEN)
  })

  it('are refused when they are only the id of a token', async () => {
    const app = testApplication(fakePorts())
    const { profile } = await app.value('profiles.create', {})
    expect(await app.call('tokens.put', { profileId: profile.id, role: 'importer', token: idOf(TOKEN), keep: 'run' })).toMatchObject({ ok: false, diagnosis: { field: 'token' } })
  })

  it('tell when they expire, found by their id, and warn in the test when that is soon', async () => {
    const clock = fakeClock()
    const expiresAt = clock.now() + 3 * 86_400_000
    const listTokens = async () => success([{ tokenId: 'another', expiresAt: 1 }, { tokenId: idOf(TOKEN), expiresAt }])
    const app = testApplication(fakePorts({ clock, openWorkspace: opens(fakeWorkspace({ listTokens })) }))
    const profileId = await savedConnection(app)
    await turn()
    await turn()
    expect((await app.value('profiles.get', { profileId })).tokens[0]?.expiresAt).toBe(expiresAt)
    const result = await (await app.run('test.run', { profileId, options: OPTIONS })).done
    expect(result.ok && result.value.verdict.line).toBe('Ready for CleverTap, 1 thing to improve')
    await app.value('tokens.put', { profileId, role: 'importer', token: 'dapi11111111111111111111111111111111', keep: 'run' })
    await turn()
    expect((await app.value('profiles.get', { profileId })).tokens[0]?.expiresAt).toBeUndefined()
  })

  it.each([['a refusal', refused(REFUSALS.scope)], ['silence', neverAnswers]])('are stored at once whatever the token list says: %s', async (_what, listTokens) => {
    const app = testApplication(fakePorts({ openWorkspace: opens(fakeWorkspace({ listTokens })) }))
    const profileId = await savedConnection(app)
    expect((await app.value('profiles.get', { profileId })).tokens[0]).toMatchObject({ keeping: 'run', expiresAt: undefined })
    await app.application.close()
  })
})

describe('credentials on this computer', () => {
  const found = [{ id: 'cfg:prod', label: '~/.databrickscfg [prod]', host: 'https://dbc-a1b2c3d4-e5f6.cloud.databricks.com', token: new Secret(TOKEN) }]

  it('are offered without their token and taken into the store only when asked', async () => {
    const ports = fakePorts({ credentials: fakeFinder(found) })
    const app = testApplication(ports)
    const { profile } = await app.value('profiles.create', {})
    expect(JSON.stringify(await app.value('credentials.list', {}))).not.toContain('dapi')
    expect(await ports.secrets.get(profile.id, 'importer')).toBeUndefined()
    const { view, filled } = await app.value('credentials.take', { profileId: profile.id, sourceId: 'cfg:prod' })
    expect(filled).toEqual(['host', 'token'])
    expect(view.profile.provenance).toEqual({ host: '~/.databrickscfg [prod]', token: '~/.databrickscfg [prod]' })
    expect((await ports.secrets.get(profile.id, 'importer'))?.reveal()).toBe(TOKEN)
  })
})

describe('the sandbox workspace', () => {
  const ready = {
    host: '127.0.0.1', port: 4443, caFile: '/tmp/ca.pem', httpPaths: { Shop: '/sql/1.0/warehouses/1a2b3c4d5e6f7a01' },
    tokens: { admin: 'dapi00000000000000000000000000000001', clevertap: TOKEN }, catalog: 'retail', schema: 'customer_data',
  }

  it('gives each identity a connection of its own, and the same one again', async () => {
    const ports = fakePorts({ sandbox: fakeLauncher(ready) })
    const app = testApplication(ports)
    const first = await app.value('sandbox.connect', { identity: 'clevertap' })
    await app.value('sandbox.connect', { identity: 'admin' })
    const again = await app.value('sandbox.connect', { identity: 'clevertap' })
    expect(again.profile.id).toBe(first.profile.id)
    expect((await app.value('profiles.list', {})).map(({ profile }) => profile.form.name)).toEqual(['Sandbox retail (clevertap)', 'Sandbox retail (admin)'])
    expect((await ports.secrets.get(first.profile.id, 'importer'))?.reveal()).toBe(TOKEN)
    expect(JSON.stringify(await app.value('sandbox.state', {}))).not.toContain('dapi')
  })

  it('names the identities there are when one is unknown', async () => {
    const app = testApplication(fakePorts({ sandbox: fakeLauncher(ready) }))
    expect(await app.call('sandbox.connect', { identity: 'constructor' })).toMatchObject({ ok: false, diagnosis: { category: 'invalid_input', field: 'identity' } })
  })
})
