import type { Check } from '../check'
import { SERVICE_PRINCIPALS } from '../doc-links'
import { byHand } from '../check'
import { pathTo } from '../context'

export const identityDisabled: Check = {
  id: 'identity-disabled',
  title: 'The identity is disabled',
  severity: 'error',
  kind: 'missing',
  logic: 'The identity is not active in the workspace.',
  api: 'SCIM: service principal or user',
  meaning: 'Its tokens are refused.',
  fix: 'Activate it, or use another identity.',
  docs: SERVICE_PRINCIPALS,
  run(context, report) {
    const { access: { subject }, identity } = context.facts
    if (!identity.known || identity.value.active) return
    report.find({ securableType: 'IDENTITY', securable: subject.name ?? subject.principal, path: pathTo(context, subject.principal), reason: 'The identity is disabled: every sign-in is refused.', fix: [byHand('Activate it (Settings, Identity and access), or use another identity.')] })
  },
}
