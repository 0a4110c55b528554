import { openWorkspace } from '../../src/main/adapters/databricks/workspace'
import { generatedTokens, generatedWorkspace } from '../../src/sandbox/workspaces/generated'
import { withTokens } from '../../src/sandbox/workspaces/samples'
import { startSandbox, type RunningSandbox } from '../../src/sandbox/wire/start-sandbox'
import { auditOf, signInTo } from '../support/audit-sandbox'
import { type PreviewTime, previewOfMany } from './analyse-grants'
import { slowLine } from './slow-line'

const ROUND_TRIP_MS = 50
const SIZES = [[100, 200], [1000, 2000], [10_000, 20_000], [100_000, 1_000_000]] as const
/** The size that is compared with one call per table. */
const COMPARED = 10_000
/** One call per table is measured over so many and multiplied: 10,000 of them take nine minutes. `ALL_CALLS=1` makes them all. */
const SAMPLE = 200

/** A sandbox of that size behind a link with a longer round trip. */
async function slowSandbox(tables: number, grants: number): Promise<RunningSandbox> {
  const now = Date.now()
  const { state, tokenValues } = withTokens(generatedWorkspace(now, { tables, grants }), generatedTokens(now), now)
  const sandbox = await startSandbox({ workspace: { state, tokens: tokenValues }, warm: true })
  const line = await slowLine(sandbox.ready.port, ROUND_TRIP_MS / 2)
  return {
    ...sandbox,
    ready: { ...sandbox.ready, port: line.port },
    async close() {
      line.close()
      await sandbox.close()
    },
  }
}

async function timed<T>(work: () => Promise<T>): Promise<[T, seconds: number]> {
  const from = performance.now()
  const value = await work()
  return [value, (performance.now() - from) / 1000]
}

const auditWhole = (sandbox: RunningSandbox) => auditOf(sandbox, { of: 'clevertap', policy: { schema: undefined } })

/** One effective-permissions call for each table, one after the other over a kept connection: what a simple script does. */
async function callPerTable(sandbox: RunningSandbox, count: number): Promise<number> {
  const workspace = openWorkspace(signInTo(sandbox, 'admin'))
  const principal = sandbox.state.identities.find(({ key }) => key === 'clevertap')?.principal
  const limits = () => ({ signal: new AbortController().signal, timeoutMs: 30_000 })
  const [, seconds] = await timed(async () => {
    for (const { catalog, schema, name } of sandbox.state.tables.slice(0, count)) {
      const answer = await workspace.effectivePermissions('table', `${catalog}.${schema}.${name}`, principal, limits())
      if (!answer.ok) throw new Error(answer.failure.message)
    }
  })
  return seconds
}

const FIXES = [[100_000, 1_000_000], [10_000, 100_000]] as const

/** The fix of an audit, made for the window: it is worked out in slices, and its length does not grow with its steps. */
function previewFigures(): Figure[] {
  const rows = FIXES.map(([tables, grants]) => previewOfMany(tables, grants))
  const named = ({ statements }: PreviewTime) => `fix preview of ${statements.toLocaleString('en')} statements`
  return rows.flatMap((row) => [
    { name: `${named(row)}, against judging the same facts`, value: `${(row.ms / row.judgeMs).toFixed(1)} times (${row.ms.toFixed(0)} ms to ${row.judgeMs.toFixed(0)} ms)`, target: '<= 5 times' },
    { name: `${named(row)}, longest time without an answer to others`, value: `${row.longestMs.toFixed(0)} ms` },
    { name: `${named(row)}, sent to the window`, value: `${(row.bytes / 1024).toFixed(0)} KiB`, target: 'as much for any number' },
  ])
}

interface Figure {
  name: string
  value: string
  target?: string
}

/** The collection of an audit against one call for each table, and that its requests do not grow. */
export const audit = {
  name: 'audit',
  async run(): Promise<Figure[]> {
    // First, while the process holds nothing else.
    const figures: Figure[] = previewFigures()
    const requests = new Set<number>()
    for (const [tables, grants] of SIZES) {
      const sandbox = await slowSandbox(tables, grants)
      // The sandbox's own translator of SQL is slow the first time: that is no part of what is measured.
      await auditWhole(sandbox)
      const [report, seconds] = await timed(() => auditWhole(sandbox))
      requests.add(report.requests)
      if (report.tables.readable !== tables) throw new Error(`only ${report.tables.readable} of ${tables} tables readable`)
      figures.push({
        name: `${tables.toLocaleString('en')} tables, ${grants.toLocaleString('en')} grants`, value: `${seconds.toFixed(2)} s, ${report.requests} requests`,
        target: tables === COMPARED ? '<= 20 requests' : 'as many requests',
      })
      if (tables === COMPARED) {
        const count = process.env.ALL_CALLS === '1' ? tables : SAMPLE
        const whole = ((await callPerTable(sandbox, count)) * tables) / count
        figures.push({ name: `one effective-permissions call per table (${count.toLocaleString('en')} measured)`, value: `${whole.toFixed(0)} s` })
        figures.push({ name: 'the audit is faster by', value: `${(whole / seconds).toFixed(0)} times`, target: '>= 100 times' })
      }
      await sandbox.close()
    }
    figures.push({ name: 'numbers of requests seen', value: [...requests].join(', '), target: 'one, and a fetch more for each further 100,000 rows' })
    return figures
  },
}
