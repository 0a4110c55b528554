import { cloudOf } from '#shared/connection/cloud'
import { readHost } from '#shared/connection/read-host'
import { type EffectiveResult, whatItWillRead } from '#shared/setup/effective-result'
import type { WorkspaceFacts } from '#shared/setup/facts'
import type { Goal, GoalIssue } from '#shared/setup/goal'
import { makePlan } from '#shared/setup/make-plan'
import type { Plan } from '#shared/setup/plan'
import { checkGoal } from '#shared/setup/read-goal'
import type { ScriptAnswer, SetupAnswers } from '#shared/setup/setup'
import { emptyWorkspaceFacts, scriptFacts } from '#shared/setup/workspace-facts'
import { fieldOf, toGoal } from './answers'
import { type Looked, factsFor } from './facts-now'

/** What the answers amount to. Without `planned`, `issues` says why. */
export interface Planning {
  issues: GoalIssue[]
  planned: { goal: Goal; facts: WorkspaceFacts; plan: Plan } | undefined
  /** What the identity will read and what not; asked for only where it is shown. */
  effective: () => EffectiveResult | undefined
}

function factsOf(answers: SetupAnswers, goal: Goal, looked: Looked | undefined): WorkspaceFacts {
  const { host } = readHost(fieldOf(answers, 'host'))
  const cloud = answers.cloud ?? (host === undefined ? 'unknown' : cloudOf(host))
  if (answers.mode === 'signed-in') return looked ? factsFor(looked, goal) : emptyWorkspaceFacts(cloud)
  const answer = (object: keyof SetupAnswers['script'], otherwise: ScriptAnswer = 'unknown') => answers.script[object] ?? otherwise
  return scriptFacts(
    { cloud, ...(host === undefined ? {} : { host }), catalog: answer('catalog'), schema: answer('schema'), warehouse: answer('warehouse'), principal: answers.principal === 'existing' ? 'exists' : answer('principal', 'create') },
    goal,
  )
}

/** The plan for the answers and what is known of the workspace. Pure: it runs here on every keystroke. */
export function planningOf(answers: SetupAnswers, looked: Looked | undefined): Planning {
  const { goal, issues } = checkGoal(toGoal(answers))
  if (!goal) return { issues, planned: undefined, effective: () => undefined }
  const facts = factsOf(answers, goal, looked)
  return { issues, planned: { goal, facts, plan: makePlan(goal, facts) }, effective: () => whatItWillRead(goal, facts) }
}
