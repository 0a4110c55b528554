import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import type { ActionRun, ApplyEvent, LookEvent } from '#shared/setup/setup'

/** Where a run of reviewed changes stands. `actions` is what is known about each, by id; it stays when the run has ended. */
export type RunPhase<Report> = { actions: Record<string, ActionRun> } & (
  | { kind: 'none' }
  | { kind: 'running'; startedAt: number; look: LookEvent | undefined; order: string[]; cancelling: boolean }
  | { kind: 'ended'; report: Report }
  | { kind: 'refused'; diagnosis: Diagnosis }
)

/** The run after an event; events of a run that has ended change nothing. */
export function runEvent<Report>(run: RunPhase<Report>, event: ApplyEvent): RunPhase<Report> {
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

/** What the events said, with the report's last word on each change. */
export const mergedActions = (before: Record<string, ActionRun>, reported: readonly ActionRun[]): Record<string, ActionRun> => ({
  ...before,
  ...Object.fromEntries(reported.map((action) => [action.actionId, action])),
})
