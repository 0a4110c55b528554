import { describe, expect, it } from 'vitest'
import { type FakeApi, createFakeApi, fakeAppInfo } from '../../../../test/support/fake-screen-api'
import { deadlineRows } from './deadline-rows'
import { createSettingsFormStore } from './settings-form-store'
import { versionsText } from './versions-text'

const entered = async (): Promise<{ api: FakeApi; store: ReturnType<typeof createSettingsFormStore>  }> => {
  const api = createFakeApi()
  api.answer('app.info', { ok: true, value: fakeAppInfo() })
  api.answer('settings.get', { ok: true, value: { theme: 'system', keepTokens: 'run', deadlines: { tcp: 7000 } } })
  const store = createSettingsFormStore(api, () => 1)
  await store.getState().entered()
  return { api, store }
}
const put = (api: FakeApi) => api.calls.filter((call) => call.name === 'settings.put').map((call) => call.input)

describe('deadlines', () => {
  it('stores a deadline when its field is left, and forgets it when it is the default or empty', async () => {
    const { api, store } = await entered()
    api.answerWith('settings.put', (input) => ({ ok: true, value: input }))
    store.getState().deadlineTyped('dns', '12')
    await store.getState().deadlineLeft('dns')
    store.getState().deadlineTyped('tcp', '')
    await store.getState().deadlineLeft('tcp')
    expect(put(api)).toMatchObject([{ deadlines: { tcp: 7000, dns: 12_000 } }, { deadlines: { dns: 12_000 } }])
  })

  it('keeps what cannot be read in the field and says why, without storing it', async () => {
    const { api, store } = await entered()
    store.getState().deadlineTyped('dns', 'soon')
    await store.getState().deadlineLeft('dns')
    expect(put(api)).toEqual([])
    expect(deadlineRows({}, store.getState().typed)[0]).toMatchObject({ value: 'soon', issue: expect.stringContaining('number of seconds') as string })
  })
})

it('shows a theme as chosen only after it was stored', async () => {
  const { api, store } = await entered()
  api.answer('settings.put', { ok: false, diagnosis: { category: 'internal_error', confidence: 'high', title: 'The disk is full', causes: [], fixes: [] } })
  await store.getState().themeChosen('dark')
  expect([store.getState().settings?.theme, store.getState().diagnosis?.title]).toEqual(['system', 'The disk is full'])
  api.answerWith('settings.put', (input) => ({ ok: true, value: input }))
  await store.getState().themeChosen('dark')
  expect([store.getState().settings?.theme, store.getState().diagnosis]).toEqual(['dark', undefined])
})

it('leaves the computer and the folder out of the text for bug reports', () => {
  const info = fakeAppInfo()
  const text = versionsText(info, 'Chromium')
  expect(text).toContain(info.version)
  expect(text).not.toContain(info.computer)
  expect(text).not.toContain(info.settingsFolder)
})
