import type { Check } from '../check'
import { ENTITLEMENTS } from '../doc-links'
import { byHand } from '../check'
import { pathTo } from '../context'
import { isEverybody } from '../context'

export const extraEntitlement: Check = {
  id: 'extra-entitlement',
  title: 'Entitlements beyond SQL',
  severity: 'warning',
  kind: 'excess',
  threshold: 'entitlements',
  logic: 'The identity itself, or a group of it other than users, has an entitlement that the threshold does not name.',
  api: 'SCIM: service principal or user',
  meaning: 'It can open the workspace or start clusters.',
  fix: 'Untick what the import does not need.',
  docs: ENTITLEMENTS,
  run(context, report) {
    const { access: { subject }, identity } = context.facts
    if (!identity.known) return
    for (const { name, group } of identity.value.entitlements) {
      if (context.policy.thresholds.entitlements.includes(name) || (group !== undefined && isEverybody(group))) continue
      report.find({ securableType: 'IDENTITY', securable: subject.name ?? subject.principal, path: pathTo(context, group ?? subject.principal), privilege: name, reason: `It has entitlement ${name}${group === undefined ? '' : ` through group ${group}`}, which an import does not need.`, fix: [byHand(group === undefined ? `Untick ${name} for it.` : `Take it out of group ${group}, or decide on the group.`)] })
    }
  },
}
