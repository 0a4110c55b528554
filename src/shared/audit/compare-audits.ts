import { z } from 'zod'
import { foldPrincipal, securableName } from '../unity-catalog/names'
import type { AuditReport } from './audit-report'
import { createContext, nameOf, plural, typeOf } from './context'
import type { AuditFacts } from './facts'
import { findingKey } from './finding'
import { holdings } from './holdings'
import type { Drift } from './kept-audit'
import type { Policy } from './policy'

/** What an audit keeps beside its report, so that two can be compared: small, and without anybody else's grants. */
export const AuditSnapshot = z.object({
  /** Tables in scope: y readable, n not, u could not check. */
  tables: z.record(z.string(), z.enum(['y', 'n', 'u'])),
  /** Own, group and shared grants as `SELECT on schema main.sales (analysts)`. */
  grants: z.array(z.string()),
  /** Owners of the catalog, schemas and tables in scope; '' where not seen. */
  owners: z.record(z.string(), z.string()),
})
export type AuditSnapshot = z.infer<typeof AuditSnapshot>

export function takeSnapshot(facts: AuditFacts, policy: Policy): AuditSnapshot {
  const context = createContext(facts, policy)
  const { access } = facts
  const tables: AuditSnapshot['tables'] = {}
  const owners: AuditSnapshot['owners'] = {}
  const ownerName = (at: number | undefined): string => access.principals[at ?? -1] ?? ''
  if (context.catalog !== undefined) owners[access.catalogs[context.catalog]?.name ?? ''] = ownerName(access.catalogs[context.catalog]?.owner)
  for (const at of context.schemas) owners[securableName(access, { level: 'SCHEMA', at })] = ownerName(access.schemas[at]?.owner)
  for (const at of context.tables) {
    const name = securableName(access, { level: 'OBJECT', at })
    tables[name] = context.readable[at] === 2 ? 'y' : context.readable[at] === 1 ? 'u' : 'n'
    owners[name] = ownerName(access.objects.owner[at])
  }
  const grants: string[] = []
  for (const { ref, privilege, principal, holder } of holdings(context)) {
    grants.push(`${privilege} on ${typeOf(context, ref).toLowerCase()} ${nameOf(context, ref)}${holder === 'self' ? '' : ` (${foldPrincipal(principal)})`}`)
  }
  return { tables, grants: grants.sort(), owners }
}

export interface KeptAudit {
  report: AuditReport
  snapshot: AuditSnapshot
  /** So many rows of the report were not kept. */
  leftOut?: number
}

/** Why two audits can't be compared line by line. */
function remarkOn(before: KeptAudit, after: KeptAudit): string | undefined {
  const same = (one: string | undefined, other: string | undefined): boolean => foldPrincipal(one ?? '') === foldPrincipal(other ?? '')
  const [was, is] = [before.report, after.report]
  const list = (names: readonly string[] | undefined): string => [...(names ?? [])].map((name) => name.toLowerCase()).sort().join('\n')
  if (!same(was.subject.principal, is.subject.principal)) return `They are about different identities: ${was.subject.name ?? was.subject.principal}, then ${is.subject.name ?? is.subject.principal}.`
  if (!same(was.scope.host, is.scope.host)) return `They are of different workspaces: ${was.scope.host}, then ${is.scope.host}.`
  const scope = ({ scope: { catalog, schema, tables } }: AuditReport): string => `${catalog}${schema === undefined ? '' : `.${schema}`}${tables?.length ? `, ${plural(tables.length, 'chosen table')}` : ''}`
  if (!same(was.scope.catalog, is.scope.catalog) || !same(was.scope.schema, is.scope.schema) || list(was.scope.tables) !== list(is.scope.tables)) return `They look at different things: ${scope(was)}, then ${scope(is)}.`
  if (was.cancelled === true || is.cancelled === true) return `The ${is.cancelled === true ? 'later' : 'earlier'} audit was cancelled before it had read everything.`
  if (!same(was.scope.caller.principal, is.scope.caller.principal)) return `Different sign-ins have looked, and each sees something else: ${was.scope.caller.name ?? was.scope.caller.principal}, then ${is.scope.caller.name ?? is.scope.caller.principal}.`
  if (before.leftOut !== undefined || after.leftOut !== undefined) return 'Of one of them only a part of the findings was kept, so findings may look new or gone that are not.'
  return undefined
}

export function compareAudits(before: KeptAudit, after: KeptAudit): Drift {
  const was = before.snapshot
  const is = after.snapshot
  const names = Object.keys(is.tables)
  const newTables = names.filter((name) => was.tables[name] === undefined)
  const both = names.filter((name) => was.tables[name] !== undefined)
  const without = (list: readonly string[], other: readonly string[]): string[] => {
    const known = new Set(other)
    return list.filter((one) => !known.has(one))
  }
  const keys = (report: AuditReport): Set<string> => new Set(report.findings.map(findingKey))
  const [keysBefore, keysAfter] = [keys(before.report), keys(after.report)]
  const drift: Drift = {
    from: before.report.scope.at, to: after.report.scope.at,
    newTables, newTablesNotReadable: newTables.filter((name) => is.tables[name] !== 'y'),
    tablesGone: Object.keys(was.tables).filter((name) => is.tables[name] === undefined),
    lostTables: both.filter((name) => was.tables[name] === 'y' && is.tables[name] === 'n'),
    gainedTables: both.filter((name) => was.tables[name] === 'n' && is.tables[name] === 'y'),
    grantsGained: without(is.grants, was.grants), grantsLost: without(was.grants, is.grants),
    ownersChanged: Object.entries(is.owners).flatMap(([securable, to]) => {
      const from = was.owners[securable]
      return from === undefined || from === '' || to === '' || from === to ? [] : [{ securable, from, to }]
    }),
    findingsNew: after.report.findings.filter((finding) => !keysBefore.has(findingKey(finding))),
    findingsGone: before.report.findings.filter((finding) => !keysAfter.has(findingKey(finding))),
    line: '',
  }
  const parts: [count: number, one: string, many: string][] = [
    [drift.newTablesNotReadable.length, 'new table not readable', 'new tables not readable'], [drift.lostTables.length, 'table no longer readable', 'tables no longer readable'],
    [drift.gainedTables.length, 'table now readable', 'tables now readable'], [drift.tablesGone.length, 'table gone', 'tables gone'],
    [drift.grantsGained.length, 'grant gained', 'grants gained'], [drift.grantsLost.length, 'grant lost', 'grants lost'],
    [drift.ownersChanged.length, 'owner changed', 'owners changed'], [drift.findingsNew.length, 'new finding', 'new findings'], [drift.findingsGone.length, 'finding gone', 'findings gone'],
  ]
  const said = parts.filter(([count]) => count > 0).map(([count, one, many]) => plural(count, one, many))
  const remark = remarkOn(before, after)
  if (remark !== undefined) drift.remark = remark
  drift.line = said.length === 0 ? 'Nothing changed.' : `${said.join(', ')}.`
  return drift
}
