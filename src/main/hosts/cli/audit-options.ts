import { Option } from 'commander'
import { REPORT_FORMATS, type ReportFormat } from '#shared/audit/report-format'

/** What ends with exit code 1: this or worse. */
export const FAIL_ON = ['missing', 'excess', 'warning'] as const
export type FailOn = (typeof FAIL_ON)[number]

export interface AuditOptions {
  principal?: string
  warehouse?: string
  /** Absent: for people. */
  format?: ReportFormat
  failOn: FailOn
  sourceRanges?: string
  out?: string
  force: boolean
}

/** As commander gives them. */
export interface RawAuditOptions {
  principal?: string
  warehouse?: string
  format?: ReportFormat
  failOn?: FailOn
  sourceRanges?: string
  out?: string
  force?: boolean
  json?: boolean
}

export const auditOptions = (): Option[] => [
  new Option('--principal <who>', 'identity to audit: e-mail, application id, or name of a service principal; default: the identity whose token is given'),
  new Option('--warehouse <id>', 'warehouse that CleverTap will use; default: the one of --http-path'),
  new Option('--format <format>', 'write a report instead of text for people').choices(REPORT_FORMATS),
  new Option('--fail-on <what>', 'exit code 1 for this or worse, or where it could not be ruled out').choices(FAIL_ON).default('missing'),
  new Option('--source-ranges <file>', 'addresses CleverTap comes from, one IPv4 address or CIDR range per line'),
  new Option('--out <file>', 'write the report to this file instead of standard output'),
  new Option('--force', 'let --out replace a file'),
  new Option('--json', 'the same as --format json'),
]

export const auditOptionsOf = (raw: RawAuditOptions): AuditOptions => ({
  principal: raw.principal,
  warehouse: raw.warehouse,
  format: raw.json === true ? 'json' : raw.format,
  failOn: raw.failOn ?? 'missing',
  sourceRanges: raw.sourceRanges,
  out: raw.out,
  force: raw.force === true,
})
