import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../src/main/adapters/os/clock'
import { createFileDocuments } from '../../src/main/adapters/storage/file-documents'
import { composeApplication } from '../../src/main/compose'
import { createJournalStore } from '../../src/main/core/setup/journal'
import type { RunName } from '#shared/contract/contract'
import type { Result } from '#shared/result'
import type { SandboxReady } from '#shared/sandbox/sandbox'
import type { WorkspaceFacts } from '#shared/setup/facts'
import { Goal } from '#shared/setup/goal'
import { makePlan } from '#shared/setup/make-plan'
import { pending } from '#shared/setup/plan'
import { renderCli } from '#shared/setup/render/cli'
import { renderSql } from '#shared/setup/render/sql'
import { renderTerraform } from '#shared/setup/render/terraform'
import type { ApplyReport } from '#shared/setup/setup'
import { emptyWorkspaceFacts } from '#shared/setup/workspace-facts'
import type { Figure } from './measure'

const ROUNDS = 15
const WARM_UP = 5
const TABLES = 10_000
const CHOSEN = 1_000

const goalWith = (tables: 'all' | string[]): Goal =>
  Goal.parse({
    catalog: { name: 'clevertap_catalog' }, schema: { name: 'clevertap_schema' }, warehouse: { name: 'clevertap_warehouse' },
    principal: { kind: 'servicePrincipal', name: 'clevertap' }, token: { lifetimeDays: 90 }, tables,
  })

/** Reads one character: the engine glues the parts of a text only when somebody does, and that is part of making it. */
const whole = (text: string): number => text.charCodeAt(text.length - 1)

/**
 * Best time of each work, all of them in turn in each round, so that what else the machine does falls on all alike; and its ratio to the
 * first, which is the measure where machines differ.
 */
function inTurn(works: readonly { name: string; work: () => unknown; target?: string }[]): Figure[] {
  const best = new Map<string, number>()
  for (let round = 0; round < ROUNDS + WARM_UP; round++) {
    for (const { name, work } of works) {
      const start = performance.now()
      work()
      if (round >= WARM_UP) best.set(name, Math.min(best.get(name) ?? Infinity, performance.now() - start))
    }
  }
  const base = best.get(works[0]?.name ?? '') ?? 1
  return works.map(({ name, target }) => {
    const time = best.get(name) ?? 0
    return { name, value: `${time.toFixed(1)} ms, ${(time / base).toFixed(2)}x`, target }
  })
}

async function startSandbox(workspace: string): Promise<{ ready: SandboxReady; stop: () => void }> {
  const child: ChildProcess = spawn(process.execPath, ['out/main/sandbox.js', '--json', '--workspace', workspace], { stdio: ['ignore', 'pipe', 'ignore'] })
  const ready = await new Promise<SandboxReady>((found, fail) => {
    let seen = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      seen += chunk.toString()
      if (seen.includes('\n')) found(JSON.parse(seen) as SandboxReady)
    })
    child.once('exit', (code) => fail(new Error(`the sandbox ended with ${code}`)))
  })
  return { ready, stop: () => void child.kill('SIGTERM') }
}

const JOURNAL_SIZES = [1_000, 2_000, 4_000] as const

/** The journal alone, in files: intent and outcome of so many actions, each on disk before the next. */
function journalFigures(): Figure[] {
  const times = JOURNAL_SIZES.map((count) => {
    const folder = mkdtempSync(join(tmpdir(), 'assistant-bench-'))
    const journals = createJournalStore({ documents: createFileDocuments(folder, Date.now), clock: systemClock })
    const actions = pending(makePlan(goalWith(Array.from({ length: count }, (_, at) => `table_${at}`)), emptyWorkspaceFacts())).slice(0, count)
    const start = performance.now()
    for (const action of actions) {
      journals.intend('bench', action)
      journals.settle('bench', action, 'done', { requestId: '01f0-bench' })
    }
    const took = performance.now() - start
    rmSync(folder, { recursive: true })
    return took
  })
  return JOURNAL_SIZES.map((count, at) => {
    const each = (index: number) => (times[index] ?? 0) / (JOURNAL_SIZES[index] ?? 1)
    return { name: `journal of a run with ${count.toLocaleString('en')} actions`, value: `${(times[at] ?? 0).toFixed(0)} ms, ${each(at).toFixed(2)} ms for each, ${(each(at) / each(0)).toFixed(2)}x`, ...(at > 0 ? { target: 'about 1x for each: linear' } : {}) }
  })
}

/** Tables of the sample with 10,000 of them, for a new service principal. */
const largeGoal = (chosen: number): Goal =>
  Goal.parse({
    catalog: { name: 'lake' }, schema: { name: 'warehouse' }, warehouse: { name: 'Lake warehouse' }, principal: { kind: 'servicePrincipal', name: 'clevertap' },
    tables: Array.from({ length: chosen }, (_, at) => `table_${String(at + 1).padStart(5, '0')}`),
  })

/** A whole setup as the screens run it: how many requests it takes. */
async function fullRun(workspace: string, goal: Goal): Promise<{ look: number; apply: number; again: number; actions: number; runMs: number }> {
  const { ready, stop } = await startSandbox(workspace)
  const folder = mkdtempSync(join(tmpdir(), 'assistant-bench-'))
  const application = await composeApplication({ host: 'cli', settings: { folder } })
  async function run<T>(name: RunName, input: unknown): Promise<T> {
    const ended = new Promise<Result<unknown>>((resolve) => {
      const off = application.onRunMessage((message) => {
        if (message.kind !== 'finished') return
        off()
        resolve(message.result)
      })
    })
    const started = await application.start(name, input)
    const result = started.ok ? await ended : started
    if (!result.ok) throw new Error(result.diagnosis.title)
    return result.value as T
  }
  try {
    const created = await application.call('setups.create', { answers: { fields: { host: ready.host, port: String(ready.port), caFile: ready.caFile } } })
    if (!created.ok) throw new Error(created.diagnosis.title)
    const setupId = (created.value as { setup: { id: string } }).setup.id
    await run('setup.sign-in', { setupId, signIn: { method: 'pat', token: ready.tokens.admin ?? '' } })
    const seen = await run<{ facts: WorkspaceFacts; requests: number }>('setup.look', { setupId, goal })
    const reviewed = pending(makePlan(goal, seen.facts, { now: Date.now() })).map(({ id }) => id)
    const start = performance.now()
    const report = await run<ApplyReport>('setup.apply', { setupId, goal, reviewed, startWarehouse: true })
    const runMs = performance.now() - start
    if (report.state !== 'finished') throw new Error(`the bench needs a run that finishes: ${report.line}`)
    const again = await run<ApplyReport>('setup.apply', { setupId, goal, reviewed, startWarehouse: true })
    return { look: seen.requests, apply: report.requests, again: again.requests, actions: report.actions.length, runMs }
  } finally {
    await application.close()
    stop()
    rmSync(folder, { recursive: true })
  }
}

/** Planning and rendering 10,000 chosen tables, and the requests of a full run. */
export const planBench = {
  name: 'plan',
  async run(): Promise<Figure[]> {
    const goal = goalWith(Array.from({ length: TABLES }, (_, at) => `table_${at}`))
    const facts = emptyWorkspaceFacts()
    const plan = makePlan(goal, facts)
    const figures = inTurn([
      { name: `JSON.stringify of the plan for ${TABLES} chosen tables, as a measure`, work: () => JSON.stringify(plan) },
      { name: 'plan', work: () => makePlan(goal, facts) },
      { name: 'plan and SQL', work: () => whole(renderSql(makePlan(goal, facts))), target: '< 50 ms' },
      { name: 'plan and CLI script', work: () => whole(renderCli(makePlan(goal, facts), goal, { shell: 'bash' })), target: '< 50 ms' },
      { name: 'plan and Terraform', work: () => whole(renderTerraform(makePlan(goal, facts), goal, facts)), target: '< 50 ms' },
    ])
    const run = await fullRun('empty', goalWith('all'))
    const chosen = await fullRun('large', largeGoal(CHOSEN))
    const twice = await fullRun('large', largeGoal(2 * CHOSEN))
    return [
      ...figures,
      ...journalFigures(),
      { name: 'requests to look at an empty workspace', value: String(run.look) },
      { name: `requests of a full run, looking and reading back included (${run.actions} actions)`, value: String(run.apply) },
      { name: 'requests of running a finished plan again', value: String(run.again) },
      { name: `requests of a run with ${CHOSEN} chosen tables (${chosen.actions} actions)`, value: `${chosen.apply}, ${(chosen.apply / chosen.actions).toFixed(2)} for each action`, target: '< 1.05 for each action' },
      { name: '  looking at them', value: String(chosen.look) },
      { name: '  running it again', value: String(chosen.again) },
      { name: '  time', value: `${(chosen.runMs / 1000).toFixed(1)} s` },
      { name: `  time with ${2 * CHOSEN} chosen tables (${twice.actions} actions)`, value: `${(twice.runMs / 1000).toFixed(1)} s, ${(twice.runMs / twice.actions / (chosen.runMs / chosen.actions)).toFixed(2)}x for each action`, target: 'about 1x for each: linear' },
      { name: 'time of the full run, the start of the warehouse included', value: `${run.runMs.toFixed(0)} ms` },
    ]
  },
}
