import { expect, it, vi } from 'vitest'
import { createFakeBridge, fakeConnection } from '../../../../test/support/fake-bridge'
import { createApi, type ScreenApi } from '../../shared/create-api'
import { connectionState, placeOf } from './connection-state'
import { createHomeStore } from './home-store'

const opened = vi.fn<(address: string) => void>()
const storeWith = (api: ScreenApi) => createHomeStore(api, () => 0, opened)
const two = [fakeConnection('a', { name: 'Shop', host: 'h.cloud.databricks.com', catalog: 'retail', schema: 'sales' }), fakeConnection('b', { name: 'Other' })]

it('duplicates under a free name, renames and deletes', async () => {
  const store = storeWith(createApi(createFakeBridge({ connections: two })))
  await store.getState().entered()
  await store.getState().duplicated(two[0]!)
  const names = () => store.getState().connections?.map(({ profile }) => profile.form.name)
  expect(new Set(names()).size).toBe(3)
  expect(await store.getState().renamed('b', 'Loyalty')).toBeUndefined()
  await store.getState().deleted(two[0]!)
  expect(names()).toContain('Loyalty')
  expect(names()).not.toContain('Shop')
  expect(store.getState().spoken).toBe('Shop deleted.')
})

it('offers the identities once the sandbox runs, and goes to the connection that was made', async () => {
  const store = storeWith(createApi(createFakeBridge()))
  await store.getState().entered()
  expect(store.getState().connections).toEqual([])
  await store.getState().sandboxOpened()
  expect(store.getState().door.kind).toBe('open')
  expect(store.getState().sandbox?.identities.map(({ name }) => name)).toContain('clevertap')
  await store.getState().identityChosen('clevertap')
  expect(opened).toHaveBeenCalledWith('#/connections/sandbox/existing')
})

it('stays closed when the start of the sandbox was cancelled and answers late', async () => {
  const whole = createApi(createFakeBridge())
  let answer: () => void = () => undefined
  const late = new Promise<void>((resolve) => (answer = resolve))
  const api: ScreenApi = { ...whole, call: async (name, input) => { if (name === 'sandbox.start') await late; return whole.call(name, input) } }
  const store = storeWith(api)
  const starting = store.getState().sandboxOpened()
  expect(store.getState().door.kind).toBe('starting')
  await store.getState().sandboxCancelled()
  answer()
  await starting
  expect(store.getState().door.kind).toBe('closed')
})

it('says the state of a connection in a word and what it reads', () => {
  expect(connectionState(two[0]!)).toEqual({ state: 'not-set-up', label: 'Not complete' })
  expect(placeOf(two[0]!)).toBe('retail.sales  ·  h.cloud.databricks.com')
  expect(placeOf(two[1]!)).toBe('Host not set')
})
