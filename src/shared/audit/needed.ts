import { YES } from '../unity-catalog/decision'
import type { SecurableRef } from '../unity-catalog/facts'
import type { Work } from '../work'
import type { NeededRow } from './audit-report'
import { countsForSubject, nameOf, pathTo, typeOf } from './context'
import type { AuditContext } from './context'

/** So many tables are looked at between two pauses. */
const AT_ONCE = 2048

/** The middle column: what the import needs and the identity has, each with its path. Tables that one grant covers are one row. */
export function* neededAndThere(context: AuditContext): Work<NeededRow[]> {
  const { access, facts, catalog, schemas, tables, warehouse } = context
  const rows: NeededRow[] = []
  const right = (privilege: string, ref: SecurableRef): void => {
    const decision = access.holds(privilege, ref)
    if (decision.answer === 'yes') rows.push({ securableType: typeOf(context, ref), securable: nameOf(context, ref), privilege, path: decision.path })
  }
  if (warehouse?.permissions.known) {
    const entry = warehouse.permissions.value.find((each) => each.level !== 'CAN_VIEW' && countsForSubject(context, each) === 'yes')
    if (entry) rows.push({ securableType: 'WAREHOUSE', securable: warehouse.name, privilege: 'CAN USE', path: [...pathTo(context, entry.principal), { kind: 'grant', name: entry.level.replaceAll('_', ' ') }, { kind: 'warehouse', name: warehouse.name }] })
  } else if (warehouse?.seenToWork) {
    rows.push({ securableType: 'WAREHOUSE', securable: warehouse.name, privilege: 'CAN USE', path: [...pathTo(context, facts.access.subject.principal), { kind: 'warehouse', name: warehouse.name, note: 'seen to work' }] })
  }
  if (catalog !== undefined) right('USE CATALOG', { level: 'CATALOG', at: catalog })
  const perSchema = new Map<number, number[]>()
  for (const at of tables) {
    const schema = facts.access.objects.schema[at] ?? -1
    const list = perSchema.get(schema)
    if (list) list.push(at)
    else perSchema.set(schema, [at])
  }
  for (const at of schemas) {
    right('USE SCHEMA', { level: 'SCHEMA', at })
    const inside = perSchema.get(at) ?? []
    if (access.reachesTables(at) === YES) {
      // Asked of the schema itself, the answer could be its ownership; of a grant that reaches tables it is the grant.
      const ref: SecurableRef = inside[0] === undefined ? { level: 'SCHEMA', at } : { level: 'OBJECT', at: inside[0] }
      const { path } = access.holds('SELECT', ref)
      rows.push({ securableType: 'SCHEMA', securable: nameOf(context, { level: 'SCHEMA', at }), privilege: 'SELECT', path: path.filter(({ kind }) => kind !== 'object'), count: inside.length })
      continue
    }
    for (const [index, table] of inside.entries()) {
      if (index % AT_ONCE === AT_ONCE - 1) yield
      right('SELECT', { level: 'OBJECT', at: table })
    }
  }
  return rows
}
