import { expect, it } from 'vitest'
import type { TestReport } from '#shared/connection-test/report'
import { redact } from '#shared/diagnosis/redact'
import { reportText } from './report-text'

const report: TestReport = {
  version: 1,
  runId: 'run-7',
  startedAt: Date.UTC(2026, 10, 23, 14, 0, 0),
  finishedAt: Date.UTC(2026, 10, 23, 14, 0, 4),
  connection: { name: 'Shop', host: 'dbc-a1b2c3d4-e5f6.cloud.databricks.com', port: 443, httpPath: '/sql/1.0/warehouses/0123456789abcdef', warehouseId: '0123456789abcdef', catalog: 'retail', schema: 'sales' },
  subjectHash: 'hash',
  identity: { principal: '11111111-2222-3333-4444-555555555555', displayName: 'clevertap-import', kind: 'service-principal', learntBy: 'scim-me' },
  stages: [
    { id: 'form', state: 'passed', durationMs: 1, summary: 'All fields are complete.', evidence: [], improvements: [] },
    {
      id: 'schema', state: 'failed', durationMs: 210, summary: 'No right to use schema `retail`.`sales`.', evidence: [{ label: 'Statement', value: 'SHOW TABLES IN `retail`.`sales`' }], improvements: [],
      diagnosis: {
        category: 'schema_no_use', confidence: 'high', title: 'USE SCHEMA is missing', causes: ['The identity has no USE SCHEMA.'],
        fixes: [{ text: 'Grant it.', statement: { language: 'sql', text: 'GRANT USE SCHEMA ON SCHEMA `retail`.`sales` TO `x`;' } }],
        evidence: { message: 'refused for token dapi0123456789abcdef0123456789abcdef', status: 200, sqlState: '42501', requestId: 'req-1' },
      },
    },
  ],
  tables: { visible: 12, chosen: 2, reads: [{ catalog: 'retail', schema: 'sales', table: 'orders', state: 'passed', durationMs: 80 }] },
  verdict: { kind: 'blocked', line: '1 thing stands in the way', obstacles: 1, improvements: 0, unproven: 0 },
  notProven: ['It ran from this computer, not from CleverTap.'],
  testedFrom: { computer: 'desk', addresses: ['192.0.2.1'], program: 'assistant 0.1' },
}

it('holds what a ticket needs: line, objects, identity, cause, statement, evidence, limits', () => {
  const text = reportText(report, redact)
  for (const part of [
    '1 thing stands in the way', 'dbc-a1b2c3d4-e5f6.cloud.databricks.com:443', '11111111-2222-3333-4444-555555555555', 'Failed: Schema (210 ms)', 'GRANT USE SCHEMA ON SCHEMA',
    'SQLSTATE 42501', 'request id req-1', '1 of 2 chosen, 12 visible', 'not from CleverTap', '2026-11-23 14:00:00 UTC',
  ]) expect(text).toContain(part)
})

it('takes a token out, even where one slipped into a message', () => {
  expect(reportText(report, redact)).not.toContain('dapi0123456789abcdef')
})
