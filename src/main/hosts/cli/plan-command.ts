import { assertNever } from '#shared/result'
import type { WorkspaceFacts } from '#shared/setup/facts'
import type { Goal } from '#shared/setup/goal'
import { makePlan } from '#shared/setup/make-plan'
import type { Plan } from '#shared/setup/plan'
import { renderCli } from '#shared/setup/render/cli'
import { renderSql } from '#shared/setup/render/sql'
import { renderTerraform } from '#shared/setup/render/terraform'
import { emptyWorkspaceFacts } from '#shared/setup/workspace-facts'
import type { ConnectionOptions, PlanFormat } from './command-line'
import { readGoalFile, readPlace } from './goal-input'
import { EXIT_NOT_READY, EXIT_OK, EXIT_USAGE, type ExitCode, type Io, UsageProblem } from './io'
import { diagnosisText } from './print-report'
import { lookForSetup, signInForSetup } from './setup-run'
import { exitCodeOf } from './test-run'
import { readToken } from './token-source'

export interface PlanCommand {
  connection: ConnectionOptions
  goal: string
  format: PlanFormat
  shell: 'bash' | 'powershell'
}

/** `plan`: the script is the only thing on standard output. Without a host it is for an empty workspace, and no token is read. */
export async function planCommand({ connection, goal: file, format, shell }: PlanCommand, io: Io): Promise<ExitCode> {
  const usage = ({ message }: UsageProblem): ExitCode => {
    io.err(`error: ${message}\n`)
    return EXIT_USAGE
  }
  if (connection.startWarehouse) return usage(new UsageProblem('--start-warehouse has no effect here: plan starts nothing. Give it to apply.'))
  const goal = await readGoalFile(file, io)
  if (goal instanceof UsageProblem) return usage(goal)
  io.err(tokenRemark(goal))
  const place = await readPlace(connection, io)
  if (place instanceof UsageProblem) return usage(place)
  let facts: WorkspaceFacts = emptyWorkspaceFacts()
  if (place) {
    const token = await readToken(io)
    if (token instanceof UsageProblem) return usage(token)
    const application = await io.compose()
    try {
      const setup = await signInForSetup(application, { goal, place, token })
      const seen = setup.ok ? await lookForSetup(application, setup.value, goal, io) : setup
      if (!seen.ok) {
        io.err(diagnosisText(seen.diagnosis, ''))
        return exitCodeOf(seen.diagnosis)
      }
      facts = seen.value.facts
      io.err(`Looked at ${place.host} with ${seen.value.requests} requests; nothing was changed.\n`)
    } finally {
      await application.close()
    }
  } else io.err('No --host: the plan is for an empty workspace.\n')

  const plan = makePlan(goal, facts, { now: Date.now() })
  const text = rendered(format, { plan, goal, facts, host: place?.host, shell })
  io.out(text.endsWith('\n') ? text : `${text}\n`)
  io.err(planRemarks(plan))
  return plan.obstacles.length > 0 ? EXIT_NOT_READY : EXIT_OK
}

/** A token without an end is allowed, and is said. */
export const tokenRemark = ({ token }: Goal): string =>
  token !== 'none' && token.lifetimeDays === 0 ? 'Warning: the token of this goal never expires (lifetimeDays is 0). Whoever gets hold of it keeps access until somebody revokes it. Give it a lifetime, such as 90 days, and renew it.\n' : ''

function rendered(format: PlanFormat, { plan, goal, facts, host, shell }: { plan: Plan; goal: Goal; facts: WorkspaceFacts; host: string | undefined; shell: 'bash' | 'powershell' }): string {
  switch (format) {
    case 'sql':
      return renderSql(plan, { host })
    case 'cli':
      return renderCli(plan, goal, { shell, host })
    case 'terraform':
      return renderTerraform(plan, goal, facts, { host })
    case 'json':
      return JSON.stringify({ goal, plan }, undefined, 2)
    default:
      return assertNever(format)
  }
}

/** What stands in the way, what is left to do by hand, and who may do what you may not. */
export function planRemarks({ obstacles, openItems, actions }: Plan): string {
  const lines: string[] = []
  for (const { title, detail, whatToDo, ask } of obstacles) lines.push(`In the way: ${title}`, `    ${detail}`, ...whatToDo.map((one) => `    Do this: ${one}`), `    Ask: ${ask.join(', ')}`)
  for (const { title, detail, steps, ask } of openItems) lines.push(`To do beside it: ${title}`, `    ${detail}`, ...steps.map((one) => `    ${one}`), ...(ask.length > 0 ? [`    Ask: ${ask.join(', ')}`] : []))
  for (const { title, who, state } of actions) if (state !== 'satisfied' && who.youCan === 'no') lines.push(`Not yours to do: ${title}. It takes: ${who.right}. Ask: ${who.ask.join(', ')}`)
  return lines.map((line) => `${line}\n`).join('')
}
