import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { ConnectionForm } from '../connection/connection'
import { validateForm } from '../connection/validate-form'
import { type TestReport } from '../connection-test/report'
import type { Profile } from '../profile/profile'
import { buildHandoff, HANDOFF_SCHEMA_ID, type HandoffSource } from './build-handoff'
import { HandoffDocument } from './handoff'
import { readHandoff } from './read-handoff'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const NOW = Date.UTC(2026, 10, 23, 12)

const form: ConnectionForm = {
  name: 'Production EU',
  host: 'adb-984752964297111.11.azuredatabricks.net',
  port: '443',
  httpPath: '/sql/1.0/warehouses/0123456789abcdef',
  catalog: 'main',
  schema: 'sales',
}
const profileOf = (ofForm: ConnectionForm, tables: string[] = []): Profile => ({ id: 'p1', form: ofForm, provenance: {}, tables, createdAt: 0, updatedAt: 0 })
const report: TestReport = {
  version: 1,
  runId: 'r1',
  startedAt: NOW - 60_000,
  finishedAt: NOW - 50_000,
  subjectHash: 'x',
  identity: { principal: '5e1f7e2a-9d4f-4a55-8f3e-3d2f6f0a1b2c', displayName: 'clevertap-import', kind: 'service-principal', learntBy: 'scim-me' },
  stages: [{ id: 'session', state: 'passed', summary: 'A session was opened.', evidence: [], improvements: [], durationMs: 12 }],
  tables: { visible: 3, chosen: 3, reads: [] },
  verdict: { kind: 'ready', line: 'Ready for CleverTap', obstacles: 0, improvements: 0, unproven: 0 },
  notProven: ['That CleverTap reaches the workspace from its own addresses.'],
  testedFrom: { computer: 'laptop', addresses: ['10.1.2.3'], program: 'assistant 0.1.0' },
}
const sourceOf = (more: Partial<HandoffSource> = {}): HandoffSource => ({
  profile: profileOf(form, ['orders']),
  details: validateForm(form, { tokenPresent: true, takenNames: [] }).details,
  report,
  validation: 'validated',
  exportedBy: 'assistant 0.1.0 on laptop',
  now: NOW,
  sha256,
  ...more,
})
/** JSON Schema as published: from the same zod schema that reads the file. */
const published = () => ({ $id: HANDOFF_SCHEMA_ID, title: 'Databricks connection for CleverTap', ...z.toJSONSchema(HandoffDocument) })

describe('export', () => {
  it('lists the fields of the form in its order and labels, without the token', () => {
    const { document } = buildHandoff(sourceOf())
    expect(document.fields.map(({ label, value }) => [label, value])).toEqual([
      ['Connection Name', 'Production EU'],
      ['Host', form.host],
      ['Port', '443'],
      ['HTTP Path', form.httpPath],
      ['Personal Access Token', undefined],
      ['Catalog', 'main'],
      ['Schema', 'sales'],
    ])
    expect(document.fields[4]?.note).toContain('clevertap-import')
  })

  it('says what was tested, when, as whom and from where, and until when it counts', () => {
    const { document, fileName } = buildHandoff(sourceOf())
    expect(document).toMatchObject({
      status: 'validated',
      test: {
        finishedAt: '2026-11-23T11:59:10.000Z',
        validUntil: '2026-11-24T11:59:10.000Z',
        testedFrom: 'laptop (10.1.2.3), assistant 0.1.0',
        stages: [{ id: 'session', title: 'SQL session', state: 'passed' }],
      },
    })
    expect(document.notice).toMatch(/private beta.*imports only/)
    expect(fileName).toBe('clevertap-databricks-production-eu.json')
  })

  it.each(['never-tested', 'changed', 'stale', 'not-validated'] as const)('is visibly a draft when %s', (validation) => {
    const { document, fileName, json } = buildHandoff(sourceOf({ validation }))
    expect(document.status).toBe('draft')
    expect(document.statusReason).toMatch(/^DRAFT: /)
    expect(fileName).toMatch(/^DRAFT-/)
    expect(json).toContain('DRAFT')
  })

  it('does not lend the proof of another connection', () => {
    expect(buildHandoff(sourceOf({ validation: 'changed' })).document.test).toBeUndefined()
  })

  it('exports a form with errors as typed, as a draft', () => {
    const half = { ...form, host: 'https://', port: '' }
    const { document } = buildHandoff(sourceOf({ profile: profileOf(half), details: undefined }))
    expect(document).toMatchObject({ status: 'draft', connection: { host: 'https://', port: 443 } })
  })
})

describe('import', () => {
  it('gives the same form and tables back, whatever the names', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(name, name, name, fc.array(name), fc.integer({ min: 1, max: 65535 }), (title, catalog, schema, tables, port) => {
        const typed = { ...form, name: title, catalog, schema, port: String(port) }
        const details = validateForm(typed, { tokenPresent: true, takenNames: [] }).details
        const { json, document } = buildHandoff(sourceOf({ profile: profileOf(typed, tables), details }))
        const read = readHandoff(json, sha256)
        if (!read.ok) throw new Error(read.diagnosis.title)
        const expected = details ?? typed
        expect(read.value.form).toEqual({ ...form, name: expected.name, catalog: expected.catalog, schema: expected.schema ?? '', port: String(port) })
        expect(read.value.tables).toEqual(tables)
        expect(read.value.remarks.join()).not.toContain('hash')
        expect(document.hash).toMatch(/^[0-9a-f]{64}$/)
      }),
    )
  })

  it('remarks that the file was edited', () => {
    const { json } = buildHandoff(sourceOf())
    const read = readHandoff(json.replaceAll('"sales"', '"finance"'), sha256)
    expect(read).toMatchObject({ ok: true, value: { form: { schema: 'finance' } } })
    expect(read.ok && read.value.remarks[0]).toContain('hash does not match')
  })

  it('remarks a token that somebody wrote into the file, and takes none over', () => {
    const token = `dapi${'4f'.repeat(16)}`
    const { json } = buildHandoff(sourceOf())
    const read = readHandoff(json.replace('"note":', `"value": "${token}", "note":`), sha256)
    expect(read.ok && read.value.remarks.some((remark) => remark.includes('looks like a token'))).toBe(true)
    expect(JSON.stringify(read.ok && read.value.form)).not.toContain(token)
  })

  it.each([
    ['{', 'not JSON'],
    ['[]', 'not an exported configuration'],
    ['{"kind":"other"}', 'not an exported configuration'],
    ['{"kind":"clevertap-databricks-connection","version":2}', 'version'],
    ['{"kind":"clevertap-databricks-connection","version":1}', 'not complete'],
  ])('explains why %s is no configuration', (text, word) => {
    const read = readHandoff(text, sha256)
    expect(read.ok).toBe(false)
    expect(!read.ok && read.diagnosis.title).toContain(word)
  })
})

describe('the published JSON Schema', () => {
  it('is the one of this version (update it with vitest -u)', async () => {
    await expect(`${JSON.stringify(published(), null, 2)}\n`).toMatchFileSnapshot('../../../resources/schema/handoff.schema.json')
  })

  it('accepts an export and refuses one without its fields', () => {
    const byJsonSchema = z.fromJSONSchema(published())
    const { json, document } = buildHandoff(sourceOf())
    expect(byJsonSchema.safeParse(JSON.parse(json)).success).toBe(true)
    expect(byJsonSchema.safeParse({ ...document, fields: undefined }).success).toBe(false)
    expect(document.$schema).toBe(published().$id)
  })
})
