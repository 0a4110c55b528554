import type { FixStep } from './fix-view'
import type { Remediation, ScriptStep } from './remediation'
import { stepsOf } from './remediate'
import { warehouseStepId } from './warehouse-grant'

/** What a step is called while it is reviewed and run. Privileges are upper-case words, so that it can be taken apart again. */
export const stepId = ({ kind, privileges, securableType, securable }: Pick<ScriptStep, 'kind' | 'privileges' | 'securableType' | 'securable'>): string =>
  `${kind} ${privileges.join(', ')} on ${securableType} ${securable}`

const partsOf = (id: string): string[] => {
  const [, kind, privileges, rest] = /^(grant|revoke) ([A-Z ]+(?:, [A-Z ]+)*) on ([\s\S]+)$/.exec(id) ?? []
  return (privileges ?? '').split(', ').map((privilege) => `${kind ?? ''} ${privilege} on ${rest ?? ''}`)
}

/**
 * Whether every single change of a step was among those that were reviewed, however they were put together then: a GRANT of two
 * privileges that was cut short comes back as two.
 */
export function reviewedBy(ids: Iterable<string>): (step: ScriptStep) => boolean {
  const known = new Set<string>()
  for (const id of ids) for (const part of partsOf(id)) known.add(part)
  return (step) => partsOf(stepId(step)).every((part) => known.has(part))
}

/** Ids of everything that a fix runs, in the order in which it runs. */
export const stepIdsOf = (remediation: Remediation): string[] => [...(remediation.warehouse ? [warehouseStepId(remediation.warehouse)] : []), ...stepsOf(remediation).map(stepId)]

export const toFixStep = (step: ScriptStep): FixStep => {
  const { kind, securableType, securable, privileges, sql, cli, rest, reason } = step
  return { id: stepId(step), kind, securableType, securable, privileges: [...privileges], sql, cli, rest: `PATCH ${rest.path} ${JSON.stringify(rest.body)}`, reason }
}
