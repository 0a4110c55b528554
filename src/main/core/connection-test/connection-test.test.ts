import { describe, expect, it } from 'vitest'
import { OPTIONS, fakePorts, savedConnection, testApplication } from '../../../../test/support/fakes-application'
import { fakeClock } from '../../../../test/support/fakes-machine'
import { PRINCIPAL, REFUSALS, fakeProbes, fakeSql, fakeWorkspace, neverAnswers, opens, refused, rows, runningWarehouse } from '../../../../test/support/fakes-workspace'
import type { StageId, TestOptions, TestReport } from '../../../shared/connection-test/report'
import type { ConnectionForm } from '../../../shared/connection/connection'
import { success } from '../../../shared/result'
import type { NetworkProbes, Workspace } from '../ports/workspace'

interface Scene {
  workspace?: Partial<Workspace>
  sql?: ReturnType<typeof fakeSql>
  probes?: Partial<NetworkProbes>
  form?: Partial<ConnectionForm>
  options?: Partial<TestOptions>
}

async function play({ workspace, sql = fakeSql(), probes, form, options }: Scene): Promise<TestReport> {
  const app = testApplication(fakePorts({ openWorkspace: opens(fakeWorkspace(workspace)), openSqlSession: sql.open, probes: fakeProbes(probes) }))
  const run = await app.run('test.run', { profileId: await savedConnection(app, form), options: { ...OPTIONS, ...options } })
  const result = await run.done
  if (!result.ok) throw new Error(JSON.stringify(result.diagnosis))
  return result.value
}
const stage = (report: TestReport, id: StageId) => {
  const found = report.stages.find((one) => one.id === id)
  if (!found) throw new Error(`no stage ${id}`)
  return found
}
const states = (report: TestReport) => Object.fromEntries(report.stages.map(({ id, state }) => [id, state]))
const stopped = { ...runningWarehouse, state: 'STOPPED' as const }
const scopedToSql: Partial<Workspace> = { me: refused(REFUSALS.scope), getWarehouse: refused(REFUSALS.scope), listWarehouses: refused(REFUSALS.scope) }

describe('what the network says', () => {
  it('stops at a name that does not resolve; what had begun early does not count', async () => {
    const sql = fakeSql()
    const report = await play({ probes: { resolve: refused(REFUSALS.dns) }, sql })
    expect(stage(report, 'dns').diagnosis?.category).toBe('dns')
    expect(report.verdict.line).toBe('1 thing stands in the way')
    expect(stage(report, 'sign-in').state).toBe('could-not-check')
    expect(sql.opened).toBe(0)
  })

  it.each(['10.1.2.3', '192.168.0.9', '100.64.1.1', 'fd00::1', '::ffff:10.0.0.1', '127.0.0.1'])('warns about the private address %s', async (address) => {
    const report = await play({ probes: { resolve: async () => success({ addresses: [address] }) } })
    expect(stage(report, 'dns').state).toBe('warning')
    expect(report.verdict.line).toBe('Ready for CleverTap, 1 thing to improve')
  })

  it('warns about a port other than 443', async () => {
    expect(stage(await play({ form: { port: '8443' } }), 'tcp').diagnosis?.field).toBe('port')
  })
})

describe('sign-in', () => {
  it('never opens a session with a bad token', async () => {
    const sql = fakeSql()
    const report = await play({ workspace: { me: refused(REFUSALS.badToken) }, sql })
    expect(stage(report, 'sign-in').diagnosis?.category).toBe('token_invalid')
    expect(report.verdict.kind).toBe('blocked')
    expect(sql.opened).toBe(0)
  })

  it('is green with a token that only SQL accepts: the session tells who it is', async () => {
    const report = await play({ workspace: scopedToSql })
    expect(report.verdict.line).toBe('Ready for CleverTap')
    expect(stage(report, 'sign-in').provedBy).toBe('session')
    expect(stage(report, 'warehouse-awake').evidence[0]?.value).toContain('may have started it')
    expect(report.identity).toEqual({ principal: PRINCIPAL, kind: 'service-principal', learntBy: 'session-user' })
  })
})

describe('a warehouse that sleeps', () => {
  it('is left alone without leave, and nothing is opened', async () => {
    const sql = fakeSql()
    const report = await play({ workspace: { getWarehouse: async () => success(stopped), startWarehouse: () => Promise.reject(new Error('must not start')) }, sql })
    expect(report.verdict.line).toBe('Not proven: 6 checks could not run')
    expect(stage(report, 'warehouse-awake').diagnosis?.fixes[0]?.action).toBe('start-warehouse')
    expect(sql.opened).toBe(0)
  })

  it('is not woken either when its state could not be read for a passing reason', async () => {
    const sql = fakeSql()
    const report = await play({ workspace: { getWarehouse: refused({ status: 503, errorCode: 'TEMPORARILY_UNAVAILABLE', message: 'No webapps are available to handle your request.' }) }, sql })
    expect(report.verdict.kind).toBe('not-proven')
    expect(sql.opened).toBe(0)
  })

  it('is started with leave, with news about each second', async () => {
    const clock = fakeClock()
    const startedAt = clock.now()
    let asked = false
    const workspace = fakeWorkspace({
      getWarehouse: async () => success(asked && clock.now() - startedAt > 5000 ? runningWarehouse : asked ? { ...stopped, state: 'STARTING' as const } : stopped),
      startWarehouse: async () => {
        asked = true
        return success(undefined)
      },
    })
    const app = testApplication(fakePorts({ clock, openWorkspace: opens(workspace) }))
    const run = await app.run('test.run', { profileId: await savedConnection(app), options: { ...OPTIONS, startWarehouse: true } })
    await clock.advance(10_000)
    const result = await run.done
    expect(result.ok && result.value.verdict.kind).toBe('ready')
    const news = run.messages.flatMap((message) => (message.kind === 'event' && 'stage' in message.event && message.event.stage.expectedSeconds ? [message.event.stage] : []))
    expect(news.length).toBeGreaterThanOrEqual(5)
    expect(news[0]?.expectedSeconds).toEqual([2, 10])
  })

  it('is said to be slow, not failed, when it never starts', async () => {
    const clock = fakeClock()
    const app = testApplication(fakePorts({ clock, openWorkspace: opens(fakeWorkspace({ getWarehouse: async () => success({ ...stopped, state: 'STARTING' as const }) })) }))
    const run = await app.run('test.run', { profileId: await savedConnection(app), options: { ...OPTIONS, deadlines: { 'warehouse-awake': 20_000 } } })
    await clock.advance(30_000)
    const result = await run.done
    expect(result.ok && [result.value.verdict.kind, stage(result.value, 'warehouse-awake').state]).toEqual(['not-proven', 'not-set-up'])
  })
})

describe('the five failures of the troubleshooting table', () => {
  it.each<[string, Scene, StageId, string]>([
    ['connection timeout', { probes: { connect: refused({ errorCode: 'ETIMEDOUT', message: 'connect ETIMEDOUT 203.0.113.7:443' }) } }, 'tcp', 'timeout'],
    ['authentication failed', { workspace: { me: refused(REFUSALS.badToken) } }, 'sign-in', 'token_invalid'],
    ['warehouse not found', { workspace: { getWarehouse: refused(REFUSALS.noWarehouse) } }, 'warehouse', 'warehouse_no_permission'],
    ['catalog not accessible', { sql: fakeSql({ 'SHOW SCHEMAS': REFUSALS.noUseCatalog, 'SHOW TABLES': REFUSALS.noUseCatalog }) }, 'catalog', 'catalog_no_use'],
    ['schema not accessible', { sql: fakeSql({ 'SHOW TABLES': REFUSALS.noUseSchema }) }, 'schema', 'schema_no_use'],
    ['SELECT denied', { sql: fakeSql({ 'LIMIT 1': REFUSALS.noSelect }) }, 'read', 'table_no_select'],
  ])('%s', async (_name, scene, id, category) => {
    const report = await play(scene)
    expect(stage(report, id)).toMatchObject({ state: 'failed', diagnosis: { category } })
    expect(report.verdict.line).toBe('1 thing stands in the way')
    expect(stage(report, id).diagnosis?.fixes.length).toBeGreaterThan(0)
  })
})

describe('tables and reads', () => {
  const none = { 'SHOW TABLES': rows(['database', 'tableName', 'isTemporary']) }

  it('is empty, not failed, when the caller would see the tables if there were any', async () => {
    const report = await play({ sql: fakeSql({ ...none, 'SHOW GRANTS': rows(['Principal', 'ActionType', 'ObjectType', 'ObjectKey'], [PRINCIPAL, 'SELECT', 'SCHEMA', 'retail.sales']) }) })
    expect(report.verdict.line).toBe('Access is ready, nothing to import yet')
    expect(states(report)).toMatchObject({ tables: 'not-set-up', read: 'not-set-up' })
  })

  it('names both causes when it can not know', async () => {
    const report = await play({ sql: fakeSql(none) })
    expect(stage(report, 'tables').diagnosis).toMatchObject({ category: 'table_no_select', alternatives: ['nothing_to_import'] })
    expect(report.verdict.kind).toBe('blocked')
  })

  it('is sure that tables are hidden when REST browses them', async () => {
    const report = await play({ sql: fakeSql(none), workspace: { listTables: async () => success([{ name: 'orders', browseOnly: true }]) } })
    expect(stage(report, 'tables').diagnosis).toMatchObject({ category: 'table_no_select', confidence: 'high' })
  })

  it('reads a sample and says how many of how many', async () => {
    const many = rows(['database', 'tableName', 'isTemporary'], ...Array.from({ length: 40 }, (_, at) => ['sales', `t${at}`, false]), ['', 'mine', true])
    const report = await play({ sql: fakeSql({ 'SHOW TABLES': many }) })
    expect(report.tables).toMatchObject({ visible: 40, chosen: 3 })
    expect(stage(report, 'read').summary).toContain('3 of 40')
  })

  it('fails when a chosen table can not be read, though another can', async () => {
    const sql = fakeSql({ '`orders` LIMIT 1': REFUSALS.noSelect })
    const report = await play({ sql, options: { tables: ['orders', 'order-lines'] } })
    expect(report.tables.reads.map(({ table, state }) => [table, state])).toEqual([['orders', 'failed'], ['order-lines', 'passed']])
    expect(report.verdict.kind).toBe('blocked')
  })

  it('improves, not fails, when one table of a sample refuses', async () => {
    const report = await play({ sql: fakeSql({ '`orders` LIMIT 1': REFUSALS.noSelect }) })
    expect(report.verdict.line).toBe('Ready for CleverTap, 1 thing to improve')
  })

  it('gives up on one table after its deadline, and does not call that readable', async () => {
    const clock = fakeClock()
    const app = testApplication(fakePorts({ clock, openSqlSession: fakeSql({ 'LIMIT 1': neverAnswers }).open }))
    const run = await app.run('test.run', { profileId: await savedConnection(app), options: { ...OPTIONS, deadlines: { read: 1000 } } })
    await clock.advance(5000)
    const result = await run.done
    expect(result.ok && [result.value.verdict.line, stage(result.value, 'read').state]).toEqual(['Not proven: 1 check could not run', 'could-not-check'])
  })

  it('refuses a chosen name that can not belong to the schema', async () => {
    const app = testApplication(fakePorts())
    const run = await app.run('test.run', { profileId: await savedConnection(app), options: { ...OPTIONS, tables: ['other.orders'] } })
    expect(await run.done).toMatchObject({ ok: false, diagnosis: { category: 'invalid_input', field: 'tables' } })
  })
})

describe('cancel and retry', () => {
  it('stops at once though nothing answers, and keeps the report before it', async () => {
    let isStalled = false
    const healthy = fakeWorkspace()
    const app = testApplication(fakePorts({ openWorkspace: opens(fakeWorkspace({ me: (limits) => (isStalled ? neverAnswers() : healthy.me(limits)) })) }))
    const profileId = await savedConnection(app)
    await (await app.run('test.run', { profileId, options: OPTIONS })).done
    isStalled = true
    const run = await app.run('test.run', { profileId, options: OPTIONS })
    await new Promise((resolve) => setImmediate(resolve))
    app.application.cancel(run.runId)
    expect(await run.done).toMatchObject({ ok: true, value: { verdict: { kind: 'cancelled' } } })
    expect((await app.value('test.last', { profileId })).report?.verdict.kind).toBe('ready')
  })

  it('keeps earlier results for the same connection, but never without asking the warehouse again', async () => {
    const asked: string[] = []
    const probes = fakeProbes()
    const workspace = fakeWorkspace()
    const sql = fakeSql({ 'LIMIT 1': REFUSALS.noSelect })
    const app = testApplication(
      fakePorts({
        openSqlSession: sql.open,
        probes: { ...probes, resolve: (...args) => (asked.push('dns'), probes.resolve(...args)) },
        openWorkspace: opens({ ...workspace, getWarehouse: (...args) => (asked.push('warehouse'), workspace.getWarehouse(...args)) }),
      }),
    )
    const profileId = await savedConnection(app)
    await (await app.run('test.run', { profileId, options: OPTIONS })).done
    await (await app.run('test.run', { profileId, options: { ...OPTIONS, fromStage: 'read' } })).done
    expect(asked.sort()).toEqual(['dns', 'warehouse', 'warehouse'])
    const form = (await app.value('profiles.get', { profileId })).profile.form
    await app.value('profiles.save', { profileId, form: { ...form, schema: 'other' } })
    await (await app.run('test.run', { profileId, options: { ...OPTIONS, fromStage: 'read' } })).done
    expect(asked.filter((what) => what === 'dns')).toHaveLength(2)
  })
})

it('sends few statements: one for each thing to know', async () => {
  const sql = fakeSql()
  await play({ sql, options: { tables: ['orders'] } })
  expect(sql.statements.map((text) => text.split(' ').slice(0, 2).join(' ')).sort()).toEqual(['SELECT *', 'SHOW SCHEMAS', 'SHOW TABLES'])
})

it('does not count a session that was opened but answers nothing', async () => {
  const report = await play({ sql: fakeSql({ 'SHOW SCHEMAS': { message: 'requirement failed: Session handle SessionHandle [01f1] has not been initialized or had already closed' } }) })
  expect(stage(report, 'session').state).toBe('failed')
  expect(report.verdict.kind).toBe('blocked')
})
