import { withoutPositions } from '#shared/audit/after-fix'
import type { NotCheckedRow } from '#shared/audit/audit-report'
import { type FindingFix, type FindingKind, SEVERITIES, type Severity } from '#shared/audit/finding'
import type { Simulated } from '#shared/audit/fix-view'
import type { AuditView } from '#shared/audit/kept-audit'
import { type FindingForm, type NeededForm, filled, findingForm, neededForm, rowsOf } from '#shared/audit/listing'
import type { UiState } from '../../shared/ui/StateBadge'
import { checkTitle } from './finding-title'

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

/** What the rows of a form have in common. */
interface RowForm {
  group: Group
  state: UiState
  /** What it is about: the privilege, or the check's title. */
  title: string
  securableType: string
  /** The second line. */
  text: (securable: string) => string
  count: number | undefined
  severity: Severity | undefined
  /** What a search looks through beside the name of the securable. */
  words: string
}
interface RowBase {
  key: string
  form: RowForm
  /** On what. */
  securable: string
}
/** A finding. `at`: where it stands in the report; one that a what-if shows as new has no place there, and brings what mends it. */
export type FindingRow = RowBase & { kind: 'finding'; finding: FindingForm } & ({ at: number; isNew: false } | { fix: FindingFix[]; isNew: true })
export type ResultRow =
  | FindingRow
  | (RowBase & { kind: 'needed'; needed: NeededForm })
  | (RowBase & { kind: 'not-checked'; notChecked: NotCheckedRow })

const typeWord = (type: string): string => type.toLowerCase().replaceAll('_', ' ')
export const textOf = ({ form, securable }: ResultRow): string => form.text(securable)
const stepWords = (path: FindingForm['path']): string => path.map(({ name }) => name.join('\n')).join('\n')

function findingRowForm({ id, kind, severity, securableType, privilege, reason, path, count }: FindingForm): RowForm {
  const named = checkTitle(id)
  return {
    group: GROUP_OF[kind], state: SEVERITY_STATES[severity], severity, title: privilege === '' ? named : privilege, securableType: typeWord(securableType), text: (name) => filled(reason, name), count,
    words: `${id}\n${named}\n${privilege}\n${reason.join('\n')}\n${stepWords(path)}`.toLowerCase(),
  }
}

function neededRowForm({ privilege, securableType, path, count }: NeededForm): RowForm {
  const through = path.filter(({ kind }) => kind === 'group').map(({ name }) => name)
  const own = path.some(({ kind }) => kind === 'owner') ? 'As owner' : 'Its own'
  const text = (securable: string) => (through.length > 0 ? `Through ${through.map((name) => filled(name, securable)).join(', ')}` : own)
  return { group: 'needed', state: 'ok', severity: undefined, title: privilege, securableType: typeWord(securableType), text, count, words: `${privilege}\n${stepWords(path)}`.toLowerCase() }
}

/** As the beginning of a line. */
const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const notCheckedRow = (row: NotCheckedRow, index: number): ResultRow => ({
  kind: 'not-checked', key: `u${index}`, securable: '', notChecked: row,
  form: { group: 'not-checked', state: 'could-not-check', severity: undefined, title: sentence(row.what), securableType: '', text: () => sentence(row.why), count: undefined, words: `${row.what}\n${row.why}\n${row.right ?? ''}`.toLowerCase() },
})

/** The rows of an audit as it is. */
export interface AuditRows {
  findings: readonly FindingRow[]
  needed: readonly ResultRow[]
  notChecked: readonly ResultRow[]
}
export const rowsOfAudit = ({ report, findings, needed }: AuditView): AuditRows => ({
  findings: rowsOf(findings, (finding) => ({ finding, form: findingRowForm(finding) }), (shared, securable, at): FindingRow => ({ kind: 'finding', key: `f${at}`, form: shared.form, securable, finding: shared.finding, at, isNew: false })),
  needed: rowsOf(needed, (one) => ({ needed: one, form: neededRowForm(one) }), (shared, securable, at): ResultRow => ({ kind: 'needed', key: `n${at}`, form: shared.form, securable, needed: shared.needed })),
  notChecked: report.notChecked.map(notCheckedRow),
})

/** The rows as they would be after a fix: what stays, and what is new. */
export function rowsAfter({ findings, needed, notChecked }: AuditRows, { findingsGone, findingsNew, neededGone, neededNew }: Simulated): AuditRows {
  const added = findingsNew.first.map((one, index): FindingRow => {
    const finding = findingForm(one)
    return { kind: 'finding', key: `f new ${index}`, form: findingRowForm(finding), securable: one.securable, finding, fix: one.fix, isNew: true }
  })
  const there = neededNew.first.map((one, index): ResultRow => {
    const form = neededForm(one)
    return { kind: 'needed', key: `n new ${index}`, form: neededRowForm(form), securable: one.securable, needed: form }
  })
  return { findings: [...added, ...withoutPositions(findings, findingsGone)], needed: [...withoutPositions(needed, neededGone), ...there], notChecked }
}

/** Every row by group; worst first, else in the order of the checks. */
export function groupedRows({ findings, needed, notChecked }: AuditRows): Record<Group, readonly ResultRow[]> {
  const rows: Record<Group, readonly ResultRow[]> = { missing: [], excess: [], remarks: [], shared: [], needed, 'not-checked': notChecked }
  const bySeverity = new Map(SEVERITIES.map((severity) => [severity, [] as FindingRow[]]))
  for (const row of findings) bySeverity.get(row.finding.severity)?.push(row)
  const sorted: Partial<Record<Group, ResultRow[]>> = {}
  for (const ofOne of bySeverity.values()) for (const row of ofOne) (sorted[row.form.group] ??= []).push(row)
  return { ...rows, ...sorted }
}

export interface ResultFilter {
  find: string
  severity: Severity | 'all'
  /** As in the rows, or 'all'. */
  type: string
}
export const NO_FILTER: ResultFilter = { find: '', severity: 'all', type: 'all' }
export const isFiltered = ({ find, severity, type }: ResultFilter): boolean => find.trim() !== '' || severity !== 'all' || type !== 'all'

/** A word is looked for in the name of the securable, and in everything else that is said of it. */
export function filterRows(rows: readonly ResultRow[], { find, severity, type }: ResultFilter): readonly ResultRow[] {
  const words = find.toLowerCase().split(/\s+/).filter((word) => word !== '')
  if (words.length === 0 && severity === 'all' && type === 'all') return rows
  /** Of each form: undefined where its rows are left out, else the words that their names must have. */
  const open = new Map<RowForm, readonly string[] | undefined>()
  const openOf = (form: RowForm): readonly string[] | undefined => {
    if (!open.has(form)) open.set(form, (severity === 'all' || form.severity === severity) && (type === 'all' || form.securableType === type) ? words.filter((word) => !form.words.includes(word)) : undefined)
    return open.get(form)
  }
  // Only with a mark that no name has can a word, copied from the text of a row, reach over the edge of a name.
  const withText = words.some((word) => /[^\p{L}\p{N}_.-]|\.$/u.test(word))
  return rows.filter((row) => {
    const left = openOf(row.form)
    if (left === undefined || left.length === 0) return left !== undefined
    const name = (withText ? `${row.securable}\n${textOf(row)}` : row.securable).toLowerCase()
    return left.every((word) => name.includes(word))
  })
}

export function typesOf(rows: Readonly<Record<Group, readonly ResultRow[]>>): string[] {
  const forms = new Set<RowForm>()
  for (const group of GROUPS) for (const { form } of rows[group]) forms.add(form)
  return [...new Set([...forms].map(({ securableType }) => securableType))].filter((one) => one !== '').sort()
}

/** The group that a reader should see first. */
export const worstGroup = (rows: Readonly<Record<Group, readonly ResultRow[]>>): Group => (rows.missing.length > 0 ? 'missing' : rows.excess.length > 0 ? 'excess' : 'needed')
