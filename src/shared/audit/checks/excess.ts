import type { SecurableRef } from '../../unity-catalog/facts'
import { foldPrincipal, securableName } from '../../unity-catalog/names'
import type { CheckReport } from '../check'
import { nameOf, pathTo, plural, typeOf } from '../context'
import type { AuditContext } from '../context'
import { groupFix, revokeFix, SHOWN } from '../fixes'
import { holdings, isGivenByDatabricks } from '../holdings'
import type { Holding } from '../holdings'

interface Bundle {
  /** The first few: enough for a path and for the statements shown; a million would not fit. */
  rights: Holding[]
  count: number
}

/**
 * Held rights that `pick` wants, as findings. Rights on objects of one schema that differ only in the object become one
 * finding with a count: 10,000 tables are one line, and one line opens one path.
 */
export function reportHoldings(context: AuditContext, report: CheckReport, pick: (holding: Holding) => boolean, reason: (holding: Holding, what: string) => string): void {
  const bundles = new Map<string, Bundle>()
  for (const holding of holdings(context)) {
    if (holding.unsure || !pick(holding) || isGivenByDatabricks(context, holding)) continue
    const where = holding.ref.level === 'OBJECT' ? `S${context.facts.access.objects.schema[holding.ref.at] ?? -1}` : `${holding.ref.level}${holding.ref.at}`
    const key = `${foldPrincipal(holding.principal)}|${holding.privilege}|${typeOf(context, holding.ref)}|${where}`
    const bundle = bundles.get(key)
    if (bundle) {
      bundle.count++
      if (bundle.rights.length < SHOWN) bundle.rights.push(holding)
    } else bundles.set(key, { rights: [holding], count: 1 })
  }
  for (const { rights, count } of bundles.values()) {
    const [first] = rights
    if (!first) continue
    const type = typeOf(context, first.ref)
    const many = count > 1
    const name = many ? schemaOf(context, first.ref) : nameOf(context, first.ref)
    const what = many ? `${first.privilege} on ${plural(count, type.toLowerCase())} of schema ${name}` : `${first.privilege} on ${type.toLowerCase()} ${name}`
    report.find({
      securableType: type, securable: name, privilege: first.privilege,
      path: [...pathTo(context, first.principal), { kind: 'grant', name: first.privilege, note: `on ${type.toLowerCase()} ${nameOf(context, first.ref)}${many ? ` and ${count - 1} more` : ''}` }, { kind: first.ref.level === 'OBJECT' ? 'object' : 'securable', name: nameOf(context, first.ref) }],
      reason: reason(first, what),
      fix: first.holder === 'self' ? [revokeFix(context, rights, count)] : groupFix(context, first.principal),
      ...(many ? { count } : {}),
    })
  }
}

export function schemaOf({ facts }: AuditContext, ref: SecurableRef): string {
  return ref.level === 'OBJECT' ? securableName(facts.access, { level: 'SCHEMA', at: facts.access.objects.schema[ref.at] ?? -1 }) : securableName(facts.access, ref)
}
