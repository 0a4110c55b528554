import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { WORKSPACES } from '../../src/main/adapters/os/sandbox-launcher'
import { SandboxReady } from '../../src/shared/sandbox/sandbox'
import { sampleWorkspaces } from '../../src/sandbox/workspaces/sample-names'
import { parseFault } from '../../src/sandbox/wire/faults'
import type { StartOptions } from '../../src/sandbox/wire/start-sandbox'
import { rowsOf, sandboxForTest, type TestSandbox } from './sandbox-support'

const SCIM = '/api/2.0/preview/scim/v2'
const open: TestSandbox[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
})
async function start(options: StartOptions): Promise<TestSandbox> {
  const sandbox = await sandboxForTest(options)
  open.push(sandbox)
  return sandbox
}

test('the application offers the samples that there are', () => {
  expect(WORKSPACES).toEqual(sampleWorkspaces)
})

describe.each(sampleWorkspaces)('$name', ({ name }) => {
  test('prints what clients need, and its tokens sign their people in', async () => {
    const sandbox = await start({ workspace: name })
    expect(SandboxReady.parse(JSON.parse(JSON.stringify(sandbox.ready)))).toEqual(sandbox.ready)
    expect(sandbox.ready.tokens.admin).toBeDefined()
    const { catalog, schema } = sandbox.ready
    expect((await sandbox.call('GET', `/api/2.1/unity-catalog/schemas/${catalog}.${schema}`, { as: 'admin' })).status).not.toBe(404)
    // These two have several tokens for one identity: their tokens' names are not the identities'.
    if (name === 'retail' || name === 'messy') return
    for (const key of Object.keys(sandbox.ready.tokens)) {
      const me = await sandbox.call('GET', `${SCIM}/Me`, { as: key })
      expect(me.json.userName, key).toBe(sandbox.state.identities.find((one) => one.key === key)?.principal)
    }
  })
})

test('locked-down: the user may look at the shop and change nothing; owners are named', async () => {
  const sandbox = await start({ workspace: 'locked-down' })
  const status = async (method: string, path: string, body?: unknown) => (await sandbox.call(method, path, { as: 'user', body })).status
  expect((await sandbox.statement('SELECT count(*) AS n FROM shop.sales.orders', 'user')).json.result.data_array).toEqual([['60']])
  const refusals = [
    ['POST', '/api/2.0/sql/warehouses', { name: 'w' }], ['POST', `${SCIM}/ServicePrincipals`, { displayName: 'x' }], ['POST', '/api/2.1/unity-catalog/catalogs', { name: 'c' }],
    ['PATCH', `/api/2.0/permissions/warehouses/${sandbox.warehouse()}`, { access_control_list: [] }], ['GET', '/api/2.0/permissions/authorization/tokens', undefined],
    ['POST', '/api/2.0/token-management/on-behalf-of/tokens', {}], ['GET', '/api/2.0/workspace-conf?keys=enableTokensConfig', undefined],
  ] as const
  for (const [method, path, body] of refusals) expect([path, await status(method, path, body)]).toEqual([path, 403])
  const catalog = await sandbox.call('GET', '/api/2.1/unity-catalog/catalogs/shop', { as: 'user' })
  expect(catalog.json.owner).toBe('carl@shop.example')
  expect((await sandbox.call('GET', '/api/2.1/unity-catalog/schemas/shop.sales', { as: 'user' })).json.owner).toBe('sam@shop.example')
})

test('no-metastore-admin: the workspace admin makes a catalog, though nobody is metastore admin', async () => {
  const sandbox = await start({ workspace: 'no-metastore-admin' })
  expect((await sandbox.call('GET', '/api/2.1/unity-catalog/metastore_summary', { as: 'admin' })).json.owner).toBe('System user')
  expect((await sandbox.statement('CREATE CATALOG clevertap_catalog')).json.status.state).toBe('SUCCEEDED')
  expect((await sandbox.statement('GRANT USE CATALOG ON CATALOG clevertap_catalog TO `maria@shop.example`')).json.status.state).toBe('SUCCEEDED')
  expect((await sandbox.statement('GRANT CREATE CATALOG ON METASTORE TO `maria@shop.example`')).json.status.error.message).toContain('User does not have MANAGE on Metastore')
})

test('large: ten thousand tables, by REST in pages and by SQL', async () => {
  const sandbox = await start({ workspace: 'large' })
  expect(sandbox.state.tables).toHaveLength(10_000)
  const first = await sandbox.call('GET', '/api/2.1/unity-catalog/tables?catalog_name=lake&schema_name=warehouse&max_results=0&omit_columns=true', { as: 'admin' })
  expect([first.json.tables.length, typeof first.json.next_page_token]).toEqual([1000, 'string'])
  const clevertap = await sandbox.session('clevertap')
  const { session } = clevertap
  expect(await rowsOf(session, 'SELECT count(*) AS n FROM lake.department_01.table_001')).toEqual([{ n: 20 }])
  expect(await rowsOf(session, 'SHOW TABLES IN lake.department_01')).toHaveLength(50)
  await clevertap.close()
})

test('what was made is there after a restart: warehouse, service principal, secret, grants, settings', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-state-'))
  try {
    const before = await start({ workspace: 'empty', stateFolder: folder })
    const warehouse = (await before.call('POST', '/api/2.0/sql/warehouses', { as: 'admin', body: { name: 'w' } })).json.id
    const robot = (await before.call('POST', `${SCIM}/ServicePrincipals`, { as: 'admin', body: { displayName: 'r', externalId: 'm' } })).json
    const secret = (await before.call('POST', `/api/2.0/accounts/servicePrincipals/${robot.id}/credentials/secrets`, { as: 'admin' })).json
    await before.call('POST', '/api/2.1/unity-catalog/catalogs', { as: 'admin', body: { name: 'c' } })
    await before.call('PATCH', '/api/2.0/workspace-conf', { as: 'admin', body: { maxTokenLifetimeDays: '7' } })
    await Promise.all(open.splice(0).map((one) => one.close()))

    const after = await start({ stateFolder: folder })
    expect((await after.call('GET', `/api/2.0/sql/warehouses/${warehouse}`, { as: 'admin' })).json.name).toBe('w')
    expect((await after.call('GET', `${SCIM}/ServicePrincipals/${robot.id}`, { as: 'admin' })).json).toMatchObject({ externalId: 'm', displayName: 'r' })
    expect((await after.call('GET', '/api/2.1/unity-catalog/catalogs/c', { as: 'admin' })).json.owner).toBe('admin@shop.example')
    expect((await after.call('GET', '/api/2.0/workspace-conf?keys=maxTokenLifetimeDays', { as: 'admin' })).json).toEqual({ maxTokenLifetimeDays: '7' })
    const form = new URLSearchParams({ grant_type: 'client_credentials', scope: 'all-apis', client_id: robot.applicationId, client_secret: secret.secret }).toString()
    expect((await after.call('POST', '/oidc/v1/token', { raw: form })).status).toBe(200)
  } finally {
    await Promise.all(open.splice(0).map((one) => one.close()))
    await rm(folder, { recursive: true, force: true })
  }
})

describe('crash-after-act', () => {
  const crash = (match: string) => ({ fault: 'crash-after-act', match }) as const

  test('a request is carried out, its answer lost, and the next one is answered', async () => {
    const sandbox = await start({ workspace: 'empty', faults: [crash('POST /api/2.0/sql/warehouses')] })
    const make = (name: string) => sandbox.call('POST', '/api/2.0/sql/warehouses', { as: 'admin', body: { name } })
    await expect(make('one')).rejects.toThrow(/hang up|ECONNRESET/)
    expect(sandbox.state.warehouses.map(({ name }) => name)).toEqual(['one'])
    expect((await make('one')).json.message).toBe('SQL warehouse with name `one` already exists')
    expect((await make('two')).status).toBe(200)
  })

  test('a statement is carried out and its answer lost, through both doors', async () => {
    const sandbox = await start({ workspace: 'no-metastore-admin', faults: [crash('CREATE SCHEMA *one*'), crash('create   schema `workspace`.`two`')] })
    await expect(sandbox.statement('CREATE SCHEMA workspace.one')).rejects.toThrow(/hang up|ECONNRESET/)
    const admin = await sandbox.session('admin')
    await expect(rowsOf(admin.session, 'CREATE SCHEMA\n`workspace`.`two`')).rejects.toThrow()
    await admin.close()
    await expect.poll(() => sandbox.state.schemas.map(({ name }) => name)).toEqual(expect.arrayContaining(['one', 'two']))
    expect((await sandbox.statement('CREATE SCHEMA workspace.three')).json.status.state).toBe('SUCCEEDED')
  })

  test('is written on the command line with its place', () => {
    expect(parseFault('crash-after-act=POST /api/2.0/token/create')).toEqual(crash('POST /api/2.0/token/create'))
    expect(parseFault('slow')).toEqual({ fault: 'slow' })
    expect(parseFault('drop=/api/2.0/token')).toEqual({ fault: 'drop', match: '/api/2.0/token' })
    expect(parseFault('crash-after-act')).toBeUndefined()
    expect(parseFault('quake')).toBeUndefined()
  })

  test('other faults hit the requests that they name only', async () => {
    const sandbox = await start({ workspace: 'empty', faults: [{ fault: 'unavailable', match: 'GET /api/2.0/sql/*', times: 1 }] })
    expect((await sandbox.call('GET', `${SCIM}/Me`, { as: 'admin' })).status).toBe(200)
    expect((await sandbox.call('GET', '/api/2.0/sql/warehouses', { as: 'admin' })).status).toBe(503)
    expect((await sandbox.call('GET', '/api/2.0/sql/warehouses', { as: 'admin' })).status).toBe(200)
  })
})
