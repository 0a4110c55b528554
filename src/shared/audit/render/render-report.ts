import type { AuditReport } from '../audit-report'
import type { ReportFormat } from '../report-format'
import { renderCsv } from './csv'
import { renderHtml } from './html'
import { renderJson } from './json'
import { renderMarkdown } from './markdown'
import { renderSarif } from './sarif'

const RENDERERS: Record<ReportFormat, (report: AuditReport) => string> = { json: renderJson, html: renderHtml, md: renderMarkdown, csv: renderCsv, sarif: renderSarif }

/** A report as text of that format; ends with a line break. */
export const renderReport = (report: AuditReport, format: ReportFormat): string => RENDERERS[format](report)
