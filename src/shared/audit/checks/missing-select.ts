import { UNKNOWN } from '../../unity-catalog/decision'
import type { Tri } from '../../unity-catalog/decision'
import type { SecurableRef } from '../../unity-catalog/facts'
import type { Check } from '../check'
import { nameOf, pathTo, plural } from '../context'
import { PRIVILEGES } from '../doc-links'
import { grantFix } from '../fixes'
import type { FindingFix } from '../finding'

export const missingSelect: Check = {
  id: 'missing-select',
  title: 'SELECT is missing',
  severity: 'error',
  kind: 'missing',
  logic: 'A table or view of the import for which the identity has SELECT neither directly, nor on the schema or catalog, nor as owner.',
  api: 'information_schema.table_privileges and tables, or Unity Catalog permissions by REST',
  meaning: 'The import leaves the table out, or fails on it.',
  fix: 'Grant SELECT on the schema (later tables included), or on the chosen tables.',
  docs: PRIVILEGES,
  run(context, report) {
    const { access, facts, tables, chosen } = context
    const start = pathTo(context, facts.access.subject.principal)
    const readable = tables.filter((at) => context.readable[at] === 2).length
    const unsure: string[] = []
    /** Of each schema: whether SELECT is held there, so that 100,000 tables ask once. */
    const bySchema = new Map<number, Tri>()
    const schemaFix = new Map<number, FindingFix[]>()
    for (const at of tables) {
      if (context.readable[at] === 2) continue
      const schema = facts.access.objects.schema[at] ?? -1
      let inherited = bySchema.get(schema)
      if (inherited === undefined) {
        inherited = access.reachesTables(schema)
        bySchema.set(schema, inherited)
      }
      if (inherited > UNKNOWN) continue
      const ref: SecurableRef = { level: 'OBJECT', at }
      const held = access.holdsTri('SELECT', ref)
      if (held > UNKNOWN) continue
      if (held === UNKNOWN) {
        if (unsure.length < 3) unsure.push(nameOf(context, ref))
        continue
      }
      let fix = chosen ? [grantFix(context, 'SELECT', ref, 'Grant SELECT on the table.')] : schemaFix.get(schema)
      if (!fix) schemaFix.set(schema, (fix = [grantFix(context, 'SELECT', { level: 'SCHEMA', at: schema }, 'Grant SELECT on the schema: it covers this table and later ones.')]))
      report.find({
        securableType: 'TABLE', securable: nameOf(context, ref), privilege: 'SELECT',
        path: [...start, { kind: 'object', name: nameOf(context, ref), note: 'no SELECT' }],
        reason: `It can't read ${nameOf(context, ref)}: no SELECT reaches it (${readable.toLocaleString('en')} of ${plural(tables.length, 'table')} readable).`,
        fix,
      })
    }
    const unknown = tables.filter((at) => context.readable[at] === 1).length
    const [first] = tables.filter((at) => context.readable[at] === 1)
    if (first !== undefined) {
      report.notChecked({ what: `SELECT on ${plural(unknown, 'table')}${unsure.length ? `, such as ${unsure.join(', ')}` : ''}`, why: access.can('SELECT', { level: 'OBJECT', at: first }).reason, right: 'owner of the schema or catalog, or metastore admin' })
    }
  },
}
