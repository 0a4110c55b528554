import { describe, expect, it } from 'vitest'
import type { Documents } from '../../core/ports/storage'
import { Secret } from '../../core/secret'
import { type Cipher, createEncryptedSecretStore } from './encrypted-secret-store'
import { createMemorySecretStore } from './memory-secret-store'

const CANARY = 'dapi0123456789abcdef0123456789abcdef'

function fakeDocuments(): Documents & { text(): string } {
  const kept = new Map<string, string>()
  return {
    folder: '',
    notices: [],
    read: (name) => (kept.has(name) ? (JSON.parse(kept.get(name)!) as unknown) : undefined),
    write: (name, value) => void kept.set(name, JSON.stringify(value)),
    remove: (name) => void kept.delete(name),
    list: () => [...kept.keys()],
    readLog: () => [],
    append: (name, value) => void kept.set(name, `${kept.get(name) ?? ''}${JSON.stringify(value)}`),
    text: () => [...kept.values()].join('\n'),
  }
}

/** Turns bits around: enough to tell encrypted from clear text. */
function fakeCipher(change: Partial<Cipher> = {}): Cipher {
  const flip = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 0xff))
  return {
    availability: async () => ({ available: true, reason: 'Can encrypt.' }),
    encrypt: async (text) => flip(Buffer.from(text)),
    decrypt: async (bytes) => ({ text: flip(bytes).toString(), again: false }),
    ...change,
  }
}
const encrypted = (cipher = fakeCipher(), documents = fakeDocuments()) => createEncryptedSecretStore(cipher, documents, () => 7)

describe.each([
  ['memory', async () => createMemorySecretStore(() => 7, 'No key store.')],
  ['encrypted', () => encrypted()],
])('secret store: %s', (_name, create) => {
  it('keeps a token per connection and role, and forgets it', async () => {
    const store = await create()
    expect(store.state('p', 'importer')).toEqual({ keeping: 'none' })
    await store.put('p', 'importer', new Secret(CANARY), 'run')
    await store.put('p', 'admin', new Secret('another-token-of-16'), 'run')
    expect(store.state('p', 'importer')).toEqual({ keeping: 'run', savedAt: 7, lastFour: 'cdef' })
    expect((await store.get('p', 'importer'))?.reveal()).toBe(CANARY)
    await store.forget('p', 'importer')
    expect(await store.get('p', 'importer')).toBeUndefined()
    expect((await store.get('p', 'admin'))?.reveal()).toBe('another-token-of-16')
  })
  it('shows nothing of a short token', async () => {
    const store = await create()
    await store.put('p', 'importer', new Secret('short'), 'run')
    expect(store.state('p', 'importer').lastFour).toBeUndefined()
  })
})

it('keeps across a restart what the user wants kept, never in clear', async () => {
  const documents = fakeDocuments()
  const store = await encrypted(fakeCipher(), documents)
  expect(await store.put('p', 'importer', new Secret(CANARY), 'os')).toEqual({ keeping: 'os', savedAt: 7 })
  expect(documents.text()).not.toContain(CANARY)
  const later = await encrypted(fakeCipher(), documents)
  expect(later.state('p', 'importer')).toEqual({ keeping: 'os', savedAt: 7, lastFour: 'cdef' })
  expect((await later.get('p', 'importer'))?.reveal()).toBe(CANARY)
})

it('takes a token off the disk when it is now kept for this run only', async () => {
  const documents = fakeDocuments()
  const store = await encrypted(fakeCipher(), documents)
  await store.put('p', 'importer', new Secret(CANARY), 'os')
  await store.put('p', 'importer', new Secret('the-new-token-of-p'), 'run')
  const later = await encrypted(fakeCipher(), documents)
  expect(await later.get('p', 'importer')).toBeUndefined()
  expect((await store.get('p', 'importer'))?.reveal()).toBe('the-new-token-of-p')
})

it('stays in memory and says so where the system can not encrypt, or fails to', async () => {
  const documents = fakeDocuments()
  const without = await encrypted(fakeCipher({ availability: async () => ({ available: false, reason: 'No key ring.' }) }), documents)
  expect(without.durability()).toEqual({ durable: false, reason: 'No key ring.' })
  expect(await without.put('p', 'importer', new Secret(CANARY), 'os')).toEqual({ keeping: 'run', savedAt: 7 })
  const locked = await encrypted(fakeCipher({ encrypt: () => Promise.reject(new Error('locked')) }), documents)
  expect((await locked.put('p', 'importer', new Secret(CANARY), 'os')).keeping).toBe('run')
  expect((await locked.get('p', 'importer'))?.reveal()).toBe(CANARY)
  expect(documents.text()).not.toContain(CANARY)
})

it('drops a token that can not be decrypted any more', async () => {
  const documents = fakeDocuments()
  await (await encrypted(fakeCipher(), documents)).put('p', 'importer', new Secret(CANARY), 'os')
  const store = await encrypted(fakeCipher({ decrypt: () => Promise.reject(new Error('other key')) }), documents)
  expect(await store.get('p', 'importer')).toBeUndefined()
  expect(store.state('p', 'importer')).toEqual({ keeping: 'none' })
})

it('encrypts again when the key has changed, and gives the token also when that fails', async () => {
  const documents = fakeDocuments()
  const forms = ['old-form', 'new-form']
  const encrypt = async () => {
    const form = forms.shift()
    if (form === undefined) throw new Error('locked')
    return Buffer.from(form)
  }
  const store = await encrypted(fakeCipher({ encrypt, decrypt: async () => ({ text: CANARY, again: true }) }), documents)
  await store.put('p', 'importer', new Secret(CANARY), 'os')
  expect(documents.text()).toContain(Buffer.from('old-form').toString('base64'))
  for (let i = 0; i < 2; i += 1) expect((await store.get('p', 'importer'))?.reveal()).toBe(CANARY)
  expect(documents.text()).toContain(Buffer.from('new-form').toString('base64'))
})

it('loses none of many changes at the same time', async () => {
  const documents = fakeDocuments()
  const store = await encrypted(fakeCipher(), documents)
  await Promise.all(Array.from({ length: 20 }, (_, i) => store.put(`p${i}`, 'importer', new Secret(CANARY), 'os')))
  for (let i = 0; i < 20; i += 1) expect(store.state(`p${i}`, 'importer').keeping).toBe('os')
})
