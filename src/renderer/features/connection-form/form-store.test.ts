import { beforeEach, expect, it, vi } from 'vitest'
import { readPaste } from '#shared/connection/smart-paste'
import { emptyConnectionForm } from '#shared/connection/connection'
import { createFakeBridge, fakeConnection } from '../../../../test/support/fake-bridge'
import { createApi } from '../../shared/create-api'
import { createFormStore } from './form-store'

const JDBC = 'jdbc:databricks://adb-4242424242424242.2.azuredatabricks.net:443/default;transportMode=http;ssl=1;AuthMech=3;httpPath=/sql/1.0/warehouses/0123456789abcdef;UID=token;PWD=dapi0123456789abcdef0123456789abcdef'
const TOKEN = 'dapi0123456789abcdef0123456789abcdef'
const created = vi.fn<(id: string) => void>()
beforeEach(() => created.mockReset())

const storeOn = (id?: string, more = {}) => {
  const api = createApi(createFakeBridge({ connections: [fakeConnection('known', { name: 'Known', host: 'a.cloud.databricks.com' })], ...more }))
  return { api, store: createFormStore(id, { api, created, debounceMs: 0 }) }
}

it('stores nothing before the first keystroke, and a half-filled form after it', async () => {
  const { api, store } = storeOn()
  await store.getState().entered()
  expect(created).not.toHaveBeenCalled()
  store.getState().typed('host', 'half')
  const id = await store.getState().flush()
  expect(created).toHaveBeenCalledExactlyOnceWith(id)
  const saved = await api.call('profiles.get', { profileId: id ?? '' })
  expect(saved.ok && saved.value.profile.form.host).toBe('half')
  expect(store.getState().save).toEqual({ kind: 'saved' })
})

it('makes one connection however fast one types', async () => {
  const { store } = storeOn()
  store.getState().typed('host', 'h')
  const both = [store.getState().flush(), store.getState().flush()]
  store.getState().typed('catalog', 'c')
  expect(new Set(await Promise.all([...both, store.getState().flush()])).size).toBe(1)
  expect(created).toHaveBeenCalledTimes(1)
})

it('applies a paste as one step that can be taken back, and hands its token over without keeping it', async () => {
  const { store } = storeOn('known')
  await store.getState().entered()
  const before = store.getState().form
  await store.getState().pasted(readPaste(JDBC, 'catalog'))
  expect(store.getState().form).toMatchObject({ host: 'adb-4242424242424242.2.azuredatabricks.net', port: '443', httpPath: '/sql/1.0/warehouses/0123456789abcdef', name: 'Known' })
  expect(store.getState().provenance.host).toBe('pasted JDBC URL')
  expect(store.getState().token).toMatchObject({ keeping: 'run', lastFour: 'cdef' })
  expect(JSON.stringify(store.getState())).not.toContain(TOKEN)
  store.getState().fillUndone()
  await vi.waitFor(() => expect(store.getState().token?.keeping).toBe('none'))
  expect(store.getState().form).toEqual(before)
})

it('says at the name that another connection has it, and keeps the rest', async () => {
  const { store } = storeOn()
  await store.getState().entered()
  store.getState().typed('name', 'known')
  await store.getState().flush()
  const { save } = store.getState()
  expect(save.kind === 'failed' && save.diagnosis.field).toBe('name')
})

it('forgets where a value came from once it is typed over', async () => {
  const { store } = storeOn('known')
  await store.getState().entered()
  store.getState().picked('catalog', 'retail')
  expect(store.getState().provenance.catalog).toBe('picked from the list')
  store.getState().typed('catalog', 'retail2')
  expect(store.getState().provenance.catalog).toBeUndefined()
})

it('shows what is wrong when the connection is gone', async () => {
  const { store } = storeOn('gone')
  await store.getState().entered()
  expect(store.getState().phase.kind).toBe('missing')
  expect(store.getState().form).toEqual(emptyConnectionForm())
})
