import type { AuditReport } from '../audit-report'
import type { Finding, FindingKind, PathStep } from '../finding'

/** Headings in the order people read them. */
export const SECTIONS: readonly { kind: FindingKind; title: string; empty?: string }[] = [
  { kind: 'missing', title: 'Missing', empty: 'Nothing the import needs is missing, as far as it could be checked.' },
  { kind: 'excess', title: 'Too much', empty: 'The identity has nothing of its own beyond what the import needs, as far as it could be checked.' },
  { kind: 'warning', title: 'Worth mending' },
  { kind: 'shared', title: 'Shared with everybody' },
  { kind: 'information', title: 'Good to know' },
]

export const pathText = (path: readonly PathStep[]): string => path.map(({ name, note }) => (note === undefined ? name : `${name} (${note})`)).join(' → ')
export const fixText = (finding: Finding): string => finding.fix.map(({ text }) => text).join(' ')
export const statementsOf = (finding: Finding): string => finding.fix.flatMap(({ sql, cli }) => sql ?? cli ?? []).join('\n')

const KINDS = { user: 'user', 'service-principal': 'service principal', unknown: 'not known' } as const

/** The stamp of a report: when, who, what, by whom. */
export function stamp({ subject, scope, requests, tables }: AuditReport): [label: string, value: string][] {
  const rows: [string, string | undefined][] = [
    ['Time', scope.at],
    ['Identity', subject.name === undefined ? subject.principal : `${subject.name} (${subject.principal})`],
    ['Kind', KINDS[subject.kind]],
    ['Workspace', scope.workspaceId === undefined ? scope.host : `${scope.host} (${scope.workspaceId})`],
    ['Catalog', scope.catalog],
    ['Schema', scope.schema ?? 'all'],
    ['Tables', scope.tables?.join(', ') ?? 'all, later ones too'],
    ['Warehouse', scope.warehouse],
    ['Source ranges', scope.sourceRanges?.join(', ')],
    ['Checks switched off', scope.off.length > 0 ? scope.off.join(', ') : undefined],
    ['Seen by', `${scope.caller.name ?? scope.caller.principal}${scope.caller.as === 'self' ? ' (the identity itself: only what it can see)' : ''}`],
    ['Readable', `${tables.readable.toLocaleString('en')} of ${tables.total.toLocaleString('en')} tables${tables.unknown > 0 ? `, ${tables.unknown.toLocaleString('en')} could not be checked` : ''}`],
    ['Requests', String(requests)],
  ]
  return rows.filter((row): row is [string, string] => row[1] !== undefined)
}
