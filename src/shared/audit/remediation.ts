import type { SecurableRef } from '../unity-catalog/facts'
import type { FindingFix } from './finding'

/** One GRANT or REVOKE, complete in both spellings. Applying it is what `simulate` does to the facts. */
export interface ScriptStep {
  kind: 'grant' | 'revoke'
  ref: SecurableRef
  securableType: string
  securable: string
  /** Name in parts, unquoted. */
  path: string[]
  principal: string
  privileges: string[]
  sql: string
  cli: string
  /** Why, in one sentence. */
  reason: string
}

/**
 * Revokes on one securable, reviewed and run as one: the REVOKEs, then the needed GRANTs on the same securable, for revoking
 * ALL PRIVILEGES may take them away too. Stopped in between, a resumed run does the GRANTs first.
 */
export interface RevokeUnit {
  securable: string
  revokes: ScriptStep[]
  grantsAfter: ScriptStep[]
  /** What the identity can't do for the moment between REVOKE and GRANT; absent: nothing it needs is interrupted. */
  gap?: string
}

export interface Remediation {
  /** Additive: what is missing. Safe to run by themselves. */
  grants: ScriptStep[]
  /** Opt-in. `prepare` is additive and comes first: narrow rights that replace wide ones without a gap. */
  prepare: ScriptStep[]
  revokes: RevokeUnit[]
  /** Puts back what was there before, newest change first. */
  rollback: ScriptStep[]
  /** Changes that are no SQL: rights on the warehouse. */
  cliOnly: { text: string; cli: string }[]
  /** What a person must decide or click, with everyone it affects. */
  byHand: { id: string; securable: string; reason: string; fix: FindingFix[] }[]
  sql: { grants: string; revokes: string; rollback: string }
  cli: { grants: string; revokes: string; rollback: string }
  terraform: string
}
