import { type StageId, type StageResult, type StageState, type TableRead, type Verdict, STAGE_IDS } from './report'

/** Without these nothing is ready, whatever else passed. `read` is judged by the reads themselves. */
const MANDATORY: readonly StageId[] = ['sign-in', 'session', 'catalog', 'schema']

/** What a later stage, once passed, proves about an earlier one that could not be checked by itself. */
const PROVED_BY: Partial<Record<StageId, readonly StageId[]>> = {
  dns: ['tcp', 'tls', 'sign-in', 'session'],
  tcp: ['tls', 'sign-in', 'session'],
  tls: ['sign-in', 'session'],
  'sign-in': ['session'],
  warehouse: ['session'],
  'warehouse-awake': ['session'],
  catalog: ['read'],
  schema: ['read'],
  tables: ['read'],
}

const isFine = (state: StageState | undefined) => state === 'passed' || state === 'warning'

/** Marks every "could not check" that a later stage proved anyway with the first stage that did. */
export function implyProofs(stages: readonly StageResult[]): StageResult[] {
  const stateOf = new Map(stages.map((stage) => [stage.id, stage.state]))
  return stages.map((stage) => {
    if (stage.state !== 'could-not-check') return stage
    const provedBy = PROVED_BY[stage.id]?.find((id) => isFine(stateOf.get(id)))
    return provedBy ? { ...stage, provedBy } : stage
  })
}

const things = (count: number) => (count === 1 ? '1 thing' : `${count} things`)

/**
 * The closing line, from the stages (with their proofs implied) and the reads alone.
 * It is `ready` only when sign-in, session, catalog and schema passed or were proved, and a real read succeeded.
 * A stage that is missing from the list counts as one that could not run.
 */
export function computeVerdict(stages: readonly StageResult[], reads: readonly Pick<TableRead, 'state'>[], cancelled = false): Verdict {
  const byId = new Map(stages.map((stage) => [stage.id, stage]))
  const all = STAGE_IDS.map((id) => byId.get(id))
  const proved = (id: StageId) => isFine(byId.get(id)?.state) || byId.get(id)?.provedBy !== undefined

  const obstacles = all.filter((stage) => stage?.state === 'failed').length
  const improvements = stages.reduce((sum, stage) => sum + stage.improvements.length + (stage.state === 'warning' && stage.diagnosis ? 1 : 0), 0)
  const isEmpty = byId.get('tables')?.state === 'not-set-up'
  const isOpen = (stage: StageResult | undefined) => {
    if (!stage || stage.state === 'waiting' || stage.state === 'running') return true
    if (stage.state === 'could-not-check') return stage.provedBy === undefined
    // An empty schema leaves nothing to read; any other "not set up" (a warehouse asleep) is an open question.
    return stage.state === 'not-set-up' && !(isEmpty && (stage.id === 'tables' || stage.id === 'read'))
  }
  const unproven = all.filter(isOpen).length
  const verdict = (kind: Verdict['kind'], line: string): Verdict => ({ kind, line, obstacles, improvements, unproven })

  if (cancelled) return verdict('cancelled', 'Cancelled: nothing is proven')
  if (obstacles > 0) return verdict('blocked', obstacles === 1 ? '1 thing stands in the way' : `${obstacles} things stand in the way`)
  const wasRead = isFine(byId.get('read')?.state) && reads.some((read) => read.state === 'passed')
  if (unproven === 0 && MANDATORY.every(proved)) {
    if (isEmpty) return verdict('empty', 'Access is ready, nothing to import yet')
    if (wasRead) return verdict('ready', improvements > 0 ? `Ready for CleverTap, ${things(improvements)} to improve` : 'Ready for CleverTap')
  }
  const missing = Math.max(unproven, 1)
  return { ...verdict('not-proven', `Not proven: ${missing === 1 ? '1 check' : `${missing} checks`} could not run`), unproven: missing }
}
