import type { Catalog, Grant, Group, Identity, Schema, Table, Warehouse, WorkspaceState } from '../state/model'
import { columns } from './columns'
import { buildTables } from './retail-tables'

/** Parts of the sample workspaces in which a setup is tried. */
export const SYSTEM = 'System user'
export const ADMIN = 'admin@shop.example'
const YEAR = 365 * 86_400_000

export const person = (index: number, key: string, principal: string, displayName: string, more: Partial<Identity> = {}): Identity => ({
  key, kind: 'user', id: String(6_120_000_000_000_001 + index * 131), principal, displayName, active: true, entitlements: ['workspace-access', 'databricks-sql-access'], workspaceAdmin: false, ...more,
})
export const robot = (index: number, key: string, principal: string, displayName: string, more: Partial<Identity> = {}): Identity =>
  person(index, key, principal, displayName, { kind: 'service-principal', entitlements: [], ...more })

/** The shop's data as far as a setup needs it: a few tables to import. */
const SHOP: Record<string, string> = {
  customers: 'customer_id bigint!, email string, phone string, first_name string, last_name string, country string, created_at timestamp',
  orders: 'order_id bigint!, customer_id bigint, status string, amount decimal(12,2), currency string, ordered_at timestamp',
  products: 'product_id bigint!, name string, category string, price decimal(10,2)',
  events: 'event_id string!, customer_id bigint, event_name string, event_time timestamp, properties map<string,string>',
}

export interface WorkspaceParts {
  name: string
  title: string
  workspaceId: string
  cloud?: WorkspaceState['cloud']
  metastoreOwner?: string
  /** `null`: the metastore has no storage of its own. */
  storageRoot?: string | null
  people: Identity[]
  groups?: Group[]
  catalogs: Catalog[]
  schemas?: Schema[]
  tables?: Table[]
  grants: Grant[]
  warehouses?: Warehouse[]
  more?: Partial<WorkspaceState>
  suggested?: WorkspaceState['suggested']
}

const REGION = { aws: 'eu-central-1', azure: 'westeurope', gcp: 'europe-west3' } as const
const STORE = { aws: 's3://shop-metastore/root', azure: 'abfss://root@shopmetastore.dfs.core.windows.net/', gcp: 'gs://shop-metastore/root' } as const

/** A workspace with its own catalog, as Databricks makes them, and what else is given. */
export function workspaceOf(parts: WorkspaceParts): WorkspaceState {
  const cloud = parts.cloud ?? 'aws'
  const region = REGION[cloud]
  const storageRoot = parts.storageRoot === null ? undefined : (parts.storageRoot ?? STORE[cloud])
  const admins = parts.people.filter((one) => one.workspaceAdmin).map((one) => one.principal)
  return {
    name: parts.name, title: parts.title, workspaceId: parts.workspaceId, cloud,
    metastore: { id: '7d1c0a52-3f4e-4b6d-8a90-5c2e1f7b9d33', name: `metastore-${cloud}-${region}`, owner: parts.metastoreOwner ?? ADMIN, region, privilegeModelVersion: '1.0', ...(storageRoot ? { storageRoot } : {}) },
    identities: parts.people,
    groups: [
      { id: '910100000000001', name: 'admins', level: 'workspace', visibleInWorkspace: true, members: admins },
      { id: '910100000000002', name: 'users', level: 'workspace', visibleInWorkspace: true, members: parts.people.map((one) => one.principal) },
      ...(parts.groups ?? []),
    ],
    tokens: [],
    warehouses: parts.warehouses ?? [],
    catalogs: parts.catalogs,
    schemas: parts.schemas ?? parts.catalogs.map((one) => schemaOf(one.name, 'default', one.owner, one.createdAt)),
    tables: parts.tables ?? [],
    grants: parts.grants,
    suggested: parts.suggested ?? { catalog: 'workspace', schema: 'default' },
    ...parts.more,
  }
}

export const catalogOf = (name: string, owner: string, now: number, more: Partial<Catalog> = {}): Catalog => ({
  name, owner, type: 'MANAGED_CATALOG', isolation: 'OPEN', boundTo: [], createdAt: now - YEAR, createdBy: owner, ...more,
})
export const schemaOf = (catalog: string, name: string, owner: string, createdAt: number): Schema => ({ catalog, name, owner, createdAt, createdBy: owner })

/** The catalog that comes with the workspace: only this workspace may use it, and every user may make tables in its schema `default`. */
export function ownCatalog(workspaceId: string, owner: string, now: number): { catalog: Catalog; grants: Grant[] } {
  const grant = (type: Grant['type'], securable: string, ...privileges: string[]): Grant[] => privileges.map((privilege) => ({ principal: 'account users', privilege, type, securable, grantor: SYSTEM }))
  return {
    catalog: catalogOf('workspace', owner, now, { isolation: 'ISOLATED', boundTo: [workspaceId] }),
    grants: [
      ...grant('CATALOG', 'workspace', 'USE CATALOG'),
      ...grant('SCHEMA', 'workspace.default', 'USE SCHEMA', 'CREATE TABLE', 'CREATE VOLUME', 'CREATE MODEL', 'CREATE FUNCTION', 'CREATE MATERIALIZED VIEW'),
    ],
  }
}

/** The data that Databricks shares with every workspace: everybody may read it, and nobody may change who. */
export function samplesCatalog(now: number): { catalog: Catalog; schemas: Schema[]; tables: Table[]; grants: Grant[] } {
  const tables = buildTables(() => SYSTEM, now - YEAR).filter((one) => one.catalog === 'samples')
  return {
    catalog: catalogOf('samples', SYSTEM, now, { type: 'DELTASHARING_CATALOG', comment: 'Sample data from Databricks, read-only.' }),
    schemas: [...new Set(tables.map(({ schema }) => schema))].map((schema) => schemaOf('samples', schema, SYSTEM, now - YEAR)),
    tables,
    grants: ['USE CATALOG', 'USE SCHEMA', 'SELECT'].map((privilege) => ({ principal: 'account users', privilege, type: 'CATALOG', securable: 'samples', grantor: SYSTEM })),
  }
}

export const shopTables = (catalog: string, schema: string, owner: string, now: number): Table[] =>
  Object.entries(SHOP).map(([name, text]) => ({ catalog, schema, name, kind: 'MANAGED', format: 'DELTA', owner, columns: columns(text), rowCount: 60, createdAt: now - YEAR, createdBy: owner }))

export const warehouseOf = (id: string, name: string, owner: string, more: Partial<Warehouse> = {}): Warehouse => ({
  id, name, life: 'RUNNING', size: '2X-Small', type: 'PRO', serverless: true, autoStopMinutes: 10, minClusters: 1, maxClusters: 1, creator: owner, tags: [], startMs: 1500,
  permissions: [{ principal: owner, kind: 'user', level: 'IS_OWNER' }, { principal: 'admins', kind: 'group', level: 'CAN_MANAGE' }], ...more,
})
