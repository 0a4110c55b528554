import type { WorkspaceFacts } from '../facts'
import type { Goal } from '../goal'
import type { Action, Plan } from '../plan'
import { inWords, line, publicValues, type RenderOptions } from './blocks'
import type { Reference } from './hcl'

/** What the parts of a Terraform rendering know. */
export interface Context {
  plan: Plan
  goal: Goal
  facts: WorkspaceFacts
  /** What this text creates. */
  ids: ReadonlySet<string>
  isNewPrincipal: boolean
  options: RenderOptions
  /** Where in the goal's views the view of an action stands, by the action's id. */
  viewAt: ReadonlyMap<string, number>
}

export const ref = (text: string): Reference => ({ ref: text })

export const catalogName = ({ ids }: Context) => ref(`${ids.has('catalog.create') ? '' : 'data.'}databricks_catalog.clevertap.name`)
export const schemaId = ({ ids }: Context) => ref(ids.has('schema.create') ? 'databricks_schema.clevertap.id' : 'data.databricks_schema.clevertap.id')
export const warehouseId = ({ ids }: Context) => ref(ids.has('warehouse.create') ? 'databricks_sql_endpoint.clevertap.id' : 'data.databricks_sql_warehouse.clevertap.id')

export function principalName({ goal, ids }: Context): Reference {
  const { kind } = goal.principal
  if (kind === 'user') return ref('data.databricks_user.clevertap.user_name')
  if (kind === 'group') return ref('data.databricks_group.clevertap.display_name')
  return ref(`${ids.has('principal.create') ? '' : 'data.'}databricks_service_principal.clevertap.application_id`)
}
export function principalScimId({ goal, ids }: Context): Reference {
  const { kind } = goal.principal
  if (kind === 'user') return ref('data.databricks_user.clevertap.id')
  if (kind === 'group') return ref('data.databricks_group.clevertap.id')
  return ref(ids.has('principal.create') ? 'databricks_service_principal.clevertap.id' : 'data.databricks_service_principal.clevertap.sp_id')
}

/** An action that stands as steps, and why. */
export function byHand(action: Action, { plan, options }: Context, reason: string): string[] {
  return [`#    ${line(reason)}`, ...inWords(action.change, publicValues(plan, options)).map((text) => `#    ${line(text)}`)]
}
