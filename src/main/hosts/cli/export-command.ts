import { callApplication } from './client'
import type { ConnectionOptions } from './command-line'
import { inputPath, readForm } from './connection-input'
import { EXIT_NOT_READY, EXIT_OK, EXIT_USAGE, type ExitCode, type Io, UsageProblem } from './io'
import { diagnosisText, reportText } from './print-report'
import { exitCodeOf, prepareProfile, stageTeller, testProfile } from './test-run'
import { readToken } from './token-source'
import { exists, OUT_EXISTS, writeWholeFile } from './write-file'

interface ExportOptions {
  connection: ConnectionOptions
  out?: string
  force: boolean
  /** False: a draft without a test. */
  test: boolean
}

/** `export`: the configuration on standard output or in a file; everything else on standard error. 0 only for a validated one. */
export async function exportCommand({ connection, out: given, force, test }: ExportOptions, io: Io): Promise<ExitCode> {
  const out = given === undefined ? undefined : inputPath(given, io.env)
  const form = await readForm(connection, io)
  if (form instanceof UsageProblem) return usage(io, form.message)
  if (out !== undefined && !force && (await exists(out))) return usage(io, OUT_EXISTS)
  const token = test ? await readToken(io) : undefined
  if (token instanceof UsageProblem) return usage(io, token.message)

  const application = await io.compose()
  try {
    const prepared = await prepareProfile(application, { form, options: connection, token, env: io.env })
    if (!prepared.ok) return failed(io, prepared.diagnosis)
    const profileId = prepared.value
    if (test) {
      const report = await testProfile(application, profileId, connection, io, stageTeller({ settled: io.err, waiting: io.err }))
      if (!report.ok) return failed(io, report.diagnosis)
      io.err(reportText(report.value))
    }
    const preview = await callApplication(application, 'handoff.preview', { profileId })
    if (!preview.ok) return failed(io, preview.diagnosis)
    const { document, json } = preview.value
    if (out === undefined) io.out(json)
    else {
      const problem = await writeWholeFile(out, json, { replace: force })
      if (problem !== undefined) return usage(io, problem)
    }
    io.err(`${document.statusReason}\n`)
    return document.status === 'validated' ? EXIT_OK : EXIT_NOT_READY
  } finally {
    await application.close()
  }
}

function usage(io: Io, message: string): ExitCode {
  io.err(`error: ${message}\n`)
  return EXIT_USAGE
}

function failed(io: Io, diagnosis: Parameters<typeof diagnosisText>[0]): ExitCode {
  io.err(diagnosisText(diagnosis, ''))
  return exitCodeOf(diagnosis)
}
