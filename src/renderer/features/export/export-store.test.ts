import { expect, it } from 'vitest'
import { fakeHandoff } from '../../../../test/support/fake-reports'
import { createFakeApi } from '../../../../test/support/fake-screen-api'
import { createExportStore } from './export-store'

it('keeps the ticks while the values stay the same, and drops them when one changed', async () => {
  const api = createFakeApi()
  const preview = fakeHandoff('validated', 0)
  api.answer('handoff.preview', { ok: true, value: preview })
  const store = createExportStore('p', api)
  await store.getState().entered()
  store.getState().fieldTicked('host', true)
  await store.getState().entered()
  expect([...store.getState().ticked]).toEqual(['host'])
  api.answer('handoff.preview', { ok: true, value: { ...preview, document: { ...preview.document, connection: { ...preview.document.connection, host: 'other' } } } })
  await store.getState().entered()
  expect([...store.getState().ticked]).toEqual([])
})
