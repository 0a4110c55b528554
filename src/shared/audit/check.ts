import type { AuditContext } from './context'
import type { DocLinks } from './doc-links'
import type { Finding, FindingFix, FindingKind, PathStep, Severity } from './finding'
import type { NotChecked } from './facts'
import type { Thresholds } from './policy'

/** What a check hands over: findings, and what it could not look at. */
export interface CheckReport {
  find(finding: CheckFinding): void
  notChecked(row: NotChecked): void
}
export interface CheckFinding {
  securableType: string
  securable: string
  privilege?: string
  path: PathStep[]
  reason: string
  fix: FindingFix[]
  count?: number
  /** Where one check is sometimes milder or harder than its usual severity. */
  severity?: Severity
}

/** One check: data for people, and one pure function. A new check is one file and its line in `checks/all.ts`. */
export interface Check {
  id: string
  title: string
  severity: Severity
  kind: FindingKind
  /** Key of the threshold that moves it. */
  threshold?: keyof Thresholds
  /** When it speaks, in words. */
  logic: string
  /** Where the facts come from. */
  api: string
  meaning: string
  fix: string
  docs: DocLinks
  run(context: AuditContext, report: CheckReport): void
}

export const asFinding = (check: Check, found: CheckFinding): Finding => ({
  id: check.id, severity: found.severity ?? check.severity, kind: check.kind,
  securableType: found.securableType, securable: found.securable, privilege: found.privilege ?? '',
  path: found.path, reason: found.reason, fix: found.fix, ...(found.count === undefined ? {} : { count: found.count }),
})

export const byHand = (text: string, more: Partial<FindingFix> = {}): FindingFix => ({ text, how: 'by-hand', ...more })
