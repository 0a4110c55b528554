import type { AuditReport } from './audit-report'
import type { ReportFormat } from './report-format'

const LONGEST = 60

/** `audit-retail-sales-2026-11-27.html`: from the connection's name, or else from the scope. Safe on every system. */
export function reportFileName(connection: string, { scope }: AuditReport, format: ReportFormat): string {
  const slug = (text: string): string => text.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, LONGEST).replace(/^-+|-+$/g, '')
  const what = slug(connection) || slug([scope.catalog, scope.schema ?? ''].join('-'))
  return `${['audit', what, scope.at.slice(0, 10)].filter((part) => part !== '').join('-')}.${format}`
}
