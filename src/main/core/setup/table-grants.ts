import { listTableGrants } from '#shared/sql/statements'
import type { Outcome } from '#shared/result'
import type { GrantRow } from '#shared/setup/facts'
import type { Action } from '#shared/setup/plan'
import type { Values } from '#shared/setup/template'
import type { SqlResult } from '../ports/workspace'
import { columnOf, textAt } from '../sql-rows'
import { sameText } from './look-reader'
import type { Seen } from './read-back'

/** Direct grants by lower-case table name, from the answer to `listTableGrants`. */
export function tableGrantRows(answer: SqlResult): Record<string, GrantRow[]> {
  const [table, grantee, privilege] = ['table_name', 'grantee', 'privilege_type'].map((name, at) => columnOf(answer, name, at)) as [number, number, number]
  const record: Record<string, GrantRow[]> = {}
  for (const row of answer.rows) {
    const name = textAt(row, table).toLowerCase()
    ;(record[name] ??= []).push({ principal: textAt(row, grantee), privilege: textAt(row, privilege).replaceAll('_', ' ').toUpperCase() })
  }
  return record
}

export const isTableGrant = ({ expected }: Action): boolean => expected.check === 'privilege' && expected.securable === 'TABLE'

/** Sees many grants on tables in one answer for each schema. What is not seen there is left out: it is to be read by itself. */
export type ReadBackTables = (actions: readonly Action[], values: Values) => Promise<ReadonlyMap<string, Seen>>

export function createReadBackTables(ask: (question: string) => Promise<Outcome<SqlResult>> | undefined): ReadBackTables {
  return async (actions, values) => {
    const seen = new Map<string, Seen>()
    const schemas = new Map<string, Record<string, GrantRow[]>>()
    for (const { id, expected } of actions) {
      if (expected.check !== 'privilege') continue
      const [catalog = '', schema = '', table = ''] = expected.path
      const key = JSON.stringify([catalog, schema])
      const grants = schemas.get(key) ?? (await grantsIn(catalog, schema))
      schemas.set(key, grants)
      const principal = typeof expected.principal === 'string' ? expected.principal : (values[expected.principal.variable] ?? '')
      const has = grants[table.toLowerCase()]?.some((row) => sameText(row.principal, principal) && (row.privilege === expected.privilege || row.privilege === 'ALL PRIVILEGES'))
      if (has) seen.set(id, { state: 'met', text: `${expected.privilege} on table ${expected.path.join('.')} is listed for ${principal}.` })
    }
    return seen
  }

  async function grantsIn(catalog: string, schema: string): Promise<Record<string, GrantRow[]>> {
    const answer = await ask(listTableGrants(catalog, schema))
    return answer?.ok ? tableGrantRows(answer.value) : {}
  }
}
