import { expect, it } from 'vitest'
import { success } from '#shared/result'
import { createFakeBridge } from '../../../../test/support/fake-bridge'
import { createApi, type ScreenApi } from '../../shared/create-api'
import { createDiscoveryStore } from './discovery-store'

const query = { profileId: 'p', catalog: 'retail', schema: 'sales', wakeWarehouse: false }

it('does not wake a warehouse unasked, and does when asked', async () => {
  const store = createDiscoveryStore(createApi(createFakeBridge({ isWarehouseStopped: true })), () => 0)
  await store.getState().requested('catalogs', query)
  const refused = store.getState().catalogs
  expect(refused.kind === 'failed' && refused.diagnosis.category).toBe('warehouse_stopped')
  await store.getState().requested('catalogs', { ...query, wakeWarehouse: true })
  expect(store.getState().catalogs.kind).toBe('loaded')
})

it('shows the answer to the last question, however late an earlier one comes', async () => {
  const pending: ((name: string) => void)[] = []
  const api = {
    call: () => new Promise((resolve) => pending.push((name) => resolve(success({ items: [{ name, browseOnly: false }], route: 'rest' })))),
  } as unknown as ScreenApi
  const store = createDiscoveryStore(api, () => 0)
  const first = store.getState().requested('schemas', query)
  const second = store.getState().requested('schemas', { ...query, catalog: 'other' })
  pending[1]?.('of other')
  await second
  pending[0]?.('of retail')
  await first
  const state = store.getState().schemas
  expect(state.kind === 'loaded' && state.listing.items.map(({ name }) => name)).toEqual(['of other'])
})
