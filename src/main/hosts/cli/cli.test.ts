import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { RunMessage } from '#shared/contract/bridge'
import { type StageResult, type TestReport } from '#shared/connection-test/report'
import type { Application } from '../../core/application'
import { runCli } from './cli'
import type { Io } from './io'

const TOKEN = `dapi${'4f'.repeat(16)}`
const CONNECTION = ['--host', 'h.cloud.databricks.com', '--http-path', '/sql/1.0/warehouses/0123456789abcdef', '--catalog', 'c']

const stage = (id: StageResult['id'], state: StageResult['state']): StageResult => ({ id, state, summary: `about ${id}`, evidence: [], improvements: [], durationMs: 12 })
const reportOf = (kind: TestReport['verdict']['kind'], line: string): TestReport => ({
  version: 1, runId: 'r', startedAt: 0, finishedAt: 1, subjectHash: 'x', tables: { visible: 1, chosen: 1, reads: [] },
  stages: [stage('dns', 'passed')],
  verdict: { kind, line, obstacles: 0, improvements: 0, unproven: 0 },
  notProven: ['It ran from this computer.'],
  testedFrom: { computer: 'here', addresses: [], program: 'p' },
})

interface Fake {
  calls: { name: string; input: unknown }[]
  cancelled: string[]
  closed: boolean
}
/** An application that answers a test with a given report: at once, or when it is cancelled. */
function fakeApplication(report: TestReport, { whenCancelled = false } = {}): { application: Application; seen: Fake } {
  const seen: Fake = { calls: [], cancelled: [], closed: false }
  const listeners = new Set<(message: RunMessage) => void>()
  const finish = () => {
    const send = (message: RunMessage) => listeners.forEach((listener) => listener(message))
    send({ runId: 'other', seq: 0, kind: 'event', event: { stage: stage('tls', 'failed') } })
    send({ runId: 'r', seq: 0, kind: 'event', event: { stage: stage('dns', 'running') } })
    send({ runId: 'r', seq: 1, kind: 'event', event: { stage: stage('dns', 'passed') } })
    send({ runId: 'r', seq: 2, kind: 'finished', result: { ok: true, value: report } })
  }
  const application: Application = {
    async call(name, input) {
      seen.calls.push({ name, input })
      if (name === 'handoff.preview') {
        const status = report.verdict.kind === 'ready' ? 'validated' : 'draft'
        return { ok: true, value: { document: { status, statusReason: `it is ${status}` }, json: '{"exported":true}\n', fileName: 'f.json' } }
      }
      return { ok: true, value: { profile: { id: 'p' } } }
    },
    async start(name, input) {
      seen.calls.push({ name, input })
      if (!whenCancelled) queueMicrotask(finish)
      return { ok: true, value: { runId: 'r' } }
    },
    cancel(runId) {
      seen.cancelled.push(runId)
      finish()
    },
    onRunMessage(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      seen.closed = true
    },
  }
  return { application, seen }
}

async function* chunksOf(text: string) {
  // In pieces, as a pipe gives them.
  for (let at = 0; at < text.length; at += 7) yield Buffer.from(text.slice(at, at + 7))
}

async function run(argv: string[], { application, stdin, env = {}, interrupt = false }: { application?: Application; stdin?: string; env?: Record<string, string>; interrupt?: boolean } = {}) {
  let out = ''
  let err = ''
  const io: Io = {
    env,
    out: (text) => (out += text),
    err: (text) => (err += text),
    stdin: { isTerminal: stdin === undefined, chunks: chunksOf(stdin ?? '') },
    onInterrupt: (listener) => {
      if (interrupt) setImmediate(listener)
      return () => undefined
    },
    compose: async () => application ?? fakeApplication(reportOf('ready', 'Ready')).application,
  }
  const code = await runCli(argv, io)
  return { code, out, err }
}

describe('test', () => {
  it('ends in the closing line and with 0 when ready', async () => {
    const { application, seen } = fakeApplication(reportOf('ready', 'Ready for CleverTap'))
    const { code, out } = await run(['test', ...CONNECTION, '--table', 't', '--deadline', 'dns=2'], { application, env: { DATABRICKS_TOKEN: TOKEN } })
    expect(code).toBe(0)
    expect(out).toContain('✓ passed')
    expect(out).not.toContain('TLS')
    expect(out.trimEnd().split('\n').at(-1)).toBe('Ready for CleverTap')
    expect(seen.calls.at(-1)).toEqual({ name: 'test.run', input: { profileId: 'p', options: { startWarehouse: false, tables: ['t'], deadlines: { dns: 2000 } } } })
    expect(seen.closed).toBe(true)
  })

  it.each(['blocked', 'empty', 'not-proven', 'cancelled'] as const)('ends with 1 when %s', async (kind) => {
    const { application } = fakeApplication(reportOf(kind, 'no'))
    expect((await run(['test', ...CONNECTION], { application, env: { DATABRICKS_TOKEN: TOKEN } })).code).toBe(1)
  })

  it('writes one JSON document and nothing else to standard output', async () => {
    const report = reportOf('ready', 'Ready for CleverTap')
    const { out, err } = await run(['test', ...CONNECTION, '--json'], { application: fakeApplication(report).application, env: { DATABRICKS_TOKEN: TOKEN } })
    expect(JSON.parse(out)).toEqual(report)
    expect(err).toContain('DNS')
  })

  it('takes the token from the first line of standard input, and shows it nowhere', async () => {
    const { application, seen } = fakeApplication(reportOf('ready', 'Ready'))
    const { out, err } = await run(['test', ...CONNECTION], { application, stdin: `${TOKEN}\nsomething else\n` })
    expect(seen.calls.find(({ name }) => name === 'tokens.put')?.input).toMatchObject({ token: TOKEN, keep: 'run' })
    expect(out + err).not.toContain(TOKEN)
  })

  it.each([
    [['test', ...CONNECTION], 'DATABRICKS_TOKEN'],
    [['test', '--catalog', 'c'], 'Missing: --host, --http-path'],
    [['test', ...CONNECTION, '--ca-file', '/nowhere/ca.pem'], '--ca-file'],
    [['test', ...CONNECTION, '--table', 'orders', '--table', ''], '--table is empty'],
    [['audit', ...CONNECTION, '--principal', ''], '--principal is empty'],
    [['apply', '--goal', '', '--yes'], '--goal is empty'],
  ])('%j is wrong usage', async (argv, word) => {
    const { code, out, err } = await run(argv)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(word)
  })

  it('takes the host from the environment only when told to, and says so', async () => {
    const env = { DATABRICKS_TOKEN: TOKEN, DATABRICKS_HOST: 'e.cloud.databricks.com', DATABRICKS_WAREHOUSE_ID: '0123456789abcdef' }
    expect((await run(['test', '--catalog', 'c'], { env })).code).toBe(2)
    const { application, seen } = fakeApplication(reportOf('ready', 'Ready'))
    const { code, err } = await run(['test', '--catalog', 'c', '--from-env'], { application, env })
    expect(code).toBe(0)
    expect(err).toContain('Taken from the environment: host and HTTP path')
    expect(seen.calls[0]?.input).toMatchObject({ form: { host: 'e.cloud.databricks.com', httpPath: '/sql/1.0/warehouses/0123456789abcdef' } })
  })

  it('reads files where npm was called, not where the project is', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cli-ca-'))
    await writeFile(join(folder, 'ca.pem'), '')
    const { application, seen } = fakeApplication(reportOf('ready', 'Ready'))
    const env = { DATABRICKS_TOKEN: TOKEN, npm_lifecycle_event: 'cli', INIT_CWD: folder }
    expect((await run(['test', ...CONNECTION, '--ca-file', 'ca.pem'], { application, env })).code).toBe(0)
    expect(seen.calls.find(({ name }) => name === 'profiles.save')?.input).toMatchObject({ caFile: join(folder, 'ca.pem') })
    await rm(folder, { recursive: true })
  })

  it('is cancelled by Ctrl-C and still reports', async () => {
    const { application, seen } = fakeApplication(reportOf('cancelled', 'Cancelled'), { whenCancelled: true })
    const { code, out } = await run(['test', ...CONNECTION], { application, env: { DATABRICKS_TOKEN: TOKEN }, interrupt: true })
    expect({ code, cancelled: seen.cancelled, closed: seen.closed }).toEqual({ code: 1, cancelled: ['r'], closed: true })
    expect(out).toContain('Cancelled')
  })
})

describe('export', () => {
  let folder = ''
  afterEach(async () => {
    if (folder !== '') await rm(folder, { recursive: true })
    folder = ''
  })
  const env = { DATABRICKS_TOKEN: TOKEN }

  it('writes the configuration alone to standard output', async () => {
    const { code, out } = await run(['export', ...CONNECTION], { env })
    expect({ code, out }).toEqual({ code: 0, out: '{"exported":true}\n' })
  })

  it('writes a draft with 1 when it is not proven', async () => {
    const { application } = fakeApplication(reportOf('blocked', '1 thing stands in the way'))
    const { code, out, err } = await run(['export', ...CONNECTION], { application, env })
    expect({ code, out }).toEqual({ code: 1, out: '{"exported":true}\n' })
    expect(err).toContain('it is draft')
  })

  it('drafts without a test and without a token', async () => {
    const { application, seen } = fakeApplication(reportOf('not-proven', 'x'))
    expect((await run(['export', ...CONNECTION, '--no-test'], { application })).code).toBe(1)
    expect(seen.calls.map(({ name }) => name)).toEqual(['profiles.create', 'profiles.save', 'handoff.preview'])
  })

  it('replaces a file only by force, and leaves nothing else behind', async () => {
    folder = await mkdtemp(join(tmpdir(), 'cli-export-'))
    const file = join(folder, 'connection.json')
    expect((await run(['export', ...CONNECTION, '--out', file], { env })).code).toBe(0)
    await writeFile(file, 'mine')
    expect((await run(['export', ...CONNECTION, '--out', file], { env })).code).toBe(2)
    expect(await readFile(file, 'utf8')).toBe('mine')
    expect((await run(['export', ...CONNECTION, '--out', file, '--force'], { env })).code).toBe(0)
    expect(await readFile(file, 'utf8')).toBe('{"exported":true}\n')
    expect(await readdir(folder)).toEqual(['connection.json'])
    expect((await run(['export', ...CONNECTION, '--out', join(folder, 'no', 'f.json')], { env })).code).toBe(2)
  })
})

describe('diagnose', () => {
  it('answers each line with one line, in order', async () => {
    const lines = [
      { message: 'getaddrinfo ENOTFOUND nowhere', stage: 'network', errorCode: 'ENOTFOUND' },
      { message: 'Invalid access token.', status: 403, errorCode: 403, headers: { 'x-databricks-reason-phrase': 'Invalid access token.' }, id: 'ours', sqlState: null },
    ]
    const { code, out } = await run(['diagnose', '--json'], { stdin: lines.map((line) => JSON.stringify(line)).join('\r\n') })
    expect(code).toBe(0)
    const answers = out.trimEnd().split('\n').map((line) => JSON.parse(line) as { category: string })
    expect(answers.map(({ category }) => category)).toEqual(['dns', 'token_invalid'])
    expect(Object.keys(answers[0] ?? {})).toEqual(['category', 'confidence', 'title', 'causes', 'fixes'])
  })

  it('answers a line it can not read too, so that answers and lines stay paired, and names it', async () => {
    const { code, out, err } = await run(['diagnose', '--json'], { stdin: 'x\n{"message":"Invalid access token.","status":403}\n{"status":1}\n' })
    expect(code).toBe(2)
    expect(out.trimEnd().split('\n').map((line) => (JSON.parse(line) as { category: string }).category)).toEqual(['invalid_input', 'token_invalid', 'invalid_input'])
    expect(err).toMatch(/Line 1 .*\n.*Line 3 /)
  })

  it('reads a huge message, and the line after one that is too long', async () => {
    const huge = JSON.stringify({ message: `${'x '.repeat(1_000_000)}Invalid access token.`, status: 403 })
    const { code, out } = await run(['diagnose', '--json'], { stdin: `${huge}\n"${'y'.repeat(17_000_000)}"\n${huge}\n` })
    expect(code).toBe(2)
    expect(out.trimEnd().split('\n').map((line) => (JSON.parse(line) as { category: string }).category)).toEqual(['token_invalid', 'invalid_input', 'token_invalid'])
  })

  it('names the workspace that the message names', async () => {
    const { out } = await run(['diagnose', '--message', 'getaddrinfo ENOTFOUND adb-12345.6.azuredatabricks.net'])
    expect(out).toContain('nslookup adb-12345.6.azuredatabricks.net')
  })

  it('explains one message in plain words', async () => {
    const { code, out } = await run(['diagnose', '--message', "[INSUFFICIENT_PERMISSIONS] User does not have SELECT on Table 'c.s.t'. SQLSTATE: 42501"])
    expect(code).toBe(0)
    expect(out).toContain('Do this:')
    expect((await run(['diagnose'], { stdin: 'Invalid access token.\n' })).out).toContain('Why:')
  })

  it('repeats no token', async () => {
    const { out } = await run(['diagnose', '--json'], { stdin: `${JSON.stringify({ message: `Bearer ${TOKEN} is not valid`, status: 403 })}\n` })
    expect(out).not.toContain(TOKEN)
  })
})
