import { describe, expect, it } from 'vitest'
import { FIELD_LABELS, FIELD_NAMES } from '#shared/connection/connection'
import type { HandoffDocument } from '#shared/handoff/handoff'
import { followAlong, handoffRows, stampOf, testFacts } from './handoff-view'

const NOW = Date.UTC(2026, 10, 23, 12)
const document: HandoffDocument = {
  $schema: 's', kind: 'clevertap-databricks-connection', version: 1, status: 'validated', statusReason: 'Tested and unchanged.', exportedAt: '2026-11-23T12:00:00Z', exportedBy: 'x',
  fields: [
    { label: 'Connection Name', value: 'Shop' }, { label: 'Host', value: 'h' }, { label: 'Port', value: '443' }, { label: 'HTTP Path', value: '/p' },
    { label: 'Personal Access Token', value: 'dapi-must-not-show' }, { label: 'Catalog', value: 'retail' }, { label: 'Schema', value: '' },
  ],
  connection: { name: 'Shop', host: 'h', port: 443, httpPath: '/p', catalog: 'retail' },
  tables: [],
  test: {
    verdict: { kind: 'ready', line: 'Ready for CleverTap', obstacles: 0, improvements: 0, unproven: 0 }, startedAt: '2026-11-23T11:00:00Z', finishedAt: '2026-11-23T11:00:05Z',
    testedAs: { principal: 'app-id', displayName: 'importer', kind: 'service-principal', learntBy: 'scim-me' }, testedFrom: 'desk', stages: [], notProven: [], validUntil: '2026-11-24T11:00:05Z',
  },
  notice: 'n', hash: 'h',
}

describe('handoffRows', () => {
  it('follows CleverTap’s form in order and labels', () => {
    expect(handoffRows(document).map((row) => row.label)).toEqual(FIELD_NAMES.map((field) => FIELD_LABELS[field]))
  })
  it('never shows a token, whatever the document says', () => {
    expect(JSON.stringify(handoffRows(document))).not.toContain('dapi')
  })
  it('says that an empty schema stays empty', () => {
    expect(handoffRows(document).at(-1)).toMatchObject({ field: 'schema', value: undefined, note: expect.stringContaining('Leave it empty') as string })
  })
})

it('names the next field to fill in, and counts the token, which is pasted by hand', () => {
  const rows = handoffRows(document)
  expect(followAlong(rows, new Set(['name', 'host']))).toEqual({ done: 2, total: 6, line: '2 of 6 done. Next: Port.' })
  expect(followAlong(rows, new Set(FIELD_NAMES)).line).toContain('Test Connection')
})

describe('stampOf', () => {
  it('is validated until the time the document gives, then a draft', () => {
    expect(stampOf(document, NOW)).toMatchObject({ validated: true, word: 'Validated' })
    expect(stampOf(document, Date.UTC(2026, 10, 24, 11, 0, 6))).toMatchObject({ validated: false, word: 'DRAFT' })
  })
  it('gives the reason of a draft', () => {
    expect(stampOf({ ...document, status: 'draft', statusReason: 'The host changed since the test.' }, NOW)).toMatchObject({ word: 'DRAFT', reason: 'The host changed since the test.' })
  })
})

it('tells what was tested, when, as whom and from where', () => {
  expect(testFacts(document, NOW).map((fact) => fact.value)).toEqual(['Ready for CleverTap', expect.stringContaining('59 minutes ago'), 'importer, app-id', 'desk', 'a sample'])
})
