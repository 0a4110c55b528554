import { UNKNOWN } from '../unity-catalog/decision'
import { finish, type Work } from '../work'
import type { AuditReport, Verdict } from './audit-report'
import { asFinding } from './check'
import { CHECKS } from './checks/all'
import { createContext, plural } from './context'
import type { AuditContext } from './context'
import type { AuditFacts, NotChecked } from './facts'
import type { Finding } from './finding'
import { holdings } from './holdings'
import { neededAndThere } from './needed'
import { notChecked } from './not-checked'
import type { Policy } from './policy'

/** The audit: facts and policy in, report out. Pure; the same input gives the same report. */
export const runAudit = (facts: AuditFacts, policy: Policy): AuditReport => finish(judge(createContext(facts, policy)))

/** The same, for whoever needs the context too: making it is the larger part of the work. Check by check. */
export function* judge(context: AuditContext): Work<AuditReport> {
  const { facts, policy } = context
  const findings: Finding[] = []
  const unseen: NotChecked[] = []
  for (const check of CHECKS) {
    yield
    if (policy.off.includes(check.id)) unseen.push({ what: check.title, why: 'the check is switched off' })
    else check.run(context, { find: (found) => findings.push(asFinding(check, found)), notChecked: (row) => unseen.push(row) })
  }
  // What decides the verdict: the needed rights, not the general remarks.
  const undecided = unseen.some(({ what }) => DECIDES.test(what))
  yield
  unseen.push(...notChecked(context))
  yield
  let readable = 0
  let unknown = 0
  for (const at of context.tables) {
    if (context.readable[at] === 2) readable++
    else if (context.readable[at] === 1) unknown++
  }
  const tables = { total: context.tables.length, readable, unknown }
  const { subject } = facts.access
  return {
    subject: { principal: subject.principal, ...(subject.name === undefined ? {} : { name: subject.name }), kind: subject.kind, ...(subject.id === undefined ? {} : { id: subject.id }) },
    scope: {
      host: facts.workspace.host, ...(facts.workspace.id === undefined ? {} : { workspaceId: facts.workspace.id }), cloud: facts.workspace.cloud,
      catalog: policy.catalog,
      ...(policy.schema === undefined ? {} : { schema: policy.schema }),
      ...(policy.tables?.length ? { tables: policy.tables } : {}),
      ...(policy.warehouse === undefined ? {} : { warehouse: policy.warehouse }),
      ...(policy.sourceRanges === undefined ? {} : { sourceRanges: policy.sourceRanges }),
      thresholds: policy.thresholds, off: policy.off,
      at: new Date(facts.at).toISOString(), caller: facts.caller,
    },
    verdict: verdictOf(findings, tables, undecided || unknown > 0 || facts.cancelled === true || hasUnseenExcess(context), policy, facts.cancelled),
    findings, needed: yield* neededAndThere(context), tables, notChecked: unseen, requests: facts.requests,
    ...(facts.cancelled ? { cancelled: true } : {}),
  }
}

const DECIDES = /^(USE |SELECT|CAN USE|catalog |schema |table |whether catalog|whether it is a metastore admin)/

/**
 * "Least privilege" is only said when nothing beyond the import could hide in what was not seen. A group nobody could look
 * into matters only if it holds more than the import needs, or owns something.
 */
function hasUnseenExcess(context: AuditContext): boolean {
  const { facts, access } = context
  const known = facts.access
  if (!facts.identity.known || known.hidden.some(({ what }) => what === 'grants')) return true
  const unsureOwner = (owner: number): boolean => owner >= 0 && access.held.standing[owner] === UNKNOWN
  if ([known.catalogs, known.schemas, known.others].some((list) => list.some(({ owner }) => unsureOwner(owner))) || known.objects.owner.some(unsureOwner)) return true
  for (const { unsure, place } of holdings(context)) if (unsure && place !== 'needed') return true
  return false
}

function verdictOf(findings: readonly Finding[], tables: AuditReport['tables'], undecided: boolean, policy: Policy, cancelled?: true): Verdict {
  const count = (kind: Finding['kind']): number => findings.filter((finding) => finding.kind === kind).length
  const counts = { missing: count('missing'), excess: count('excess'), shared: count('shared'), warnings: count('warning'), information: count('information') }
  const scope = policy.schema === undefined ? `catalog ${policy.catalog}` : `${policy.catalog}.${policy.schema}`
  const read = `${tables.readable.toLocaleString('en')} of ${plural(tables.total, 'table')} of ${scope} readable`
  const shared = counts.shared === 0 ? '' : ` ${plural(counts.shared, 'right')} shared with everybody ${counts.shared === 1 ? 'remains' : 'remain'}.`
  const state = counts.missing > 0 ? 'missing' : counts.excess > 0 ? 'too-much' : undecided ? 'not-proven' : 'least-privilege'
  const lines: Record<Verdict['state'], string> = {
    missing: `Not ready: ${plural(counts.missing, 'thing')} missing${counts.excess > 0 ? `, and ${plural(counts.excess, 'right')} too much` : ''}; ${read}.`,
    'too-much': `Works, but has ${plural(counts.excess, 'right')} too much; ${read}.`,
    'not-proven': `Nothing wrong was seen, but not everything could be checked; ${read}.`,
    'least-privilege': `Least privilege: the identity's own access is what the import needs, and no more; ${read}.`,
  }
  return { state, line: lines[state] + shared + (cancelled ? ' It was cancelled before everything was read.' : ''), ...counts }
}
