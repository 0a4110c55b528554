import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sandboxForTest, type Reply, type TestSandbox } from './sandbox-support'

const UC = '/api/2.1/unity-catalog'
const SCIM = '/api/2.0/preview/scim/v2'
const LISTS = '/api/2.0/ip-access-lists'

let sandbox: TestSandbox
beforeAll(async () => void (sandbox = await sandboxForTest()))
afterAll(() => sandbox.close())

const as = (who: string) => (method: string, path: string, body?: unknown): Promise<Reply> => sandbox.call(method, path, { as: who, body })
const admin = as('admin')
const said = ({ status, json }: Reply): [number, unknown, unknown] => [status, json.error_code ?? json.status, json.message ?? json.detail]

describe('volumes over REST', () => {
  test('are made, listed, granted on and deleted, and are the ones that SQL sees', async () => {
    const wanted = { catalog_name: 'retail', schema_name: 'customer_data', name: 'Pictures', volume_type: 'MANAGED' }
    expect((await admin('POST', `${UC}/volumes`, wanted)).json).toMatchObject({ full_name: 'retail.customer_data.pictures', owner: 'admin@shop.example' })
    expect(said(await admin('POST', `${UC}/volumes`, wanted))).toEqual([400, 'VOLUME_ALREADY_EXISTS', "Volume 'retail.customer_data.pictures' already exists"])
    expect(said(await as('clevertap')('POST', `${UC}/volumes`, { ...wanted, name: 'x' }))).toEqual([403, 'PERMISSION_DENIED', "User does not have CREATE VOLUME on Schema 'retail.customer_data'."])
    expect((await sandbox.statement('SHOW VOLUMES IN retail.customer_data')).json.result.data_array).toEqual([['customer_data', 'pictures']])
    const grants = `${UC}/permissions/volume/retail.customer_data.pictures`
    await admin('PATCH', grants, { changes: [{ principal: 'analysts', add: ['READ_VOLUME'] }] })
    expect((await admin('GET', grants)).json).toEqual({ privilege_assignments: [{ principal: 'analysts', privileges: ['READ_VOLUME'] }] })
    expect(said(await as('no-use-schema')('GET', `${UC}/volumes?catalog_name=retail&schema_name=customer_data`))[0]).toBe(403)
    // Who holds nothing on it isn't told that it is there.
    expect(said(await as('clevertap')('GET', `${UC}/volumes/retail.customer_data.pictures`))).toEqual([404, 'VOLUME_DOES_NOT_EXIST', "Volume 'retail.customer_data.pictures' does not exist."])
    expect((await admin('DELETE', `${UC}/volumes/retail.customer_data.pictures`)).json).toEqual({})
    expect(said(await admin('GET', grants))).toEqual([404, 'VOLUME_DOES_NOT_EXIST', "Volume 'retail.customer_data.pictures' does not exist."])
  })
})

describe('tables over REST', () => {
  test('tell whether they exist, and are summed up by pattern', async () => {
    expect((await admin('GET', `${UC}/tables/retail.customer_data.customers/exists`)).json).toEqual({ table_exists: true })
    expect((await admin('GET', `${UC}/tables/retail.customer_data.nothing/exists`)).json).toEqual({ table_exists: false })
    expect((await admin('GET', `${UC}/table-summaries?catalog_name=retail&table_name_pattern=custom%25`)).json).toEqual({ tables: [{ full_name: 'retail.customer_data.customers', table_type: 'MANAGED' }] })
    expect(said(await as('no-use-catalog')('GET', `${UC}/table-summaries?catalog_name=retail`))).toEqual([403, 'PERMISSION_DENIED', "User does not have USE CATALOG on Catalog 'retail'."])
  })

  test('get another owner and comment, and are deleted by whoever may', async () => {
    await sandbox.statement("CREATE TABLE retail.customer_data.shelf (id INT) TBLPROPERTIES ('a' = 'b')")
    const path = `${UC}/tables/retail.customer_data.shelf`
    expect((await admin('PATCH', path, { owner: 'data platform', comment: 'ours' })).json).toMatchObject({ owner: 'data platform', comment: 'ours', properties: { a: 'b' } })
    expect(said(await admin('PATCH', path, { owner: 'nobody' }))).toEqual([404, 'PRINCIPAL_DOES_NOT_EXIST', 'Could not find principal with name nobody'])
    expect(said(await as('clevertap')('DELETE', path))).toEqual([403, 'PERMISSION_DENIED', "User is not an owner of Table 'retail.customer_data.shelf'."])
    expect((await admin('DELETE', path)).json).toEqual({})
    expect(said(await admin('DELETE', path))[0]).toBe(404)
  })
})

describe('grants over REST', () => {
  test('refuse what is no list of changes', async () => {
    const path = `${UC}/permissions/catalog/retail`
    expect(said(await admin('PATCH', path, { changes: 'x' }))).toEqual([400, 'INVALID_PARAMETER_VALUE', "Field 'changes' must be a list."])
    expect(said(await admin('PATCH', path, { changes: [{ add: ['SELECT'] }] }))).toEqual([400, 'INVALID_PARAMETER_VALUE', 'Missing required field: principal'])
  })
})

describe('people and groups', () => {
  test('are made, changed and taken out of the workspace', async () => {
    const made = await admin('POST', `${SCIM}/Users`, { userName: 'nia@shop.example', displayName: 'Nia New' })
    expect(made.status).toBe(201)
    const user = `${SCIM}/Users/${made.json.id}`
    expect(said(await admin('POST', `${SCIM}/Users`, { userName: 'NIA@shop.example' }))).toEqual([409, '409', 'User with username nia@shop.example already exists.'])
    expect((await admin('PUT', user, { userName: 'nia@shop.example', displayName: 'Nia N.', entitlements: [{ value: 'databricks-sql-access' }] })).json).toMatchObject({ displayName: 'Nia N.', entitlements: [{ value: 'databricks-sql-access' }] })
    const group = `${SCIM}/Groups/${(await admin('POST', `${SCIM}/Groups`, { displayName: 'newcomers' })).json.id}`
    const members = (reply: Reply): unknown[] => reply.json.members.map(({ display }: { display: string }) => display)
    expect(members(await admin('PATCH', group, { Operations: [{ op: 'add', value: { members: [{ value: made.json.id }] } }] }))).toEqual(['Nia N.'])
    expect(members(await admin('PATCH', group, { Operations: [{ op: 'remove', path: 'members' }] }))).toEqual([])
    expect((await admin('PUT', group, { displayName: 'newcomers', members: [{ value: made.json.id }] })).status).toBe(204)
    expect(members(await admin('GET', group))).toEqual(['Nia N.'])
    expect((await admin('DELETE', user)).status).toBe(204)
    expect((await admin('GET', user)).status).toBe(404)
    expect((await as('clevertap')('POST', `${SCIM}/Users`, { userName: 'eve@shop.example' })).status).toBe(403)
  })
})

describe('IP access lists', () => {
  test('are made, changed and deleted, and never shut out who does it', async () => {
    const before = (await admin('GET', LISTS)).json.ip_access_lists.length
    const { ip_access_list: made } = (await admin('POST', LISTS, { label: 'importer', list_type: 'ALLOW', ip_addresses: ['198.51.100.7', '127.0.0.1/32'] })).json
    expect(made).toMatchObject({ label: 'importer', list_type: 'ALLOW', address_count: 2, enabled: true })
    const path = `${LISTS}/${made.list_id}`
    expect((await admin('PATCH', path, { enabled: false })).json.ip_access_list.enabled).toBe(false)
    expect((await admin('PUT', path, { label: 'b', list_type: 'ALLOW', ip_addresses: ['203.0.113.0/24'], enabled: true })).json.ip_access_list).toMatchObject({ label: 'b', ip_addresses: ['203.0.113.0/24'] })
    expect(said(await admin('POST', LISTS, { label: 'x', list_type: 'BLOCK', ip_addresses: ['127.0.0.0/8'] })).slice(0, 2)).toEqual([400, 'INVALID_STATE'])
    expect(said(await admin('POST', LISTS, { label: 'x', list_type: 'ALLOW', ip_addresses: ['::1'] }))).toEqual([400, 'INVALID_PARAMETER_VALUE', 'Invalid IP address or CIDR range: ::1.'])
    expect(said(await admin('POST', LISTS, { label: '', list_type: 'ALLOW', ip_addresses: [] }))).toEqual([400, 'INVALID_PARAMETER_VALUE', 'Label cannot be empty.'])
    expect((await admin('DELETE', path)).json).toEqual({})
    expect(said(await admin('DELETE', path)).slice(0, 2)).toEqual([404, 'RESOURCE_DOES_NOT_EXIST'])
    expect((await admin('GET', LISTS)).json.ip_access_lists).toHaveLength(before)
    expect(said(await as('clevertap')('POST', LISTS, {}))[0]).toBe(403)
  })
})
