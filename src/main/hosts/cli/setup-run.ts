import type { Output } from '#shared/contract/contract'
import type { Result } from '#shared/result'
import type { Goal } from '#shared/setup/goal'
import { setupMarker } from '#shared/setup/marker'
import type { ActionRun, LookEvent } from '#shared/setup/setup'
import type { Action } from '#shared/setup/plan'
import type { Application } from '../../core/application'
import { callApplication, runApplication } from './client'
import type { WorkspacePlace } from './goal-input'
import type { Io } from './io'

/** A setup of its own for this goal in this workspace, found again by a later command, signed in with the administrator's token. */
export async function signInForSetup(application: Application, { goal, place, token }: { goal: Goal; place: WorkspacePlace; token: string }): Promise<Result<string>> {
  const { host, port, caFile } = place
  const key = `cli ${host.toLowerCase()}:${port} ${setupMarker(goal)}`
  const created = await callApplication(application, 'setups.create', { key, answers: { name: 'Command line', fields: { host, port, caFile } } })
  if (!created.ok) return created
  const setupId = created.value.setup.id
  const signedIn = await runApplication(application, 'setup.sign-in', { setupId, signIn: { method: 'pat', token, keep: 'run' } }, { onEvent: () => undefined, onStarted: () => undefined })
  return signedIn.ok ? { ok: true, value: setupId } : signedIn
}

export async function lookForSetup(application: Application, setupId: string, goal: Goal, io: Io): Promise<Result<Output<'setup.look'>>> {
  let stop = (): void => undefined
  try {
    return await runApplication(application, 'setup.look', { setupId, goal }, {
      onEvent: (_event: LookEvent) => undefined,
      onStarted: (cancel) => {
        stop = io.onInterrupt(cancel)
      },
    })
  } finally {
    stop()
  }
}

const STATES: Record<ActionRun['state'], string> = {
  running: '… running',
  checking: '… checking',
  done: '✓ done',
  already: '✓ already so',
  refused: '! refused',
  failed: '✗ failed',
  'not-seen-yet': '? not seen yet',
  'needs-you': '○ needs you',
  'not-run': '  not run',
}

/** One line for an action: state, title, time, what was read back, request id. */
export function actionLine(run: ActionRun, action: Pick<Action, 'title'> | undefined): string {
  const time = run.durationMs === undefined ? '' : run.durationMs < 1000 ? `${Math.round(run.durationMs)} ms` : `${(run.durationMs / 1000).toFixed(1)} s`
  const facts = [run.readBack ?? run.question, run.requestId && `request ${run.requestId}`].filter(Boolean).join('  ')
  return `${STATES[run.state].padEnd(15)} ${(action?.title ?? run.actionId).padEnd(52)} ${time.padStart(8)}  ${facts}`.trimEnd() + '\n'
}
