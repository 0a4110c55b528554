import { request } from 'node:https'
import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type IDBSQLSession from '@databricks/sql/dist/contracts/IDBSQLSession'
import { rowsOf, sandboxForTest, type TestSandbox } from './sandbox-support'

/** Would keep both threads of the engine busy for hours. */
const ENDLESS = 'SELECT count(*) FROM range(100000000) a CROSS JOIN range(100000000) b WHERE (a.id + b.id) % 7 = 8'
const NEXT = 'SELECT count(*) AS n FROM customers'

/** The share of one processor that this process, in which the engine runs, has used since it was last asked. */
function loadMeter(): () => number {
  let [used, at] = [process.cpuUsage(), process.hrtime.bigint()]
  return () => {
    const [more, now] = [process.cpuUsage(used), process.hrtime.bigint()]
    const share = (more.user + more.system) / (Number(now - at) / 1000)
    ;[used, at] = [process.cpuUsage(), now]
    return share
  }
}
const patiently = { timeout: 30_000, interval: 400 }

describe('a statement that is stopped', () => {
  let sandbox: TestSandbox
  let session: IDBSQLSession
  let close: () => Promise<void>
  beforeAll(async () => {
    sandbox = await sandboxForTest()
    await sandbox.statement('SELECT count(*) FROM retail.customer_data.customers')
  }, 60_000)
  beforeEach(async () => {
    ;({ session, close } = await sandbox.session())
  })
  afterEach(() => close().catch(() => undefined))
  afterAll(() => sandbox.close())

  /** The next query answers, and nothing goes on behind it. */
  const isIdle = async (): Promise<void> => {
    expect((await sandbox.statement('SELECT count(*) FROM retail.customer_data.customers')).json.result.data_array).toEqual([['120']])
    await expect.poll(loadMeter(), patiently).toBeLessThan(0.1)
  }
  const state = async (id: string): Promise<string> => (await sandbox.call('GET', `/api/2.0/sql/statements/${id}`, { as: 'admin' })).json.status.state

  test('by CancelOperation is CANCELED, frees the processor, and the session goes on', async () => {
    const operation = await session.executeStatement(ENDLESS)
    await operation.cancel()
    await expect(operation.fetchAll()).rejects.toThrow(/cancel/i)
    await isIdle()
    expect(await rowsOf(session, NEXT)).toEqual([{ n: 120 }])
  }, 60_000)

  test('by CloseOperation', async () => {
    const operation = await session.executeStatement(ENDLESS)
    await operation.close()
    await isIdle()
    expect(await rowsOf(session, NEXT)).toEqual([{ n: 120 }])
  }, 60_000)

  test('by CloseSession', async () => {
    await session.executeStatement(ENDLESS)
    await session.close()
    await isIdle()
  }, 60_000)

  test('by the cancel of the statement API', async () => {
    const started = await sandbox.statement(ENDLESS, 'admin', { wait_timeout: '0s' })
    const id: string = started.json.statement_id
    expect(['PENDING', 'RUNNING']).toContain(started.json.status.state)
    expect((await sandbox.call('POST', `/api/2.0/sql/statements/${id}/cancel`, { as: 'admin' })).status).toBe(200)
    await expect.poll(() => state(id)).toBe('CANCELED')
    await isIdle()
  }, 60_000)

  test('by on_wait_timeout CANCEL', async () => {
    const answer = await sandbox.statement(ENDLESS, 'admin', { wait_timeout: '5s', on_wait_timeout: 'CANCEL' })
    expect(answer.json.status.state).toBe('CANCELED')
    await isIdle()
  }, 60_000)

  test('by STATEMENT_TIMEOUT', async () => {
    await rowsOf(session, 'SET STATEMENT_TIMEOUT = 1')
    await expect(rowsOf(session, ENDLESS)).rejects.toThrow(/QUERY_EXECUTION_TIMEOUT_EXCEEDED.*1 seconds/)
    await isIdle()
    expect(await rowsOf(session, NEXT)).toEqual([{ n: 120 }])
  }, 60_000)

  test('by a client that goes away while it waits', async () => {
    const body = JSON.stringify({ warehouse_id: sandbox.warehouse(), statement: ENDLESS, wait_timeout: '50s', on_wait_timeout: 'CANCEL' })
    const gone = request({ host: sandbox.ready.host, port: sandbox.ready.port, path: '/api/2.0/sql/statements', method: 'POST', ca: readFileSync(sandbox.ready.caFile), headers: { authorization: `Bearer ${sandbox.token('admin')}`, 'content-length': Buffer.byteLength(body) } })
    gone.on('error', () => undefined)
    gone.end(body)
    const meter = loadMeter()
    let busy = 0
    await expect.poll(() => (busy += meter() > 0.2 ? 1 : 0), patiently).toBeGreaterThan(4)
    gone.destroy()
    await isIdle()
  }, 60_000)

  test('while a warehouse stops under it', async () => {
    const started = await sandbox.statement(ENDLESS, 'admin', { wait_timeout: '0s' })
    await sandbox.call('POST', `/api/2.0/sql/warehouses/${sandbox.warehouse()}/stop`, { as: 'admin' })
    await expect.poll(() => state(started.json.statement_id)).toBe('CANCELED')
    await expect.poll(loadMeter(), patiently).toBeLessThan(0.1)
  }, 60_000)

  test('with the SQL session it belongs to', async () => {
    const opened = await sandbox.call('POST', '/api/2.0/sql/sessions', { as: 'admin', body: { warehouse_id: sandbox.warehouse() } })
    const started = await sandbox.statement(ENDLESS, 'admin', { wait_timeout: '0s', session_id: opened.json.session_id })
    await sandbox.call('DELETE', `/api/2.0/sql/sessions/${String(opened.json.session_id)}?warehouse_id=${sandbox.warehouse()}`, { as: 'admin' })
    await expect.poll(() => state(started.json.statement_id)).toBe('CANCELED')
    await isIdle()
  }, 60_000)
})
