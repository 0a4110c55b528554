import { access, constants, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Result } from '#shared/result'
import { makePlan } from '#shared/setup/make-plan'
import { type Plan, pending } from '#shared/setup/plan'
import type { ApplyReport } from '#shared/setup/setup'
import type { Application } from '../../core/application'
import { callApplication, runApplication } from './client'
import type { ConnectionOptions } from './command-line'
import { inputPath } from './connection-input'
import { readGoalFile, readPlace } from './goal-input'
import { EXIT_NOT_READY, EXIT_OK, EXIT_USAGE, type ExitCode, type Io, UsageProblem } from './io'
import { planRemarks, tokenRemark } from './plan-command'
import { diagnosisText } from './print-report'
import { actionLine, lookForSetup, signInForSetup } from './setup-run'
import { exitCodeOf } from './test-run'
import { readToken } from './token-source'

const START_ID = 'warehouse.start'
const REVOKE_LOST = 'token.revoke-lost'

export interface ApplyCommand {
  connection: ConnectionOptions
  goal: string
  yes: boolean
  tokenOut?: string
}

/** `apply`: everything that can be wrong with the command is found before anything is changed. */
export async function applyCommand(command: ApplyCommand, io: Io): Promise<ExitCode> {
  const usage = ({ message }: UsageProblem): ExitCode => {
    io.err(`error: ${message}\n`)
    return EXIT_USAGE
  }
  const { connection } = command
  const goal = await readGoalFile(command.goal, io)
  if (goal instanceof UsageProblem) return usage(goal)
  if (goal.token !== 'none' && command.tokenOut === undefined) return usage(new UsageProblem('The goal has a token: give --token-out with a new file for it. There is no other way for it to leave this command. Nothing was changed.'))
  const tokenOut = command.tokenOut === undefined || goal.token === 'none' ? undefined : inputPath(command.tokenOut, io.env)
  const problem = tokenOut === undefined ? undefined : await tokenFileProblem(tokenOut)
  if (problem !== undefined) return usage(new UsageProblem(problem))
  if (!command.yes) return usage(new UsageProblem('This changes a workspace. Look at the plan with the command plan, then give --yes.'))
  const place = await readPlace(connection, io)
  if (place === undefined) return usage(new UsageProblem('Missing: --host.'))
  if (place instanceof UsageProblem) return usage(place)
  const token = await readToken(io)
  if (token instanceof UsageProblem) return usage(token)
  io.err(tokenRemark(goal))
  if (goal.principal.kind === 'group') io.err('The identity is a group: it gets no token, and there is no test as CleverTap. Make a token for a member of it.\n')

  const application = await io.compose({ kept: true })
  try {
    const setup = await signInForSetup(application, { goal, place, token })
    if (!setup.ok) return failed(io, setup)
    const setupId = setup.value
    const seen = await lookForSetup(application, setupId, goal, io)
    if (!seen.ok) return failed(io, seen)
    const now = Date.now()
    let plan = makePlan(goal, seen.value.facts, { now })
    const startsUnasked = (one: Plan): boolean => !connection.startWarehouse && pending(one).some(({ id }) => id === START_ID)
    // Without leave to start a warehouse everything but views can be done by REST, which needs none.
    let unityCatalogBy: 'rest' | undefined
    if (startsUnasked(plan)) {
      const byRest = makePlan(goal, seen.value.facts, { now, unityCatalogBy: 'rest' })
      if (!startsUnasked(byRest)) {
        plan = byRest
        unityCatalogBy = 'rest'
        io.err('No SQL warehouse runs: Unity Catalog is changed by REST, which needs none. With --start-warehouse the SQL of the plan is run instead.\n')
      }
    }
    io.err(planRemarks(plan))
    if (plan.obstacles.length > 0) {
      io.out(`Nothing was run: ${plan.obstacles.map(({ title }) => title).join('; ')}.\n`)
      return EXIT_NOT_READY
    }
    const todo = pending(plan)
    const start = todo.find(({ id }) => id === START_ID)
    if (start && !connection.startWarehouse) {
      io.out(`Nothing was run. ${start.asksFirst ?? start.title} Give --start-warehouse to allow it.\n`)
      return EXIT_NOT_READY
    }
    // `--yes` answers the questions of the plan; costs of a warehouse have an option of their own.
    const confirmations = [REVOKE_LOST, ...todo.filter(({ id, asksFirst, change }) => asksFirst !== undefined && change.kind !== 'by-hand' && id !== START_ID).map(({ id }) => id)]
    const result = await run(application, io, plan, { setupId, goal, reviewed: todo.map(({ id }) => id), startWarehouse: connection.startWarehouse, unityCatalogBy, confirmations })
    const handed = await handOver(application, io, setupId, tokenOut)
    if (!result.ok) return failed(io, result)
    const report = result.value
    if (report.rollbackScript) io.err(`How to undo it: ${report.rollbackScript}\n`)
    io.err(`Requests: ${report.requests + seen.value.requests}.\n`)
    if (tokenOut !== undefined && handed === 'none' && report.token !== 'none') io.err("The token of this setup is there already; its value can't be read again. No file was written.\n")
    io.out(`${report.line}\n`)
    return (report.state === 'finished' || report.state === 'nothing-to-do') && handed !== 'failed' ? EXIT_OK : EXIT_NOT_READY
  } finally {
    await application.close()
  }
}

async function tokenFileProblem(path: string): Promise<string | undefined> {
  if (await access(path).then(() => true, () => false)) return 'The file given with --token-out exists already, and is left as it is. Nothing was changed.'
  const writable = await access(dirname(path), constants.W_OK).then(() => true, () => false)
  return writable ? undefined : "The folder of --token-out does not exist or can't be written. Nothing was changed."
}

async function run(
  application: Application,
  io: Io,
  plan: Plan,
  input: { setupId: string; goal: Parameters<typeof makePlan>[0]; reviewed: string[]; startWarehouse: boolean; unityCatalogBy: 'rest' | undefined; confirmations: string[] },
): Promise<Result<ApplyReport>> {
  let stop = (): void => undefined
  try {
    return await runApplication(application, 'setup.apply', input, {
      onEvent: (event) => {
        if (event.kind !== 'action') return
        const { action } = event
        const planned = plan.actions.find(({ id }) => id === action.actionId)
        if (action.state === 'running' || action.state === 'checking') {
          if (planned?.id === START_ID && action.state === 'running') io.err(actionLine(action, planned))
          return
        }
        io.out(actionLine(action, planned))
        if (action.state === 'needs-you' && planned?.change.kind === 'by-hand') io.out(planned.change.steps.map((step) => `    ${step}\n`).join(''))
        if (action.diagnosis) io.out(diagnosisText(action.diagnosis))
      },
      onStarted: (cancel) => {
        stop = io.onInterrupt(() => {
          io.err('Cancelling...\n')
          cancel()
        })
      },
    })
  } finally {
    stop()
  }
}

/** The token goes into its file before it counts as handed over: a crash in between leaves it to be revoked and made anew. */
async function handOver(application: Application, io: Io, setupId: string, path: string | undefined): Promise<'none' | 'written' | 'failed'> {
  if (path === undefined) return 'none'
  const taken = await callApplication(application, 'setup.token', { setupId, handing: 'keep-open' })
  if (!taken.ok || taken.value.token === undefined) return 'none'
  try {
    await writeFile(path, `${taken.value.token}\n`, { flag: 'wx', mode: 0o600 })
  } catch {
    io.err('error: The token was made, but its file could not be written. Run the command again with another file: the token is revoked and made anew.\n')
    return 'failed'
  }
  await callApplication(application, 'setup.token', { setupId, handing: 'received' })
  io.err(`The token is in ${path}, readable by you only.\n`)
  return 'written'
}

function failed(io: Io, { diagnosis }: Extract<Result<never>, { ok: false }>): ExitCode {
  io.out(diagnosisText(diagnosis, ''))
  return exitCodeOf(diagnosis)
}
