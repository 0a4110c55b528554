import type { Catalog, Grant, Group, SecurableType, Warehouse, WorkspaceState } from '../state/model'
import { ADMIN, ENGINEER, HIDDEN_GROUP, identities, METASTORE_OWNER, PERSON, PLATFORM, principalOf } from './retail-people'
import { buildTables, retailTables } from './retail-tables'

const WORKSPACE_ID = '7405612938471025'
const OTHER_WORKSPACE_ID = '1836650274419983'
const YEAR = 365 * 86_400_000
const SYSTEM = 'System user'

/** Everybody who may use a warehouse: all but the one who has none. */
const WAREHOUSE_USERS = identities.filter(({ key }) => !['admin', 'no-warehouse', 'excessive', 'least-privilege'].includes(key))
const canUse: Warehouse['permissions'] = WAREHOUSE_USERS.map(({ principal, kind }) => ({ principal, kind, level: 'CAN_USE' }))

/** The small retail shop, without tokens. A new object each time: the sandbox changes it. */
export function retailWorkspace(now: number): WorkspaceState {
  const createdAt = now - YEAR
  const ownerOf = (catalog: string): string => (catalog === 'samples' || catalog === 'system' ? SYSTEM : catalog === 'workspace' ? ADMIN : PLATFORM)
  const catalog = (name: string, more: Partial<Catalog> = {}): Catalog => ({
    name, owner: ownerOf(name), type: 'MANAGED_CATALOG', isolation: 'OPEN', boundTo: [], createdAt, createdBy: ownerOf(name) === SYSTEM ? SYSTEM : ADMIN, ...more,
  })
  return {
    name: 'retail',
    title: 'Small retail shop',
    workspaceId: WORKSPACE_ID,
    cloud: 'aws',
    metastore: { id: '3b2c5d18-6f0e-4c7a-9d41-0a8e7f6b2c11', name: 'metastore-aws-eu-central-1', owner: METASTORE_OWNER, region: 'eu-central-1', privilegeModelVersion: '1.0', storageRoot: 's3://shop-metastore/root' },
    identities: structuredClone(identities),
    groups: groups(),
    tokens: [],
    warehouses: warehouses(),
    catalogs: [
      catalog('retail', { comment: 'Customers, orders and events of the shop.' }),
      catalog('marketing-eu', { comment: 'Campaigns in Europe. The hyphen must be quoted.' }),
      catalog('workspace', { isolation: 'ISOLATED', boundTo: [WORKSPACE_ID] }),
      catalog('finance', { isolation: 'ISOLATED', boundTo: [OTHER_WORKSPACE_ID], comment: 'Bound to another workspace.' }),
      catalog('samples', { type: 'DELTASHARING_CATALOG' }),
      catalog('system', { type: 'SYSTEM_CATALOG' }),
    ],
    schemas: Object.entries(retailTables).flatMap(([name, schemas]) => Object.keys(schemas).map((schema) => ({ catalog: name, name: schema, owner: ownerOf(name), createdAt, createdBy: ownerOf(name) }))),
    tables: buildTables(ownerOf, createdAt),
    grants: grants(),
    // The shop's office, CleverTap (a range for documentation), and this computer, from where the sandbox is used.
    ipAccess: {
      enabled: true,
      lists: [
        { id: 'a1', label: 'office', type: 'ALLOW', addresses: ['192.0.2.0/24', '127.0.0.0/8'] },
        { id: 'a2', label: 'clevertap', type: 'ALLOW', addresses: ['203.0.113.0/24'] },
      ],
    },
    suggested: { catalog: 'retail', schema: 'customer_data' },
  }
}

function groups(): Group[] {
  return [
    { id: '900100000000001', name: 'admins', level: 'workspace', visibleInWorkspace: true, members: [ADMIN] },
    { id: '900100000000002', name: 'users', level: 'workspace', visibleInWorkspace: true, members: identities.map(({ principal }) => principal) },
    { id: '900100000000003', name: PLATFORM, level: 'account', visibleInWorkspace: true, members: ['data engineers'] },
    { id: '900100000000004', name: 'data engineers', level: 'account', visibleInWorkspace: true, members: [ADMIN, ENGINEER] },
    { id: '900100000000005', name: 'analysts', level: 'account', visibleInWorkspace: true, members: [PERSON] },
    { id: '900100000000006', name: HIDDEN_GROUP, level: 'account', visibleInWorkspace: false, members: [principalOf('via-hidden-group')] },
  ]
}

function warehouses(): Warehouse[] {
  const one = (id: string, name: string, more: Partial<Warehouse>): Warehouse => ({
    id, name, life: 'STOPPED', size: '2X-Small', type: 'PRO', serverless: true, autoStopMinutes: 10, minClusters: 1, maxClusters: 1, creator: ADMIN, tags: [], startMs: 4000,
    permissions: [
      { principal: ADMIN, kind: 'user', level: 'IS_OWNER' },
      { principal: 'admins', kind: 'group', level: 'CAN_MANAGE' },
      { principal: principalOf('excessive'), kind: 'service-principal', level: 'CAN_MANAGE' },
      ...canUse,
    ],
    ...more,
  })
  const adminsOnly: Warehouse['permissions'] = [{ principal: ADMIN, kind: 'user', level: 'IS_OWNER' }, { principal: 'admins', kind: 'group', level: 'CAN_MANAGE' }]
  return [
    one('1a2b3c4d5e6f7a01', 'Shop warehouse', { life: 'RUNNING', tags: [{ key: 'team', value: 'marketing' }] }),
    one('1a2b3c4d5e6f7a02', 'Nightly warehouse', { autoStopMinutes: 5 }),
    one('1a2b3c4d5e6f7a03', 'Classic warehouse', { type: 'CLASSIC', serverless: false, size: 'Small', autoStopMinutes: 45, maxClusters: 2, startMs: 20_000 }),
    one('1a2b3c4d5e6f7a04', 'Finance warehouse', { life: 'RUNNING', size: 'Medium', permissions: adminsOnly }),
    one('1a2b3c4d5e6f7a05', 'CleverTap warehouse', { life: 'RUNNING', permissions: [...adminsOnly, { principal: principalOf('least-privilege'), kind: 'service-principal', level: 'CAN_USE' }] }),
  ]
}

function grants(): Grant[] {
  const list: Grant[] = []
  const grant = (principal: string, type: SecurableType, securable: string, ...privileges: string[]): void => {
    const grantor = securable.startsWith('samples') || securable.startsWith('system') ? SYSTEM : ADMIN
    for (const privilege of privileges) list.push({ principal, privilege, type, securable, grantor })
  }
  const importer = (principal: string, schema: string): void => {
    grant(principal, 'CATALOG', 'retail', 'USE CATALOG')
    grant(principal, 'SCHEMA', `retail.${schema}`, 'USE SCHEMA', 'SELECT')
  }

  for (const catalog of ['retail', 'marketing-eu', 'finance']) grant(PLATFORM, 'CATALOG', catalog, 'ALL PRIVILEGES')
  grant(ADMIN, 'CATALOG', 'workspace', 'ALL PRIVILEGES')
  grant('account users', 'CATALOG', 'samples', 'USE CATALOG', 'USE SCHEMA', 'SELECT')
  grant('account users', 'CATALOG', 'system', 'USE CATALOG')
  for (const schema of ['access', 'billing', 'query']) grant(ADMIN, 'SCHEMA', `system.${schema}`, 'USE SCHEMA', 'SELECT')
  grant('analysts', 'CATALOG', 'marketing-eu', 'BROWSE')

  for (const key of ['clevertap', 'no-entitlement', 'no-warehouse', 'disabled', 'least-privilege']) importer(principalOf(key), 'customer_data')
  importer(HIDDEN_GROUP, 'customer_data')
  importer('analysts', 'customer_data')
  importer(principalOf('empty-schema'), 'landing')

  grant(principalOf('no-select'), 'CATALOG', 'retail', 'USE CATALOG')
  for (const schema of ['customer_data', 'restricted', 'landing']) grant(principalOf('no-select'), 'SCHEMA', `retail.${schema}`, 'USE SCHEMA')

  grant(principalOf('no-use-schema'), 'CATALOG', 'retail', 'USE CATALOG')
  grant(principalOf('no-use-schema'), 'SCHEMA', 'retail.customer_data', 'SELECT')
  grant(principalOf('no-use-catalog'), 'SCHEMA', 'retail.customer_data', 'USE SCHEMA', 'SELECT')

  grant(principalOf('excessive'), 'CATALOG', 'retail', 'ALL PRIVILEGES', 'MANAGE')
  grant(principalOf('excessive'), 'CATALOG', 'marketing-eu', 'USE CATALOG', 'USE SCHEMA', 'SELECT')
  grant(principalOf('excessive'), 'SCHEMA', 'retail.customer_data', 'MODIFY', 'CREATE TABLE')
  grant(principalOf('excessive'), 'METASTORE', '', 'CREATE CATALOG')
  return list
}
