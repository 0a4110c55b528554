import type { AuditReport, NeededRow, NotCheckedRow } from '#shared/audit/audit-report'
import { checkTitle } from './finding-title'
import { type Finding, type FindingKind, type Severity, findingKey } from '#shared/audit/finding'
import type { UiState } from '../../shared/ui/StateBadge'

/** What belongs together on the screen: the three columns, and the three classes beside them. */
export const GROUPS = ['missing', 'needed', 'excess', 'not-checked', 'remarks', 'shared'] as const
export type Group = (typeof GROUPS)[number]

export const GROUP_WORDS: Record<Group, { title: string; state: UiState; empty: string }> = {
  missing: { title: 'Missing', state: 'failed', empty: 'Nothing that the import needs is missing, as far as it could be checked.' },
  needed: { title: 'Needed and there', state: 'ok', empty: 'Nothing that the import needs is there yet.' },
  excess: { title: 'Too much', state: 'warning', empty: 'Nothing of its own goes beyond what the import needs, as far as it could be checked.' },
  'not-checked': { title: 'Could not check', state: 'could-not-check', empty: 'Everything could be checked.' },
  remarks: { title: 'Warnings and information', state: 'info', empty: 'Nothing else is worth mending.' },
  shared: { title: 'Shared with everybody', state: 'info', empty: 'No access that everybody has was seen.' },
}

const GROUP_OF: Record<FindingKind, Group> = { missing: 'missing', excess: 'excess', shared: 'shared', warning: 'remarks', information: 'remarks' }
const SEVERITY_STATES: Record<Severity, UiState> = { error: 'failed', warning: 'warning', info: 'info' }
export const SEVERITY_WORDS: Record<Severity, string> = { error: 'Error', warning: 'Warning', info: 'Information' }

interface RowBase {
  key: string
  group: Group
  state: UiState
  /** What it is about: the privilege, or the check's title. */
  title: string
  /** On what. */
  securable: string
  securableType: string
  /** The second line. */
  text: string
  count: number | undefined
  /** What a search looks through. */
  haystack: string
}
export type ResultRow = RowBase & (
  | { kind: 'finding'; finding: Finding; severity: Severity; isNew: boolean }
  | { kind: 'needed'; needed: NeededRow }
  | { kind: 'not-checked'; notChecked: NotCheckedRow }
)

const typeWord = (type: string): string => type.toLowerCase().replaceAll('_', ' ')

function findingRow(finding: Finding, isNew: boolean): ResultRow {
  const named = checkTitle(finding.id)
  const title = finding.privilege === '' ? named : finding.privilege
  const haystack = `${finding.id} ${named} ${finding.privilege} ${finding.securable} ${finding.reason} ${finding.path.map(({ name }) => name).join(' ')}`.toLowerCase()
  return {
    kind: 'finding', key: `f ${findingKey(finding)}`, group: GROUP_OF[finding.kind], state: SEVERITY_STATES[finding.severity], severity: finding.severity, isNew,
    title, securable: finding.securable, securableType: typeWord(finding.securableType), text: finding.reason, count: finding.count, haystack, finding,
  }
}

function neededRow(needed: NeededRow): ResultRow {
  const through = needed.path.filter(({ kind }) => kind === 'group').map(({ name }) => name)
  const text = through.length > 0 ? `Through ${through.join(', ')}` : needed.path.some(({ kind }) => kind === 'owner') ? 'As owner' : 'Its own'
  return {
    kind: 'needed', key: `n ${needed.securableType} ${needed.securable} ${needed.privilege}`, group: 'needed', state: 'ok', title: needed.privilege, securable: needed.securable,
    securableType: typeWord(needed.securableType), text, count: needed.count, haystack: `${needed.privilege} ${needed.securable} ${needed.path.map(({ name }) => name).join(' ')}`.toLowerCase(), needed,
  }
}

const notCheckedRow = (row: NotCheckedRow, index: number): ResultRow => ({
  kind: 'not-checked', key: `u ${index} ${row.what}`, group: 'not-checked', state: 'could-not-check', title: row.what, securable: '', securableType: '', text: row.why, count: undefined,
  haystack: `${row.what} ${row.why} ${row.right ?? ''}`.toLowerCase(), notChecked: row,
})

/** What a what-if changes of a report: what is new then, and what is there then. */
export interface AfterFix {
  findings: readonly Finding[]
  needed: readonly NeededRow[]
  newKeys: ReadonlySet<string>
}

const ORDER: Record<Severity, number> = { error: 0, warning: 1, info: 2 }

/** Every row of a report, by group; worst first, else in the order of the checks. */
export function resultRows(report: AuditReport, after?: AfterFix): Record<Group, ResultRow[]> {
  const rows: Record<Group, ResultRow[]> = { missing: [], needed: [], excess: [], 'not-checked': [], remarks: [], shared: [] }
  // Two tokens of one name give findings of one key: the later ones get a number.
  const seen = new Map<string, number>()
  for (const finding of after?.findings ?? report.findings) {
    const key = findingKey(finding)
    const before = seen.get(key) ?? 0
    seen.set(key, before + 1)
    const row = findingRow(finding, after?.newKeys.has(key) ?? false)
    rows[row.group].push(before === 0 ? row : { ...row, key: `${row.key} ${before}` })
  }
  for (const group of GROUPS) rows[group].sort((one, other) => (one.kind === 'finding' && other.kind === 'finding' ? ORDER[one.severity] - ORDER[other.severity] : 0))
  rows.needed = (after?.needed ?? report.needed).map(neededRow)
  rows['not-checked'] = report.notChecked.map(notCheckedRow)
  return rows
}

export interface ResultFilter {
  find: string
  severity: Severity | 'all'
  /** As in the rows, or 'all'. */
  type: string
}
export const NO_FILTER: ResultFilter = { find: '', severity: 'all', type: 'all' }
export const isFiltered = ({ find, severity, type }: ResultFilter): boolean => find.trim() !== '' || severity !== 'all' || type !== 'all'

export function filterRows(rows: readonly ResultRow[], { find, severity, type }: ResultFilter): readonly ResultRow[] {
  const words = find.toLowerCase().split(/\s+/).filter((word) => word !== '')
  if (words.length === 0 && severity === 'all' && type === 'all') return rows
  return rows.filter(
    (row) => (severity === 'all' || (row.kind === 'finding' && row.severity === severity)) && (type === 'all' || row.securableType === type) && words.every((word) => row.haystack.includes(word)),
  )
}

export const typesOf = (rows: Readonly<Record<Group, readonly ResultRow[]>>): string[] =>
  [...new Set(GROUPS.flatMap((group) => [...new Set(rows[group].map(({ securableType }) => securableType))]))].filter((type) => type !== '').sort()

/** The group that a reader should see first. */
export const worstGroup = (rows: Readonly<Record<Group, readonly ResultRow[]>>): Group => (rows.missing.length > 0 ? 'missing' : rows.excess.length > 0 ? 'excess' : 'needed')
