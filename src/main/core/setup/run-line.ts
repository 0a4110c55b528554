import type { Plan } from '#shared/setup/plan'
import type { ActionRun } from '#shared/setup/setup'
import type { RunResult } from './run-plan'

/** The closing line of a run. */
export function lineOf(state: RunResult['state'], actions: readonly ActionRun[], plan: Plan): string {
  const title = (id: string | undefined): string => plan.actions.find((action) => action.id === id)?.title ?? id ?? ''
  const did = actions.filter((run) => run.state === 'done' || run.state === 'already' || run.state === 'not-seen-yet').length
  const left = actions.length - did
  switch (state) {
    case 'finished':
      return `Done: ${did} of ${actions.length} actions, each read back.`
    case 'needs-you':
      return `Waiting for you: ${title(actions.find((run) => run.state === 'needs-you')?.actionId)}. ${did} done, ${left} to do.`
    case 'cancelled':
      return `Cancelled: ${did} done, ${left} not. Run it again to go on from here.`
    default: {
      const failedRun = actions.find((run) => run.state === 'failed')
      if (failedRun) return `Stopped at "${title(failedRun.actionId)}": ${failedRun.diagnosis?.title ?? 'it failed'}. ${did} done, ${left} not.`
      return `Done, but not everything can be seen yet: ${actions.filter((run) => run.state === 'not-seen-yet').map((run) => title(run.actionId)).join(', ')}. Run it again in a minute.`
    }
  }
}
