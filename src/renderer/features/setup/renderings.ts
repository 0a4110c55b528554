import type { Action, Plan } from '#shared/setup/plan'
import { type PersonToAsk, peopleToAsk, renderAskMessage } from '#shared/setup/render/ask-message'
import { renderCli } from '#shared/setup/render/cli'
import { renderRollback } from '#shared/setup/render/rollback'
import { renderSql } from '#shared/setup/render/sql'
import { renderTerraform } from '#shared/setup/render/terraform'
import { showJson, showText } from '#shared/setup/template'
import type { Planning } from './planner'

export type Shell = 'bash' | 'powershell'
type Planned = NonNullable<Planning['planned']>

const options = ({ facts }: Planned, only?: readonly string[]) => ({ ...(facts.host === undefined ? {} : { host: facts.host }), ...(only === undefined ? {} : { only: new Set(only) }) })

/** Every way in which a plan is written down, from one model. */
export const renderings = {
  sql: (planned: Planned, only?: readonly string[]): string => renderSql(planned.plan, options(planned, only)),
  cli: (planned: Planned, shell: Shell, only?: readonly string[]): string => renderCli(planned.plan, planned.goal, { ...options(planned, only), shell }),
  terraform: (planned: Planned, only?: readonly string[]): string => renderTerraform(planned.plan, planned.goal, planned.facts, options(planned, only)),
  rollback: (planned: Planned): string => renderRollback(planned.plan, options(planned)),
  people: (plan: Plan): PersonToAsk[] => peopleToAsk(plan),
  ask: (planned: Planned, person: string): string | undefined => renderAskMessage(planned.plan, person, options(planned)),
}
export type Renderings = typeof renderings

/** Exactly what will be sent for one action. */
export function changeText({ change }: Pick<Action, 'change'>, values: Plan['values']): { language: 'sql' | 'http' | 'text'; text: string } {
  switch (change.kind) {
    case 'sql':
      return { language: 'sql', text: showText(change.statement, values) }
    case 'rest':
      return { language: 'http', text: `${change.method} ${showText(change.path, values)}${change.body === undefined ? '' : `\n${showJson(change.body, values)}`}` }
    case 'by-hand':
      return { language: 'text', text: change.steps.map((step, index) => `${index + 1}. ${step}`).join('\n') }
  }
}
