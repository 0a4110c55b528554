import type { PermissionCheck, PermissionReport } from '#shared/discovery/discovery'

export type PermissionTone = 'ok' | 'failed' | 'could-not-check'

/** One privilege the import needs, ready to draw. */
export interface PermissionRow {
  key: string
  privilege: string
  /** `CATALOG`, `SCHEMA`, ... as Databricks spells it, in lower case for reading. */
  securableType: string
  securable: string
  tone: PermissionTone
  word: string
  source: string
  grantStatement: string | undefined
  showStatement: string
}

const WORDS: Record<PermissionCheck['state'], { tone: PermissionTone; word: string }> = {
  granted: { tone: 'ok', word: 'Granted' },
  proved: { tone: 'ok', word: 'Can read (proved)' },
  missing: { tone: 'failed', word: 'Missing' },
  'could-not-check': { tone: 'could-not-check', word: 'Could not check' },
}

export const PERMISSION_FILTERS = ['all', 'missing', 'granted', 'could-not-check'] as const
export type PermissionFilter = (typeof PERMISSION_FILTERS)[number]

const belongsTo = (state: PermissionCheck['state'], filter: PermissionFilter): boolean =>
  filter === 'all' || filter === state || (filter === 'granted' && state === 'proved')

export function permissionRows(checks: readonly PermissionCheck[], filter: PermissionFilter = 'all', find = ''): PermissionRow[] {
  const wanted = find.trim().toLowerCase()
  return checks
    .filter((check) => belongsTo(check.state, filter) && (wanted === '' || `${check.privilege} ${check.securable} ${check.source}`.toLowerCase().includes(wanted)))
    .map((check) => ({
      key: `${check.privilege} ${check.securableType} ${check.securable}`,
      privilege: check.privilege,
      securableType: check.securableType.toLowerCase(),
      securable: check.securable,
      ...WORDS[check.state],
      source: check.source,
      grantStatement: check.state === 'missing' ? check.grantStatement : undefined,
      showStatement: check.showStatement,
    }))
}

export interface PermissionSummary {
  tone: PermissionTone
  line: string
  detail: string
}

const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`

/** The closing line. The read decides: a missing row never turns a proved read red by itself. */
export function permissionSummary(report: PermissionReport): PermissionSummary {
  const missing = report.checks.filter((check) => check.state === 'missing').length
  const unknown = report.checks.filter((check) => check.state === 'could-not-check').length
  const { proved, total } = report.readable
  const read = total === 0 ? 'No table was read.' : `${proved} of ${count(total, 'table was', 'tables were')} read as a proof.`
  if (missing > 0) return { tone: 'failed', line: `${count(missing, 'privilege is', 'privileges are')} missing`, detail: read }
  if (report.checks.length === 0) return { tone: 'could-not-check', line: 'Nothing could be checked', detail: read }
  if (unknown > 0) return { tone: 'could-not-check', line: `${count(unknown, 'privilege', 'privileges')} could not be checked`, detail: read }
  if (proved === 0) return { tone: 'could-not-check', line: 'Not proved: no table was read', detail: 'The privileges in sight are there.' }
  return { tone: 'ok', line: 'Everything the import needs is there', detail: read }
}

const unique = (lines: readonly string[]) => [...new Set(lines)]
const ended = (statement: string) => (statement.trimEnd().endsWith(';') ? statement.trimEnd() : `${statement.trimEnd()};`)

/** The grants that would mend what is missing, each once, ready for the SQL editor. */
export const grantScript = (checks: readonly PermissionCheck[]): string =>
  unique(checks.flatMap((check) => (check.state === 'missing' && check.grantStatement ? [ended(check.grantStatement)] : []))).join('\n')

/** The statements that show the facts, each once. */
export const showScript = (checks: readonly PermissionCheck[]): string => unique(checks.map((check) => ended(check.showStatement))).join('\n')

/** The table as tab-separated text: opens in a spreadsheet, reads in a ticket. */
export function permissionTable(report: PermissionReport): string {
  const clean = (text: string) => text.replace(/[\t\r\n]+/g, ' ')
  const rows = permissionRows(report.checks).map((row) => [row.privilege, row.securableType, row.securable, row.word, row.source].map(clean).join('\t'))
  return [['Privilege', 'Type', 'Object', 'State', 'Where it comes from'].join('\t'), ...rows].join('\n')
}
