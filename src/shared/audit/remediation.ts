import type { SecurableRef } from '../unity-catalog/facts'
import type { ByHandRow } from './fix-view'
import type { WarehouseGrant } from './warehouse-grant'

/**
 * One GRANT or REVOKE. Applying it is what `simulate` does to the facts. Names and statements are made when they are read: there may
 * be a hundred thousand steps, and few are looked at.
 */
export interface ScriptStep {
  readonly kind: 'grant' | 'revoke'
  readonly ref: SecurableRef
  readonly privileges: readonly string[]
  /** Why, in one sentence. */
  readonly reason: string
  readonly principal: string
  readonly securableType: string
  readonly securable: string
  /** Name in parts, unquoted. */
  readonly path: string[]
  readonly sql: string
  readonly cli: string
  readonly rest: { path: string; body: { changes: { principal: string; add?: string[]; remove?: string[] }[] } }
}

/**
 * Revokes on one securable, chosen, reviewed and run as one: the REVOKEs, then the needed GRANTs on the same securable, for revoking
 * ALL PRIVILEGES may take them away too. Stopped in between, a resumed run does the GRANTs first.
 */
export interface RevokeUnit {
  readonly id: string
  readonly ref: SecurableRef
  readonly securable: string
  readonly securableType: string
  readonly revokes: readonly ScriptStep[]
  readonly grantsAfter: readonly ScriptStep[]
  /** What the identity can't do for the moment between REVOKE and GRANT; absent: nothing it needs is interrupted. */
  readonly gap?: string
}

/** A fix with some of its revokes chosen. */
export interface Remediation {
  /** CAN USE on the warehouse, which no GRANT gives: the first of what is additive. */
  warehouse?: WarehouseGrant
  /** Additive: what is missing. Safe to run by themselves. */
  grants: ScriptStep[]
  /** Additive, and before the revokes: narrow rights that replace wide ones without a gap. */
  prepare: ScriptStep[]
  /** Those that were chosen. */
  revokes: RevokeUnit[]
  /** Puts back what was there before: gives back first, then takes what was new. */
  rollback: ScriptStep[]
  /** What a person must decide or click, with everyone it affects. */
  byHand: ByHandRow[]
}
