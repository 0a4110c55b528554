import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { FORM, OPTIONS, TOKEN, fakePorts, savedConnection, testApplication } from '../../../../test/support/fakes-application'
import { createMemoryDocuments } from '../../adapters/storage/memory-documents'

const fixture = (version: number): unknown => JSON.parse(readFileSync(new URL(`../../../../test/fixtures/profiles/v${version}.json`, import.meta.url), 'utf8'))

describe('connections', () => {
  it('survive a restart, half-filled forms included', async () => {
    const documents = createMemoryDocuments()
    const before = testApplication(fakePorts({ documents }))
    const { profile } = await before.value('profiles.create', {})
    await before.value('profiles.save', { profileId: profile.id, form: { ...profile.form, host: 'https://adb-98', port: '44x' } })
    const after = await testApplication(fakePorts({ documents })).value('profiles.list', {})
    expect(after.map((view) => [view.profile.form.host, view.profile.form.port, view.next.screen])).toEqual([['https://adb-98', '44x', 'form']])
  })

  it('keep everything that was typed when the name is taken, and say so at the name', async () => {
    const app = testApplication(fakePorts())
    await savedConnection(app)
    const { profile } = await app.value('profiles.create', { form: { name: 'Second' } })
    const saved = await app.call('profiles.save', { profileId: profile.id, form: { ...FORM, name: '  SHOP ', catalog: 'typed' } })
    expect(saved).toMatchObject({ ok: false, diagnosis: { category: 'invalid_input', field: 'name' } })
    expect((await app.value('profiles.get', { profileId: profile.id })).profile.form).toMatchObject({ name: 'Second', catalog: 'typed' })
  })

  it('may share an empty name while they are not named yet', async () => {
    const app = testApplication(fakePorts())
    await app.value('profiles.create', {})
    expect((await app.call('profiles.create', {})).ok).toBe(true)
  })

  it('are renamed only to a free name', async () => {
    const app = testApplication(fakePorts())
    const profileId = await savedConnection(app)
    const other = (await app.value('profiles.create', { form: { name: 'Other' } })).profile.id
    expect(await app.call('profiles.rename', { profileId: other, name: 'shop' })).toMatchObject({ ok: false, diagnosis: { field: 'name' } })
    expect(await app.call('profiles.rename', { profileId: other, name: ' ' })).toMatchObject({ ok: false })
    expect((await app.value('profiles.rename', { profileId, name: 'SHOP' })).profile.form.name).toBe('SHOP')
  })

  it('are duplicated under a free name, without token and test', async () => {
    const app = testApplication(fakePorts())
    const profileId = await savedConnection(app)
    await (await app.run('test.run', { profileId, options: OPTIONS })).done
    const copy = await app.value('profiles.duplicate', { profileId })
    expect(copy.profile.form).toEqual({ ...FORM, name: 'Shop (2)' })
    expect([copy.validation, copy.tokens[0]?.keeping, copy.next.label]).toEqual(['never-tested', 'none', 'Enter the token'])
  })

  it('are deleted with their tokens and reports, and nothing of them stays', async () => {
    const documents = createMemoryDocuments()
    const ports = fakePorts({ documents })
    const app = testApplication(ports)
    const profileId = await savedConnection(app)
    await (await app.run('test.run', { profileId, options: OPTIONS })).done
    await app.value('profiles.delete', { profileId })
    expect(documents.list().filter((name) => name.includes(profileId))).toEqual([])
    expect(await ports.secrets.get(profileId, 'importer')).toBeUndefined()
    expect(await app.call('profiles.get', { profileId })).toMatchObject({ ok: false, diagnosis: { category: 'invalid_input' } })
  })

  it('never store a token that was typed into another field', async () => {
    const documents = createMemoryDocuments()
    const app = testApplication(fakePorts({ documents }))
    const { profile } = await app.value('profiles.create', { form: { name: `my ${TOKEN}` } })
    await app.value('profiles.save', { profileId: profile.id, form: { ...FORM, host: TOKEN, httpPath: `${FORM.httpPath} ${TOKEN}` } })
    expect(JSON.stringify(documents.list().map((name) => documents.read(name)))).not.toContain(TOKEN)
  })
})

describe('stored connections', () => {
  it('of version 1 are read as they were written', async () => {
    const documents = createMemoryDocuments()
    documents.write('profiles', fixture(1))
    const list = await testApplication(fakePorts({ documents })).value('profiles.list', {})
    expect({ version: 1, profiles: list.map(({ profile }) => profile) }).toEqual(fixture(1))
  })

  it('that are damaged cost only themselves, are kept aside, and are told', async () => {
    const documents = createMemoryDocuments()
    const { profiles } = fixture(1) as { profiles: unknown[] }
    documents.write('profiles', { version: 1, profiles: [profiles[0], { id: 'x', form: 'gone' }] })
    const app = testApplication(fakePorts({ documents }))
    expect(await app.value('profiles.list', {})).toHaveLength(1)
    expect((await app.value('app.info', {})).notices[0]).toContain('one connection is damaged')
    expect(documents.list().some((name) => name.startsWith('profiles.kept-'))).toBe(true)
  })

  it('of a newer version are kept, not overwritten in silence', async () => {
    const documents = createMemoryDocuments()
    documents.write('profiles', { version: 99, connections: ['the future'] })
    const app = testApplication(fakePorts({ documents }))
    expect(await app.value('profiles.list', {})).toEqual([])
    expect(JSON.stringify(documents.list().map((name) => documents.read(name)))).toContain('the future')
  })
})

describe('settings', () => {
  it('open with defaults, and a wrong field costs only itself', async () => {
    const documents = createMemoryDocuments()
    documents.write('settings', { theme: 'dark', keepTokens: 'forever' })
    expect(await testApplication(fakePorts({ documents })).value('settings.get', {})).toEqual({ theme: 'dark', keepTokens: 'run', deadlines: {} })
  })
})
