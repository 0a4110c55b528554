import type { AclEntry } from '#shared/setup/facts'
import type { PrincipalChoice } from '#shared/setup/setup'
import type { Outcome } from '#shared/result'
import type { Secret } from '../secret'
import type { CallLimits } from './call'
import type { Me, SignIn, TokenInfo, Workspace } from './workspace'

/** A change as a plan shows it. `path` is ready to send. */
export interface SentChange {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  body?: unknown
}

export interface MetastoreInfo {
  id: string
  name?: string
  owner?: string
  storageRoot?: string
  /** `aws`, `azure`, `gcp`. */
  cloud?: string
}
export interface CatalogDetails {
  name: string
  owner?: string
  isolationMode?: string
  storageRoot?: string
}
export interface TableDetails {
  name: string
  type?: string
  owner?: string
  definition?: string
}
export interface WarehouseDetails {
  id: string
  name: string
  state: string
  httpPath: string
  serverless?: boolean
  size?: string
  autoStopMinutes?: number
  creator?: string
  tags: { key: string; value: string }[]
}
export interface PrincipalDetails {
  id: string
  /** E-mail, application id or group name. */
  name: string
  displayName?: string
  active: boolean
  externalId?: string
  entitlements: string[]
  groups: string[]
}
export interface ManagedToken extends TokenInfo {
  /** SCIM id of whom it signs in. */
  ownerId?: string
  createdBy?: string
}

/**
 * What a setup reads beyond `Workspace`, and the way to send a change. A change is never repeated by itself: after a lost answer it
 * may have had its effect.
 */
export interface SetupWorkspace extends Pick<Workspace, 'effectivePermissions' | 'getSchema' | 'listTokens'> {
  send(change: SentChange, limits: CallLimits): Promise<Outcome<{ body: unknown; requestId?: string }>>
  me(limits: CallLimits): Promise<Outcome<Me>>
  /** Values by key as text; a key that is not set is absent. */
  workspaceConf(keys: readonly string[], limits: CallLimits): Promise<Outcome<Record<string, string>>>
  /** Fails with `METASTORE_DOES_NOT_EXIST` where Unity Catalog is not assigned. */
  metastore(limits: CallLimits): Promise<Outcome<MetastoreInfo>>
  catalog(name: string, limits: CallLimits): Promise<Outcome<CatalogDetails>>
  /** Workspaces that an isolated catalog is bound to. */
  bindings(catalog: string, limits: CallLimits): Promise<Outcome<string[]>>
  tables(catalog: string, schema: string, limits: CallLimits): Promise<Outcome<TableDetails[]>>
  table(catalog: string, schema: string, name: string, limits: CallLimits): Promise<Outcome<TableDetails>>
  warehouses(limits: CallLimits): Promise<Outcome<WarehouseDetails[]>>
  warehouse(id: string, limits: CallLimits): Promise<Outcome<WarehouseDetails>>
  /** `object`: `warehouses/<id>`, `authorization/tokens`. */
  acl(object: string, limits: CallLimits): Promise<Outcome<AclEntry[]>>
  /** Whether serverless warehouses can be made; `undefined`: the answer does not say. */
  serverlessOffered(limits: CallLimits): Promise<Outcome<boolean | undefined>>
  /** By a SCIM filter such as `userName eq "a@b"`. `account`: also who is not assigned to the workspace; not every workspace answers that. */
  principals(kind: PrincipalChoice['kind'], filter: string, count: number, limits: CallLimits, directory?: 'workspace' | 'account'): Promise<Outcome<PrincipalDetails[]>>
  principal(kind: PrincipalChoice['kind'], id: string, limits: CallLimits): Promise<Outcome<PrincipalDetails>>
  /** Members by display name. */
  groupMembers(group: string, limits: CallLimits): Promise<Outcome<string[]>>
  /** OAuth secrets of a service principal. */
  secrets(principalId: string, limits: CallLimits): Promise<Outcome<{ id: string; createdAt?: number }[]>>
  /** All tokens of the workspace; for admins. */
  managedTokens(limits: CallLimits): Promise<Outcome<ManagedToken[]>>
  externalLocations(limits: CallLimits): Promise<Outcome<{ name: string; url: string; owner?: string }[]>>
}
/** `onRequest` is called for every request that leaves. */
export type OpenSetupWorkspace = (signIn: SignIn, onRequest?: () => void) => SetupWorkspace

/** Where to sign in. */
export type Place = Omit<SignIn, 'token'>
export interface OAuthTokens {
  access: Secret
  refresh?: Secret
  /** Epoch ms. */
  expiresAt: number
}
/** A sign-in in the browser that has begun: a listener on this computer waits for its answer. */
export interface BrowserSignIn {
  url: string
  /** Resolves when the person has signed in or refused; closes the listener in any case. */
  finish(limits: CallLimits): Promise<Outcome<OAuthTokens>>
  close(): void
}
/** Databricks' own OAuth, at the workspace's host. */
export interface OAuth {
  /** Client credentials of a service principal (M2M). */
  clientCredentials(place: Place, clientId: string, clientSecret: Secret, limits: CallLimits): Promise<Outcome<OAuthTokens>>
  /** A person in the browser (U2M): authorization code with PKCE. */
  begin(place: Place): Promise<Outcome<BrowserSignIn>>
  refresh(place: Place, refresh: Secret, limits: CallLimits): Promise<Outcome<OAuthTokens>>
}
/** Opens a page in the person's browser. Answers whether it could. */
export type OpenBrowser = (url: string) => Promise<boolean>
/** Keeps a script as a file that the person can find. Answers its path, or `undefined` where nothing is kept. */
export type KeepScript = (name: string, text: string) => string | undefined
