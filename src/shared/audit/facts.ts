import type { AccessFacts } from '../unity-catalog/facts'
import type { FixRoute } from './fix-view'
import type { Cloud } from '../connection/connection'

/** A fact, or why it could not be had and the right that would give it. */
export type Known<T> = { known: true; value: T } | { known: false; why: string; right?: string }
export const known = <T>(value: T): Known<T> => ({ known: true, value })
export const notKnown = (why: string, right?: string): { known: false; why: string; right?: string } =>
  right === undefined ? { known: false, why } : { known: false, why, right }

/** Everything an audit looks at, collected once. No token value is ever part of it. Times are epoch milliseconds. */
export interface AuditFacts {
  at: number
  workspace: { host: string; id?: string; cloud: Cloud }
  caller: {
    principal: string
    name?: string
    /** `self`: CleverTap's own token about itself, which shows only what it can see. */
    as: 'admin' | 'self'
  }
  access: AccessFacts
  /** How grants were read: by SQL on this warehouse, or by REST, and why not by SQL. */
  asked: FixRoute
  identity: Known<IdentityFacts>
  warehouses: Known<WarehouseFacts[]>
  tokens: Known<TokenFacts[]>
  /** Workspace maximum for new tokens in days; 0 or absent: no limit set. */
  maxTokenLifetimeDays: Known<number>
  oauthSecrets: Known<OauthSecretFacts[]>
  ipAccess: Known<IpAccessFacts>
  /** The token that the profile uses, by its id (SHA-256 of the value). */
  profileToken?: { id: string }
  requests: number
  /** Collection was stopped before everything was read. */
  cancelled?: true
  /** Things that collection left out, in words: joined to `notChecked`. */
  leftOut: NotChecked[]
}

export interface NotChecked {
  what: string
  why: string
  /** The right that would let it be checked. */
  right?: string
}

export interface IdentityFacts {
  active: boolean
  /** `databricks-sql-access`, `workspace-access`, `allow-cluster-create`, ... */
  entitlements: { name: string; /** absent: given to the identity itself. */ group?: string }[]
  workspaceAdmin: boolean
  /** Path of groups through which it is one. */
  adminThrough?: string[]
}

export const WAREHOUSE_LEVELS = ['CAN_VIEW', 'CAN_USE', 'CAN_MONITOR', 'CAN_MANAGE', 'IS_OWNER'] as const
export type WarehouseLevel = (typeof WAREHOUSE_LEVELS)[number]

export interface WarehouseFacts {
  id: string
  name: string
  /** Databricks' sizes: `2X-Small`, `X-Small`, `Small`, ... */
  size: string
  serverless: boolean
  /** 0: never stops by itself. */
  autoStopMinutes: number
  /** Direct and inherited entries of everybody; not known without CAN MANAGE. */
  permissions: Known<WarehousePermission[]>
  /** What the identity itself was seen to have, when the list could not be read (its own token ran a statement). */
  seenToWork?: boolean
}

export interface WarehousePermission {
  principal: string
  kind: 'user' | 'service-principal' | 'group'
  level: WarehouseLevel
  inherited: boolean
}

export interface TokenFacts {
  id: string
  comment: string
  createdAt: number
  /** -1: never expires. */
  expiresAt: number
  /** Absent: made before scopes existed, or not shown. */
  scopes?: string[]
  /** Absent: not shown, or never used. Databricks keeps the day only. */
  lastUsedAt?: number
}

export interface OauthSecretFacts {
  id: string
  createdAt: number
  expiresAt?: number
  status: string
}

export interface IpAccessFacts {
  enabled: boolean
  lists: { label: string; type: 'ALLOW' | 'BLOCK'; enabled: boolean; addresses: string[] }[]
}
