import { afterAll, beforeAll, expect, test } from 'vitest'
import { rowsOf, sandboxForTest, type TestSandbox } from './sandbox-support'
import { createSample } from '../../src/sandbox/workspaces/samples'
import { DBSQLClient } from '@databricks/sql'
import { readFileSync } from 'node:fs'
import { Agent, request } from 'undici'

const UC = '/api/2.1/unity-catalog'
const SCIM = '/api/2.0/preview/scim/v2'

let sandbox: TestSandbox
beforeAll(async () => {
  const sample = createSample('empty', Date.now())
  if (!sample) throw new Error('no sample named empty')
  sample.state.settings = { warehouseStartMs: 50, principalDelayMs: 300 }
  sandbox = await sandboxForTest({ workspace: { state: sample.state, tokens: sample.tokenValues } })
}, 60_000)
afterAll(() => sandbox.close())

/** Walks the whole setup as the admin does it, from an empty workspace to a SELECT as the service principal, with the real driver. */
test('from an empty workspace to a SELECT with a token made on behalf of a new service principal', async () => {
  const dispatcher = new Agent({ connect: { ca: readFileSync(sandbox.ready.caFile) } })
  const admin = async (method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body?: unknown) => {
    const answer = await request(`https://localhost:${sandbox.ready.port}${path}`, {
      method, dispatcher, headers: { authorization: `Bearer ${sandbox.token('admin')}`, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.body.text()
    return { status: answer.statusCode, json: (text ? JSON.parse(text) : {}) }
  }
  expect(sandbox.ready.httpPaths).toEqual({})

  const made = await admin('POST', '/api/2.0/sql/warehouses', {
    name: 'clevertap_warehouse', cluster_size: 'Small', auto_stop_mins: 10, min_num_clusters: 1, max_num_clusters: 1, warehouse_type: 'PRO', enable_serverless_compute: true,
    tags: { custom_tags: [{ key: 'clevertap-setup', value: 'ct-1' }] },
  })
  const id = String(made.json.id)
  await expect.poll(async () => (await admin('GET', `/api/2.0/sql/warehouses/${id}`)).json.state).toBe('RUNNING')
  expect((await admin('GET', `/api/2.0/sql/warehouses/${id}`)).json).toMatchObject({ name: 'clevertap_warehouse', cluster_size: 'Small', tags: { custom_tags: [{ key: 'clevertap-setup', value: 'ct-1' }] } })

  const principal = (await admin('POST', `${SCIM}/ServicePrincipals`, { displayName: 'CleverTap importer', externalId: 'ct-1' })).json
  await admin('PATCH', `${SCIM}/ServicePrincipals/${principal.id}`, {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: [{ op: 'add', path: 'entitlements', value: [{ value: 'databricks-sql-access' }] }],
  })
  expect((await admin('GET', `${SCIM}/ServicePrincipals/${principal.id}`)).json).toMatchObject({ externalId: 'ct-1', entitlements: [{ value: 'databricks-sql-access' }] })
  expect((await admin('PATCH', `/api/2.0/permissions/warehouses/${id}`, { access_control_list: [{ service_principal_name: principal.applicationId, permission_level: 'CAN_USE' }] })).status).toBe(200)

  const path = `/sql/1.0/warehouses/${id}`
  const own = await sandbox.session('admin', { path })
  try {
    const run = (sql: string) => rowsOf(own.session, sql)
    await run("CREATE CATALOG IF NOT EXISTS `clevertap_catalog` COMMENT 'For CleverTap'")
    await run('CREATE SCHEMA IF NOT EXISTS `clevertap_catalog`.`clevertap_schema`')
    expect(await run('SHOW SCHEMAS IN `clevertap_catalog`')).toEqual([{ databaseName: 'clevertap_schema' }, { databaseName: 'default' }, { databaseName: 'information_schema' }])
    await run("CREATE OR REPLACE VIEW `clevertap_catalog`.`clevertap_schema`.`customers` (`id` COMMENT 'key', `email`) COMMENT 'curated' AS SELECT 1, 'a@b.example'")
    const grant = `TO \`${principal.applicationId}\``
    await expect.poll(async () => run(`GRANT USE CATALOG ON CATALOG \`clevertap_catalog\` ${grant}`).then(() => 'granted', (error: unknown) => String(error)), { timeout: 5000 }).toBe('granted')
    await run(`GRANT USE SCHEMA, SELECT ON SCHEMA \`clevertap_catalog\`.\`clevertap_schema\` ${grant}`)
  } finally {
    await own.close()
  }

  const token = (await admin('POST', '/api/2.0/token-management/on-behalf-of/tokens', { application_id: principal.applicationId, comment: 'CleverTap ct-1', lifetime_seconds: 90 * 86_400, scopes: ['sql'] })).json
  expect(token.token_value).toMatch(/^dapi[0-9a-f]{32}$/)
  const client = new DBSQLClient({ logger: { log: () => undefined } })
  await client.connect({ host: 'localhost', port: sandbox.ready.port, path, token: token.token_value, ca: readFileSync(sandbox.ready.caFile), telemetryEnabled: false } as never)
  const session = await client.openSession({ initialCatalog: 'clevertap_catalog', initialSchema: 'clevertap_schema' })
  expect(await rowsOf(session, 'SELECT * FROM customers')).toEqual([{ id: 1, email: 'a@b.example' }])
  await expect(rowsOf(session, 'CREATE SCHEMA IF NOT EXISTS clevertap_catalog.clevertap_schema')).rejects.toThrow('User does not have CREATE SCHEMA on Catalog')
  await session.close()
  await client.close()
  await dispatcher.close()
})

test('a new service principal is unknown to Unity Catalog for a moment, by SQL and REST', async () => {
  const created = await sandbox.call('POST', `${SCIM}/ServicePrincipals`, { as: 'admin', body: { displayName: 'Late' } })
  expect([created.status, created.json.entitlements]).toEqual([201, []])
  const change = () => sandbox.call('PATCH', `${UC}/permissions/catalog/workspace`, { as: 'admin', body: { changes: [{ principal: created.json.applicationId, add: ['USE_CATALOG'], remove: [] }] } })
  const early = await change()
  expect([early.status, early.json]).toEqual([404, { error_code: 'PRINCIPAL_DOES_NOT_EXIST', message: `Could not find principal with name ${created.json.applicationId}` }])
  await expect.poll(async () => (await change()).status, { timeout: 5000 }).toBe(200)
})
