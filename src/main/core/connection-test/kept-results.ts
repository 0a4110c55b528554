import { type StageId, type StageResult, type TestReport, STAGE_IDS } from '#shared/connection-test/report'

/** A kept result is about the moment it was found; older ones are found again. */
const KEEP_MS = 15 * 60 * 1000
/**
 * What a retry may keep. Never the warehouse or its being awake: the SQL stages need a session, and a warehouse that has
 * fallen asleep since must not be woken unasked. Catalog and schema cost nothing more than the session and the list of
 * tables, which are asked for anyway.
 */
const KEEPABLE: readonly StageId[] = ['dns', 'tcp', 'tls', 'sign-in']

/** Results of the last run that a retry from `fromStage` keeps: those that passed, recently, for the very same subject. */
export function keptResults(last: TestReport | undefined, fromStage: StageId | undefined, subjectHash: string, now: number): StageResult[] {
  if (!last || fromStage === undefined || last.subjectHash !== subjectHash) return []
  const before = STAGE_IDS.slice(0, STAGE_IDS.indexOf(fromStage))
  return last.stages.filter(
    ({ id, state, startedAt }) =>
      KEEPABLE.includes(id) && before.includes(id) && (state === 'passed' || state === 'warning') && startedAt !== undefined && startedAt <= now && now - startedAt < KEEP_MS,
  )
}
