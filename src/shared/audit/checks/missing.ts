import type { SecurableRef } from '../../unity-catalog/facts'
import type { CheckReport } from '../check'
import { nameOf, pathTo, typeOf } from '../context'
import type { AuditContext } from '../context'
import { grantFix } from '../fixes'

/** One needed right: missing is a finding, undecided goes to "could not check", there is nothing to say. */
export function needRight(context: AuditContext, report: CheckReport, privilege: string, ref: SecurableRef, meaning: string): void {
  const { answer, reason } = context.access.holds(privilege, ref)
  const what = `${privilege} on ${typeOf(context, ref).toLowerCase()} ${nameOf(context, ref)}`
  if (answer === 'yes') return
  if (answer === 'unknown') return report.notChecked({ what, why: reason, right: `owner of ${nameOf(context, ref)}, or metastore admin` })
  report.find({
    securableType: typeOf(context, ref), securable: nameOf(context, ref), privilege,
    path: [...pathTo(context, context.facts.access.subject.principal), { kind: ref.level === 'CATALOG' ? 'catalog' : 'schema', name: nameOf(context, ref), note: `no ${privilege}` }],
    reason: `It has no ${what}: ${meaning}`,
    fix: [grantFix(context, privilege, ref, 'Grant it.')],
  })
}
