import { readFile } from 'node:fs/promises'
import type { AuditReport } from '#shared/audit/audit-report'
import { parseRange } from '#shared/audit/ip-ranges'
import { Policy } from '#shared/audit/policy'
import { renderReport } from '#shared/audit/render/render-report'
import { readHttpPath } from '#shared/connection/read-http-path'
import type { Result } from '#shared/result'
import type { Application } from '../../core/application'
import type { AuditOptions, FailOn } from './audit-options'
import { callApplication, runApplication } from './client'
import type { ConnectionOptions } from './command-line'
import { inputPath, readForm } from './connection-input'
import { EXIT_NOT_READY, EXIT_OK, EXIT_USAGE, type ExitCode, type Io, UsageProblem } from './io'
import { auditText } from './print-audit'
import { diagnosisText } from './print-report'
import { exitCodeOf, prepareProfile } from './test-run'
import { readToken } from './token-source'
import { exists, OUT_EXISTS, writeWholeFile } from './write-file'

/** `audit`: the report on standard output or in a file, progress on standard error. Changes nothing in the workspace. */
export async function auditCommand({ connection, audit }: { connection: ConnectionOptions; audit: AuditOptions }, io: Io): Promise<ExitCode> {
  const form = await readForm(connection, io)
  if (form instanceof UsageProblem) return usage(io, form.message)
  const ranges = audit.sourceRanges === undefined ? undefined : await readRanges(inputPath(audit.sourceRanges, io.env))
  if (ranges instanceof UsageProblem) return usage(io, ranges.message)
  const out = audit.out === undefined ? undefined : inputPath(audit.out, io.env)
  if (out !== undefined && !audit.force && (await exists(out))) return usage(io, OUT_EXISTS)
  const token = await readToken(io)
  if (token instanceof UsageProblem) return usage(io, token.message)

  const warehouse = audit.warehouse ?? readHttpPath(form.httpPath).warehouseId
  const policy = Policy.parse({
    catalog: form.catalog,
    ...(form.schema === '' ? {} : { schema: form.schema }),
    ...(connection.tables.length === 0 ? {} : { tables: connection.tables }),
    ...(warehouse === undefined ? {} : { warehouse }),
    ...(ranges === undefined ? {} : { sourceRanges: ranges }),
  })
  const application = await io.compose()
  try {
    const prepared = await prepareProfile(application, { form, options: connection, token, env: io.env })
    const result = prepared.ok ? await run(application, prepared.value, { connection, audit, policy }, io) : prepared
    if (!result.ok) {
      if (audit.format === 'json') io.out(`${JSON.stringify({ diagnosis: result.diagnosis })}\n`)
      else io.err(diagnosisText(result.diagnosis, ''))
      return exitCodeOf(result.diagnosis)
    }
    const report = result.value
    const text = audit.format === undefined ? auditText(report) : renderReport(report, audit.format)
    if (out === undefined) io.out(text.endsWith('\n') ? text : `${text}\n`)
    else {
      const problem = await writeWholeFile(out, text, { replace: audit.force })
      if (problem !== undefined) return usage(io, problem)
    }
    if (audit.format !== undefined || audit.out !== undefined) io.err(`${report.verdict.line}\n`)
    return failsOn(report, audit.failOn) ? EXIT_NOT_READY : EXIT_OK
  } finally {
    await application.close()
  }
}

/** This or worse, or where it could not be ruled out: an audit that saw too little must not pass a pipeline. */
export function failsOn({ verdict, tables, cancelled }: AuditReport, what: FailOn): boolean {
  if (cancelled === true || verdict.missing > 0 || tables.unknown > 0 || (tables.total === 0 && verdict.state === 'not-proven')) return true
  if (what === 'missing') return false
  if (verdict.excess > 0 || verdict.state === 'not-proven') return true
  return what === 'warning' && verdict.warnings > 0
}

async function run(
  application: Application,
  profileId: string,
  { connection, audit, policy }: { connection: ConnectionOptions; audit: AuditOptions; policy: Policy },
  io: Io,
): Promise<Result<AuditReport>> {
  let stopListening = (): void => undefined
  const input = { profileId, role: 'importer' as const, policy, startWarehouse: connection.startWarehouse, ...(audit.principal === undefined ? {} : { principal: audit.principal }) }
  try {
    const result = await runApplication(application, 'audit.run', input, {
      onEvent: ({ step }) => io.err(`${step}\n`),
      onStarted: (cancel) => {
        stopListening = io.onInterrupt(() => {
          io.err('Cancelling; what was read so far is reported...\n')
          cancel()
        })
      },
    })
    return result.ok ? await callApplication(application, 'audit.report', { profileId, auditId: result.value.auditId }) : result
  } finally {
    stopListening()
  }
}

/** One range per line; what follows a # is a remark. */
async function readRanges(path: string): Promise<string[] | UsageProblem> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return new UsageProblem("The file given with --source-ranges can't be read.")
  const ranges = text.split(/\r?\n/).map((line) => line.replace(/#.*$/, '').trim()).filter((line) => line !== '')
  const wrong = ranges.findIndex((range) => !parseRange(range))
  if (wrong >= 0) return new UsageProblem(`--source-ranges: range ${wrong + 1} is neither an IPv4 address nor a CIDR range.`)
  return ranges.length > 0 ? ranges : new UsageProblem('The file given with --source-ranges holds no range.')
}

function usage(io: Io, message: string): ExitCode {
  io.err(`error: ${message}\n`)
  return EXIT_USAGE
}
