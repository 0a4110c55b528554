import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { WorkspaceState } from '../../src/sandbox/state/model'
import { createSample } from '../../src/sandbox/workspaces/samples'
import { sandboxForTest, type Reply, type TestSandbox } from './sandbox-support'

const UC = '/api/2.1/unity-catalog'
const SCIM = '/api/2.0/preview/scim/v2'
const WAREHOUSES = '/api/2.0/sql/warehouses'
const TOKEN_ACL = '/api/2.0/permissions/authorization/tokens'

const open: TestSandbox[] = []
async function workspace(name: string, change: (state: WorkspaceState) => void = () => undefined): Promise<TestSandbox> {
  const sample = createSample(name, Date.now())
  if (!sample) throw new Error(`no sample named ${name}`)
  sample.state.settings = { ...sample.state.settings, warehouseStartMs: 20, principalDelayMs: 0 }
  change(sample.state)
  const sandbox = await sandboxForTest({ workspace: { state: sample.state, tokens: sample.tokenValues } })
  open.push(sandbox)
  return sandbox
}
afterAll(() => Promise.all(open.map((one) => one.close())))

let sandbox: TestSandbox
const said = ({ status, json }: Reply): [number, unknown, unknown] => [status, json.error_code ?? json.status, json.message ?? json.detail]

describe('warehouses', () => {
  beforeEach(async () => void (sandbox = await workspace('no-metastore-admin')))

  test('are made, started, edited and deleted by whoever may', async () => {
    const made = await sandbox.call('POST', WAREHOUSES, { as: 'admin', body: { name: 'w', cluster_size: 'Small' } })
    const path = `${WAREHOUSES}/${made.json.id}`
    expect((await sandbox.call('GET', path, { as: 'admin' })).json).toMatchObject({ state: 'STARTING', auto_stop_mins: 120, warehouse_type: 'CLASSIC', enable_serverless_compute: false, creator_name: 'admin@shop.example' })
    await expect.poll(async () => (await sandbox.call('GET', path, { as: 'admin' })).json.state).toBe('RUNNING')
    expect((await sandbox.call('POST', `${path}/edit`, { as: 'admin', body: { auto_stop_mins: 10, tags: { custom_tags: [{ key: 'a', value: 'b' }] } } })).status).toBe(200)
    expect((await sandbox.call('GET', path, { as: 'admin' })).json).toMatchObject({ name: 'w', cluster_size: 'Small', auto_stop_mins: 10, tags: { custom_tags: [{ key: 'a', value: 'b' }] } })
    await sandbox.call('POST', `${path}/stop`, { as: 'admin' })
    await expect.poll(async () => (await sandbox.call('GET', path, { as: 'admin' })).json.state).toBe('STOPPED')
    expect((await sandbox.call('DELETE', path, { as: 'admin' })).json).toEqual({})
    expect(said(await sandbox.call('GET', path, { as: 'admin' }))).toEqual([404, 'RESOURCE_DOES_NOT_EXIST', `Warehouse ${made.json.id} does not exist.`])
    expect((await sandbox.call('POST', WAREHOUSES, { as: 'admin', body: { name: 'w' } })).status).toBe(200)
  })

  test.each([
    ['a taken name', 'admin', { name: 'Serverless Starter Warehouse' }, [400, 'INVALID_PARAMETER_VALUE', 'SQL warehouse with name `Serverless Starter Warehouse` already exists']],
    ['no name', 'admin', {}, [400, 'INVALID_PARAMETER_VALUE', 'Missing required field: name']],
    ['a long name', 'admin', { name: 'x'.repeat(100) }, [400, 'INVALID_PARAMETER_VALUE', expect.stringContaining('fewer than 100')]],
    ['an unknown size', 'admin', { name: 'w', cluster_size: 'Tiny' }, [400, 'INVALID_PARAMETER_VALUE', expect.stringContaining('Invalid cluster size: Tiny')]],
    ['classic and serverless', 'admin', { name: 'w', warehouse_type: 'CLASSIC', enable_serverless_compute: true }, [400, 'INVALID_PARAMETER_VALUE', 'Invalid warehouseType: Serverless is only available for PRO warehouses.']],
    ['auto stop too soon', 'admin', { name: 'w', auto_stop_mins: 5 }, [400, 'INVALID_PARAMETER_VALUE', expect.stringContaining('auto_stop_mins')]],
    ['clusters turned round', 'admin', { name: 'w', min_num_clusters: 3, max_num_clusters: 2 }, [400, 'INVALID_PARAMETER_VALUE', expect.stringContaining('max_num_clusters')]],
    ['someone without the entitlement', 'person', { name: 'w' }, [403, 'PERMISSION_DENIED', expect.stringContaining('permission to create')]],
  ])('refuses %s', async (_what, as, body, expected) => {
    expect(said(await sandbox.call('POST', WAREHOUSES, { as, body }))).toEqual(expected)
    expect(sandbox.state.warehouses).toHaveLength(1)
  })

  test('refuses beyond the quota, and serverless where it is off', async () => {
    sandbox.state.settings = { maxWarehouses: 1, serverless: false }
    expect(said(await sandbox.call('POST', WAREHOUSES, { as: 'admin', body: { name: 'w', enable_serverless_compute: true } }))).toEqual([400, 'INVALID_PARAMETER_VALUE', 'Serverless compute is not enabled for this workspace.'])
    expect(said(await sandbox.call('POST', WAREHOUSES, { as: 'admin', body: { name: 'w' } }))).toEqual([400, 'QUOTA_EXCEEDED', expect.any(String)])
    expect((await sandbox.call('GET', '/api/2.0/sql/config/warehouses', { as: 'admin' })).json.enable_serverless_compute).toBe(false)
  })
})

describe('warehouse permissions', () => {
  const person = 'maria@shop.example'
  let path: string
  beforeEach(async () => {
    sandbox = await workspace('no-metastore-admin')
    path = `/api/2.0/permissions/warehouses/${sandbox.warehouse()}`
  })
  const holders = (reply: Reply): string[] => reply.json.access_control_list.map((one: Record<string, unknown>) => one.user_name ?? one.group_name ?? one.service_principal_name)

  test('PATCH adds, PUT takes away what it does not name', async () => {
    const can = (level: string, name = person) => ({ access_control_list: [{ user_name: name, permission_level: level }] })
    expect(holders(await sandbox.call('PATCH', path, { as: 'admin', body: can('CAN_USE') }))).toEqual(['admin@shop.example', person, 'admins'])
    expect((await sandbox.call('GET', `${WAREHOUSES}/${sandbox.warehouse()}`, { as: 'person' })).status).toBe(200)
    expect(holders(await sandbox.call('PATCH', path, { as: 'admin', body: { access_control_list: [{ group_name: 'users', permission_level: 'CAN_VIEW' }] } }))).toEqual(['admin@shop.example', person, 'users', 'admins'])
    expect(holders(await sandbox.call('PUT', path, { as: 'admin', body: { access_control_list: [{ group_name: 'users', permission_level: 'CAN_VIEW' }] } }))).toEqual(['admin@shop.example', 'users', 'admins'])
    expect(said(await sandbox.statement('SELECT 1', 'person'))[0]).toBe(403)
  })

  test.each([
    ['a display name for a service principal', { service_principal_name: 'CleverTap importer', permission_level: 'CAN_USE' }, [404, 'RESOURCE_DOES_NOT_EXIST', 'Principal: ServicePrincipalName(CleverTap importer) does not exist']],
    ['an unknown user', { user_name: 'x@y.example', permission_level: 'CAN_USE' }, [404, 'RESOURCE_DOES_NOT_EXIST', 'Principal: UserName(x@y.example) does not exist']],
    ['an unknown level', { user_name: person, permission_level: 'CAN_RESTART' }, [500, 'INTERNAL_ERROR', 'Unhandled Permission level']],
    ['a group as the owner', { group_name: 'users', permission_level: 'IS_OWNER' }, [400, 'INVALID_PARAMETER_VALUE', expect.any(String)]],
    ['less for the admins', { group_name: 'admins', permission_level: 'CAN_USE' }, [400, 'INVALID_PARAMETER_VALUE', expect.any(String)]],
    ['less for the owner', { user_name: 'admin@shop.example', permission_level: 'CAN_USE' }, [400, 'INVALID_PARAMETER_VALUE', 'A SQL warehouse must have an owner.']],
    ['two names in one entry', { user_name: person, group_name: 'users', permission_level: 'CAN_USE' }, [400, 'INVALID_PARAMETER_VALUE', expect.any(String)]],
  ])('refuses %s and changes nothing', async (_what, entry, expected) => {
    const before = structuredClone(sandbox.state.warehouses)
    expect(said(await sandbox.call('PATCH', path, { as: 'admin', body: { access_control_list: [entry] } }))).toEqual(expected)
    expect(sandbox.state.warehouses).toEqual(before)
  })

  test('are for managers; a PUT on a warehouse without an owner must name one', async () => {
    expect(said(await sandbox.call('PATCH', path, { as: 'person', body: { access_control_list: [] } }))).toEqual([403, 'PERMISSION_DENIED', expect.stringContaining('does not have Manage permissions')])
    for (const one of sandbox.state.warehouses) one.permissions = one.permissions.filter(({ level }) => level !== 'IS_OWNER')
    expect(said(await sandbox.call('PUT', path, { as: 'admin', body: { access_control_list: [{ user_name: person, permission_level: 'CAN_USE' }] } }))[2]).toBe(`PUT requests for warehouse ${sandbox.warehouse()} with no existing owner must provide a new owner.`)
  })
})

describe('service principals', () => {
  beforeEach(async () => void (sandbox = await workspace('empty')))
  const op = (...Operations: unknown[]) => ({ schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations })

  test('are made, found by filters, entitled, and deleted out of the workspace', async () => {
    const { json } = await sandbox.call('POST', `${SCIM}/ServicePrincipals`, { as: 'admin', body: { displayName: 'Importer', externalId: 'ct-9', entitlements: [{ value: 'workspace-access' }] } })
    for (const filter of ['displayName eq "Importer"', 'externalId eq "ct-9"', `applicationId eq "${json.applicationId}"`]) {
      expect((await sandbox.call('GET', `${SCIM}/ServicePrincipals?filter=${encodeURIComponent(filter)}`, { as: 'admin' })).json).toMatchObject({ totalResults: 1, Resources: [{ id: json.id }] })
    }
    const path = `${SCIM}/ServicePrincipals/${json.id}`
    await sandbox.call('PATCH', path, { as: 'admin', body: op({ op: 'add', path: 'entitlements', value: [{ value: 'databricks-sql-access' }] }, { op: 'remove', path: 'entitlements[value eq "workspace-access"]' }) })
    expect((await sandbox.call('GET', path, { as: 'admin' })).json.entitlements).toEqual([{ value: 'databricks-sql-access' }])
    expect((await sandbox.call('DELETE', path, { as: 'admin' })).status).toBe(204)
    expect((await sandbox.call('GET', path, { as: 'admin' })).status).toBe(404)
    expect((await sandbox.call('GET', '/api/2.0/account/scim/v2/ServicePrincipals', { as: 'admin' })).text).toContain(json.applicationId)
    // The account still has it, so that it can come back.
    expect((await sandbox.call('POST', `${SCIM}/ServicePrincipals`, { as: 'admin', body: { applicationId: json.applicationId } })).status).toBe(201)
    expect((await sandbox.call('PUT', `/api/2.0/preview/permissionassignments/principals/${json.id}`, { as: 'admin', body: { permissions: ['USER'] } })).json.principal).toMatchObject({ service_principal_name: json.applicationId })
  })

  test('refusals', async () => {
    const post = (body: unknown) => sandbox.call('POST', `${SCIM}/ServicePrincipals`, { as: 'admin', body })
    expect(said(await post({}))).toEqual([400, '400', 'displayName is required.'])
    expect(said(await post({ displayName: 'x', entitlements: [{ value: 'everything' }] }))).toEqual([400, '400', 'Invalid entitlement: everything'])
    const { applicationId, id } = (await post({ displayName: 'x' })).json
    expect(said(await post({ applicationId }))[0]).toBe(409)
    expect(said(await post({ displayName: 'x', applicationId: '00000000-0000-4000-8000-000000000000' }))[0]).toBe(400)
    expect(said(await sandbox.call('PATCH', `${SCIM}/ServicePrincipals/1`, { as: 'admin', body: op({ op: 'add', path: 'active', value: true }) }))[0]).toBe(404)
    expect(said(await sandbox.call('PATCH', `${SCIM}/ServicePrincipals/${id}`, { as: 'admin', body: op({ op: 'add', path: 'displayName', value: 'renamed' }, { op: 'move', path: 'active' }) }))[0]).toBe(400)
    expect((await sandbox.call('GET', `${SCIM}/ServicePrincipals/${id}`, { as: 'admin' })).json.displayName).toBe('x')
  })

  test('account SCIM shows groups that the workspace hides, without their members', async () => {
    const hidden = await workspace('no-metastore-admin')
    const group = hidden.state.groups.find((one) => !one.visibleInWorkspace)?.name
    const { json } = await hidden.call('GET', '/api/2.0/account/scim/v2/Groups', { as: 'admin' })
    expect(json.Resources).toEqual([expect.objectContaining({ displayName: group })])
    expect(json.Resources[0]).not.toHaveProperty('members')
    expect(said(await hidden.call('GET', '/api/2.0/account/scim/v2/Groups', { as: 'person' }))[0]).toBe(403)
  })
})

test('groups: an entitlement of a group is its members\'; a local group holds no grants', async () => {
  sandbox = await workspace('no-metastore-admin')
  const op = (...Operations: unknown[]) => ({ schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations })
  const maria = sandbox.state.identities.find(({ key }) => key === 'person')
  if (maria) maria.entitlements = []
  const { json } = await sandbox.call('POST', `${SCIM}/Groups`, { as: 'admin', body: { displayName: 'importers', members: [{ value: maria?.id }] } })
  const path = `${SCIM}/Groups/${json.id}`
  const list = () => sandbox.call('GET', WAREHOUSES, { as: 'person' })
  expect((await list()).json.message).toContain('without the databricks-sql-access entitlement')
  expect((await sandbox.call('PATCH', path, { as: 'admin', body: op({ op: 'add', path: 'entitlements', value: [{ value: 'databricks-sql-access' }] }) })).json.entitlements).toEqual([{ value: 'databricks-sql-access' }])
  expect((await list()).status).toBe(200)
  await sandbox.call('PATCH', path, { as: 'admin', body: op({ op: 'remove', path: `members[value eq "${maria?.id}"]` }) })
  expect((await list()).status).toBe(403)
  expect(said(await sandbox.call('PATCH', `${UC}/permissions/catalog/workspace`, { as: 'admin', body: { changes: [{ principal: 'importers', add: ['USE_CATALOG'] }] } }))[2]).toBe('Could not find principal with name importers')
  expect(said(await sandbox.call('POST', `${SCIM}/Groups`, { as: 'admin', body: { displayName: 'Importers' } }))[0]).toBe(409)
  expect(said(await sandbox.call('PATCH', path, { as: 'admin', body: op({ op: 'add', path: 'members', value: [{ value: '1' }] }) }))[0]).toBe(404)
  const hidden = sandbox.state.groups.find((one) => !one.visibleInWorkspace)
  expect((await sandbox.call('PUT', `/api/2.0/preview/permissionassignments/principals/${hidden?.id}`, { as: 'admin', body: { permissions: ['USER'] } })).status).toBe(200)
  expect((await sandbox.call('GET', `${SCIM}/Groups`, { as: 'admin' })).text).toContain(hidden?.name)
  expect((await sandbox.call('DELETE', path, { as: 'admin' })).status).toBe(204)
})

describe('tokens', () => {
  beforeEach(async () => void (sandbox = await workspace('no-metastore-admin')))
  const DAY = 86_400
  const create = (as: string, body: unknown) => sandbox.call('POST', '/api/2.0/token/create', { as, body })
  const bearer = (value: string) => ({ authorization: `Bearer ${value}` })
  const principal = async () => (await sandbox.call('POST', `${SCIM}/ServicePrincipals`, { as: 'admin', body: { displayName: 'Importer' } })).json.applicationId as string
  const onBehalf = (application_id: string, as = 'admin') => sandbox.call('POST', '/api/2.0/token-management/on-behalf-of/tokens', { as, body: { application_id, comment: 'c', lifetime_seconds: DAY, scopes: ['sql'] } })

  test('live as long as the workspace lets them', async () => {
    await sandbox.call('PATCH', '/api/2.0/workspace-conf', { as: 'admin', body: { maxTokenLifetimeDays: '30' } })
    expect(said(await create('admin', { lifetime_seconds: 31 * DAY }))).toEqual([400, 'INVALID_PARAMETER_VALUE', expect.stringContaining('30 days')])
    const { json } = await create('admin', {})
    expect(json.token_info.expiry_time - json.token_info.creation_time).toBe(30 * DAY * 1000)
    expect((await sandbox.call('GET', '/api/2.0/workspace-conf?keys=maxTokenLifetimeDays,enableTokensConfig', { as: 'admin' })).json).toEqual({ maxTokenLifetimeDays: '30', enableTokensConfig: 'true' })
    expect(said(await create('admin', { lifetime_seconds: 0 }))[1]).toBe('INVALID_PARAMETER_VALUE')
    expect(said(await create('admin', { comment: 'x'.repeat(256) }))[1]).toBe('INVALID_PARAMETER_VALUE')
  })

  test('PATCH changes comment and scopes', async () => {
    const { json } = await create('admin', { comment: 'old', scopes: ['sql'] })
    const path = `/api/2.0/token/${json.token_info.token_id}`
    expect((await sandbox.call('PATCH', path, { as: 'admin', body: { token: { comment: 'new', scopes: ['all-apis'] }, update_mask: 'comment' } })).status).toBe(200)
    expect((await sandbox.call('GET', '/api/2.0/token/list', { as: 'admin' })).json.token_infos).toContainEqual(expect.objectContaining({ comment: 'new', scopes: ['sql'] }))
    expect(said(await sandbox.call('PATCH', path, { as: 'admin', body: { token: {}, update_mask: 'expiry_time' } }))[0]).toBe(400)
    expect(said(await sandbox.call('PATCH', path, { as: 'person', body: { token: {}, update_mask: 'comment' } }))[0]).toBe(404)
  })

  test('on behalf of a service principal: by admins, listed with maker and owner', async () => {
    const app = await principal()
    const { json } = await onBehalf(app)
    expect(json.token_info).toMatchObject({ comment: 'c', scopes: ['sql'], created_by_username: 'admin@shop.example' })
    expect((await sandbox.call('GET', `${SCIM}/Me`, { headers: bearer(json.token_value) })).json.userName).toBe(app)
    expect(said(await onBehalf(app, 'person'))[0]).toBe(403)
    expect(said(await onBehalf('00000000-0000-4000-8000-000000000000'))[0]).toBe(404)
    const id = json.token_info.token_id
    expect((await sandbox.call('GET', `/api/2.0/token-management/tokens/${id}`, { as: 'admin' })).json.token_info.token_id).toBe(id)
    expect((await sandbox.call('DELETE', `/api/2.0/token-management/tokens/${id}`, { as: 'admin' })).status).toBe(200)
    expect((await sandbox.call('GET', `${SCIM}/Me`, { headers: bearer(json.token_value) })).status).toBe(403)
  })

  test('Azure refuses on-behalf-of', async () => {
    sandbox = await workspace('azure')
    expect(said(await onBehalf('6a1b0c3d-2e4f-4a5b-8c6d-7e8f90a1b301'))).toEqual([404, 'FEATURE_DISABLED', 'On-behalf-of token creation for service principals is not enabled for this workspace'])
  })

  test('PATCH of who may use tokens keeps everybody; PUT revokes the tokens of whoever is left out', async () => {
    const app = await principal()
    const mine = (await create('person', {})).json.token_value as string
    const list = [{ service_principal_name: app, permission_level: 'CAN_USE' }]
    expect((await sandbox.call('PATCH', TOKEN_ACL, { as: 'admin', body: { access_control_list: list } })).json.access_control_list).toEqual([
      expect.objectContaining({ group_name: 'users' }), expect.objectContaining({ service_principal_name: app }), expect.objectContaining({ group_name: 'admins' }),
    ])
    expect((await sandbox.call('GET', `${SCIM}/Me`, { headers: bearer(mine) })).status).toBe(200)
    await sandbox.call('PUT', TOKEN_ACL, { as: 'admin', body: { access_control_list: list } })
    expect((await sandbox.call('GET', `${SCIM}/Me`, { headers: bearer(mine) })).status).toBe(403)
    expect((await onBehalf(app)).status).toBe(200)
    // Given back, the right brings no token back.
    await sandbox.call('PATCH', TOKEN_ACL, { as: 'admin', body: { access_control_list: [{ group_name: 'users', permission_level: 'CAN_USE' }] } })
    expect((await sandbox.call('GET', `${SCIM}/Me`, { headers: bearer(mine) })).status).toBe(403)
  })

  test('whoever may not use tokens is told so, and only admins see who may', async () => {
    const app = await principal()
    await sandbox.call('PUT', TOKEN_ACL, { as: 'admin', body: { access_control_list: [{ user_name: 'maria@shop.example', permission_level: 'CAN_USE' }] } })
    expect(said(await onBehalf(app))).toEqual([403, 'PERMISSION_DENIED', 'User does not have permission to use tokens.'])
    expect(said(await sandbox.call('GET', TOKEN_ACL, { as: 'person' }))[0]).toBe(403)
  })

  test('there must be a token before there are permissions on tokens', async () => {
    sandbox = await workspace('locked-down')
    expect(said(await sandbox.call('PATCH', TOKEN_ACL, { as: 'admin', body: { access_control_list: [] } }))).toEqual([404, 'RESOURCE_DOES_NOT_EXIST', 'tokens tokens does not exist'])
  })

  test('switched off for the workspace: refused, kept, and good again afterwards', async () => {
    sandbox = await workspace('locked-down')
    const conf = (value: string) => sandbox.call('PATCH', '/api/2.0/workspace-conf', { as: 'admin', body: { enableTokensConfig: value } })
    expect(said(await create('user', {}))).toEqual([404, 'FEATURE_DISABLED', 'Tokens are disabled.'])
    expect(said(await sandbox.call('GET', '/api/2.0/token/list', { as: 'user' }))).toEqual([404, 'FEATURE_DISABLED', 'Tokens are disabled.'])
    expect((await conf('true')).status).toBe(204)
    const value = (await create('user', {})).json.token_value as string
    expect((await sandbox.call('GET', `${SCIM}/Me`, { headers: bearer(value) })).status).toBe(200)
    await conf('false')
    expect((await sandbox.call('GET', `${SCIM}/Me`, { headers: bearer(value) })).status).toBe(403)
    await conf('true')
    expect((await sandbox.call('GET', `${SCIM}/Me`, { headers: bearer(value) })).status).toBe(200)
    expect(said(await conf('maybe'))[0]).toBe(400)
    expect(said(await sandbox.call('PATCH', '/api/2.0/workspace-conf', { as: 'user', body: { enableTokensConfig: 'true' } }))[0]).toBe(403)
  })
})

describe('Unity Catalog', () => {
  const post = (as: string, path: string, body: unknown) => sandbox.call('POST', `${UC}${path}`, { as, body })
  const failure = async (sql: string, as = 'admin'): Promise<string> => (await sandbox.statement(sql, as)).json.status?.error?.message ?? 'ok'

  test('catalogs and schemas are made, described, isolated, handed over and deleted by REST', async () => {
    sandbox = await workspace('no-metastore-admin')
    expect((await post('admin', '/catalogs', { name: 'Mine', comment: 'c' })).json).toMatchObject({ name: 'mine', owner: 'admin@shop.example', isolation_mode: 'OPEN', comment: 'c' })
    expect((await sandbox.call('GET', `${UC}/schemas?catalog_name=mine`, { as: 'admin' })).json.schemas.map(({ name }: { name: string }) => name)).toEqual(['default', 'information_schema'])
    expect((await post('admin', '/schemas', { name: 's', catalog_name: 'mine' })).json).toMatchObject({ full_name: 'mine.s', owner: 'admin@shop.example' })
    expect(said(await post('admin', '/catalogs', { name: 'mine' }))).toEqual([400, 'CATALOG_ALREADY_EXISTS', "Catalog 'mine' already exists"])
    expect(said(await post('admin', '/schemas', { name: 's', catalog_name: 'mine' }))).toEqual([400, 'SCHEMA_ALREADY_EXISTS', "Schema 'mine.s' already exists"])
    expect(said(await post('admin', '/catalogs', { name: 'a.b' }))).toEqual([400, 'INVALID_PARAMETER_VALUE', 'Invalid input: RPC CreateCatalog Field managedcatalog.CatalogInfo.name: name "a.b" is not a valid name. Valid names cannot contain spaces, periods, forward slashes, or control characters.'])
    expect(said(await post('person', '/catalogs', { name: 'theirs' }))).toEqual([403, 'PERMISSION_DENIED', expect.stringContaining('User does not have CREATE CATALOG on Metastore')])
    expect(said(await post('person', '/schemas', { name: 's', catalog_name: 'mine' }))).toEqual([403, 'PERMISSION_DENIED', "User does not have USE CATALOG on Catalog 'mine'."])

    expect((await sandbox.call('PATCH', `${UC}/catalogs/mine`, { as: 'admin', body: { isolation_mode: 'ISOLATED', comment: 'new' } })).json).toMatchObject({ isolation_mode: 'ISOLATED', comment: 'new' })
    const here = Number(sandbox.state.workspaceId)
    expect((await sandbox.call('GET', `${UC}/bindings/catalog/mine`, { as: 'admin' })).json).toEqual({ bindings: [{ workspace_id: here, binding_type: 'BINDING_TYPE_READ_WRITE' }] })
    await sandbox.call('PATCH', `${UC}/bindings/catalog/mine`, { as: 'admin', body: { add: [{ workspace_id: 42, binding_type: 'BINDING_TYPE_READ_ONLY' }], remove: [{ workspace_id: here }] } })
    expect((await sandbox.call('GET', `${UC}/workspace-bindings/catalogs/mine`, { as: 'admin' })).json).toEqual({ workspaces: [42] })
    expect(said(await sandbox.call('GET', `${UC}/catalogs/mine`, { as: 'admin' }))[2]).toBe("Catalog 'mine' is not accessible in current workspace")
    await sandbox.call('PATCH', `${UC}/workspace-bindings/catalogs/mine`, { as: 'admin', body: { assign_workspaces: [here] } })
    expect((await sandbox.call('GET', `${UC}/catalogs/mine`, { as: 'admin' })).status).toBe(200)

    expect(said(await sandbox.call('DELETE', `${UC}/catalogs/mine`, { as: 'admin' }))[1]).toBe('INVALID_STATE')
    expect(said(await sandbox.call('DELETE', `${UC}/schemas/mine.s`, { as: 'person' }))[0]).toBe(403)
    expect((await sandbox.call('DELETE', `${UC}/schemas/mine.s`, { as: 'admin' })).status).toBe(200)
    expect((await sandbox.call('PATCH', `${UC}/catalogs/mine`, { as: 'admin', body: { owner: 'maria@shop.example' } })).status).toBe(200)
    expect(said(await sandbox.call('DELETE', `${UC}/catalogs/mine`, { as: 'admin' }))).toEqual([403, 'PERMISSION_DENIED', "User is not an owner of Catalog 'mine'."])
    expect((await sandbox.call('DELETE', `${UC}/catalogs/mine?force=true`, { as: 'person' })).status).toBe(200)
  })

  test('without root storage a catalog needs a managed location, and CREATE MANAGED STORAGE there', async () => {
    sandbox = await workspace('no-root-storage', (state) => {
      state.metastore = { ...state.metastore!, owner: 'leo@shop.example' }
      state.grants.push({ principal: 'admin@shop.example', privilege: 'CREATE CATALOG', type: 'METASTORE', securable: '', grantor: 'leo@shop.example' })
    })
    const { json } = await sandbox.call('POST', WAREHOUSES, { as: 'admin', body: { name: 'w' } })
    const run = async (sql: string): Promise<string> => (await sandbox.call('POST', '/api/2.0/sql/statements', { as: 'admin', body: { warehouse_id: json.id, statement: sql } })).json.status.error?.message ?? 'ok'
    const none = 'Metastore storage root URL does not exist. Default Storage is enabled in your account. You can use the UI to create a new catalog using Default Storage, or please provide a storage location.'
    expect(said(await post('admin', '/catalogs', { name: 'c' }))).toEqual([400, 'INVALID_STATE', none])
    expect(await run('CREATE CATALOG c')).toContain(none)
    expect(await run("CREATE CATALOG c MANAGED LOCATION 's3://elsewhere/x'")).toContain("No parent external location was found for path 's3://elsewhere/x'")
    expect(await run("CREATE CATALOG c MANAGED LOCATION 's3://shop-lake/finance/c'")).toContain("User does not have CREATE MANAGED STORAGE on External Location 'finance'")
    expect(said(await post('admin', '/catalogs', { name: 'c', storage_root: 's3://shop-lake/finance' }))[0]).toBe(403)
    expect((await sandbox.call('GET', `${UC}/external-locations`, { as: 'admin' })).json.external_locations).toEqual([expect.objectContaining({ name: 'clevertap', url: 's3://shop-lake/clevertap' })])
    expect((await sandbox.call('GET', `${UC}/metastore_summary`, { as: 'admin' })).json).not.toHaveProperty('storage_root')
    expect(await run("CREATE CATALOG IF NOT EXISTS c COMMENT 'x' MANAGED LOCATION 's3://shop-lake/clevertap/c'")).toBe('ok')
    expect((await sandbox.call('GET', `${UC}/catalogs/c`, { as: 'admin' })).json).toMatchObject({ storage_root: 's3://shop-lake/clevertap/c', comment: 'x' })
    // The owner of the other location lets the admin in.
    await sandbox.call('PATCH', `${UC}/permissions/external_location/finance`, { as: 'colleague', body: { changes: [{ principal: 'admin@shop.example', add: ['CREATE_MANAGED_STORAGE'] }] } })
    expect(await run("CREATE CATALOG d MANAGED LOCATION 's3://shop-lake/finance/d'")).toBe('ok')
  })

  test('grants by REST keep the rules of SQL', async () => {
    sandbox = await workspace('locked-down')
    const change = (as: string, principal: string, add: string[]) => sandbox.call('PATCH', `${UC}/permissions/schema/shop.sales`, { as, body: { changes: [{ principal, add, remove: [] }] } })
    const app = '6a1b0c3d-2e4f-4a5b-8c6d-7e8f90a1b201'
    expect(said(await change('user', app, ['SELECT']))).toEqual([403, 'PERMISSION_DENIED', "User does not have MANAGE on Schema 'shop.sales'."])
    expect(said(await change('catalog-owner', 'CleverTap importer', ['SELECT']))).toEqual([404, 'PRINCIPAL_DOES_NOT_EXIST', 'Could not find principal with name CleverTap importer'])
    expect(said(await change('catalog-owner', app, ['USE_CATALOG']))).toEqual([400, 'INVALID_PARAMETER_VALUE', expect.stringContaining('is not applicable to this entity')])
    expect((await change('schema-owner', app, ['SELECT', 'USE_SCHEMA'])).json.privilege_assignments).toContainEqual({ principal: app, privileges: ['SELECT', 'USE_SCHEMA'] })
  })

  test('SQL: who may not create is refused even if the object is there; comments, options in any order, views', async () => {
    sandbox = await workspace('locked-down')
    expect(await failure('CREATE SCHEMA IF NOT EXISTS shop.sales', 'user')).toContain("User does not have CREATE SCHEMA on Catalog 'shop'")
    expect(await failure('CREATE CATALOG IF NOT EXISTS shop', 'user')).toContain('User does not have CREATE CATALOG on Metastore')
    expect(await failure('CREATE SCHEMA IF NOT EXISTS shop.sales', 'catalog-owner')).toBe('ok')
    expect(await failure("CREATE SCHEMA shop.more WITH DBPROPERTIES ('a' = 'b', c.d = 1) COMMENT 'it\\'s'", 'catalog-owner')).toBe('ok')
    expect(await failure("CREATE SCHEMA shop.other LOCATION 's3://x'", 'catalog-owner')).toContain('CREATE SCHEMA with LOCATION')
    expect(await failure("COMMENT ON SCHEMA shop.more IS 'changed'", 'catalog-owner')).toBe('ok')
    expect((await sandbox.call('GET', `${UC}/schemas/shop.more`, { as: 'catalog-owner' })).json.comment).toBe('changed')
    expect(await failure('COMMENT ON CATALOG shop IS NULL', 'user')).toContain("User does not have MANAGE on Catalog 'shop'")
    expect(await failure('CREATE VIEW shop.more.v AS SELECT * FROM shop.sales.orders', 'user')).toContain("User does not have USE SCHEMA on Schema 'shop.more'")
    expect(await failure("CREATE VIEW shop.more.v (a COMMENT 'key') TBLPROPERTIES ('x' = 'y') AS SELECT 1", 'catalog-owner')).toBe('ok')
    expect((await sandbox.call('GET', `${UC}/tables/shop.more.v`, { as: 'catalog-owner' })).json.columns).toEqual([expect.objectContaining({ name: 'a', comment: 'key' })])
    expect(await failure('CREATE OR REPLACE VIEW shop.more.v AS SELECT 2 AS b', 'catalog-owner')).toBe('ok')
    expect(await failure('DROP CATALOG shop', 'catalog-owner')).toContain('[CATALOG_NOT_EMPTY]')
  })
})
