import type { Outcome } from '#shared/result'
import type { CatalogInfo, SchemaInfo, TableInfo, WarehouseInfo } from '#shared/discovery/discovery'
import type { Secret } from '../secret'
import type { CallLimits } from './call'

/** Where to reach a workspace and as whom. */
export interface SignIn {
  host: string
  port: number
  /** Workspace id for unified hosts (`?o=`). */
  workspaceId?: string
  /** PEM file of an additional certificate authority. */
  caFile?: string
  token: Secret
}

export interface Me {
  /** E-mail, or application id. */
  userName: string
  displayName?: string
  kind: 'user' | 'service-principal'
  active?: boolean
  groups: string[]
  entitlements: string[]
  /** From the `x-databricks-org-id` header. */
  workspaceId?: string
}

export interface TokenInfo {
  tokenId: string
  comment?: string
  createdAt?: number
  /** Epoch ms, -1 = never. */
  expiresAt?: number
  scopes?: string[]
}

export interface Assignment {
  principal: string
  /** As REST spells them: `USE_CATALOG`. */
  privileges: string[]
}
export interface EffectiveAssignment {
  principal: string
  privileges: { privilege: string; inheritedFromType?: string; inheritedFromName?: string }[]
}

/** The REST side of a workspace. Lists follow all pages (an empty page may have a successor). */
export interface Workspace {
  me(limits: CallLimits): Promise<Outcome<Me>>
  listTokens(limits: CallLimits): Promise<Outcome<TokenInfo[]>>
  listWarehouses(limits: CallLimits): Promise<Outcome<WarehouseInfo[]>>
  getWarehouse(id: string, limits: CallLimits): Promise<Outcome<WarehouseInfo>>
  startWarehouse(id: string, limits: CallLimits): Promise<Outcome<void>>
  /** Principal -> levels. Reading it takes CAN MANAGE. */
  warehousePermissions(id: string, limits: CallLimits): Promise<Outcome<{ principal: string; levels: string[] }[]>>
  currentMetastore(limits: CallLimits): Promise<Outcome<{ metastoreId: string; workspaceId?: string }>>
  listCatalogs(limits: CallLimits): Promise<Outcome<CatalogInfo[]>>
  getCatalog(catalog: string, limits: CallLimits): Promise<Outcome<CatalogInfo>>
  listSchemas(catalog: string, limits: CallLimits): Promise<Outcome<SchemaInfo[]>>
  getSchema(catalog: string, schema: string, limits: CallLimits): Promise<Outcome<SchemaInfo>>
  listTables(catalog: string, schema: string, limits: CallLimits): Promise<Outcome<TableInfo[]>>
  /** Direct grants only. `type`: catalog, schema, table, ... lower case. */
  permissions(type: string, fullName: string, limits: CallLimits): Promise<Outcome<Assignment[]>>
  effectivePermissions(type: string, fullName: string, principal: string | undefined, limits: CallLimits): Promise<Outcome<EffectiveAssignment[]>>
}
export type OpenWorkspace = (signIn: SignIn) => Workspace

export interface SqlResult {
  columns: string[]
  /** Values as JSON-friendly primitives, in column order. */
  rows: unknown[][]
}

/** A session on a SQL warehouse through the real driver. Always closed by whoever opened it. */
export interface SqlSession {
  query(statement: string, limits: CallLimits): Promise<Outcome<SqlResult>>
  /** The same, batch by batch as it is fetched, at most 100,000 rows each; nothing is kept. Answers how many fetches it took. */
  stream(statement: string, limits: CallLimits, take: (columns: string[], rows: unknown[][]) => void): Promise<Outcome<{ fetches: number }>>
  close(): Promise<void>
}
/** Connections that stand ready for one session. `drop` closes what nobody took; it may be called at any time, again and again. */
export interface PreparedConnection {
  drop(): void
}
/**
 * Connects ahead, TCP and TLS with verification and nothing more: no request is sent, so no warehouse wakes and no token leaves. Saves
 * the session its handshakes while REST is still asked. Never fails: what can't be prepared is met again, and told, when the session opens.
 */
export type PrepareConnection = (signIn: SignIn) => PreparedConnection

/** Opens a session; retries only what a waking warehouse answers, within the limits. `prepared` comes from the same adapter. */
export type OpenSqlSession = (
  signIn: SignIn,
  target: { httpPath: string; catalog?: string; schema?: string; prepared?: PreparedConnection },
  limits: CallLimits,
) => Promise<Outcome<SqlSession>>

export interface TlsFacts {
  protocol: string
  subject: string
  issuer: string
  validTo: string
}
/** The network beneath, stage by stage. A configured proxy is used where the driver would use it, and said. */
export interface NetworkProbes {
  resolve(host: string, limits: CallLimits): Promise<Outcome<{ addresses: string[]; viaProxy?: string }>>
  connect(host: string, port: number, limits: CallLimits): Promise<Outcome<{ /** Address and port, of the proxy where there is one. */ remoteAddress: string; viaProxy?: string }>>
  handshake(host: string, port: number, caFile: string | undefined, limits: CallLimits): Promise<Outcome<TlsFacts>>
}
