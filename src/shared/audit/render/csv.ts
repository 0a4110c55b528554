import type { AuditReport } from '../audit-report'
import { fixText, pathText, statementsOf } from './sections'

/**
 * One field of RFC 4180. A spreadsheet runs text that begins with `=`, `+`, `-`, `@`, a tab or a line break as a formula:
 * such a field gets an apostrophe in front (OWASP, CSV injection), for names in a workspace are other people's text.
 */
export function csvField(text: string): string {
  const safe = /^[\s\u0000]*[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
const line = (fields: readonly string[]): string => `${fields.map(csvField).join(',')}\r\n`

/** One row per finding, needed right and thing not checked; the stamp is in every row, so that rows of many audits can be joined. */
export function renderCsv(report: AuditReport): string {
  const head = ['time', 'workspace', 'caller', 'identity', 'catalog', 'schema', 'row', 'id', 'severity', 'securable_type', 'securable', 'privilege', 'count', 'path', 'reason', 'fix', 'statement']
  const { scope, subject } = report
  const common = [scope.at, scope.host, scope.caller.principal, subject.principal, scope.catalog, scope.schema ?? '']
  let out = line(head)
  out += line([...common, 'verdict', report.verdict.state, '', '', '', '', '', '', report.verdict.line, '', ''])
  for (const finding of report.findings) {
    out += line([...common, finding.kind, finding.id, finding.severity, finding.securableType, finding.securable, finding.privilege, String(finding.count ?? 1), pathText(finding.path), finding.reason, fixText(finding), statementsOf(finding)])
  }
  for (const row of report.needed) out += line([...common, 'needed', '', '', row.securableType, row.securable, row.privilege, String(row.count ?? 1), pathText(row.path), '', '', ''])
  for (const { what, why, right } of report.notChecked) out += line([...common, 'not checked', '', '', '', what, '', '', '', why, right ?? '', ''])
  return out
}
