import type { StageId, StageResult, StageState } from '#shared/connection-test/report'
import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import type { CallLimits } from '../ports/call'
import type { TestContext } from './test-context'

export type SettledState = Exclude<StageState, 'waiting' | 'running'>

/** What a stage found. */
export interface Finding {
  state: SettledState
  summary: string
  evidence?: StageResult['evidence']
  diagnosis?: Diagnosis
  improvements?: Diagnosis[]
  /** Whether stages that need this one make no sense now. Default: yes when failed or not set up. */
  blocks?: boolean
}

export interface StageRun {
  /** The stage's own deadline, and the signal of cancel and short circuit. */
  limits: CallLimits
  /** Tells a long-running stage's progress. */
  progress: (summary: string, facts?: Partial<Pick<StageResult, 'evidence' | 'expectedSeconds'>>) => void
}

/**
 * One stage, declared: the runner starts it as soon as the stages in `startsAfter` allow, so that checks which don't depend
 * on each other run side by side. Its finding counts only when every stage in `needs` turned out well: a check that was
 * begun early and is overtaken by an earlier failure is stopped and its finding dropped.
 */
export interface Stage {
  id: StageId
  startsAfter: readonly StageId[]
  needs: readonly StageId[]
  /** Shared work of another stage that this one waits for before its own clock starts. */
  prepare?(context: TestContext): Promise<unknown>
  run(context: TestContext, run: StageRun): Promise<Finding>
  /** What to say instead of "could not check" when this stage is the one in the way. */
  whenBlocked?(blocker: StageResult): Finding | undefined
}

export const fact = (label: string, value: string | number): { label: string; value: string } => ({ label, value: String(value) })
