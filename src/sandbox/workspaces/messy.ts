import type { OtherGrant, OtherType } from '../state/audit-state'
import type { Catalog, Grant, Identity, SecurableType, Table, Token, Warehouse, WorkspaceState } from '../state/model'
import { columns } from './columns'
import { MESSY_FINDINGS } from './messy-findings'
import type { TokenPlan } from './retail-people'

const WORKSPACE_ID = '2984615037721946'
const OTHER_WORKSPACE_ID = '1836650274419983'
const DAY = 86_400_000
const ADMIN = 'root@messy.example'
const SYSTEM = 'System user'
const TEAM = 'marketing team'
const METASTORE_ADMINS = 'metastore admins'

const robot = (digit: number, key: string, name: string, more: Partial<Identity> = {}): Identity => ({
  key, kind: 'service-principal', id: String(5_820_000_000_000_001 + digit * 89), principal: `7d2e4b60-1c9f-4e3a-8b57-2f6a9c0d00${String(digit).padStart(2, '0')}`, displayName: name,
  active: true, entitlements: ['databricks-sql-access'], workspaceAdmin: false, ...more,
})
const person = (digit: number, key: string, principal: string, name: string, more: Partial<Identity> = {}): Identity => ({ ...robot(digit, key, name), kind: 'user', principal, ...more })

const IDENTITIES: Identity[] = [
  person(0, 'admin', ADMIN, 'Rita Root', { workspaceAdmin: true, entitlements: ['workspace-access', 'databricks-sql-access', 'allow-cluster-create'] }),
  robot(1, 'hoarder', 'Importer with everything', { workspaceAdmin: true, entitlements: ['databricks-sql-access', 'workspace-access', 'allow-cluster-create'] }),
  robot(2, 'overgranted', 'Importer with grants it does not need'),
  robot(3, 'starved', 'Importer with nothing', { entitlements: [] }),
  robot(4, 'picker', 'Importer of single tables'),
  robot(5, 'disabled', 'Deactivated importer', { active: false }),
  robot(6, 'neighbour', 'Another program'),
  person(7, 'person', 'maria@messy.example', 'Maria Marketing'),
]
const of = (key: string): string => {
  const identity = IDENTITIES.find((one) => one.key === key)
  if (!identity) throw new Error(`the sample has no identity ${key}`)
  return identity.principal
}

/** A workspace where nothing is as it should be: every finding of the audit occurs. `messy-findings.ts` says where. */
export function messyWorkspace(now: number): WorkspaceState {
  const createdAt = now - 400 * DAY
  const made = { createdAt, createdBy: ADMIN }
  const catalog = (name: string, more: Partial<Catalog> = {}): Catalog => ({ name, owner: ADMIN, type: 'MANAGED_CATALOG', isolation: 'OPEN', boundTo: [], ...made, ...more })
  const shape = columns('id bigint!, email string, amount decimal(12,2), updated_at timestamp')
  const table = (schema: string, name: string, more: Partial<Table> = {}): Table => {
    const [inCatalog = '', inSchema = ''] = schema.split('.')
    return { catalog: inCatalog, schema: inSchema, name, kind: 'MANAGED', format: 'DELTA', owner: ADMIN, columns: shape, rowCount: 10, ...made, ...more }
  }
  const schemas = ['shop.crm', 'shop.finance', 'shop.scratch', 'archive.old', 'vault.safe']
  return {
    name: 'messy', title: 'Messy permissions', workspaceId: WORKSPACE_ID, cloud: 'aws',
    metastore: { id: '9f1c2d3e-4a5b-4c6d-8e7f-0a1b2c3d4e5f', name: 'metastore-messy', owner: METASTORE_ADMINS, region: 'eu-central-1', privilegeModelVersion: '1.0', storageRoot: 's3://messy/root' },
    identities: structuredClone(IDENTITIES),
    groups: [
      { id: '800100000000001', name: 'admins', level: 'workspace', visibleInWorkspace: true, members: [ADMIN, of('hoarder')] },
      { id: '800100000000002', name: 'users', level: 'workspace', visibleInWorkspace: true, members: IDENTITIES.map(({ principal }) => principal) },
      { id: '800100000000003', name: METASTORE_ADMINS, level: 'account', visibleInWorkspace: false, members: [ADMIN, of('hoarder')] },
      { id: '800100000000004', name: TEAM, level: 'account', visibleInWorkspace: true, members: ['interns', of('person')] },
      { id: '800100000000005', name: 'interns', level: 'account', visibleInWorkspace: false, members: [of('overgranted'), of('neighbour')] },
      { id: '800100000000006', name: 'pii readers', level: 'account', visibleInWorkspace: true, members: [of('neighbour')] },
    ],
    tokens: [],
    warehouses: warehouses(),
    catalogs: [
      catalog('shop'), catalog('archive'), catalog('vault', { isolation: 'ISOLATED', boundTo: [OTHER_WORKSPACE_ID] }),
      catalog('samples', { owner: SYSTEM, type: 'DELTASHARING_CATALOG' }), catalog('system', { owner: SYSTEM, type: 'SYSTEM_CATALOG' }),
    ],
    schemas: schemas.map((full) => {
      const [inCatalog = '', name = ''] = full.split('.')
      return { catalog: inCatalog, name, owner: full === 'shop.scratch' ? of('hoarder') : ADMIN, ...made }
    }),
    tables: [
      ...['customers', 'orders', 'events', 'consents'].map((name) => table('shop.crm', name)),
      table('shop.crm', 'partner_orders', { kind: 'FOREIGN', format: 'UNKNOWN' }),
      table('shop.crm', 'active_customers', { kind: 'VIEW', format: 'UNKNOWN', viewText: 'SELECT * FROM shop.crm.customers' }),
      table('shop.crm', 'order_margins', { kind: 'VIEW', format: 'UNKNOWN', owner: of('person'), viewText: 'SELECT o.* FROM crm.orders o JOIN shop.finance.ledger l ON l.id = o.id' }),
      ...['ledger', 'salaries'].map((name) => table('shop.finance', name)),
      table('shop.scratch', 'try_out', { owner: of('hoarder') }),
      table('archive.old', 'orders_2019'),
      table('vault.safe', 'keys'),
    ],
    grants: grants(),
    others: [
      { type: 'VOLUME', name: 'shop.crm.uploads', owner: ADMIN },
      { type: 'FUNCTION', name: 'shop.finance.tax', owner: ADMIN },
      { type: 'EXTERNAL_LOCATION', name: 'raw_bucket', owner: ADMIN },
      { type: 'STORAGE_CREDENTIAL', name: 'raw_role', owner: ADMIN },
      { type: 'CONNECTION', name: 'old_postgres', owner: of('hoarder') },
    ],
    otherGrants: otherGrants(),
    rowFilters: [{ table: 'shop.crm.events', function: 'shop.finance.own_region', group: 'pii readers' }],
    columnMasks: [{ table: 'shop.crm.customers', column: 'email', function: 'shop.finance.mask_email', group: 'pii readers' }],
    oauth: { secrets: [{ id: '3f0d8b5e-0f4f-4f0e-9c7e-6f1f3a2b4c5d', principal: of('hoarder'), hash: '', createdAt: now - 30 * DAY, expiresAt: now + 700 * DAY }], accessTokens: [], refreshTokens: [] },
    // On, but without a list that allows anything: only one range is kept out.
    ipAccess: { enabled: true, lists: [{ id: 'b1', label: 'known attackers', type: 'BLOCK', addresses: ['198.51.100.0/24'] }] },
    suggested: { catalog: 'shop', schema: 'crm' },
  }
}

function warehouses(): Warehouse[] {
  const one = (id: string, name: string, more: Partial<Warehouse>): Warehouse => ({
    id, name, life: 'RUNNING', size: '2X-Small', type: 'PRO', serverless: true, autoStopMinutes: 10, minClusters: 1, maxClusters: 1, creator: ADMIN, tags: [], startMs: 1500,
    permissions: [{ principal: ADMIN, kind: 'user', level: 'IS_OWNER' }, { principal: 'admins', kind: 'group', level: 'CAN_MANAGE' }], ...more,
  })
  const use = (key: string, level: 'CAN_USE' | 'CAN_MANAGE' = 'CAN_USE'): Warehouse['permissions'][number] => ({ principal: of(key), kind: IDENTITIES.find((identity) => identity.key === key)?.kind ?? 'user', level })
  const big = one('3c4d5e6f7a8b9c01', 'Everybody warehouse', { size: '2X-Large', autoStopMinutes: 0, serverless: false, type: 'CLASSIC' })
  big.permissions.push(use('hoarder', 'CAN_MANAGE'), use('overgranted'), use('picker'), use('neighbour'), use('person'), use('disabled'))
  const nightly = one('3c4d5e6f7a8b9c02', 'Nightly warehouse', { life: 'STOPPED' })
  nightly.permissions.push(use('hoarder'), use('overgranted'))
  return [big, nightly]
}

function grants(): Grant[] {
  const list: Grant[] = []
  const grant = (principal: string, type: SecurableType, securable: string, ...privileges: string[]): void => {
    for (const privilege of privileges) list.push({ principal, privilege, type, securable, grantor: ADMIN })
  }
  const importer = (key: string): void => {
    grant(of(key), 'CATALOG', 'shop', 'USE CATALOG')
    grant(of(key), 'SCHEMA', 'shop.crm', 'USE SCHEMA', 'SELECT')
  }
  for (const key of ['neighbour', 'person', 'disabled']) importer(key)

  grant(of('hoarder'), 'METASTORE', '', 'CREATE CATALOG')
  grant(of('hoarder'), 'CATALOG', 'shop', 'USE CATALOG', 'USE SCHEMA', 'SELECT', 'USAGE')
  grant(of('hoarder'), 'CATALOG', 'archive', 'ALL PRIVILEGES')

  // Everything it needs it has only through ALL PRIVILEGES: whoever takes that away must give the rest back.
  grant(of('overgranted'), 'CATALOG', 'shop', 'ALL PRIVILEGES', 'MANAGE')
  grant(of('overgranted'), 'SCHEMA', 'shop.crm', 'ALL PRIVILEGES', 'MODIFY')
  grant(of('overgranted'), 'TABLE', 'shop.crm.orders', 'SELECT', 'MODIFY', 'APPLY TAG')
  grant(of('overgranted'), 'SCHEMA', 'shop.finance', 'USE SCHEMA', 'SELECT')
  grant(of('overgranted'), 'CATALOG', 'archive', 'USE CATALOG', 'USE SCHEMA', 'SELECT')
  grant(of('overgranted'), 'METASTORE', '', 'CREATE CATALOG', 'CREATE EXTERNAL LOCATION')

  grant(of('picker'), 'CATALOG', 'shop', 'USE CATALOG')
  grant(of('picker'), 'SCHEMA', 'shop.crm', 'USE SCHEMA')
  grant(of('picker'), 'TABLE', 'shop.crm.orders', 'SELECT')

  grant(TEAM, 'CATALOG', 'archive', 'USE CATALOG', 'USE SCHEMA', 'SELECT', 'MODIFY')
  grant('account users', 'CATALOG', 'archive', 'BROWSE', 'USE CATALOG')
  grant('account users', 'CATALOG', 'system', 'USE CATALOG')
  return list
}

function otherGrants(): OtherGrant[] {
  const grant = (type: OtherType, securable: string, privilege: string): OtherGrant => ({ principal: of('overgranted'), privilege, type, securable, grantor: ADMIN })
  return [
    grant('VOLUME', 'shop.crm.uploads', 'READ VOLUME'), grant('VOLUME', 'shop.crm.uploads', 'WRITE VOLUME'), grant('FUNCTION', 'shop.finance.tax', 'EXECUTE'),
    grant('EXTERNAL_LOCATION', 'raw_bucket', 'READ FILES'), grant('STORAGE_CREDENTIAL', 'raw_role', 'READ FILES'), grant('CONNECTION', 'old_postgres', 'USE CONNECTION'),
  ]
}

/** Tokens with everything that can be wrong with one. */
export function messyTokens(now: number): TokenPlan[] {
  const plan = (name: string, key: string, title: string, more: Partial<Omit<Token, 'id'>> = {}): TokenPlan => ({
    name, title, expect: MESSY_FINDINGS.filter(({ identity }) => identity === key).map(({ why }) => why).join(' '), token: { principal: of(key), comment: title, createdAt: now - 5 * DAY, expiresAt: now + 85 * DAY, scopes: ['sql'], lastUsedAt: now - DAY, ...more },
  })
  return [
    plan('admin', 'admin', 'Metastore and workspace admin', { scopes: ['all-apis'] }),
    plan('hoarder', 'hoarder', 'Importer with everything', { scopes: ['all-apis'] }),
    plan('hoarder-old', 'hoarder', 'Never expires', { createdAt: now - 500 * DAY, expiresAt: -1, lastUsedAt: now - 80 * DAY }),
    plan('hoarder-late', 'hoarder', 'Expires soon', { createdAt: now - 20 * DAY, expiresAt: now + 2 * DAY }),
    ...['overgranted', 'starved', 'picker', 'neighbour', 'person', 'disabled'].map((key) => plan(key, key, IDENTITIES.find((one) => one.key === key)?.displayName ?? key)),
  ]
}
