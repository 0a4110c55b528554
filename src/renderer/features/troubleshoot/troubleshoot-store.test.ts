import { expect, it } from 'vitest'
import { redact } from '#shared/diagnosis/redact'
import { schemaDenied } from '../../../../test/support/fake-reports'
import { createFakeApi } from '../../../../test/support/fake-screen-api'
import { EXAMPLES } from './signal'
import { createTroubleshootStore } from './troubleshoot-store'

const TOKEN = 'dapi0123456789abcdef0123456789abcdef'

it('takes a pasted token out of the field at once and says so until the text is emptied', () => {
  const store = createTroubleshootStore(createFakeApi(), redact)
  store.getState().formChanged({ message: `401 with ${TOKEN}` })
  expect(JSON.stringify(store.getState())).not.toContain(TOKEN)
  store.getState().formChanged({ message: `${store.getState().form.message} more` })
  expect(store.getState().redacted).toBe(true)
  store.getState().formChanged({ message: '' })
  expect(store.getState().redacted).toBe(false)
})

it('explains an example in one step', async () => {
  const api = createFakeApi()
  api.answer('diagnose', { ok: true, value: schemaDenied })
  const store = createTroubleshootStore(api, redact)
  await store.getState().exampleChosen(EXAMPLES[3]!.form)
  expect(store.getState().phase).toMatchObject({ kind: 'explained', diagnosis: { category: 'schema_no_use' } })
  expect(api.calls[0]).toMatchObject({ name: 'diagnose', input: { signal: { sqlState: '42501' } } })
})

it('asks nothing for an empty form', async () => {
  const api = createFakeApi()
  await createTroubleshootStore(api, redact).getState().explainRequested()
  expect(api.calls).toEqual([])
})
