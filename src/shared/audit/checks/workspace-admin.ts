import type { Check } from '../check'
import { SERVICE_PRINCIPALS } from '../doc-links'
import { byHand } from '../check'
import { pathTo } from '../context'

export const workspaceAdmin: Check = {
  id: 'workspace-admin',
  title: 'The identity is a workspace admin',
  severity: 'error',
  kind: 'excess',
  logic: 'The identity is in the group admins of the workspace.',
  api: 'SCIM: service principal or user',
  meaning: 'It can manage every warehouse, identity and token of the workspace.',
  fix: 'Take it out of admins.',
  docs: SERVICE_PRINCIPALS,
  run(context, report) {
    const { access: { subject }, identity } = context.facts
    if (!identity.known || !identity.value.workspaceAdmin) return
    const through = (identity.value.adminThrough ?? []).map((name) => ({ kind: 'group' as const, name }))
    report.find({ securableType: 'IDENTITY', securable: subject.name ?? subject.principal, path: [...pathTo(context, subject.principal), ...through, { kind: 'role', name: 'workspace admin' }], reason: 'It is a workspace admin, which an import never needs.', fix: [byHand('Take it out of group admins.')] })
  },
}
