import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestReport } from '../../src/shared/connection-test/report'
import { HandoffDocument } from '../../src/shared/handoff/handoff'
import { finished, runCliProcess, type SandboxProcess, spawnCli, startSandboxProcess } from '../support/cli-process'

let sandbox: SandboxProcess
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-'))
  sandbox = await startSandboxProcess()
}, 120_000)
afterAll(async () => {
  await sandbox.stop()
  await rm(folder, { recursive: true })
})

const tokenOf = (identity: string): string => sandbox.ready.tokens[identity] ?? ''
const here = (): string[] => ['--catalog', sandbox.ready.catalog, '--schema', sandbox.ready.schema]

/** Tests the sandbox as one of its identities and gives the report, having checked that no token is in what was printed. */
async function reportFor(identity: string, more: string[] = here(), warehouse?: string): Promise<{ code: number | null; report: TestReport }> {
  const token = tokenOf(identity)
  const { code, out, err } = await runCliProcess(['test', ...sandbox.connection(warehouse), ...more, '--json'], { env: { DATABRICKS_TOKEN: token } })
  expect(out + err).not.toContain(token)
  return { code, report: TestReport.parse(JSON.parse(out)) }
}
const problems = (report: TestReport) => report.stages.flatMap((stage) => (stage.state === 'failed' ? [stage.id, stage.diagnosis?.category] : []))
const statements = (report: TestReport) =>
  report.stages.flatMap((stage) => (stage.diagnosis?.fixes ?? []).flatMap((fix) => fix.statement?.text ?? [])).join('\n')

describe('a connection that is right', () => {
  it.each(['clevertap', 'sql-scope', 'via-hidden-group'])('is ready as %s', async (identity) => {
    const { code, report } = await reportFor(identity)
    expect(problems(report)).toEqual([])
    expect({ code, kind: report.verdict.kind }).toEqual({ code: 0, kind: 'ready' })
    expect(report.tables.reads.some((read) => read.state === 'passed')).toBe(true)
  })

  it('says so in words, the closing line last, with the token from standard input', async () => {
    const { code, out } = await runCliProcess(['test', ...sandbox.connection(), ...here()], { stdin: `${tokenOf('clevertap')}\n` })
    expect(code).toBe(0)
    expect(out.trimEnd().split('\n').at(-1)).toMatch(/Ready for CleverTap|1 thing|\d+ things/)
    expect(out).toContain('✓ passed')
  })
})

describe("the failures of CleverTap's own table", () => {
  it('authentication failed', async () => {
    const { code, report } = await reportFor('expired')
    expect(code).toBe(1)
    expect(report.stages.find((stage) => stage.state === 'failed')?.diagnosis?.category).toMatch(/^token_/)
  })

  it('warehouse not found', async () => {
    const args = sandbox.connection().map((arg) => (arg.startsWith('/sql/') ? '/sql/1.0/warehouses/ffffffffffffffff' : arg))
    const { code, out } = await runCliProcess(['test', ...args, ...here(), '--json'], { env: { DATABRICKS_TOKEN: tokenOf('clevertap') } })
    expect(code).toBe(1)
    const report = TestReport.parse(JSON.parse(out))
    expect(report.verdict.kind).not.toBe('ready')
    expect(out).toMatch(/warehouse_(not_found|no_permission)/)
  })

  it('catalog not accessible', async () => {
    const { code, report } = await reportFor('clevertap', ['--catalog', 'no_such_catalog', '--schema', 's'])
    expect(code).toBe(1)
    expect(problems(report)).toContain('catalog')
  })

  it('schema not accessible', async () => {
    const { code, report } = await reportFor('no-use-schema')
    expect(code).toBe(1)
    expect(problems(report)).toContain('schema')
    expect(statements(report)).toContain('GRANT USE SCHEMA')
  })

  it('SELECT denied', async () => {
    const { code, report } = await reportFor('no-select')
    expect(code).toBe(1)
    expect(report.verdict.kind).not.toBe('ready')
    expect(JSON.stringify(report)).toContain('GRANT SELECT')
  })

  it('connection refused', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((done) => server.once('listening', done))
    const { port } = server.address() as AddressInfo
    await new Promise((done) => server.close(done))
    const args = ['test', '--host', '127.0.0.1', '--port', String(port), '--http-path', '/sql/1.0/warehouses/0123456789abcdef', '--catalog', 'c', '--json']
    const { code, out } = await runCliProcess(args, { env: { DATABRICKS_TOKEN: tokenOf('clevertap') } })
    expect(code).toBe(1)
    expect(problems(TestReport.parse(JSON.parse(out)))).toEqual(['tcp', 'refused'])
  })
})

it('leaves a stopped warehouse alone without leave to start it: not proven', async () => {
  const { code, report } = await reportFor('clevertap', here(), 'Nightly warehouse')
  expect({ code, kind: report.verdict.kind }).toEqual({ code: 1, kind: 'not-proven' })
  expect(report.stages.find((stage) => stage.id === 'session')?.state).not.toBe('passed')
})

it('ends cleanly on Ctrl-C with the report of what was done until then', async () => {
  const silent = createServer(() => undefined).listen(0, '127.0.0.1')
  await new Promise((done) => silent.once('listening', done))
  const { port } = silent.address() as AddressInfo
  const args = ['test', '--host', '127.0.0.1', '--port', String(port), '--http-path', '/sql/1.0/warehouses/0123456789abcdef', '--catalog', 'c', '--deadline', 'tls=600', '--json']
  const child = spawnCli(args, { DATABRICKS_TOKEN: tokenOf('clevertap') })
  const result = finished(child)
  // TCP is open, then nothing comes: the test now waits for TLS.
  await new Promise<void>((done) => {
    let seen = ''
    child.stderr.on('data', (chunk: Buffer) => {
      seen += chunk.toString()
      if (seen.includes('TCP')) done()
    })
  })
  child.kill('SIGINT')
  const { code, out } = await result
  silent.close()
  expect(code).toBe(1)
  expect(TestReport.parse(JSON.parse(out)).verdict.kind).toBe('cancelled')
})

describe('export', () => {
  it('writes a validated configuration without the token, whole, and never over a file', async () => {
    const file = join(folder, 'connection.json')
    const args = ['export', ...sandbox.connection(), ...here(), '--name', 'Shop', '--out', file]
    const env = { DATABRICKS_TOKEN: tokenOf('clevertap') }
    expect(await runCliProcess(args, { env })).toMatchObject({ code: 0, out: '' })
    const text = await readFile(file, 'utf8')
    expect(text).not.toContain(env.DATABRICKS_TOKEN)
    expect(HandoffDocument.parse(JSON.parse(text))).toMatchObject({ status: 'validated', connection: { name: 'Shop', catalog: sandbox.ready.catalog } })
    expect((await runCliProcess(args, { env })).code).toBe(2)
  })

  it('writes a DRAFT with 1 for what is not proven', async () => {
    const { code, out } = await runCliProcess(['export', ...sandbox.connection(), ...here()], { env: { DATABRICKS_TOKEN: tokenOf('no-select') } })
    expect(code).toBe(1)
    expect(HandoffDocument.parse(JSON.parse(out)).statusReason).toContain('DRAFT')
  })
})

it('refuses a token among the arguments without repeating it', async () => {
  const token = `dapi${'4f'.repeat(16)}`
  const { code, out, err } = await runCliProcess(['test', '--token', token, ...here()])
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain('DATABRICKS_TOKEN')
  expect(err).not.toContain(token)
})
