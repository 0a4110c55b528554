import type { ConnectionOptions } from './command-line'
import { readForm } from './connection-input'
import { EXIT_NOT_READY, EXIT_OK, EXIT_USAGE, type ExitCode, type Io, UsageProblem } from './io'
import { diagnosisText, reportText } from './print-report'
import { exitCodeOf, prepareProfile, stageTeller, testProfile } from './test-run'
import { readToken } from './token-source'

/** `test`: with `--json` the report is the only thing on standard output, and progress goes to standard error. */
export async function testCommand({ connection, json }: { connection: ConnectionOptions; json: boolean }, io: Io): Promise<ExitCode> {
  const form = await readForm(connection, io)
  const token = form instanceof UsageProblem ? form : await readToken(io)
  if (form instanceof UsageProblem || token instanceof UsageProblem) {
    io.err(`error: ${form instanceof UsageProblem ? form.message : token instanceof UsageProblem ? token.message : ''}\n`)
    return EXIT_USAGE
  }
  const application = await io.compose()
  try {
    const prepared = await prepareProfile(application, { form, options: connection, token, env: io.env })
    const progress = json ? io.err : io.out
    const result = prepared.ok ? await testProfile(application, prepared.value, connection, io, stageTeller({ settled: progress, waiting: io.err })) : prepared
    if (!result.ok) {
      if (json) io.out(`${JSON.stringify({ diagnosis: result.diagnosis })}\n`)
      else io.out(diagnosisText(result.diagnosis, ''))
      return exitCodeOf(result.diagnosis)
    }
    io.out(json ? `${JSON.stringify(result.value)}\n` : reportText(result.value))
    return result.value.verdict.kind === 'ready' ? EXIT_OK : EXIT_NOT_READY
  } finally {
    await application.close()
  }
}
