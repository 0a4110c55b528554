import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { explain } from '#shared/diagnosis/explain'
import type { DiagnosisContext } from '#shared/diagnosis/diagnosis'
import type { Outcome } from '#shared/result'
import { readOneRow, selectOne, sessionUser, showCatalogs } from '#shared/sql/statements'
import { networkProbes } from '../../src/main/adapters/databricks/network-probes'
import { openSqlSession } from '../../src/main/adapters/databricks/sql-session'
import { openWorkspace } from '../../src/main/adapters/databricks/workspace'
import type { SignIn, SqlSession } from '../../src/main/core/ports/workspace'
import { Secret } from '../../src/main/core/secret'
import { type RunningSandbox, startSandbox } from '../../src/sandbox/wire/start-sandbox'

const CANARY = `dapi${'deadbeef'.repeat(4)}`
const IMPORTER = '5f0c7f2e-8a41-4d0c-9b61-3c1d5a7e0001'

let sandbox: RunningSandbox
let running: string
const late: unknown[] = []
const onLate = (error: unknown): void => void late.push(error)

beforeAll(async () => {
  process.on('unhandledRejection', onLate)
  sandbox = await startSandbox({ workspace: 'retail', warm: true })
  running = Object.values(sandbox.ready.httpPaths)[0] ?? ''
})
afterEach(() => sandbox.faults.clear())
afterAll(async () => {
  await sandbox.close()
  process.off('unhandledRejection', onLate)
  expect(late).toEqual([])
})

const limits = (timeoutMs = 10_000) => ({ signal: new AbortController().signal, timeoutMs })
const as = (name: string, more: Partial<SignIn> = {}): SignIn => ({
  host: sandbox.ready.host,
  port: sandbox.ready.port,
  caFile: sandbox.ready.caFile,
  token: new Secret(sandbox.ready.tokens[name] ?? CANARY),
  ...more,
})
const path = (name: string): string => sandbox.ready.httpPaths[name] ?? ''

async function withSession<T>(name: string, work: (session: SqlSession) => Promise<T>, target: { catalog?: string; schema?: string } = {}): Promise<T> {
  const opened = await openSqlSession(as(name), { httpPath: running, ...target }, limits())
  if (!opened.ok) throw new Error(opened.failure.message)
  try {
    return await work(opened.value)
  } finally {
    await opened.value.close()
  }
}
const value = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.failure))
  return outcome.value
}
function diagnosed(outcome: Outcome<unknown>, context?: DiagnosisContext) {
  if (outcome.ok) throw new Error('expected a failure')
  const diagnosis = explain(outcome.failure, context)
  for (const token of [CANARY, ...Object.values(sandbox.ready.tokens)]) expect(JSON.stringify([outcome, diagnosis])).not.toContain(token)
  return diagnosis
}

describe('the real driver against the sandbox', () => {
  it('runs statements as the identity of the token', async () => {
    await withSession('clevertap', async (session) => {
      expect(value(await session.query(selectOne(), limits())).rows).toEqual([[1]])
      expect(value(await session.query(sessionUser(), limits()))).toEqual({ columns: ['principal'], rows: [[IMPORTER]] })
      const catalogs = value(await session.query(showCatalogs(), limits()))
      expect(catalogs.columns).toEqual(['catalog'])
      expect(catalogs.rows.flat()).toContain(sandbox.ready.catalog)
    })
  })

  it('reads a row of every table it lists, whatever the name', async () => {
    const tables = value(await openWorkspace(as('clevertap')).listTables(sandbox.ready.catalog, sandbox.ready.schema, limits()))
    expect(tables.length).toBeGreaterThan(3)
    await withSession('clevertap', async (session) => {
      for (const table of tables.filter(({ browseOnly }) => !browseOnly).slice(0, 8)) {
        const read = value(await session.query(readOneRow(sandbox.ready.catalog, sandbox.ready.schema, table.name), limits()))
        expect(read.columns.length).toBeGreaterThan(0)
        expect(() => JSON.stringify(read.rows)).not.toThrow()
      }
    })
  })

  it.each([
    ['no-use-catalog', 'catalog_no_use', 'GRANT USE CATALOG ON CATALOG `retail` TO `5f0c7f2e-8a41-4d0c-9b61-3c1d5a7e0004`;'],
    ['no-use-schema', 'schema_no_use', 'GRANT USE SCHEMA ON SCHEMA `retail`.'],
    ['no-select', 'table_no_select', 'GRANT SELECT ON SCHEMA `retail`.'],
  ])('diagnoses the read of %s, with the statement that mends it', async (name, category, statement) => {
    const admin = value(await openWorkspace(as('admin')).listTables(sandbox.ready.catalog, sandbox.ready.schema, limits()))
    const table = admin[0]?.name ?? ''
    const principal = value(await openWorkspace(as(name)).me(limits())).userName
    const diagnosis = await withSession(name, async (session) =>
      diagnosed(await session.query(readOneRow(sandbox.ready.catalog, sandbox.ready.schema, table), limits()), { principal, catalog: sandbox.ready.catalog, schema: sandbox.ready.schema, table }),
    )
    expect(diagnosis.category).toBe(category)
    expect(diagnosis.fixes.map((fix) => fix.statement?.text ?? '').join('\n')).toContain(statement)
  })

  it.each([
    ['expired', ['token_expired', 'token_invalid']],
    ['nobody', ['token_invalid']],
    ['no-entitlement', ['entitlement_missing']],
    ['no-warehouse', ['warehouse_no_permission']],
    ['no-scope', ['token_scope']],
  ])('says at once why %s gets no session', async (name, categories) => {
    // Slower than two seconds, it would be a deadline.
    const outcome = await openSqlSession(as(name), { httpPath: running }, limits(2_000))
    expect(categories).toContain(diagnosed(outcome).category)
  })

  it('names the deactivated identity among the causes where Databricks uses the words of an address block', async () => {
    const diagnosis = diagnosed(await openSqlSession(as('disabled'), { httpPath: running }, limits()))
    expect([diagnosis.category, ...(diagnosis.alternatives ?? [])]).toContain('identity_disabled')
  })

  it('names a missing warehouse as missing or forbidden', async () => {
    const outcome = await openSqlSession(as('clevertap'), { httpPath: '/sql/1.0/warehouses/ffffffffffffffff' }, limits())
    expect(['warehouse_not_found', 'warehouse_no_permission']).toContain(diagnosed(outcome).category)
  })

  it('opens again while the gateway says 503, within the deadline', async () => {
    sandbox.faults.set({ fault: 'unavailable', path: '/sql/1.0/', times: 1 })
    const opened = await openSqlSession(as('clevertap'), { httpPath: running }, limits(20_000))
    const session = value(opened)
    expect(value(await session.query(selectOne(), limits())).rows).toEqual([[1]])
    await session.close()
  })

  it('waits for a stopped warehouse to wake', async () => {
    const stopped = sandbox.state.warehouses.find((one) => one.life === 'STOPPED' && one.serverless)
    if (stopped === undefined) throw new Error('the sample has no stopped serverless warehouse')
    const session = value(await openSqlSession(as('admin'), { httpPath: path(stopped.name) }, limits(30_000)))
    expect(value(await session.query(selectOne(), limits(30_000))).rows).toEqual([[1]])
    await session.close()
  }, 60_000)

  it('ends a query at once when cancelled, and at its deadline', async () => {
    await withSession('clevertap', async (session) => {
      sandbox.faults.set({ fault: 'stall', path: '/sql/1.0/' })
      const controller = new AbortController()
      const waiting = session.query(selectOne(), { signal: controller.signal, timeoutMs: 60_000 })
      controller.abort()
      expect(diagnosed(await waiting).category).toBe('cancelled')
      expect(diagnosed(await session.query(selectOne(), limits(200))).category).toBe('deadline')
      sandbox.faults.clear()
    })
  })

  it.each([
    ['ip-blocked', 'ip_blocked'],
    ['public-access-off', 'ip_blocked'],
    ['private-link', 'ip_blocked'],
    ['html', 'not_databricks_host'],
    ['drop', 'reset'],
    ['rate-limited', 'rate_limited'],
  ] as const)('recognises the fault %s by REST and by SQL', async (fault, category) => {
    sandbox.faults.set({ fault })
    expect(diagnosed(await openWorkspace(as('clevertap')).me(limits(1500))).category).toBe(category)
    expect(diagnosed(await openSqlSession(as('clevertap'), { httpPath: running }, limits(1500))).category).toBe(category)
  })

  it('answers after it was closed', async () => {
    const session = value(await openSqlSession(as('clevertap'), { httpPath: running }, limits()))
    await session.close()
    await session.close()
    expect(diagnosed(await session.query(selectOne(), limits())).category).toBe('session_expired')
  })
})

describe('REST against the sandbox', () => {
  it('knows who, where and what', async () => {
    const workspace = openWorkspace(as('clevertap'))
    expect(value(await workspace.me(limits()))).toMatchObject({ userName: IMPORTER, kind: 'service-principal', workspaceId: sandbox.state.workspaceId })
    expect(value(await workspace.listCatalogs(limits())).map(({ name }) => name)).toContain(sandbox.ready.catalog)
    expect(value(await workspace.listSchemas(sandbox.ready.catalog, limits())).map(({ name }) => name)).toContain(sandbox.ready.schema)
    expect(value(await workspace.getCatalog(sandbox.ready.catalog, limits())).name).toBe(sandbox.ready.catalog)
    expect(value(await workspace.getSchema(sandbox.ready.catalog, sandbox.ready.schema, limits())).name).toBe(sandbox.ready.schema)
    expect(value(await workspace.currentMetastore(limits())).metastoreId).toBe(sandbox.state.metastore?.id)
    expect(value(await workspace.listTokens(limits())).length).toBeGreaterThan(0)
    const warehouses = value(await workspace.listWarehouses(limits()))
    const first = warehouses.find((one) => running.endsWith(one.id))
    expect(first).toMatchObject({ state: 'RUNNING', type: 'serverless', httpPath: running })
    expect(value(await workspace.getWarehouse(first?.id ?? '', limits()))).toEqual(first)
    expect(value(await workspace.effectivePermissions('schema', `${sandbox.ready.catalog}.${sandbox.ready.schema}`, IMPORTER, limits())).length).toBeGreaterThan(0)
    expect(value(await openWorkspace(as('admin')).warehousePermissions(first?.id ?? '', limits())).length).toBeGreaterThan(0)
    expect(value(await openWorkspace(as('admin')).permissions('catalog', sandbox.ready.catalog, limits())).map(({ principal }) => principal)).toContain(IMPORTER)
  })

  it('tells a scope that forbids from a right that is missing', async () => {
    expect(diagnosed(await openWorkspace(as('sql-scope')).listCatalogs(limits())).category).toBe('token_scope')
    expect(diagnosed(await openWorkspace(as('clevertap')).getCatalog('no_such_catalog', limits())).category).toBe('catalog_not_found')
    expect(diagnosed(await openWorkspace(as('clevertap')).getWarehouse('ffffffffffffffff', limits())).category).toMatch(/^warehouse_(not_found|no_permission)$/)
  })

  it('sees the certificate of the sandbox', async () => {
    const { host, port, caFile } = sandbox.ready
    expect(value(await networkProbes.resolve(host, limits())).addresses.length).toBeGreaterThan(0)
    expect(value(await networkProbes.connect(host, port, limits())).remoteAddress).toContain(String(port))
    expect(value(await networkProbes.handshake(host, port, caFile, limits())).issuer).toContain('sandbox')
  })
})
