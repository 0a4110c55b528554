import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { SandboxReady } from '#shared/sandbox/sandbox'
import { createSample } from '../../src/sandbox/workspaces/samples'
import type { Warehouse } from '../../src/sandbox/state/model'
import type { StartOptions } from '../../src/sandbox/wire/start-sandbox'
import { rowsOf, sandboxForTest, type TestSandbox } from './sandbox-support'

const open: TestSandbox[] = []
const folders: string[] = []
async function start(options?: StartOptions): Promise<TestSandbox> {
  const sandbox = await sandboxForTest(options)
  open.push(sandbox)
  return sandbox
}
/** The sample, its first warehouse changed. */
function retailWith(change: Partial<Warehouse>): NonNullable<StartOptions['workspace']> {
  const sample = createSample('retail', Date.now())
  const warehouse = sample?.state.warehouses[0]
  if (!sample || !warehouse) throw new Error('the sample has no warehouse')
  sample.state.warehouses = [Object.assign(warehouse, change)]
  return { state: sample.state, tokens: sample.tokenValues }
}
function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'sandbox-test-'))
  folders.push(path)
  return path
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()))
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true })
})

describe('a warehouse that is stopped', () => {
  test('serverless: starts by itself and makes the statement wait', async () => {
    const sandbox = await start({ workspace: retailWith({ life: 'STOPPED', serverless: true, type: 'PRO', startMs: 200 }) })
    const { session, close } = await sandbox.session('clevertap')
    expect(sandbox.state.warehouses[0]?.life).toBe('STARTING')
    expect(await rowsOf(session, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    expect(sandbox.state.warehouses[0]?.life).toBe('RUNNING')
    await close()
  })

  test('pro: the session is taken, its statements are not; a new session works once it runs', async () => {
    const sandbox = await start({ workspace: retailWith({ life: 'STOPPED', serverless: false, type: 'PRO', startMs: 300 }) })
    const early = await sandbox.session('clevertap')
    await expect(rowsOf(early.session, 'SELECT 1')).rejects.toThrow(/Session handle: SessionHandle \[[0-9a-f-]{36}\] has not been initialized or had already closed/)
    await expect.poll(() => sandbox.state.warehouses[0]?.life).toBe('RUNNING')
    const late = await sandbox.session('clevertap')
    expect(await rowsOf(late.session, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await Promise.all([early.close(), late.close()])
  })

  test('classic: 503 until it runs', async () => {
    const sandbox = await start({ workspace: retailWith({ life: 'STOPPED', serverless: false, type: 'CLASSIC', startMs: 60_000 }) })
    const { session } = await sandbox.session('clevertap')
    await expect(rowsOf(session, 'SELECT 1')).rejects.toMatchObject({ statusCode: 503 })
  })

  test('start and stop by REST; asking does not start it', async () => {
    const sandbox = await start({ workspace: retailWith({ life: 'STOPPED', startMs: 50 }) })
    const path = `/api/2.0/sql/warehouses/${sandbox.warehouse()}`
    expect((await sandbox.call('GET', path, { as: 'clevertap' })).json.state).toBe('STOPPED')
    expect((await sandbox.call('POST', `${path}/start`, { as: 'clevertap' })).json).toEqual({})
    await expect.poll(async () => (await sandbox.call('GET', path, { as: 'clevertap' })).json.state).toBe('RUNNING')
    expect((await sandbox.call('POST', `${path}/stop`, { as: 'clevertap' })).status).toBe(403)
    await sandbox.call('POST', `${path}/stop`, { as: 'admin' })
    await expect.poll(async () => (await sandbox.call('GET', path, { as: 'clevertap' })).json.state).toBe('STOPPED')
  })

  test('a statement that waits for it can be cancelled through both doors', async () => {
    const sandbox = await start({ workspace: retailWith({ life: 'STOPPED', serverless: true, type: 'PRO', startMs: 60_000 }) })
    const { statement_id, status } = (await sandbox.statement('SELECT 1', 'clevertap', { wait_timeout: '0s' })).json
    expect(status.state).toBe('PENDING')
    await sandbox.call('POST', `/api/2.0/sql/statements/${statement_id}/cancel`, { as: 'clevertap' })
    await expect.poll(async () => (await sandbox.call('GET', `/api/2.0/sql/statements/${statement_id}`, { as: 'clevertap' })).json.status.state).toBe('CANCELED')
    const { session, close } = await sandbox.session('clevertap')
    const operation = await session.executeStatement('SELECT 1')
    await operation.cancel()
    await expect(operation.fetchAll()).rejects.toThrow(/cancel/i)
    await close()
  })
})

describe('faults', () => {
  test.each([
    ['rate-limited', 429, 'REQUEST_LIMIT_EXCEEDED'],
    ['unavailable', 503, 'No webapps are available'],
    ['html', 200, '<html>'],
    ['ip-blocked', 403, 'is blocked by Databricks IP ACL for workspace'],
    ['public-access-off', 403, 'Public access is not allowed'],
    ['private-link', 303, ''],
  ] as const)('%s, as often as asked', async (fault, status, text) => {
    const sandbox = await start({ faults: [{ fault, times: 1 }] })
    const reply = await sandbox.call('GET', '/api/2.0/sql/warehouses', { as: 'admin' })
    expect([reply.status, reply.text.includes(text)]).toEqual([status, true])
    expect((await sandbox.call('GET', '/api/2.0/sql/warehouses', { as: 'admin' })).status).toBe(200)
  })

  test('a dropped connection, on one path only', async () => {
    const sandbox = await start()
    sandbox.faults.set({ fault: 'drop', path: '/sql/1.0/' })
    await expect(sandbox.session()).rejects.toThrow(/socket hang up|ECONNRESET/)
    expect((await sandbox.call('GET', '/api/2.0/sql/warehouses', { as: 'admin' })).status).toBe(200)
  })

  test('IP access lists of the workspace', async () => {
    const sandbox = await start()
    sandbox.state.ipAccess = { enabled: true, lists: [{ id: '1', label: 'office', type: 'ALLOW', addresses: ['203.0.113.0/24'] }] }
    expect((await sandbox.call('GET', '/api/2.0/preview/scim/v2/Me', { as: 'admin' })).json.message).toMatch(/^Source IP address: 127\.0\.0\.1 is blocked by Databricks IP ACL for workspace: \d+ \[ReqId: /)
    sandbox.state.ipAccess.lists[0]?.addresses.push('127.0.0.1')
    expect((await sandbox.call('GET', '/api/2.0/preview/scim/v2/Me', { as: 'admin' })).status).toBe(200)
  })

  test('a workspace without a metastore', async () => {
    const sandbox = await start()
    delete sandbox.state.metastore
    const { status, json } = await sandbox.call('GET', '/api/2.1/unity-catalog/current-metastore-assignment', { as: 'admin' })
    expect([status, json.error_code]).toEqual([404, 'METASTORE_DOES_NOT_EXIST'])
  })
})

describe('the state folder', () => {
  test('keeps grants, tokens and the certificate authority', async () => {
    const stateFolder = folder()
    const first = await sandboxForTest({ stateFolder })
    expect((await first.statement(`GRANT SELECT ON SCHEMA ${first.ready.catalog}.default TO \`maria@shop.example\``)).json.status.state).toBe('SUCCEEDED')
    const { tokens } = first.ready
    await first.close()
    expect(statSync(join(stateFolder, 'workspace.json')).mode & 0o077).toBe(0)
    const again = await start({ stateFolder })
    expect(again.ready.tokens).toEqual(tokens)
    expect(again.state.grants).toContainEqual(expect.objectContaining({ principal: 'maria@shop.example', privilege: 'SELECT', securable: `${again.ready.catalog}.default` }))
    expect((await again.call('GET', '/api/2.0/preview/scim/v2/Me', { as: 'admin' })).status).toBe(200)
  })

  test('without one nothing is left behind', async () => {
    const sandbox = await sandboxForTest()
    expect(existsSync(sandbox.ready.caFile)).toBe(true)
    await sandbox.close()
    expect(existsSync(sandbox.ready.caFile)).toBe(false)
  })

  test('an unknown workspace is refused by name', async () => {
    await expect(start({ workspace: 'nope' })).rejects.toThrow(/no sample workspace and no file called "nope"/)
  })
})

// The command runs as it is built; without a build there is nothing to run.
const command = join(import.meta.dirname, '../../out/main/sandbox.js')
describe.skipIf(!existsSync(command))('the command', () => {
  const run = (args: string[], parent: boolean): { output: Promise<string>; ended: Promise<number | null>; child: ReturnType<typeof spawn> } => {
    const child = spawn(process.execPath, [command, ...args], { env: { ...process.env, ...(parent ? { SANDBOX_PARENT: '1' } : {}) }, stdio: ['pipe', 'pipe', 'ignore'] })
    const output = new Promise<string>((resolve) => {
      let text = ''
      child.stdout?.on('data', (part: Buffer) => ((text += part.toString()).includes('\n') ? resolve(text) : undefined)).on('end', () => resolve(text))
    })
    return { output, ended: new Promise((resolve) => child.on('close', resolve)), child }
  }

  test('prints one line of JSON and ends with its parent', async () => {
    const { output, ended, child } = run(['--json'], true)
    const ready = SandboxReady.parse(JSON.parse(await output))
    expect(Object.keys(ready.tokens)).toEqual(expect.arrayContaining(['admin', 'clevertap']))
    child.stdin?.end()
    expect(await ended).toBe(0)
    expect(existsSync(ready.caFile)).toBe(false)
  })

  test.each([[['--port', 'x']], [['--fault', 'nope']], [['--workspace', 'nope']], [['--nonsense']]])('wrong usage %j ends with 2', async (args) => {
    expect(await run(args, false).ended).toBe(2)
  })
})
