import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import type { ActionRun, ApplyEvent, LookEvent } from '#shared/setup/setup'

/** Where a run of reviewed changes stands. `actions` is what is known about each, by id; it stays when the run has ended. */
export type RunPhase<Report> = { actions: Record<string, ActionRun> } & (
  | { kind: 'none' }
  | { kind: 'running'; startedAt: number; look: LookEvent | undefined; order: string[]; cancelling: boolean }
  | { kind: 'ended'; report: Report }
  | { kind: 'refused'; diagnosis: Diagnosis }
)

/** The run after events, which cost one copy of what is known and not one each; events of a run that has ended change nothing. */
export function runEvents<Report>(run: RunPhase<Report>, events: readonly ApplyEvent[]): RunPhase<Report> {
  if (run.kind !== 'running' || events.length === 0) return run
  const next = { ...run, actions: { ...run.actions } }
  for (const event of events) {
    next.look = event.kind === 'look' ? event.look : undefined
    if (event.kind === 'plan') next.order = event.actionIds
    if (event.kind === 'action') next.actions[event.action.actionId] = event.action
  }
  return next
}

/** Whether a change is being made, or read back. */
export const isUnderWay = (action: ActionRun | undefined): boolean => action?.state === 'running' || action?.state === 'checking'

/** So often a screen follows a run: faster than anybody reads, and a run of a thousand changes has thousands of events. */
const FOLLOW_MS = 50

/** Hands events on: one that comes after a pause at once, those that follow it closely together. */
export function gathered<Event>(hand: (events: readonly Event[]) => void, everyMs = FOLLOW_MS): { add(event: Event): void; flush(): void } {
  let waiting: Event[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  const handOn = () => {
    const events = waiting
    waiting = []
    timer = events.length === 0 ? undefined : setTimeout(handOn, everyMs)
    if (events.length > 0) hand(events)
  }
  return {
    add(event) {
      waiting.push(event)
      if (timer === undefined) handOn()
    },
    flush() {
      clearTimeout(timer)
      timer = undefined
      const events = waiting
      waiting = []
      if (events.length > 0) hand(events)
    },
  }
}

/** What the events said, with the report's last word on each change. */
export const mergedActions = (before: Record<string, ActionRun>, reported: readonly ActionRun[]): Record<string, ActionRun> => ({
  ...before,
  ...Object.fromEntries(reported.map((action) => [action.actionId, action])),
})
