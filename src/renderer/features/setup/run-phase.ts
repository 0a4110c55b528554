import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import type { ActionRun, ApplyEvent, ApplyReport, LookEvent } from '#shared/setup/setup'

/** Where a run stands. `actions` is what is known about each action, by id; it stays when the run has ended. */
export type RunPhase = { actions: Record<string, ActionRun> } & (
  | { kind: 'none' }
  | { kind: 'running'; startedAt: number; look: LookEvent | undefined; order: string[]; cancelling: boolean }
  | { kind: 'ended'; report: ApplyReport }
  | { kind: 'refused'; diagnosis: Diagnosis }
)

/** The run after an event; events of a run that has ended change nothing. */
export function runEvent(run: RunPhase, event: ApplyEvent): RunPhase {
  if (run.kind !== 'running') return run
  switch (event.kind) {
    case 'look':
      return { ...run, look: event.look }
    case 'plan':
      return { ...run, look: undefined, order: event.actionIds }
    case 'action':
      return { ...run, look: undefined, actions: { ...run.actions, [event.action.actionId]: event.action } }
  }
}
