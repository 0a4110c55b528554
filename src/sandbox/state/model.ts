import type { AuditState } from './audit-state'

/**
 * The state of a sandbox workspace: plain data, no behaviour. The Unity Catalog rules that read it live in
 * `unity-catalog/`, the wire protocols in `wire/`. Names of catalogs, schemas and tables are stored lower case, as
 * Databricks does.
 */
export interface WorkspaceState extends AuditState {
  name: string
  title: string
  /** 16 digits or so, as in `x-databricks-org-id`. */
  workspaceId: string
  cloud: 'aws' | 'azure' | 'gcp'
  metastore?: { id: string; name: string; owner: string; region: string; privilegeModelVersion: string; storageRoot?: string }
  identities: Identity[]
  /** Account groups hold Unity Catalog grants; workspace-local ones only workspace rights. */
  groups: Group[]
  tokens: Token[]
  warehouses: Warehouse[]
  catalogs: Catalog[]
  schemas: Schema[]
  tables: Table[]
  grants: Grant[]
  externalLocations?: ExternalLocation[]
  /** What an admin can turn; absent parts have their defaults. */
  settings?: WorkspaceSettings
  /** Who may use personal access tokens; absent: the group `users`. Admins always may. */
  tokenPermissions?: Permission<'CAN_USE' | 'CAN_MANAGE'>[]
  oauth?: OAuthState
  /** IPv4 access lists; off when absent. */
  ipAccess?: { enabled: boolean; lists: IpAccessList[] }
  /** What the command prints: the connection a newcomer should try. */
  suggested: { catalog: string; schema: string }
}

export interface IpAccessList {
  id: string
  label: string
  type: 'ALLOW' | 'BLOCK'
  addresses: string[]
  /** Absent: it counts. */
  enabled?: boolean
  createdAt?: number
  createdBy?: string
  updatedAt?: number
}

export interface WorkspaceSettings {
  /** `enableTokensConfig`: whether personal access tokens exist at all. Default: they do. */
  tokensEnabled?: boolean
  /** 0 or absent: no maximum of the workspace's own; Databricks' is 730 days. */
  maxTokenLifetimeDays?: number
  /** Whether serverless warehouses can be made. Default: yes. */
  serverless?: boolean
  /** Most warehouses the workspace may hold. */
  maxWarehouses?: number
  /** Milliseconds from start to RUNNING of warehouses made here. */
  warehouseStartMs?: number
  /** How long Unity Catalog does not know a new service principal yet. */
  principalDelayMs?: number
}

/** OAuth's credentials, as hashes. All of it but the secrets is short-lived. */
export interface OAuthState {
  secrets: ServicePrincipalSecret[]
  accessTokens: OAuthGrant[]
  refreshTokens: (OAuthGrant & { clientId: string })[]
}
export interface OAuthGrant {
  /** SHA-256 hex of the value. */
  id: string
  principal: string
  scopes: string[]
  createdAt: number
  expiresAt: number
}
export interface ServicePrincipalSecret {
  id: string
  principal: string
  /** SHA-256 hex of the value. */
  hash: string
  createdAt: number
  expiresAt: number
}

export interface Identity {
  /** Name under which `cli -- sandbox` prints its token, e.g. `clevertap`. */
  key: string
  kind: 'user' | 'service-principal'
  /** Numeric SCIM id, as text. */
  id: string
  /** E-mail of a user; application id of a service principal. This is what holds grants. */
  principal: string
  displayName: string
  active: boolean
  /** `databricks-sql-access`, `workspace-access`, ... */
  entitlements: string[]
  workspaceAdmin: boolean
  /** Where a client that makes it leaves its mark. */
  externalId?: string
  /** `false`: in the account, but not assigned to this workspace. Absent: assigned. */
  assigned?: boolean
  /** Azure: made in Microsoft Entra ID, with an application id of its own. */
  entraManaged?: boolean
  /** Epoch ms from which Unity Catalog knows it; removed when that time has come. */
  knownFrom?: number
}

export interface Group {
  id: string
  name: string
  level: 'account' | 'workspace'
  /** Whether workspace SCIM shows it: account groups that are not assigned to the workspace are hidden but decide all the same. */
  visibleInWorkspace: boolean
  /** Principals, and names of groups nested in it. `account users` needs no list: everybody is in it. */
  members: string[]
  /** Everybody in it has these too. */
  entitlements?: string[]
}

export interface Token {
  /** SHA-256 hex of the value: the value itself is known only to whoever made it. */
  id: string
  principal: string
  comment: string
  createdAt: number
  /** Epoch ms; -1 = never. */
  expiresAt: number
  /** Absent: a token made before scopes existed, allowed everything. Empty: allowed nothing. `all-apis` allows everything. */
  scopes?: string[]
  lastUsedAt?: number
  /** Who made it on behalf of its principal. */
  madeBy?: string
}

export interface Permission<Level extends string> {
  principal: string
  kind: 'user' | 'service-principal' | 'group'
  level: Level
}

export type WarehouseLife = 'STARTING' | 'RUNNING' | 'STOPPING' | 'STOPPED' | 'DELETED'
export interface Warehouse {
  id: string
  name: string
  life: WarehouseLife
  size: string
  type: 'PRO' | 'CLASSIC'
  serverless: boolean
  autoStopMinutes: number
  minClusters: number
  maxClusters: number
  creator: string
  tags: { key: string; value: string }[]
  /** Milliseconds from start to RUNNING. */
  startMs: number
  permissions: Permission<'CAN_VIEW' | 'CAN_USE' | 'CAN_MONITOR' | 'CAN_MANAGE' | 'IS_OWNER'>[]
}

export interface Catalog {
  name: string
  owner: string
  type: 'MANAGED_CATALOG' | 'SYSTEM_CATALOG' | 'DELTASHARING_CATALOG' | 'FOREIGN_CATALOG' | 'INTERNAL_CATALOG'
  isolation: 'OPEN' | 'ISOLATED'
  /** Workspace ids an isolated catalog is bound to. */
  boundTo: string[]
  /** Workspaces among `boundTo` that may only read. */
  readOnlyIn?: string[]
  /** Its own managed location, where it has one. */
  storageRoot?: string
  comment?: string
  createdAt: number
  createdBy: string
}
export interface Schema {
  catalog: string
  name: string
  owner: string
  storageRoot?: string
  comment?: string
  createdAt: number
  createdBy: string
}
export interface Column {
  name: string
  /** Databricks SQL type text, lower case: `bigint`, `string`, `decimal(10,2)`, `timestamp`, `array<string>`. */
  type: string
  nullable: boolean
  comment?: string
}
export interface Table {
  catalog: string
  schema: string
  name: string
  kind: 'MANAGED' | 'EXTERNAL' | 'VIEW' | 'MATERIALIZED_VIEW' | 'STREAMING_TABLE' | 'FOREIGN'
  format: 'DELTA' | 'UNITY_CATALOG' | 'PARQUET' | 'CSV' | 'UNKNOWN'
  owner: string
  columns: Column[]
  /** For views: Databricks SQL. */
  viewText?: string
  /** Sample rows in column order; generated on first read when absent. */
  rows?: unknown[][]
  /** How many rows to generate when `rows` is absent. */
  rowCount?: number
  /** What was done to it, oldest first; absent: it was made, and nothing since. */
  history?: TableVersion[]
  /** TBLPROPERTIES that somebody set. */
  properties?: Record<string, string>
  comment?: string
  createdAt: number
  createdBy: string
}

export interface TableVersion {
  at: number
  by: string
  /** As in DESCRIBE HISTORY: `WRITE`, `MERGE`, `ADD COLUMNS`. */
  operation: string
}

export interface ExternalLocation {
  name: string
  url: string
  owner: string
  credential: string
  readOnly?: boolean
  comment?: string
  createdAt: number
  createdBy: string
}

export type SecurableType = 'METASTORE' | 'CATALOG' | 'SCHEMA' | 'TABLE' | 'EXTERNAL_LOCATION'
/** One stored grant. Inheritance is computed, never stored. Privileges are spelled as in SQL: `USE CATALOG`. */
export interface Grant {
  principal: string
  privilege: string
  type: SecurableType
  /** '' for the metastore, `c`, `c.s`, or `c.s.t` with unquoted lower-case parts (they can hold no dots); the name of an external location. */
  securable: string
  grantor: string
}
