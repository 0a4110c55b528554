/**
 * What is known about access in one metastore, as seen from one workspace by one caller: the input of `effectiveAccess`.
 * Plain data. Names are stored as Unity Catalog stores them (lower case); privileges are spelled as in SQL (`USE CATALOG`).
 * Big lists are columns of numbers, so that 100,000 tables and 1,000,000 grants stay small; `createFactsBuilder` fills them.
 */
export interface AccessFacts {
  subject: Identity
  /** Names behind the numbers in owner and grantee columns. */
  principals: string[]
  /** Groups that hold a grant or own something, and whether the subject is in them. A group not listed: not a group. */
  groups: GroupFacts[]
  /** The workspace the audit looks from: decides bindings. Unknown: an isolated catalog can't be judged. */
  workspaceId?: string
  metastore: MetastoreFacts
  catalogs: CatalogFacts[]
  schemas: SchemaFacts[]
  objects: ObjectColumns
  /** External locations, credentials, connections and the like: outside the tree of catalogs. */
  others: OtherSecurable[]
  /** Stored grants only; inheritance is computed. Repeated rows do no harm. */
  grants: GrantColumns
  filters: DataFilter[]
  /** What views read, as far as their definitions were seen; a view that is not listed: not known. */
  views: ViewFacts[]
  /** Owners of views, and the groups they are in; the groups of an owner that is not listed are not known. */
  owners: OwnerFacts[]
  /** What the caller could not see. Empty means: everything was seen. */
  hidden: Hidden[]
}

/** yes and no are known; unknown is "could not check", never "no". */
export type Answer = 'yes' | 'no' | 'unknown'

export interface Identity {
  /** As GRANT wants it: e-mail of a user, application id of a service principal. */
  principal: string
  name?: string
  kind: 'user' | 'service-principal' | 'unknown'
  /** SCIM id. */
  id?: string
}

export interface GroupFacts {
  name: string
  /** Workspace-local groups hold no Unity Catalog grants. */
  level: 'account' | 'workspace' | 'unknown'
  /** Whether the subject is in it, directly or through another group. */
  member: Answer
  /** Groups between the subject and this one, nearest the subject first; empty: a direct member. */
  via?: string[]
  /** Everybody in it as far as the caller could see; absent: not seen. */
  members?: string[]
  /** How membership became known, or why it did not. */
  source?: string
}

/** Everybody: `account users` in Unity Catalog, `users` and `admins` in a workspace. The first two are access shared with all. */
export const ACCOUNT_USERS = 'account users'
export const WORKSPACE_USERS = 'users'
export const WORKSPACE_ADMINS = 'admins'

export interface MetastoreFacts {
  name: string
  id?: string
  /** Owner of the metastore = metastore admin: a user, or usually a group. Index into principals; -1: not seen; -2: there is none. */
  owner: number
  /** `1.0`: the names USE CATALOG and USE SCHEMA; older: USAGE. */
  privilegeModel?: string
}

/** Owner columns: an index into `principals`, or this. */
export const OWNER_NOT_SEEN = -1
export const NO_OWNER = -2

export interface CatalogFacts {
  name: string
  owner: number
  kind: 'managed' | 'foreign' | 'shared' | 'system' | 'internal' | 'unknown'
  isolation: 'open' | 'isolated' | 'unknown'
  /** Workspace ids an isolated catalog may be used from; absent: not seen. */
  boundTo?: string[]
  /** Bound to this workspace for reading only. */
  readOnly?: boolean
}

export interface SchemaFacts {
  /** Index into catalogs. */
  catalog: number
  name: string
  owner: number
  /** How many tables and views it holds, where the objects themselves were not listed. */
  tables?: number
}

export const OBJECT_KINDS = [
  'MANAGED', 'EXTERNAL', 'VIEW', 'MATERIALIZED_VIEW', 'STREAMING_TABLE', 'FOREIGN', 'METRIC_VIEW', 'MANAGED_SHALLOW_CLONE',
  'EXTERNAL_SHALLOW_CLONE', 'UNKNOWN_TABLE', 'VOLUME', 'FUNCTION', 'MODEL',
] as const
export type ObjectKind = (typeof OBJECT_KINDS)[number]

/** Tables, views, volumes, functions and models, one position each. Columns have the same length. */
export interface ObjectColumns {
  name: string[]
  /** Index into schemas. */
  schema: number[]
  owner: number[]
  /** Index into OBJECT_KINDS. */
  kind: number[]
}

export interface OtherSecurable {
  type: OtherType
  name: string
  owner: number
}
export const OTHER_TYPES = ['EXTERNAL LOCATION', 'STORAGE CREDENTIAL', 'SERVICE CREDENTIAL', 'CONNECTION', 'SHARE', 'RECIPIENT', 'PROVIDER'] as const
export type OtherType = (typeof OTHER_TYPES)[number]

/** Where a grant sits: the number in `on`; `at` is then the position in the list of that level (0 for the metastore). */
export const LEVELS = ['METASTORE', 'CATALOG', 'SCHEMA', 'OBJECT', 'OTHER'] as const
export type Level = (typeof LEVELS)[number]
export const ON = { METASTORE: 0, CATALOG: 1, SCHEMA: 2, OBJECT: 3, OTHER: 4 } as const

export interface GrantColumns {
  on: number[]
  at: number[]
  /** Index into principals. */
  grantee: number[]
  /** Index into `privileges`. */
  privilege: number[]
  privileges: string[]
}

/** A row filter or column mask: SELECT succeeds, but rows or values may be hidden. */
export interface DataFilter {
  /** Position in objects. */
  object: number
  kind: 'row filter' | 'column mask'
  column?: string
  function?: string
}

/** The tables and views that one view reads. */
export interface ViewFacts {
  /** Position in objects. */
  object: number
  /** Full names in lower case. */
  reads: readonly (readonly [catalog: string, schema: string, name: string])[]
}

/** What is known of a principal other than the subject: whether it is in groups, by their names. A group not named: not known. */
export interface OwnerFacts {
  principal: string
  groups: { name: string; member: Answer }[]
}

/** Something the caller could not see: a "no" that rests on it becomes "could not check". */
export interface Hidden {
  what: 'grants' | 'objects' | 'filters' | 'owners'
  level: Level
  /** Position at that level; absent: every one of that level. */
  at?: number
  /** Whether it holds for everything inside too. */
  inside: boolean
  why: string
  /** The right that would show it. */
  right?: string
}

/** One securable of the facts. */
export interface SecurableRef {
  level: Level
  at: number
}
