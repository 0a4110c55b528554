import { expect, it } from 'vitest'
import type { StageResult } from '#shared/connection-test/report'
import { diagnosisText, stageLine } from './print-report'
import { stageTeller } from './test-run'

const stage: StageResult = { id: 'warehouse-awake', state: 'running', summary: 'Waiting for Shop.', evidence: [], improvements: [] }

it('prints state by word, time and what was found', () => {
  expect(stageLine({ ...stage, state: 'passed', durationMs: 2345, summary: 'Shop runs.' })).toMatch(/^✓ passed +SQL warehouse awake +2\.3 s {2}Shop runs\.\n$/)
})

it('prints cause, what to do, the statement and the evidence once', () => {
  const text = diagnosisText({
    category: 'warehouse_stopped', confidence: 'high', title: 'Shop is stopped', causes: ['Nobody used it.'],
    fixes: [
      { text: 'Start it.', action: 'start-warehouse' },
      { text: 'Grant it.', statement: { language: 'sql', text: 'GRANT a;\nGRANT b;' }, ask: { whom: 'an admin', message: 'Hello,\nplease.' } },
    ],
    evidence: { status: 403, errorCode: '403', message: 'no' },
  })
  expect(text.split('\n').map((line) => line.trim())).toEqual([
    'Shop is stopped', 'Why: Nobody used it.', 'Do this: Start it.', 'On the command line: give --start-warehouse.',
    'Do this: Grant it.', 'GRANT a;', 'GRANT b;', 'Or send this to an admin:', '| Hello,', '| please.', 'Evidence: 403 · no', '',
  ])
})

it('tells once that it waits for the warehouse, and then how that ended', () => {
  const settled: string[] = []
  const waiting: string[] = []
  const tell = stageTeller({ settled: (line) => settled.push(line), waiting: (line) => waiting.push(line) })
  for (const state of ['waiting', 'running', 'running', 'passed', 'passed'] as const) tell({ ...stage, state })
  tell({ ...stage, id: 'dns', state: 'running' })
  expect([settled.length, waiting.length]).toEqual([1, 1])
})
