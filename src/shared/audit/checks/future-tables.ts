import type { Check } from '../check'
import { PRIVILEGES } from '../doc-links'
import { NO, UNKNOWN } from '../../unity-catalog/decision'
import { nameOf, pathTo } from '../context'
import { grantFix } from '../fixes'

export const futureTables: Check = {
  id: 'future-tables-not-covered',
  title: 'Tables created later are not covered',
  severity: 'warning',
  kind: 'missing',
  logic: 'A whole schema is imported, and no SELECT on the schema or catalog reaches its tables: only single tables, or none, can be read.',
  api: 'information_schema.schema_privileges, or Unity Catalog permissions by REST',
  meaning: 'A table made tomorrow is not imported until somebody grants it.',
  fix: 'Grant SELECT on the schema.',
  docs: PRIVILEGES,
  run(context, report) {
    if (context.chosen) return
    for (const at of context.schemas) {
      const ref = { level: 'SCHEMA', at } as const
      const reaches = context.access.reachesTables(at)
      if (reaches === UNKNOWN) report.notChecked({ what: `whether tables created later in schema ${nameOf(context, ref)} are covered`, why: context.access.holds('SELECT', ref).reason })
      if (reaches !== NO) continue
      report.find({
        securableType: 'SCHEMA', securable: nameOf(context, ref), privilege: 'SELECT',
        path: [...pathTo(context, context.facts.access.subject.principal), { kind: 'schema', name: nameOf(context, ref), note: 'no SELECT that reaches later tables' }],
        reason: `Tables created later in schema ${nameOf(context, ref)} are not covered: SELECT is not granted on the schema.`,
        fix: [grantFix(context, 'SELECT', ref, 'Grant SELECT on the schema: it covers tables and views that come later.')],
      })
    }
  },
}
