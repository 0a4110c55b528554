import type { Answer, SecurableRef } from '../unity-catalog/facts'
import { answerOf } from './context'
import type { AuditContext } from './context'

export interface Need {
  privilege: string
  ref: SecurableRef
  reason: string
}

/** What the import needs, each on the narrowest securable that covers it, in the order in which Databricks checks it. */
export function needsOf({ catalog, schemas, tables, chosen, policy }: AuditContext): Need[] {
  if (catalog === undefined) return []
  const needs: Need[] = [{ privilege: 'USE CATALOG', ref: { level: 'CATALOG', at: catalog }, reason: `Lets it look inside catalog ${policy.catalog}; no data by itself.` }]
  for (const at of schemas) {
    const ref: SecurableRef = { level: 'SCHEMA', at }
    needs.push({ privilege: 'USE SCHEMA', ref, reason: 'Lets it look inside the schema; no data by itself.' })
    if (!chosen) needs.push({ privilege: 'SELECT', ref, reason: 'Lets it read every table and view of the schema, later ones included.' })
  }
  if (chosen) for (const at of tables) needs.push({ privilege: 'SELECT', ref: { level: 'OBJECT', at }, reason: 'Lets it read this table, and no other.' })
  return needs
}

/** Whether it is there. SELECT on a schema means a grant that reaches its tables: owning the schema is not that. */
export const meets = ({ access }: AuditContext, { privilege, ref }: Need): Answer =>
  answerOf(privilege === 'SELECT' && ref.level === 'SCHEMA' ? access.reachesTables(ref.at) : access.holdsTri(privilege, ref))
