import { composeApplication } from '../../src/main/compose'
import type { TestReport } from '#shared/connection-test/report'
import type { Result } from '#shared/result'
import { type Bench, median, ms, timed } from './measure'
import { bareSelectOne, startSandboxProcess } from './sandbox-process'
import { slowLine } from './slow-line'

const ROUNDS = 15
const WARM_UP = 4
/** A workspace in the same part of the world. Without it the figure is the sandbox's own computing, which a client of Databricks never sees. */
const ROUND_TRIP_MS = 50

/** The staged test as a screen runs it, against what anybody would write with the driver alone; alternating, so that both see the same machine. */
export const connectionTest: Bench = {
  name: 'connection-test',
  async run() {
    const sandbox = await startSandboxProcess()
    const line = await slowLine(sandbox.ready.port, ROUND_TRIP_MS / 2)
    const ready = { ...sandbox.ready, port: line.port }
    const application = await composeApplication({ host: 'cli', settings: 'memory' })
    const value = async <T>(result: Promise<Result<unknown>>): Promise<T> => {
      const answered = await result
      if (!answered.ok) throw new Error(answered.diagnosis.title)
      return answered.value as T
    }
    const form = { name: 'bench', host: ready.host, port: String(ready.port), httpPath: Object.values(ready.httpPaths)[0] ?? '', catalog: ready.catalog, schema: ready.schema }
    const { profile } = await value<{ profile: { id: string } }>(application.call('profiles.create', {}))
    await value(application.call('profiles.save', { profileId: profile.id, form, caFile: ready.caFile, tables: ['customers'] }))
    await value(application.call('tokens.put', { profileId: profile.id, role: 'importer', token: ready.tokens['clevertap'] ?? '', keep: 'run' }))

    const { profile: refused } = await value<{ profile: { id: string } }>(application.call('profiles.create', {}))
    await value(application.call('profiles.save', { profileId: refused.id, form: { ...form, name: 'bench, bad token' }, caFile: ready.caFile, tables: ['customers'] }))
    await value(application.call('tokens.put', { profileId: refused.id, role: 'importer', token: `dapi${'0'.repeat(32)}`, keep: 'run' }))

    const stagedTest = async (tables: string[], { profileId = profile.id, verdict = 'ready' } = {}): Promise<TestReport> => {
      let finished: (report: TestReport) => void = () => undefined
      const report = new Promise<TestReport>((done) => (finished = done))
      const stop = application.onRunMessage((message) => {
        if (message.kind === 'finished' && message.result.ok) finished(message.result.value as TestReport)
      })
      await value(application.start('test.run', { profileId, options: { startWarehouse: false, tables, deadlines: {} } }))
      const done = await report
      stop()
      if (done.verdict.kind !== verdict) throw new Error(`the bench needs a connection that is ${verdict}: ${done.verdict.line}`)
      return done
    }

    const bare: number[] = []
    const one: number[] = []
    const sample: number[] = []
    const badToken: number[] = []
    for (let round = 0; round < ROUNDS + WARM_UP; round++) {
      const figures = [await timed(() => bareSelectOne(ready)), await timed(() => stagedTest(['customers'])), await timed(() => stagedTest([])), await timed(() => stagedTest(['customers'], { profileId: refused.id, verdict: 'blocked' }))] as const
      if (round < WARM_UP) continue
      bare.push(figures[0])
      one.push(figures[1])
      sample.push(figures[2])
      badToken.push(figures[3])
    }
    const report = await stagedTest(['customers'])
    await application.close()
    line.close()
    await sandbox.stop()
    const ratio = (values: number[]) => `${(median(values) / median(bare)).toFixed(2)} x (${ms(median(values))})`
    return [
      { name: `bare driver, ${ROUND_TRIP_MS} ms round trip: connect, SELECT 1, close (median of ${ROUNDS})`, value: ms(median(bare)) },
      { name: 'all stages, one chosen table', value: ratio(one), target: '<= 1.3 x' },
      { name: 'all stages, a sample of tables', value: ratio(sample) },
      { name: 'a bad token is reported', value: ratio(badToken), target: '< 2 s' },
      { name: 'stages of one such test', value: report.stages.map(({ id, durationMs }) => `${id} ${durationMs ?? 0}`).join(', ') },
    ]
  },
}
