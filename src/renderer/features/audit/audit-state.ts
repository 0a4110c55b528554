import type { UnfinishedFix } from '#shared/audit/fix-view'
import type { AuditSettings, AuditSummary, AuditView, Drift } from '#shared/audit/kept-audit'
import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import type { ProfileView } from '#shared/profile/profile'
import type { SaveState } from '../../shared/save-state'
import type { FindingFixes } from './finding-fixes'

export type AuditPhase =
  | { kind: 'idle' }
  /** `steps`: what was done so far, the present one last. */
  | { kind: 'running'; startedAt: number; steps: string[]; cancelling: boolean }
  | { kind: 'cancelled' }
  | { kind: 'failed'; diagnosis: Diagnosis }

/** The audit that is on the screen. */
export type ShownAudit =
  | { kind: 'none' }
  | { kind: 'opening'; auditId: string }
  | { kind: 'failed'; auditId: string; diagnosis: Diagnosis }
  | { kind: 'shown'; audit: AuditView }

export type Comparison =
  | { kind: 'none' }
  | { kind: 'comparing'; from: string; to: string }
  | { kind: 'failed'; from: string; to: string; diagnosis: Diagnosis }
  | { kind: 'compared'; from: string; to: string; drift: Drift }

/** Why an audit can't be begun as it is asked for; each stands at its field. */
export interface AskIssues {
  principal?: string
  sourceRanges?: string
  connection?: string
}

export interface AuditState extends FindingFixes {
  /** Absent until the connection is known. */
  view: ProfileView | undefined
  missing: Diagnosis | undefined
  settings: AuditSettings | undefined
  save: SaveState
  /** Costs money: asked each time, never kept. */
  startWarehouse: boolean
  issues: AskIssues
  phase: AuditPhase
  list: AuditSummary[]
  shown: ShownAudit
  comparison: Comparison
  unfinished: UnfinishedFix | undefined
  /** What went wrong with the second sign-in's token. */
  tokenDiagnosis: Diagnosis | undefined
  /** Something that a button did and that went wrong. */
  diagnosis: Diagnosis | undefined
  spoken: string

  entered: () => Promise<void>
  asked: (change: Partial<AuditSettings>) => void
  startChosen: (start: boolean) => void
  /** The token goes straight to the main process; this store never holds it. */
  adminTokenEntered: (token: string) => Promise<boolean>
  adminTokenForgotten: () => Promise<void>
  auditRequested: () => Promise<void>
  cancelRequested: () => void
  auditOpened: (auditId: string) => Promise<void>
  /** Something else, e.g. a fix, has ended, and may have made an audit: shown, and on top of the list. */
  auditMade: (audit: AuditView | undefined) => Promise<void>
  auditDeleted: (auditId: string) => Promise<void>
  compared: (from: string, to: string) => Promise<void>
  comparisonClosed: () => void
  flush: () => Promise<void>
}
