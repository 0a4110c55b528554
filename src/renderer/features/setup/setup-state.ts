import type { AppInfo, CredentialSource } from '#shared/contract/contract'
import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import type { Goal } from '#shared/setup/goal'
import type { ApplyReport, Journal, LookEvent, Preflight, SetupAnswers, SetupField, SetupSignInInput, SetupView, SignInEvent } from '#shared/setup/setup'
import type { RunPhase } from '../../shared/run-phase'
import type { SaveState } from '../../shared/save-state'
import type { Looked } from './facts-now'

export type SignInPhase =
  | { kind: 'idle' }
  | { kind: 'running'; startedAt: number; method: SetupSignInInput['method']; event: SignInEvent | undefined }
  | { kind: 'failed'; method: SetupSignInInput['method']; diagnosis: Diagnosis }
export type PreflightPhase = { kind: 'none' } | { kind: 'asking'; startedAt: number } | { kind: 'failed'; diagnosis: Diagnosis } | { kind: 'read'; preflight: Preflight }
export type LookPhase = { kind: 'idle' } | { kind: 'looking'; startedAt: number; event: LookEvent | undefined } | { kind: 'failed'; diagnosis: Diagnosis }

/** What a run needs beside the goal. */
export interface RunWish {
  reviewed: string[]
  only?: string
  startWarehouse: boolean
}

export interface SetupState {
  phase: { kind: 'loading' } | { kind: 'missing'; diagnosis: Diagnosis } | { kind: 'ready' }
  setupId: string | undefined
  answers: SetupAnswers
  view: SetupView | undefined
  info: AppInfo | undefined
  offers: CredentialSource[]
  save: SaveState
  signing: SignInPhase
  preflight: PreflightPhase
  /** The goal as the screens read it now; absent while it has errors. */
  goal: Goal | undefined
  looked: Looked | undefined
  look: LookPhase
  run: RunPhase<ApplyReport>
  journal: Journal | undefined
  /** Ids of actions whose question was agreed to, or which were done by hand. */
  confirmations: string[]
  /** Something that a button did and that went wrong. */
  diagnosis: Diagnosis | undefined
  spoken: string

  entered: () => Promise<void>
  typed: (field: SetupField, value: string) => void
  answered: (change: Partial<SetupAnswers>) => void
  /** What the answers amount to now; the workspace is looked at again where that needs other facts. */
  goalChanged: (goal: Goal | undefined) => void
  signInRequested: (input: SetupSignInInput) => Promise<void>
  signInCancelled: () => void
  signedOut: () => Promise<void>
  lookRequested: () => Promise<void>
  confirmed: (actionId: string, agreed: boolean) => void
  runRequested: (wish: RunWish) => Promise<void>
  runCancelled: () => void
  /** The value of the new token, once. It is handed through and never kept here. */
  tokenShown: () => Promise<string | undefined>
  tokenDeleted: () => Promise<void>
  /** Makes the connection for the staged test; answers its id. */
  connected: () => Promise<string | undefined>
  flush: () => Promise<string | undefined>
}
