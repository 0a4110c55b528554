import { describe, expect, it } from 'vitest'
import { STAGE_IDS, type StageResult, type TestReport, type Verdict } from '#shared/connection-test/report'
import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import { announcement, canRetryFrom, identitySoFar, identityText, progressLine, rangeText, stageRows, stagesKept, startWarehouseTerms, verdictTone, wakeProgress, withStage } from './stage-rows'

const diagnosis: Diagnosis = { category: 'schema_no_use', confidence: 'high', title: 'USE SCHEMA is missing', causes: [], fixes: [] }
const stage = (id: StageResult['id'], state: StageResult['state'], more: Partial<StageResult> = {}): StageResult => ({ id, state, summary: `${id} summary`, evidence: [], improvements: [], ...more })
const verdict = (kind: Verdict['kind'], more: Partial<Verdict> = {}): Verdict => ({ kind, line: 'line', obstacles: 0, improvements: 0, unproven: 0, ...more })
const report = (stages: StageResult[]): TestReport => ({
  version: 1, runId: 'r', startedAt: 0, finishedAt: 1, subjectHash: 'h', stages, tables: { visible: 0, chosen: 0, reads: [] }, verdict: verdict('blocked'), notProven: [],
  testedFrom: { computer: 'c', addresses: [], program: 'p' },
})

describe('stageRows', () => {
  it('shows all twelve stages in order, those not reached as waiting', () => {
    const rows = stageRows([stage('dns', 'passed'), stage('form', 'passed')], 0)
    expect(rows.map((row) => row.id)).toEqual([...STAGE_IDS])
    expect(rows.map((row) => row.word).slice(0, 3)).toEqual(['OK', 'OK', 'Waiting'])
  })

  it('runs a clock on the running stage and shows the time of those that ended', () => {
    const rows = stageRows([stage('dns', 'passed', { durationMs: 12 }), stage('tcp', 'running', { startedAt: 1000 })], 4500)
    expect([rows[1]?.time, rows[2]?.time, rows[3]?.time]).toEqual(['12 ms', '3 s', ''])
  })

  const opened = (stages: StageResult[]) => stageRows(stages, 0).filter((row) => row.opensItself).map((row) => row.id)

  it('opens a failure by itself, and no warning that would bury it', () => {
    expect(opened([stage('tcp', 'warning', { diagnosis }), stage('schema', 'failed', { diagnosis }), stage('tables', 'could-not-check', { diagnosis })])).toEqual(['schema'])
  })

  it('opens the first thing that is not set up when nothing failed', () => {
    expect(opened([stage('warehouse-awake', 'not-set-up', { diagnosis }), stage('tables', 'not-set-up', { diagnosis })])).toEqual(['warehouse-awake'])
  })

  it('says by what a check that could not run was proved anyway', () => {
    const [row] = stageRows([stage('warehouse', 'could-not-check', { summary: 'The scope forbids it.', provedBy: 'session' })], 0).filter((one) => one.id === 'warehouse')
    expect(row?.summary).toBe('The scope forbids it. Proved anyway by: SQL session.')
  })
})

it('replaces a stage by the later event about it', () => {
  const stages = withStage(withStage([], stage('dns', 'running')), stage('dns', 'passed'))
  expect(stages.find((one) => one.id === 'dns')?.state).toBe('passed')
  expect(stages).toHaveLength(STAGE_IDS.length)
})

it('keeps only the earlier stages on screen when a retry starts from one', () => {
  const kept = stagesKept(report([stage('form', 'passed'), stage('dns', 'passed'), stage('tcp', 'failed')]), 'tcp')
  expect(kept.map((one) => one.state).slice(0, 3)).toEqual(['passed', 'passed', 'waiting'])
})

it('offers a retry only where all earlier stages have a result that holds', () => {
  const last = report([stage('form', 'passed'), stage('dns', 'warning'), stage('tcp', 'failed'), stage('tls', 'could-not-check')])
  expect(canRetryFrom(last, 'tcp')).toBe(true)
  expect(canRetryFrom(last, 'tls')).toBe(false)
  expect(canRetryFrom(undefined, 'form')).toBe(false)
})

it.each([
  ['ready', 'ok'], ['blocked', 'failed'], ['empty', 'not-set-up'], ['not-proven', 'could-not-check'], ['cancelled', 'cancelled'],
] as const)('shows the verdict %s as %s: only ready is ok', (kind, tone) => {
  expect(verdictTone(verdict(kind))).toBe(tone)
})

it('tells where it stands while it runs', () => {
  expect(progressLine([stage('form', 'passed'), stage('dns', 'passed'), stage('tcp', 'passed'), stage('tls', 'running')])).toBe('Stage 4 of 12: TLS')
  expect(progressLine([])).toBe('Stage 1 of 12: Form')
})

it('tells a screen reader a result with its state, and is silent about stages that wait', () => {
  expect(announcement(stage('tls', 'failed', { summary: 'The certificate is not trusted.' }))).toBe('TLS: Failed. The certificate is not trusted.')
  expect(announcement(stage('tls', 'waiting'))).toBe('')
})

describe('waking a warehouse', () => {
  it('shows the share of the usual time and says when it takes longer', () => {
    const waking = stage('warehouse-awake', 'running', { startedAt: 0, expectedSeconds: [2, 10] })
    expect(wakeProgress(waking, 5000)?.fraction).toBeCloseTo(0.5)
    expect(wakeProgress(waking, 5000)?.text).toContain('2 to 10 seconds')
    expect(wakeProgress(waking, 60_000)).toMatchObject({ fraction: 1, text: expect.stringContaining('longer than usual') as string })
  })

  it('names the time for the type before it is started', () => {
    expect(startWarehouseTerms(report([stage('warehouse', 'passed', { evidence: [{ label: 'Type', value: 'Serverless' }] })])).expected).toBe('usually 2 to 10 seconds')
    expect(startWarehouseTerms(report([stage('warehouse-awake', 'not-set-up', { expectedSeconds: [180, 600] })])).expected).toBe('usually 3 to 10 minutes')
    expect(startWarehouseTerms(undefined).expected).toContain('2 to 5 minutes')
  })

  it('writes ranges across seconds and minutes', () => {
    expect([rangeText([2, 10]), rangeText([60, 600]), rangeText([30, 240])]).toEqual(['2 to 10 seconds', '1 to 10 minutes', '30 seconds to 4 minutes'])
  })
})

it('knows who signed in before the report is there, and does not say a name twice', () => {
  expect(identitySoFar([stage('sign-in', 'passed', { evidence: [{ label: 'Principal', value: 'ada@example.com' }] })])).toEqual({ principal: 'ada@example.com' })
  expect(identitySoFar([stage('sign-in', 'running')])).toBeUndefined()
  expect(identityText({ principal: 'ada@example.com', displayName: 'ada@example.com', kind: 'user', learntBy: 'scim-me' })).toMatchObject({ name: '', kind: 'user' })
})
