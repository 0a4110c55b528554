import { GUIDE_STEPS } from '#shared/setup/plan'
import type { Action, Obstacle } from '#shared/setup/plan'
import type { ApplyReport, SetupSignIn } from '#shared/setup/setup'
import type { UiState } from '../../shared/ui/StateBadge'
import { PLACE_WORDS, STEP_OF_PLACE, isMissing, type Remark } from './remarks'

/** Steps of the screen: the guide's, with the review before the test. */
export const STEP_IDS = [...GUIDE_STEPS.slice(0, -1), 'review', 'test'] as const satisfies readonly string[]
export type StepId = (typeof GUIDE_STEPS)[number] | 'review'

export const STEP_TITLES: Record<StepId, string> = {
  workspace: 'Workspace and sign-in', catalog: 'Catalog', warehouse: 'SQL warehouse', identity: 'Identity and token', schema: 'Schema', data: 'Data to import', grants: 'Grants',
  review: 'Review and run', test: 'Test and export',
}
/** Why CleverTap needs it, in one sentence. */
export const STEP_REASONS: Record<StepId, string> = {
  workspace: 'Everything is made in one Databricks workspace, by you or by somebody who has the right.',
  catalog: 'CleverTap reads from one catalog. A catalog of its own keeps what CleverTap may see apart from everything else.',
  warehouse: 'CleverTap runs its queries on one SQL warehouse. Its size and its auto stop time decide what an import costs.',
  identity: 'The token decides who CleverTap is in Databricks, and so what it may read.',
  schema: 'The schema in the catalog that holds the tables for CleverTap.',
  data: 'A new schema holds no table. An import needs tables or views to read.',
  grants: 'The least that lets the identity read: every line has one reason, and nothing is revoked.',
  review: 'What is there, what is wanted, and who may make each change.',
  test: 'The proof: the staged test with the new token, as the identity that CleverTap will use.',
}

export interface StepFacts {
  isScriptMode: boolean
  signIn: SetupSignIn
  remarks: readonly Remark[]
  /** Absent while the goal has errors. */
  actions: readonly Action[] | undefined
  obstacles: readonly Obstacle[]
  /** The import is to read what is in the schema, and nothing is in it. */
  isNothingToImport: boolean
  /** Rows of the pre-flight card that are not as they should be. */
  preflight: { failed: number; warnings: number }
  report: ApplyReport | undefined
  isRunning: boolean
  profileId: string | undefined
}

export interface StepView {
  id: StepId
  number: number
  title: string
  state: UiState
  label: string
  /** What blocks it, named; each leads to a step. */
  blockedBy: { step: StepId; words: string }[]
}

const isDone = (report: ApplyReport | undefined) => report?.state === 'finished' || report?.state === 'nothing-to-do'

/** What keeps the whole from being run, with the step that mends it. */
export function blockers({ isScriptMode, signIn, remarks, obstacles }: StepFacts): StepView['blockedBy'] {
  const errors = remarks.filter(({ severity }) => severity === 'error')
  const fields = errors.map((remark) => ({ step: STEP_OF_PLACE[remark.place], words: isMissing(remark) ? PLACE_WORDS[remark.place] : `${PLACE_WORDS[remark.place]} (has an error)` }))
  return [
    ...fields,
    ...(!isScriptMode && signIn.state === 'signed-out' ? [{ step: 'workspace' as const, words: 'your sign-in' }] : []),
    ...obstacles.map(({ step, title }) => ({ step, words: title })),
  ]
}

function answerState(id: StepId, facts: StepFacts): Pick<StepView, 'state' | 'label'> {
  const remarks = facts.remarks.filter(({ place }) => STEP_OF_PLACE[place] === id)
  const errors = remarks.filter(({ severity }) => severity === 'error')
  if (errors.some((remark) => !isMissing(remark))) return { state: 'failed', label: 'Has an error' }
  if (errors.length > 0) return { state: 'not-set-up', label: 'To do' }
  if (id === 'workspace' && !facts.isScriptMode && facts.signIn.state === 'signed-out') return { state: 'not-set-up', label: 'Not signed in' }
  if (facts.obstacles.some(({ step }) => step === id)) return { state: 'failed', label: 'In the way' }
  if (id === 'workspace') {
    if (facts.isScriptMode) return { state: 'ok', label: 'Scripts only' }
    return facts.preflight.failed > 0 ? { state: 'failed', label: 'In the way' } : facts.preflight.warnings > 0 ? { state: 'warning', label: 'Signed in, see notes' } : { state: 'ok', label: 'Signed in' }
  }
  if (remarks.some(({ severity }) => severity === 'warning')) return { state: 'warning', label: 'With a warning' }
  if (id === 'data' && facts.isNothingToImport) return { state: 'warning', label: 'Nothing to import yet' }
  const of = facts.actions?.filter(({ step }) => step === id) ?? []
  const open = of.filter(({ state }) => state !== 'satisfied')
  if (facts.actions === undefined) return { state: 'waiting', label: 'Answered' }
  if (of.length === 0) return { state: 'ok', label: 'Nothing to change' }
  if (open.length === 0) return { state: 'ok', label: 'As wanted' }
  const theirs = open.some(({ who }) => who.youCan === 'no')
  return { state: theirs ? 'warning' : 'waiting', label: `${open.length.toLocaleString('en')} change${open.length === 1 ? '' : 's'}${theirs ? ', ask' : ''}` }
}

/** The steps with their states. Every one can be opened; what blocks the last two is named. */
export function stepViews(facts: StepFacts): StepView[] {
  const blockedBy = blockers(facts)
  return STEP_IDS.map((id, index) => {
    const base = { id, number: index + 1, title: STEP_TITLES[id], blockedBy: [] as StepView['blockedBy'] }
    if (id === 'review') {
      if (facts.isRunning) return { ...base, state: 'running', label: 'Running' }
      if (isDone(facts.report)) return { ...base, state: 'ok', label: 'Done' }
      if (facts.report) return { ...base, state: facts.report.state === 'stopped' || facts.report.state === 'obstacle' ? 'failed' : 'warning', label: REPORT_WORDS[facts.report.state] }
      return blockedBy.length > 0 ? { ...base, state: 'not-set-up', label: `${blockedBy.length} still needed`, blockedBy } : { ...base, state: 'waiting', label: facts.isScriptMode ? 'Ready to copy' : 'Ready to run' }
    }
    if (id === 'test') {
      if (facts.profileId !== undefined) return { ...base, state: 'ok', label: 'Connection made' }
      const needs = isDone(facts.report) || facts.isScriptMode ? blockedBy : [...blockedBy, { step: 'review' as const, words: 'the run' }]
      return needs.length > 0 ? { ...base, state: 'not-set-up', label: 'Later', blockedBy: needs } : { ...base, state: 'waiting', label: 'Ready' }
    }
    return { ...base, ...answerState(id, facts) }
  })
}

const REPORT_WORDS: Record<ApplyReport['state'], string> = {
  finished: 'Done', 'nothing-to-do': 'Done', stopped: 'Stopped', 'needs-you': 'Needs you', cancelled: 'Cancelled', changed: 'Review again', obstacle: 'In the way',
}

/** Reads a step out of an address; nothing for anything else. */
export const stepOf = (text: string | undefined): StepId | undefined => STEP_IDS.find((id) => id === text)
