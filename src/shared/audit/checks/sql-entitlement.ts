import type { Check } from '../check'
import { ENTITLEMENTS } from '../doc-links'
import { byHand } from '../check'
import { pathTo } from '../context'

export const sqlEntitlement: Check = {
  id: 'sql-entitlement-missing',
  title: 'The SQL entitlement is missing',
  severity: 'error',
  kind: 'missing',
  logic: 'Neither the identity nor a group of it has databricks-sql-access.',
  api: 'SCIM: service principal or user',
  meaning: 'It can use no SQL warehouse, whatever the permissions say.',
  fix: 'Tick Databricks SQL access.',
  docs: ENTITLEMENTS,
  run(context, report) {
    const { access: { subject }, identity } = context.facts
    if (!identity.known || identity.value.workspaceAdmin || identity.value.entitlements.some(({ name }) => name === 'databricks-sql-access')) return
    report.find({ securableType: 'IDENTITY', securable: subject.name ?? subject.principal, path: pathTo(context, subject.principal), privilege: 'databricks-sql-access', reason: 'It has no entitlement for Databricks SQL.', fix: [byHand('Tick "Databricks SQL access" for it (Settings, Identity and access).')] })
  },
}
