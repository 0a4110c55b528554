import type { IpAccessFacts, OauthSecretFacts, TokenFacts, WarehousePermission } from '#shared/audit/facts'
import type { Outcome } from '#shared/result'
import type { CallLimits } from './call'
import type { Assignment, Me, SignIn } from './workspace'

/** A user or service principal as the workspace's directory shows it. */
export interface PrincipalRecord {
  /** SCIM id. */
  id: string
  /** E-mail, or application id: what holds grants. */
  principal: string
  name?: string
  kind: 'user' | 'service-principal'
  active: boolean
  entitlements: string[]
  /** Groups as the directory shows them: account groups that are not assigned to the workspace are missing. */
  groups: string[]
}

export interface GroupRecord {
  id: string
  name: string
  level: 'account' | 'workspace' | 'unknown'
  /** Absent where the list leaves members out. */
  members?: GroupMember[]
}
export interface GroupMember {
  id: string
  display?: string
  kind: 'user' | 'service-principal' | 'group' | 'unknown'
}

export interface WarehouseRecord {
  id: string
  name: string
  state: string
  size: string
  serverless: boolean
  autoStopMinutes: number
}
export interface CatalogRecord {
  name: string
  owner?: string
  /** As REST spells it: `MANAGED_CATALOG`. */
  type?: string
  /** `OPEN` or `ISOLATED`. */
  isolation?: string
}
export interface TableRecord {
  name: string
  type?: string
  owner?: string
  rowFilter?: string
  masks: { column: string; function: string }[]
  /** Of a view: its query, where the caller is shown it. */
  definition?: string
}

/** What an audit reads by REST. Nothing here changes anything. Lists follow all pages. */
export interface AuditWorkspace {
  me(limits: CallLimits): Promise<Outcome<Me>>
  /** By e-mail or application id; `undefined`: the directory has none. */
  principal(kind: 'user' | 'service-principal', principal: string, limits: CallLimits): Promise<Outcome<PrincipalRecord | undefined>>
  servicePrincipalsCalled(displayName: string, limits: CallLimits): Promise<Outcome<PrincipalRecord[]>>
  /** `account`: also groups that are not assigned to the workspace; the list leaves members out, and not every workspace answers. */
  groups(directory: 'account' | 'workspace', limits: CallLimits): Promise<Outcome<GroupRecord[]>>
  group(directory: 'account' | 'workspace', id: string, limits: CallLimits): Promise<Outcome<GroupRecord>>
  metastore(limits: CallLimits): Promise<Outcome<{ id: string; name: string; owner?: string; privilegeModel?: string }>>
  catalog(name: string, limits: CallLimits): Promise<Outcome<CatalogRecord>>
  /** Workspaces that an isolated catalog is bound to. */
  bindings(catalog: string, limits: CallLimits): Promise<Outcome<{ workspaceId: string; readOnly: boolean }[]>>
  warehouses(limits: CallLimits): Promise<Outcome<WarehouseRecord[]>>
  /** Takes CAN MANAGE. */
  warehousePermissions(id: string, limits: CallLimits): Promise<Outcome<WarehousePermission[]>>
  /** Tokens that sign in one principal, whoever made them; for workspace admins. */
  managedTokens(owner: { principal: string; id?: string }, limits: CallLimits): Promise<Outcome<TokenFacts[]>>
  /** The caller's own tokens; when they were last used is not shown. */
  ownTokens(limits: CallLimits): Promise<Outcome<TokenFacts[]>>
  oauthSecrets(principalId: string, limits: CallLimits): Promise<Outcome<OauthSecretFacts[]>>
  /** Values by key; a key that is not set is absent. */
  workspaceConf(keys: readonly string[], limits: CallLimits): Promise<Outcome<Record<string, string>>>
  ipAccessLists(limits: CallLimits): Promise<Outcome<IpAccessFacts['lists']>>
  catalogs(limits: CallLimits): Promise<Outcome<CatalogRecord[]>>
  schemas(catalog: string, limits: CallLimits): Promise<Outcome<{ name: string; owner?: string }[]>>
  tables(catalog: string, schema: string, limits: CallLimits): Promise<Outcome<TableRecord[]>>
  table(fullName: string, limits: CallLimits): Promise<Outcome<TableRecord>>
  /** Direct grants only. `type`: metastore, catalog, schema, table. */
  permissions(type: string, fullName: string, limits: CallLimits): Promise<Outcome<Assignment[]>>
}

/** `onRequest` is called for every request that leaves, repeats and pages included. */
export type OpenAuditWorkspace = (signIn: SignIn, onRequest: () => void) => AuditWorkspace
