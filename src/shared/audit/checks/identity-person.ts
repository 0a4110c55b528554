import type { Check } from '../check'
import { SERVICE_PRINCIPALS } from '../doc-links'
import { byHand } from '../check'
import { pathTo } from '../context'

export const identityPerson: Check = {
  id: 'identity-is-a-person',
  title: 'The identity is a person',
  severity: 'warning',
  kind: 'warning',
  logic: 'The identity is a user, not a service principal.',
  api: 'SCIM: service principal or user',
  meaning: 'The import carries everything the person may see, and stops when the person leaves.',
  fix: 'Make a service principal for CleverTap.',
  docs: SERVICE_PRINCIPALS,
  run(context, report) {
    const { subject } = context.facts.access
    if (subject.kind !== 'user') return
    report.find({ securableType: 'IDENTITY', securable: subject.name ?? subject.principal, path: pathTo(context, subject.principal), reason: `${subject.principal} is a person. The import has all of that person's rights, and ends with their account.`, fix: [byHand('Make a service principal with its own grants and token, and use that in CleverTap.')] })
  },
}
