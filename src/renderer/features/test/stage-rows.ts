import { DEFAULT_DEADLINES } from '#shared/settings/settings'
import { STAGE_IDS, STAGE_TITLES, type StageId, type StageResult, type StageState, type TestOptions, type TestReport, type TestedIdentity, type Verdict } from '#shared/connection-test/report'
import { clockText, durationText } from '../../shared/time-text'

/** One line of the timeline, ready to draw. */
export interface StageRow {
  id: StageId
  number: number
  title: string
  state: StageState
  /** Word beside the icon: a state is never told by its colour alone. */
  word: string
  tone: StageTone
  summary: string
  /** Time taken, or the running clock. */
  time: string
  result: StageResult
  /** Opened without being asked: it needs the reader. */
  opensItself: boolean
  /** Anything to see when opened. */
  hasDetails: boolean
}

/** The icon and colour family of a state. */
export type StageTone = Exclude<StageState, 'passed'> | 'ok'

export const stageTone = (state: StageState): StageTone => (state === 'passed' ? 'ok' : state)

const WORDS: Record<StageState, string> = {
  waiting: 'Waiting',
  running: 'Running',
  passed: 'OK',
  warning: 'Warning',
  failed: 'Failed',
  'not-set-up': 'Not set up yet',
  'could-not-check': 'Could not check',
}

export const stateWord = (state: StageState): string => WORDS[state]

export const waitingStage = (id: StageId): StageResult => ({ id, state: 'waiting', summary: '', evidence: [], improvements: [] })

/** All stages in order; those not heard of yet are waiting. */
export function completeStages(known: readonly StageResult[]): StageResult[] {
  const byId = new Map(known.map((stage) => [stage.id, stage]))
  return STAGE_IDS.map((id) => byId.get(id) ?? waitingStage(id))
}

/** A later event about a stage replaces the earlier one. */
export function withStage(stages: readonly StageResult[], stage: StageResult): StageResult[] {
  return completeStages([...stages.filter((one) => one.id !== stage.id), stage])
}

/** What a retry keeps on screen: the stages before the one it starts from. */
export function stagesKept(report: TestReport | undefined, fromStage: StageId | undefined): StageResult[] {
  if (!report || !fromStage) return completeStages([])
  const from = STAGE_IDS.indexOf(fromStage)
  return completeStages(report.stages.filter((stage) => STAGE_IDS.indexOf(stage.id) < from))
}

function summaryOf(stage: StageResult): string {
  if (stage.state === 'could-not-check' && stage.provedBy) return `${stage.summary} Proved anyway by: ${STAGE_TITLES[stage.provedBy]}.`.trim()
  return stage.summary
}

function timeOf(stage: StageResult, now: number): string {
  if (stage.state === 'running') return stage.startedAt === undefined ? '' : clockText(now - stage.startedAt)
  return stage.durationMs === undefined ? '' : durationText(stage.durationMs)
}

/** Failures open by themselves; without one, the first thing that is not set up. Warnings wait: opened, they would bury the failure. */
function needsReader(stages: readonly StageResult[]): (stage: StageResult) => boolean {
  const failed = stages.some((stage) => stage.state === 'failed')
  const first = stages.find((stage) => stage.state === 'not-set-up' && stage.diagnosis !== undefined)
  return (stage) => stage.state === 'failed' || (!failed && stage === first)
}

export function stageRows(stages: readonly StageResult[], now: number): StageRow[] {
  const all = completeStages(stages)
  const opens = needsReader(all)
  return all.map((stage, index) => ({
    id: stage.id,
    number: index + 1,
    title: STAGE_TITLES[stage.id],
    state: stage.state,
    word: stateWord(stage.state),
    tone: stageTone(stage.state),
    summary: summaryOf(stage),
    time: timeOf(stage, now),
    result: stage,
    opensItself: opens(stage),
    hasDetails: stage.evidence.length > 0 || stage.diagnosis !== undefined || stage.improvements.length > 0,
  }))
}

/** How a verdict looks. Improvements do not take the green away: they are listed, and nothing stands in the way. */
export type VerdictTone = 'ok' | 'failed' | 'not-set-up' | 'could-not-check' | 'cancelled'

const VERDICT_TONES = { ready: 'ok', blocked: 'failed', empty: 'not-set-up', 'not-proven': 'could-not-check', cancelled: 'cancelled' } as const satisfies Record<Verdict['kind'], VerdictTone>

export const verdictTone = (verdict: Verdict): VerdictTone => VERDICT_TONES[verdict.kind]

/** The sentence under the closing line: what the verdict means for the next step. */
export function verdictMeaning(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'ready':
      return verdict.improvements > 0
        ? `CleverTap can import with these settings. ${verdict.improvements === 1 ? 'One remark is listed below; it does not block the import.' : `${verdict.improvements} remarks are listed below; none blocks the import.`}`
        : 'Sign-in, session, catalog, schema and a real read all passed. You can hand the settings over now.'
    case 'blocked':
      return 'The first failure is opened below, with what to do about it. Later stages may depend on it.'
    case 'empty':
      return 'The identity has the access it needs. The import can start as soon as the schema holds a table or view.'
    case 'not-proven':
      return 'Nothing failed, but not everything could be looked at. The stages below say why.'
    case 'cancelled':
      return 'The test was stopped before its end. What was found so far is below.'
  }
}

/** Progress while a test runs: `Stage 4 of 12: TLS`. */
export function progressLine(stages: readonly StageResult[]): string {
  const all = completeStages(stages)
  const at = all.findIndex((stage) => stage.state === 'running')
  const done = all.filter((stage) => stage.state !== 'waiting' && stage.state !== 'running').length
  const current = at >= 0 ? all[at] : all[Math.min(done, all.length - 1)]
  return current ? `Stage ${STAGE_IDS.indexOf(current.id) + 1} of ${all.length}: ${STAGE_TITLES[current.id]}` : ''
}

/** What a screen reader hears when a stage ends; nothing for stages that wait. */
export function announcement(stage: StageResult): string {
  if (stage.state === 'waiting') return ''
  if (stage.state === 'running') return `${STAGE_TITLES[stage.id]}: running`
  return `${STAGE_TITLES[stage.id]}: ${stateWord(stage.state)}. ${stage.summary}`.trim()
}

/** Share of the expected time that has passed, for the waking warehouse; above 1 it takes longer than usual. */
export interface WakeProgress {
  fraction: number
  text: string
}

const secondsText = (seconds: number) => (seconds < 90 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`)

export const rangeText = ([from, to]: readonly [number, number]): string => {
  if (from < 90 && to < 90) return `${from} to ${to} seconds`
  if (from >= 60 && to >= 60) return from === to ? secondsText(from) : `${Math.round(from / 60)} to ${Math.round(to / 60)} minutes`
  return `${secondsText(from)} to ${secondsText(to)}`
}

export function wakeProgress(stage: StageResult, now: number): WakeProgress | undefined {
  if (stage.state !== 'running' || !stage.expectedSeconds || stage.startedAt === undefined) return undefined
  const elapsed = (now - stage.startedAt) / 1000
  const [, to] = stage.expectedSeconds
  const late = elapsed > to
  return {
    fraction: Math.min(1, elapsed / to),
    text: late
      ? `Usually ${rangeText(stage.expectedSeconds)}. This takes longer than usual; you can go on waiting or cancel.`
      : `Usually ${rangeText(stage.expectedSeconds)} for this type of warehouse.`,
  }
}

export type KnownIdentity = Pick<TestedIdentity, 'principal' | 'displayName'> & Partial<Pick<TestedIdentity, 'kind' | 'learntBy'>>

/** Who signed in, while the test still runs: from the evidence of the sign-in stage. */
export function identitySoFar(stages: readonly StageResult[]): KnownIdentity | undefined {
  const facts = stages.find((stage) => stage.id === 'sign-in')?.evidence ?? []
  const principal = facts.find((fact) => fact.label === 'Principal')?.value
  return principal === undefined ? undefined : { principal }
}

const KINDS = { user: 'user', 'service-principal': 'service principal', unknown: '' } as const
const LEARNT = { 'scim-me': 'Learnt from the workspace (SCIM Me)', 'session-user': 'Learnt from session_user() in the SQL session' } as const

/** Who was tested, in words; `undefined` while not known. */
export function identityText(identity: KnownIdentity | undefined): { kind: string; name: string; principal: string; learnt: string } | undefined {
  if (!identity) return undefined
  const { principal, displayName, kind, learntBy } = identity
  return { principal, name: displayName === principal ? '' : (displayName ?? ''), kind: kind ? KINDS[kind] : '', learnt: learntBy ? LEARNT[learntBy] : '' }
}

/** How long starting the warehouse takes, and what that means, before anyone agrees to it. */
export function startWarehouseTerms(report: TestReport | undefined): { expected: string; type: string } {
  const awake = report?.stages.find((stage) => stage.id === 'warehouse-awake')
  const facts = report?.stages.flatMap((stage) => stage.evidence) ?? []
  const type = facts.find((fact) => /type/i.test(fact.label) && /serverless|pro|classic/i.test(fact.value))?.value.toLowerCase() ?? ''
  if (awake?.expectedSeconds) return { expected: `usually ${rangeText(awake.expectedSeconds)}`, type }
  if (type.includes('serverless')) return { expected: 'usually 2 to 10 seconds', type }
  if (/pro|classic/.test(type)) return { expected: 'usually 2 to 5 minutes', type }
  return { expected: 'a few seconds when it is serverless, 2 to 5 minutes when it is pro or classic', type }
}

/** The deadline that applies to a stage, and whether it is the default. */
export function deadlineOf(stage: StageId, ...overrides: readonly TestOptions['deadlines'][]): number {
  for (const one of overrides) {
    const value = one[stage]
    if (value !== undefined) return value
  }
  return DEFAULT_DEADLINES[stage]
}

/** A stage can be run again by itself once a whole report exists: the stages before it then keep their results. */
export const canRetryFrom = (report: TestReport | undefined, stage: StageId): boolean =>
  report !== undefined && STAGE_IDS.slice(0, STAGE_IDS.indexOf(stage)).every((id) => {
    const earlier = report.stages.find((one) => one.id === id)
    return earlier !== undefined && earlier.state !== 'failed' && earlier.state !== 'waiting' && earlier.state !== 'running'
  })
