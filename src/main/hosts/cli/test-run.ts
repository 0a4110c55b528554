import type { StageResult, TestReport } from '#shared/connection-test/report'
import type { ConnectionForm } from '#shared/connection/connection'
import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import type { Result } from '#shared/result'
import type { Application } from '../../core/application'
import { callApplication, runApplication } from './client'
import type { ConnectionOptions } from './command-line'
import { EXIT_INTERNAL, EXIT_NOT_READY, type ExitCode, type Io } from './io'

/** Stores the connection for this run, as a screen would. Answers the profile's id. */
export async function prepareProfile(application: Application, form: ConnectionForm, options: ConnectionOptions, token: string | undefined): Promise<Result<string>> {
  const created = await callApplication(application, 'profiles.create', { form })
  if (!created.ok) return created
  const profileId = created.value.profile.id
  const saved = await callApplication(application, 'profiles.save', { profileId, form, tables: options.tables, caFile: options.caFile })
  if (!saved.ok) return saved
  if (token !== undefined) {
    const put = await callApplication(application, 'tokens.put', { profileId, role: 'importer', token, keep: 'run' })
    if (!put.ok) return put
  }
  return { ok: true, value: profileId }
}

/** Runs the test; Ctrl-C cancels it, and the report of what was done until then comes back. */
export async function testProfile(
  application: Application,
  profileId: string,
  options: ConnectionOptions,
  io: Io,
  onStage: (stage: StageResult) => void,
): Promise<Result<TestReport>> {
  let stopListening = (): void => undefined
  const input = { profileId, options: { startWarehouse: options.startWarehouse, tables: options.tables, deadlines: options.deadlines } }
  try {
    return await runApplication(application, 'test.run', input, {
      onEvent: ({ stage }) => onStage(stage),
      onStarted: (cancel) => {
        stopListening = io.onInterrupt(() => {
          io.err('Cancelling...\n')
          cancel()
        })
      },
    })
  } finally {
    stopListening()
  }
}

/** Tells each settled stage once, and again only when its state changes. */
export function settledStages(tell: (stage: StageResult) => void): (stage: StageResult) => void {
  const told = new Map<string, string>()
  return (stage) => {
    if (stage.state === 'waiting' || stage.state === 'running' || told.get(stage.id) === stage.state) return
    told.set(stage.id, stage.state)
    tell(stage)
  }
}

export const exitCodeOf = (diagnosis: Diagnosis): ExitCode => (diagnosis.category === 'internal_error' ? EXIT_INTERNAL : EXIT_NOT_READY)
