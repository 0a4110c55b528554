import type { Grant, Identity, Schema, Table, WorkspaceState } from '../state/model'
import { columns } from './columns'
import type { TokenPlan } from './retail-people'

const DAY = 86_400_000
const ADMIN = 'admin@large.example'
const IMPORTER = '8e3f5c71-2d0a-4f4b-9c68-3a7b0d1e0001'
const WORKSPACE_ID = '6640192837465120'
const TABLES_PER_SCHEMA = 500

/**
 * One catalog of any size for measuring: `tables` tables in schemas of 500, and `grants` grants of single tables to users and
 * groups in turn. The importer may read the whole of it. Rows are made when somebody asks for one.
 */
export function generatedWorkspace(now: number, { tables, grants, catalog = 'lake', schema }: { tables: number; grants: number; catalog?: string; schema?: string }): WorkspaceState {
  const made = { createdAt: now - 200 * DAY, createdBy: ADMIN }
  const shape = columns('id bigint!, name string, amount decimal(12,2), updated_at timestamp')
  const range = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_none, index) => make(index))
  const schemaOf = (index: number): string => schema ?? `department_${String(Math.floor(index / TABLES_PER_SCHEMA) + 1).padStart(3, '0')}`
  const tableName = (index: number): string => `table_${String(index + 1).padStart(6, '0')}`
  const schemas = [...new Set(range(tables, schemaOf))].map((name): Schema => ({ catalog, name, owner: ADMIN, ...made }))
  const identity = (digit: number, key: string, kind: Identity['kind'], principal: string, displayName: string, more: Partial<Identity> = {}): Identity => ({
    key, kind, id: String(6_930_000_000_000_001 + digit), principal, displayName, active: true, entitlements: ['databricks-sql-access'], workspaceAdmin: false, ...more,
  })
  const single = range(grants, (index): Grant => {
    const table = index % tables
    return { principal: `user${String(Math.floor(index / tables) + 1)}@large.example`, privilege: 'SELECT', type: 'TABLE', securable: `${catalog}.${schemaOf(table)}.${tableName(table)}`, grantor: ADMIN }
  })
  return {
    name: 'large', title: `${tables.toLocaleString('en')} tables`, workspaceId: WORKSPACE_ID, cloud: 'aws',
    metastore: { id: '4d5e6f70-8192-4a3b-9c4d-5e6f70819203', name: 'metastore-large', owner: ADMIN, region: 'eu-central-1', privilegeModelVersion: '1.0' },
    identities: [
      identity(0, 'admin', 'user', ADMIN, 'Ada Admin', { workspaceAdmin: true, entitlements: ['workspace-access', 'databricks-sql-access', 'allow-cluster-create'] }),
      identity(1, 'clevertap', 'service-principal', IMPORTER, 'CleverTap importer'),
    ],
    groups: [
      { id: '700100000000001', name: 'admins', level: 'workspace', visibleInWorkspace: true, members: [ADMIN] },
      { id: '700100000000002', name: 'users', level: 'workspace', visibleInWorkspace: true, members: [ADMIN, IMPORTER] },
      { id: '700100000000003', name: 'lake readers', level: 'account', visibleInWorkspace: true, members: [IMPORTER] },
    ],
    tokens: [],
    warehouses: [
      {
        id: '4d5e6f7a8b9c0d01', name: 'Lake warehouse', life: 'RUNNING', size: '2X-Small', type: 'PRO', serverless: true, autoStopMinutes: 10, minClusters: 1, maxClusters: 1, creator: ADMIN, tags: [], startMs: 1500,
        permissions: [{ principal: ADMIN, kind: 'user', level: 'IS_OWNER' }, { principal: 'admins', kind: 'group', level: 'CAN_MANAGE' }, { principal: IMPORTER, kind: 'service-principal', level: 'CAN_USE' }],
      },
    ],
    catalogs: [
      { name: catalog, owner: ADMIN, type: 'MANAGED_CATALOG', isolation: 'OPEN', boundTo: [], ...made },
      { name: 'system', owner: 'System user', type: 'SYSTEM_CATALOG', isolation: 'OPEN', boundTo: [], ...made },
    ],
    schemas,
    tables: range(tables, (index): Table => ({ catalog, schema: schemaOf(index), name: tableName(index), kind: 'MANAGED', format: 'DELTA', owner: ADMIN, columns: shape, rowCount: 20, ...made })),
    grants: [
      { principal: IMPORTER, privilege: 'USE CATALOG', type: 'CATALOG', securable: catalog, grantor: ADMIN },
      { principal: 'lake readers', privilege: 'USE SCHEMA', type: 'CATALOG', securable: catalog, grantor: ADMIN },
      { principal: 'lake readers', privilege: 'SELECT', type: 'CATALOG', securable: catalog, grantor: ADMIN },
      { principal: 'account users', privilege: 'USE CATALOG', type: 'CATALOG', securable: 'system', grantor: 'System user' },
      ...single,
    ],
    suggested: { catalog, schema: schemaOf(0) },
  }
}

export const generatedTokens = (now: number): TokenPlan[] =>
  [['admin', ADMIN] as const, ['clevertap', IMPORTER] as const].map(([name, principal]) => ({
    name, title: name, expect: '', token: { principal, comment: name, createdAt: now - DAY, expiresAt: now + 90 * DAY, scopes: ['all-apis'] },
  }))
