import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Diagnosis } from '../diagnosis/diagnosis'
import { type StageId, type StageResult, type StageState, type TableRead, STAGE_IDS } from './report'
import { computeVerdict, implyProofs } from './verdict'

const remark: Diagnosis = { category: 'other', confidence: 'high', title: 'A remark', causes: [], fixes: [] }

function stages(states: Partial<Record<StageId, StageState>> = {}, improvements: Partial<Record<StageId, number>> = {}): StageResult[] {
  return STAGE_IDS.map((id) => ({
    id,
    state: states[id] ?? 'passed',
    summary: '',
    evidence: [],
    improvements: Array.from({ length: improvements[id] ?? 0 }, () => remark),
  }))
}
const passedRead = [{ state: 'passed' as const }]
const from = (first: StageId, state: StageState) =>
  Object.fromEntries(STAGE_IDS.slice(STAGE_IDS.indexOf(first)).map((id) => [id, state])) as Partial<Record<StageId, StageState>>
const judge = (list: StageResult[], reads: Pick<TableRead, 'state'>[] = passedRead, cancelled = false) => computeVerdict(implyProofs(list), reads, cancelled)

describe('the closing line', () => {
  it.each<[string, StageResult[], Pick<TableRead, 'state'>[], string]>([
    ['everything passed', stages(), passedRead, 'Ready for CleverTap'],
    ['one improvement', stages({}, { dns: 1 }), passedRead, 'Ready for CleverTap, 1 thing to improve'],
    ['two improvements', stages({ read: 'warning' }, { dns: 1, schema: 1 }), passedRead, 'Ready for CleverTap, 2 things to improve'],
    ['one failure', stages({ ...from('session', 'could-not-check'), session: 'failed' }), [], '1 thing stands in the way'],
    ['two failures', stages({ session: 'failed', catalog: 'failed' }), [], '2 things stand in the way'],
    ['an empty schema', stages({ tables: 'not-set-up', read: 'not-set-up' }), [], 'Access is ready, nothing to import yet'],
    ['a warehouse asleep', stages({ ...from('session', 'could-not-check'), 'warehouse-awake': 'not-set-up' }), [], 'Not proven: 6 checks could not run'],
    ['a scope that hides the sign-in, proved by the session', stages({ 'sign-in': 'could-not-check' }), passedRead, 'Ready for CleverTap'],
    ['REST out of scope, the SQL path proves it', stages({ 'sign-in': 'could-not-check', warehouse: 'could-not-check', 'warehouse-awake': 'could-not-check' }), passedRead, 'Ready for CleverTap'],
    ['all reads timed out', stages({ read: 'could-not-check' }), [{ state: 'could-not-check' }], 'Not proven: 1 check could not run'],
    ['a read stage that read nothing', stages(), [], 'Not proven: 1 check could not run'],
  ])('%s', (_case, list, reads, line) => {
    expect(judge(list, reads).line).toBe(line)
  })

  it('says that a cancelled test proves nothing, even when all was green', () => {
    expect(judge(stages(), passedRead, true).kind).toBe('cancelled')
  })

  it('names the stage that proves what could not be checked', () => {
    const proved = implyProofs(stages({ 'sign-in': 'could-not-check', tls: 'could-not-check' }))
    expect(proved.filter((stage) => stage.provedBy).map(({ id, provedBy }) => [id, provedBy])).toEqual([['tls', 'session'], ['sign-in', 'session']])
  })

  it('is never ready unless sign-in, session, catalog, schema and a real read passed', () => {
    const state = fc.constantFrom<StageState>('waiting', 'running', 'passed', 'warning', 'failed', 'not-set-up', 'could-not-check')
    const read = fc.constantFrom<TableRead['state']>('passed', 'failed', 'could-not-check')
    const fine = (list: StageResult[], id: StageId) => ['passed', 'warning'].includes(list.find((stage) => stage.id === id)?.state ?? 'waiting')
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...STAGE_IDS), state), { maxLength: 12 }), fc.array(read, { maxLength: 4 }), (changes, reads) => {
        const list = stages(Object.fromEntries(changes))
        const verdict = judge(list, reads.map((one) => ({ state: one })))
        if (verdict.kind !== 'ready') return
        expect(reads).toContain('passed')
        expect(list.some((stage) => stage.state === 'failed')).toBe(false)
        expect(fine(list, 'session')).toBe(true)
        expect(fine(list, 'read')).toBe(true)
        // What could not be checked counts only where a stage that did pass proves it.
        for (const id of ['sign-in', 'catalog', 'schema'] as const) expect(fine(list, id) || implyProofs(list).some((stage) => stage.id === id && stage.provedBy)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('is never ready when a stage is missing from the report', () => {
    for (const id of STAGE_IDS) expect(judge(stages().filter((stage) => stage.id !== id)).kind).toBe('not-proven')
  })
})
