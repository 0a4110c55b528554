import type { StageResult, TestReport } from '#shared/connection-test/report'
import type { ConnectionForm } from '#shared/connection/connection'
import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import type { Result } from '#shared/result'
import type { Application } from '../../core/application'
import { callApplication, runApplication } from './client'
import type { ConnectionOptions } from './command-line'
import { inputPath } from './connection-input'
import { EXIT_INTERNAL, EXIT_NOT_READY, type ExitCode, type Io } from './io'
import { stageLine } from './print-report'

/** Stores the connection for this run, as a screen would. Answers the profile's id. */
export async function prepareProfile(
  application: Application,
  { form, options, token, env }: { form: ConnectionForm; options: ConnectionOptions; token: string | undefined; env: Io['env'] },
): Promise<Result<string>> {
  const created = await callApplication(application, 'profiles.create', { form })
  if (!created.ok) return created
  const profileId = created.value.profile.id
  const caFile = options.caFile === undefined ? undefined : inputPath(options.caFile, env)
  const saved = await callApplication(application, 'profiles.save', { profileId, form, tables: options.tables, caFile })
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

/**
 * Tells each settled stage once, and again only when its state changes. A warehouse that is waking up may take minutes:
 * that it is being waited for is told too.
 */
export function stageTeller(tell: { settled: (line: string) => void; waiting: (line: string) => void }): (stage: StageResult) => void {
  const told = new Map<string, string>()
  return (stage) => {
    if (told.get(stage.id) === stage.state || stage.state === 'waiting') return
    if (stage.state === 'running' && stage.id !== 'warehouse-awake') return
    told.set(stage.id, stage.state)
    if (stage.state === 'running') tell.waiting(stageLine(stage))
    else tell.settled(stageLine(stage))
  }
}

export const exitCodeOf = (diagnosis: Diagnosis): ExitCode => (diagnosis.category === 'internal_error' ? EXIT_INTERNAL : EXIT_NOT_READY)
