import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sandboxForTest, type Reply, type TestSandbox } from './sandbox-support'

let sandbox: TestSandbox
beforeAll(async () => void (sandbox = await sandboxForTest()), 60_000)
afterAll(() => sandbox.close())

const UC = '/api/2.1/unity-catalog'

describe('gateway', () => {
  test('no credential, or a token id in its place: 401 in the recorded words', async () => {
    const none = await sandbox.call('GET', '/api/2.0/sql/warehouses')
    expect([none.status, none.json.error_code]).toEqual([401, 401])
    expect(none.json.message).toMatch(/^Credential was not sent or was of an unsupported type for this API\. \[ReqId: /)
    expect(none.headers['www-authenticate']).toBe('Bearer realm="DatabricksRealm"')
    const id = createHash('sha256').update(sandbox.token('admin')).digest('hex')
    expect((await sandbox.call('GET', '/api/2.0/sql/warehouses', { headers: { authorization: `Bearer ${id}` } })).status).toBe(401)
  })

  test('a wrong token: 403, with the reason in a header', async () => {
    const wrong = await sandbox.call('GET', '/api/2.0/sql/warehouses', { headers: { authorization: 'Bearer dapi00000000000000000000000000000000' } })
    expect([wrong.status, wrong.json]).toEqual([403, { error_code: 403, message: 'Invalid access token.' }])
    expect(wrong.headers['x-databricks-reason-phrase']).toBe('Invalid access token.')
  })

  test('scopes decide per endpoint; Me asks for any', async () => {
    const me = '/api/2.0/preview/scim/v2/Me'
    expect((await sandbox.call('GET', me, { as: 'sql-scope' })).status).toBe(200)
    expect((await sandbox.call('GET', '/api/2.0/sql/warehouses', { as: 'sql-scope' })).status).toBe(200)
    const refused = await sandbox.call('GET', `${UC}/catalogs`, { as: 'sql-scope' })
    expect([refused.status, refused.json.message]).toEqual([403, 'Provided access token does not have required scopes: unity-catalog'])
    expect((await sandbox.call('GET', '/api/2.0/token/list', { as: 'sql-scope' })).status).toBe(403)
    expect((await sandbox.call('GET', me, { as: 'no-scope' })).status).toBe(403)
  })

  test('unknown paths, wrong methods and broken JSON', async () => {
    expect((await sandbox.call('GET', '/api/2.2/sql/endpoints', { as: 'admin' })).json).toEqual({ error: 'Bad Target: /api/2.2/sql/endpoints' })
    const method = await sandbox.call('PUT', '/api/2.0/sql/warehouses', { as: 'admin' })
    expect([method.status, method.json.error_code]).toEqual([404, 'ENDPOINT_NOT_FOUND'])
    const broken = await sandbox.call('POST', '/api/2.0/sql/statements', { as: 'admin', raw: '{"warehouse_id":' })
    expect([broken.status, broken.json.error_code]).toEqual([400, 'MALFORMED_REQUEST'])
  })

  test('answers carry the headers of a workspace', async () => {
    const { headers } = await sandbox.call('GET', '/api/2.0/preview/scim/v2/Me', { as: 'clevertap' })
    expect(headers).toMatchObject({ server: 'databricks', 'x-databricks-org-id': sandbox.state.workspaceId, 'strict-transport-security': 'max-age=31536000; includeSubDomains; preload' })
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  })
})

describe('identity and tokens', () => {
  test('Me of a service principal: its application id is its user name', async () => {
    const { json } = await sandbox.call('GET', '/api/2.0/preview/scim/v2/Me', { as: 'clevertap' })
    const identity = sandbox.state.identities.find(({ key }) => key === 'clevertap')
    expect(json).toMatchObject({ userName: identity?.principal, displayName: identity?.displayName, active: true })
  })

  test('SCIM lists are for admins, and filter', async () => {
    const path = `/api/2.0/preview/scim/v2/ServicePrincipals?filter=${encodeURIComponent('displayName eq "CleverTap importer"')}`
    expect((await sandbox.call('GET', path, { as: 'admin' })).json).toMatchObject({ totalResults: 1, Resources: [{ displayName: 'CleverTap importer' }] })
    expect((await sandbox.call('GET', path, { as: 'clevertap' })).json).toMatchObject({ status: '403', schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'] })
  })

  test('a hidden account group is not in SCIM', async () => {
    const hidden = sandbox.state.groups.find((group) => !group.visibleInWorkspace)
    expect(hidden).toBeDefined()
    expect((await sandbox.call('GET', '/api/2.0/preview/scim/v2/Groups', { as: 'admin' })).text).not.toContain(hidden?.name)
  })

  test('a token made, listed, used and deleted', async () => {
    const made = await sandbox.call('POST', '/api/2.0/token/create', { as: 'admin', body: { comment: 'for a test', lifetime_seconds: 60, scopes: ['sql'] } })
    const id = createHash('sha256').update(made.json.token_value).digest('hex')
    expect(made.json.token_info).toMatchObject({ token_id: id, comment: 'for a test', scopes: ['sql'] })
    const bearer = { authorization: `Bearer ${made.json.token_value}` }
    expect((await sandbox.call('GET', '/api/2.0/sql/warehouses', { headers: bearer })).status).toBe(200)
    expect((await sandbox.call('GET', '/api/2.0/token/list', { as: 'admin' })).text).toContain(id)
    expect((await sandbox.call('GET', '/api/2.0/token/list', { as: 'clevertap' })).text).not.toContain(id)
    expect((await sandbox.call('POST', '/api/2.0/token/delete', { as: 'admin', body: { token_id: id } })).status).toBe(200)
    expect((await sandbox.call('GET', '/api/2.0/sql/warehouses', { headers: bearer })).status).toBe(403)
  })
})

describe('warehouses', () => {
  test('lists what the caller may see, with the fields of the API', async () => {
    const all = (await sandbox.call('GET', '/api/2.0/sql/warehouses', { as: 'admin' })).json.warehouses
    const mine = (await sandbox.call('GET', '/api/2.0/sql/warehouses', { as: 'clevertap' })).json.warehouses
    expect(mine.length).toBeLessThan(all.length)
    expect(all[0]).toMatchObject({ id: expect.stringMatching(/^[0-9a-f]{16}$/), state: 'RUNNING', odbc_params: { path: `/sql/1.0/warehouses/${all[0].id}`, protocol: 'https', port: sandbox.ready.port } })
    for (const field of ['name', 'cluster_size', 'min_num_clusters', 'max_num_clusters', 'auto_stop_mins', 'creator_name', 'jdbc_url', 'health', 'warehouse_type', 'enable_serverless_compute', 'channel', 'tags']) expect(all[0]).toHaveProperty(field)
    expect((await sandbox.call('GET', '/api/2.0/sql/endpoints', { as: 'clevertap' })).json.endpoints).toHaveLength(mine.length)
  })

  test('unknown, malformed and forbidden ids', async () => {
    const unknown = '/api/2.0/sql/warehouses/ffffffffffffffff'
    expect((await sandbox.call('GET', unknown, { as: 'clevertap' })).json).toEqual({ error_code: 'PERMISSION_DENIED', message: 'You do not have permission to use the SQL Warehouse. Please contact your administrator.' })
    expect((await sandbox.call('GET', unknown, { as: 'admin' })).json.error_code).toBe('RESOURCE_DOES_NOT_EXIST')
    const malformed = await sandbox.call('GET', '/api/2.0/sql/warehouses/nonsense', { as: 'admin' })
    expect([malformed.status, malformed.json.message]).toEqual([400, 'nonsense is not a valid endpoint id.'])
    expect((await sandbox.statement('SELECT 1', 'no-warehouse')).status).toBe(403)
    expect((await sandbox.statement('SELECT 1', 'no-entitlement')).json.message).toBe('This API is disabled for users without the databricks-sql-access entitlement.')
  })

  test('permissions are for managers', async () => {
    const path = `/api/2.0/permissions/warehouses/${sandbox.warehouse()}`
    const { json } = await sandbox.call('GET', path, { as: 'admin' })
    expect(json).toMatchObject({ object_id: `/sql/warehouses/${sandbox.warehouse()}`, object_type: 'warehouses' })
    expect(json.access_control_list).toContainEqual({ group_name: 'admins', all_permissions: [{ permission_level: 'CAN_MANAGE', inherited: true, inherited_from_object: ['/sql/warehouses/'] }] })
    expect((await sandbox.call('GET', path, { as: 'clevertap' })).status).toBe(403)
    expect((await sandbox.call('GET', `${path}/permissionLevels`, { as: 'admin' })).json.permission_levels).toHaveLength(5)
  })
})

describe('Unity Catalog', () => {
  test('shows each caller what is theirs', async () => {
    const names = async (as: string): Promise<string[]> => (await sandbox.call('GET', `${UC}/catalogs`, { as })).json.catalogs.map(({ name }: { name: string }) => name)
    expect(await names('admin')).toContain(sandbox.ready.catalog)
    expect((await names('clevertap')).length).toBeLessThan((await names('admin')).length)
  })

  test('pages tables until the token is gone', async () => {
    const base = `${UC}/tables?catalog_name=${sandbox.ready.catalog}&schema_name=${sandbox.ready.schema}`
    const whole = (await sandbox.call('GET', base, { as: 'admin' })).json.tables.length
    const seen: string[] = []
    let next: string | undefined = ''
    while (next !== undefined) {
      const { json } = await sandbox.call('GET', `${base}&max_results=7&page_token=${next}`, { as: 'admin' })
      seen.push(...(json.tables ?? []).map(({ full_name }: { full_name: string }) => full_name))
      next = json.next_page_token
    }
    expect(new Set(seen).size).toBe(whole)
    expect((await sandbox.call('GET', `${base}&page_token=broken`, { as: 'admin' })).json.error_code).toBe('INVALID_PARAMETER_VALUE')
  })

  test('one table, with its columns', async () => {
    const { json } = await sandbox.call('GET', `${UC}/tables/${sandbox.ready.catalog}.${sandbox.ready.schema}.customers`, { as: 'clevertap' })
    expect(json).toMatchObject({ name: 'customers', table_type: 'MANAGED', data_source_format: 'DELTA' })
    expect(json.columns[0]).toMatchObject({ position: 0, type_name: expect.any(String), type_text: expect.any(String) })
  })

  test('grants: direct, and effective with where they come from', async () => {
    const principal = sandbox.state.identities.find(({ key }) => key === 'clevertap')?.principal ?? ''
    const schema = `${sandbox.ready.catalog}.${sandbox.ready.schema}`
    const direct = await sandbox.call('GET', `${UC}/permissions/schema/${schema}?principal=${principal}`, { as: 'admin' })
    expect(direct.json.privilege_assignments).toEqual([{ principal, privileges: expect.arrayContaining(['USE_SCHEMA', 'SELECT']) }])
    const effective = await sandbox.call('GET', `${UC}/effective-permissions/table/${schema}.customers?principal=${principal}`, { as: 'admin' })
    expect(effective.json.privilege_assignments[0].privileges).toContainEqual({ privilege: 'SELECT', inherited_from_type: 'SCHEMA', inherited_from_name: schema })
    expect((await sandbox.call('GET', `${UC}/permissions/schema/${schema}?max_results=10`, { as: 'admin' })).status).toBe(400)
  })

  test('the metastore', async () => {
    const assigned = await sandbox.call('GET', `${UC}/current-metastore-assignment`, { as: 'clevertap' })
    expect(assigned.json).toMatchObject({ metastore_id: sandbox.state.metastore?.id, workspace_id: Number(sandbox.state.workspaceId) })
    expect((await sandbox.call('GET', `${UC}/metastore_summary`, { as: 'admin' })).json).toMatchObject({ privilege_model_version: '1.0' })
  })
})

describe('statements', () => {
  test('rows as text, with a manifest', async () => {
    const { json } = await sandbox.statement("SELECT 1 AS n, CAST(12.50 AS DECIMAL(10,2)) AS d, NULL AS x, TIMESTAMP'2024-02-29 12:34:56' AS t, CAST(2 AS DOUBLE) AS f, array(1, 2) AS a")
    expect(json.status).toEqual({ state: 'SUCCEEDED' })
    expect(json.manifest.schema.columns[1]).toEqual({ name: 'd', type_text: 'DECIMAL(10,2)', type_name: 'DECIMAL', position: 1, type_precision: 10, type_scale: 2 })
    expect(json.result.data_array).toEqual([['1', '12.50', null, '2024-02-29T12:34:56.000Z', '2.0', '["1","2"]']])
  })

  test('a failure is HTTP 200 and says so', async () => {
    const { status, json } = await sandbox.statement('SELEC 1')
    expect([status, json.status.state, json.status.error.error_code]).toEqual([200, 'FAILED', 'BAD_REQUEST'])
    expect(json.status.error.message).toContain('[PARSE_SYNTAX_ERROR]')
  })

  test('parameters, limits, sessions, polling', async () => {
    expect((await sandbox.statement('SELECT :n + 1 AS n', 'admin', { parameters: [{ name: 'n', value: '41', type: 'INT' }] })).json.result.data_array).toEqual([['42']])
    const typed = (type: string, value: string | null): Promise<Reply> => sandbox.statement('SELECT :x AS x', 'admin', { parameters: [{ name: 'x', value, type }] })
    const first = async (type: string, value: string | null): Promise<unknown> => {
      const { json } = await typed(type, value)
      return json.status.error?.message ?? [json.manifest.schema.columns[0].type_text, json.result.data_array[0][0]]
    }
    expect(await first('DATE', '2026-02-28')).toEqual(['DATE', '2026-02-28'])
    expect(await first('DECIMAL(5,2)', '12.5')).toEqual(['DECIMAL(5,2)', '12.50'])
    expect(await first('DATE', null)).toEqual(['DATE', null])
    expect(await first('INT', 'x')).toContain('[CAST_INVALID_INPUT]')
    expect(await first('NOPE', 'x')).toContain('[UNSUPPORTED_DATATYPE]')
    expect(await first("INT) FROM read_text('/etc/passwd') --", '1')).toContain('[UNSUPPORTED_DATATYPE]')
    const small = (await sandbox.statement('SELECT id FROM range(0, 10) AS t(id)', 'admin', { byte_limit: 4 })).json
    expect([small.manifest.truncated, small.result.data_array.length]).toEqual([true, 4])
    const large = (await sandbox.statement("SELECT repeat('x', 1000) FROM range(30000)")).json
    expect(large.status).toMatchObject({ state: 'FAILED', error: { message: expect.stringContaining('Inline byte limit exceeded') } })
    const limited = (await sandbox.statement('SELECT id FROM range(0, 10) AS t(id)', 'admin', { row_limit: 3 })).json
    expect([limited.result.data_array.length, limited.manifest.truncated]).toEqual([3, true])
    expect((await sandbox.statement('SELECT 1', 'admin', { wait_timeout: '3s' })).json.error_code).toBe('INVALID_PARAMETER_VALUE')
    const { session_id } = (await sandbox.call('POST', '/api/2.0/sql/sessions/', { as: 'admin', body: { warehouse_id: sandbox.warehouse(), catalog: sandbox.ready.catalog, schema: 'default' } })).json
    expect((await sandbox.statement('SELECT current_schema()', 'admin', { session_id })).json.result.data_array).toEqual([['default']])
    expect((await sandbox.call('DELETE', `/api/2.0/sql/sessions/${session_id}?warehouse_id=${sandbox.warehouse()}`, { as: 'admin' })).json).toEqual({})
    expect((await sandbox.statement('SELECT 1', 'admin', { session_id })).status).toBe(404)
    const polled = (await sandbox.statement('SELECT 1 AS n', 'admin', { wait_timeout: '0s' })).json.statement_id
    await expect.poll(async () => (await sandbox.call('GET', `/api/2.0/sql/statements/${polled}`, { as: 'admin' })).json.status.state).toBe('SUCCEEDED')
    expect((await sandbox.call('GET', `/api/2.0/sql/statements/${polled}`, { as: 'clevertap' })).status).toBe(404)
  })

  test('external links need no credential, and serve once-told addresses only', async () => {
    const { json } = await sandbox.statement('SELECT 1 AS n', 'admin', { disposition: 'EXTERNAL_LINKS', format: 'CSV' })
    const link = new URL(json.result.external_links[0].external_link)
    expect((await sandbox.call('GET', link.pathname)).text).toBe('n\r\n1')
    expect((await sandbox.call('GET', '/sandbox-results/guess')).status).toBe(403)
  })
})

test('workspace settings', async () => {
  expect((await sandbox.call('GET', '/api/2.0/workspace-conf?keys=enableIpAccessLists', { as: 'admin' })).json).toEqual({ enableIpAccessLists: 'true' })
  expect((await sandbox.call('GET', '/api/2.0/ip-access-lists', { as: 'clevertap' })).status).toBe(403)
  expect((await sandbox.call('GET', '/api/2.0/connector-service/feature-flags/NODEJS/2.0.0', { as: 'clevertap' })).json).toEqual({ flags: [], ttl_seconds: 900 })
})
