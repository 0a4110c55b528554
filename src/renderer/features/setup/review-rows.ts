import type { Action, GuideStep, Plan } from '#shared/setup/plan'
import type { ActionRun, Journal } from '#shared/setup/setup'
import { RUN_WORDS } from '../../shared/run-words'
import type { UiState } from '../../shared/ui/StateBadge'
import { STEP_TITLES } from './steps'

export interface ActionRow {
  kind: 'action'
  action: Action
  /** What the run says about it; absent before a run. */
  run: ActionRun | undefined
  state: UiState
  label: string
  how: 'SQL' | 'REST' | 'by hand'
  /** "You can", or whom to ask. */
  who: string
}
export interface GroupRow {
  kind: 'group'
  step: GuideStep
  title: string
  open: number
  satisfied: number
}
export type ReviewRow = GroupRow | ActionRow

const PLAN_WORDS: Record<Action['state'], [UiState, string]> = { satisfied: ['ok', 'As wanted'], needed: ['waiting', 'To do'], unknown: ['could-not-check', 'If missing'] }
const HOW: Record<Action['change']['kind'], ActionRow['how']> = { sql: 'SQL', rest: 'REST', 'by-hand': 'by hand' }

export const whoText = ({ who }: Action): string => (who.youCan === 'yes' ? 'You can' : `${who.youCan === 'no' ? 'Ask' : 'Perhaps you, else ask'} ${who.ask.join(' or ')}`)

/** The run saw it as wanted, whatever the plan made before it says. */
export const isDone = (run: ActionRun | undefined): boolean => run?.state === 'done' || run?.state === 'already'

function actionRow(action: Action, run: ActionRun | undefined, before: Journal['entries'][number] | undefined): ActionRow {
  const [state, label] = run ? RUN_WORDS[run.state] : before?.state === 'intended' && action.state !== 'satisfied' ? (['warning', 'Begun before, end unknown'] as const) : PLAN_WORDS[action.state]
  return { kind: 'action', action, run, state, label, how: HOW[action.change.kind], who: action.state === 'satisfied' ? '' : whoText(action) }
}

/** The plan in the guide's order, under the guide's steps; what is as wanted already is left out unless asked for. */
export function reviewRows(plan: Plan, runs: Readonly<Record<string, ActionRun>>, journal: Journal | undefined, showSatisfied: boolean): ReviewRow[] {
  const byId = new Map(plan.actions.map((action) => [action.id, action]))
  const entries = new Map(journal?.entries.map((entry) => [entry.actionId, entry]))
  const rows: ReviewRow[] = []
  let group: GroupRow | undefined
  for (const id of plan.guideOrder) {
    const action = byId.get(id)
    if (!action) continue
    if (group?.step !== action.step) {
      group = { kind: 'group', step: action.step, title: STEP_TITLES[action.step], open: 0, satisfied: 0 }
      rows.push(group)
    }
    if (action.state === 'satisfied') group.satisfied++
    else if (!isDone(runs[id])) group.open++
    if (showSatisfied || action.state !== 'satisfied' || runs[id]) rows.push(actionRow(action, runs[id], entries.get(id)))
  }
  return rows
}

export interface PlanCounts {
  open: number
  satisfied: number
  yours: number
  theirs: number
  byHand: number
  /** How many are run before the first that somebody else, or a person by hand, has to do; that one, where there is one. */
  first: number
  stopsAt: Action | undefined
  /** Questions to agree to before the run. */
  questions: { id: string; title: string; text: string }[]
  /** One of them starts a warehouse. */
  startsWarehouse: boolean
}

export function planCounts(plan: Plan): PlanCounts {
  const open = plan.actions.filter(({ state }) => state !== 'satisfied')
  const theirs = open.filter(({ who }) => who.youCan === 'no')
  const stop = open.findIndex(({ who, change }) => who.youCan === 'no' || change.kind === 'by-hand')
  return {
    open: open.length,
    satisfied: plan.actions.length - open.length,
    theirs: theirs.length,
    yours: open.length - theirs.length,
    first: stop < 0 ? open.length : stop,
    stopsAt: open[stop],
    byHand: open.filter(({ change }) => change.kind === 'by-hand').length,
    questions: open.flatMap(({ id, title, asksFirst }) => (asksFirst === undefined ? [] : [{ id, title, text: asksFirst }])),
    startsWarehouse: open.some(({ expected }) => expected.check === 'warehouse-running'),
  }
}

/** What a run of the plan does, for its button: all changes, or those up to the first that is not yours. */
export function runText({ open, first, stopsAt }: Pick<PlanCounts, 'open' | 'first' | 'stopsAt'>): string {
  if (stopsAt === undefined) return `Run ${open.toLocaleString('en')} change${open === 1 ? '' : 's'}`
  return first === 0 ? 'Look again and run' : `Run the first ${first.toLocaleString('en')} of ${open.toLocaleString('en')} changes`
}
