import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { networkProbes } from '../../src/main/adapters/databricks/network-probes'
import { openSqlSession } from '../../src/main/adapters/databricks/sql-session'
import { openWorkspace } from '../../src/main/adapters/databricks/workspace'
import { systemClock } from '../../src/main/adapters/os/clock'
import { createMemoryDocuments } from '../../src/main/adapters/storage/memory-documents'
import { type RunningSandbox, startSandbox } from '../../src/sandbox/wire/start-sandbox'
import type { StageId, TestOptions, TestReport } from '../../src/shared/connection-test/report'
import { OPTIONS, fakePorts, testApplication } from '../support/fakes-application'
import { fakeLauncher, fakeLog } from '../support/fakes-machine'

let sandbox: RunningSandbox
const apps: ReturnType<typeof testApplication>[] = []

beforeAll(async () => {
  sandbox = await startSandbox({ workspace: 'retail' })
})
afterAll(async () => {
  await Promise.all(apps.map(({ application }) => application.close()))
  await sandbox.close()
})

/** The application with the real adapters; the sandbox runs beside it, as a server that only its URL is known of. */
function realApplication() {
  const documents = createMemoryDocuments()
  const log = fakeLog()
  const ports = fakePorts({ openWorkspace, openSqlSession, probes: networkProbes, clock: systemClock, documents, log, sandbox: fakeLauncher(sandbox.ready) })
  const app = testApplication(ports)
  apps.push(app)
  return { app, documents, log }
}

async function connectionOf(app: ReturnType<typeof testApplication>, identity: string, change: { warehouse?: string; schema?: string; token?: string; tables?: string[] } = {}) {
  const { profile } = await app.value('sandbox.connect', { identity })
  const httpPath = change.warehouse === undefined ? profile.form.httpPath : (sandbox.ready.httpPaths[change.warehouse] ?? '')
  await app.value('profiles.save', { profileId: profile.id, form: { ...profile.form, httpPath, schema: change.schema ?? profile.form.schema }, tables: change.tables })
  if (change.token !== undefined) await app.value('tokens.put', { profileId: profile.id, role: 'importer', token: change.token, keep: 'run' })
  return profile.id
}

async function test(app: ReturnType<typeof testApplication>, profileId: string, options: Partial<TestOptions> = {}): Promise<TestReport> {
  const run = await app.run('test.run', { profileId, options: { ...OPTIONS, ...options } })
  const result = await run.done
  if (!result.ok) throw new Error(JSON.stringify(result.diagnosis))
  return result.value
}
const stageOf = (report: TestReport, id: StageId) => report.stages.find((stage) => stage.id === id)
/** Stage and category of what stands in the way, or of why it is not proven. */
const trouble = (report: TestReport) => report.stages.filter(({ state }) => state === 'failed').map(({ id, diagnosis }) => `${id}: ${diagnosis?.category}`)
const warehouseState = (name: string) => sandbox.state.warehouses.find((warehouse) => warehouse.name === name)?.life

describe('the connection test against the sandbox workspace, over TLS, through the real driver', () => {
  it.each<[identity: string, kind: TestReport['verdict']['kind'], failing: string[]]>([
    ['admin', 'ready', []],
    ['clevertap', 'ready', []],
    ['sql-scope', 'ready', []],
    ['excessive', 'ready', []],
    ['via-hidden-group', 'ready', []],
    ['person', 'ready', []],
    ['engineer', 'ready', []],
    ['empty-schema', 'empty', []],
    ['no-select', 'blocked', ['tables: table_no_select']],
    ['no-use-schema', 'blocked', ['schema: schema_no_use']],
    ['no-use-catalog', 'blocked', ['catalog: catalog_no_use']],
    ['expired', 'blocked', ['sign-in: token_expired']],
    ['no-entitlement', 'blocked', ['warehouse: entitlement_missing']],
    ['no-warehouse', 'blocked', ['warehouse: warehouse_no_permission']],
  ])('%s: %s', async (identity, kind, failing) => {
    const { app } = realApplication()
    const report = await test(app, await connectionOf(app, identity))
    expect({ kind: report.verdict.kind, failing: trouble(report) }).toEqual({ kind, failing })
    expect(report.stages).toHaveLength(12)
    if (kind === 'ready') expect(report.tables.reads.some(({ state }) => state === 'passed')).toBe(true)
  })

  it('fails for a token without any scope, and says that the scope is missing', async () => {
    const { app } = realApplication()
    const report = await test(app, await connectionOf(app, 'no-scope'))
    expect(report.verdict.kind).toBe('blocked')
    expect(report.stages.find(({ state }) => state === 'failed')?.diagnosis?.category).toBe('token_scope')
  })

  it('stops at the sign-in of a switched-off identity, and names that among the causes', async () => {
    const { app } = realApplication()
    const report = await test(app, await connectionOf(app, 'disabled'))
    expect(report.verdict.kind).toBe('blocked')
    const diagnosis = stageOf(report, 'sign-in')?.diagnosis
    // "Unauthorized access to Org" also means a network block (databricks.md section 11).
    expect([diagnosis?.category, ...(diagnosis?.alternatives ?? [])]).toContain('identity_disabled')
  })

  it('reports a bad token at the sign-in in under two seconds', async () => {
    const { app } = realApplication()
    const profileId = await connectionOf(app, 'clevertap', { token: 'dapi00000000000000000000000000000bad' })
    // Slower than that, the stage would end as a deadline.
    const report = await test(app, profileId, { deadlines: { 'sign-in': 2_000 } })
    expect(trouble(report)).toEqual(['sign-in: token_invalid'])
    expect(report.tables.reads).toEqual([])
  })

  it('names the grant that mends a refused read of a chosen table', async () => {
    const { app } = realApplication()
    const report = await test(app, await connectionOf(app, 'no-select', { tables: ['customers'] }))
    expect(trouble(report)).toEqual(['read: table_no_select'])
    const statements = stageOf(report, 'read')?.diagnosis?.fixes.map(({ statement }) => statement?.text).join('\n')
    expect(statements).toContain('GRANT')
    expect(statements).toContain('5f0c7f2e-8a41-4d0c-9b61-3c1d5a7e0002')
  })

  it.each([
    ['catalog', 'nowhere', 'catalog_not_found'],
    ['schema', 'nowhere', 'schema_not_found'],
  ] as const)('tells a %s that does not exist', async (field, name, category) => {
    const { app } = realApplication()
    const { profile } = await app.value('sandbox.connect', { identity: 'admin' })
    await app.value('profiles.save', { profileId: profile.id, form: { ...profile.form, [field]: name } })
    expect(trouble(await test(app, profile.id))).toEqual([`${field}: ${category}`])
  })

  it('tests every visible schema when none is set, and says what that costs', async () => {
    const { app } = realApplication()
    const report = await test(app, await connectionOf(app, 'clevertap', { schema: '' }))
    expect(report.verdict.kind).toBe('ready')
    expect(stageOf(report, 'schema')?.improvements[0]?.title).toContain('least privilege')
  })

  it('leaves a stopped warehouse alone without leave, and opens nothing', async () => {
    const { app } = realApplication()
    const report = await test(app, await connectionOf(app, 'clevertap', { warehouse: 'Nightly warehouse' }))
    expect(report.verdict.kind).toBe('not-proven')
    expect(stageOf(report, 'warehouse-awake')?.state).toBe('not-set-up')
    expect(warehouseState('Nightly warehouse')).toBe('STOPPED')
  })

  it('starts a stopped warehouse with leave, tells the time, and goes on', async () => {
    const { app } = realApplication()
    const profileId = await connectionOf(app, 'clevertap', { warehouse: 'Nightly warehouse' })
    const run = await app.run('test.run', { profileId, options: { ...OPTIONS, startWarehouse: true } })
    const result = await run.done
    expect(result.ok && result.value.verdict.kind).toBe('ready')
    const ticks = run.messages.flatMap((message) => (message.kind === 'event' && 'stage' in message.event && message.event.stage.expectedSeconds ? [message.event.stage.summary] : []))
    expect(ticks.length).toBeGreaterThan(1)
  })

  it('stops at once when cancelled in the middle', async () => {
    sandbox.faults.set({ fault: 'stall' })
    try {
      const { app } = realApplication()
      const profileId = await connectionOf(app, 'clevertap')
      const run = await app.run('test.run', { profileId, options: OPTIONS })
      await new Promise<void>((resolve) => app.application.onRunMessage((message) => message.kind === 'event' && 'stage' in message.event && message.event.stage.id === 'tls' && message.event.stage.state === 'passed' && resolve()))
      app.application.cancel(run.runId)
      // Everything stalls: without the cancel each stage would run into its deadline, and the verdict would be another.
      const result = await run.done
      expect(result.ok && result.value.verdict.kind).toBe('cancelled')
    } finally {
      sandbox.faults.clear()
    }
  })

  it('leaves the token nowhere: documents, log, events, report, export', async () => {
    const { app, documents, log } = realApplication()
    const token = sandbox.ready.tokens.clevertap ?? ''
    const profileId = await connectionOf(app, 'clevertap')
    const run = await app.run('test.run', { profileId, options: OPTIONS })
    const result = await run.done
    const handoff = await app.value('handoff.preview', { profileId })
    const everything = [...documents.list().map((name) => documents.read(name)), log.lines, run.messages, result, handoff, await app.value('profiles.list', {}), await app.value('app.info', {})]
    expect(handoff.document.status).toBe('validated')
    expect(token.length).toBeGreaterThan(30)
    expect(JSON.stringify(everything)).not.toContain(token)
  })
})

describe('permissions against the sandbox workspace', () => {
  async function verify(identity: string, withAdmin = false) {
    const { app } = realApplication()
    const profileId = await connectionOf(app, identity)
    if (withAdmin) await app.value('tokens.put', { profileId, role: 'admin', token: sandbox.ready.tokens.admin ?? '', keep: 'run' })
    const result = await (await app.run('permissions.verify', { profileId, role: withAdmin ? 'admin' : 'importer', wakeWarehouse: false })).done
    if (!result.ok) throw new Error(JSON.stringify(result.diagnosis))
    return result.value
  }

  it('shows direct grants, and SELECT inherited from the schema', async () => {
    const { checks, readable } = await verify('clevertap')
    expect(checks.slice(0, 3).map(({ privilege, state, via }) => [privilege, state, via])).toEqual([['USE CATALOG', 'granted', 'direct'], ['USE SCHEMA', 'granted', 'direct'], ['SELECT', 'granted', 'inherited']])
    expect(readable.proved).toBe(readable.total)
  })

  it('says "through a grant it may not see", and an administrator names the group', async () => {
    expect(new Set((await verify('via-hidden-group')).checks.map(({ state, via }) => `${state} ${via}`))).toEqual(new Set(['proved hidden']))
    const seenByAdmin = await verify('via-hidden-group', true)
    expect(seenByAdmin.principal).toBe('5f0c7f2e-8a41-4d0c-9b61-3c1d5a7e0008')
    expect(seenByAdmin.checks.every(({ state, source }) => state === 'proved' && source.includes('clevertap importers'))).toBe(true)
  })

  it('knows that USE SCHEMA is missing from the refusal', async () => {
    const { app } = realApplication()
    const profileId = await connectionOf(app, 'no-use-schema', { tables: ['customers'] })
    const result = await (await app.run('permissions.verify', { profileId, role: 'importer', wakeWarehouse: false })).done
    expect(result.ok && result.value.checks.find(({ privilege }) => privilege === 'USE SCHEMA')).toMatchObject({ state: 'missing' })
  })
})
