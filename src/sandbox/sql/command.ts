import type { OtherType } from '../state/audit-state'
import type { SecurableType } from '../state/model'

/** A name as written, unquoted: one to three parts. */
export type Name = string[]

export interface Securable {
  type: SecurableType
  name: Name
}

/** Everything that is not a query, after parsing. Queries go to the embedded engine. */
export type Command =
  | { kind: 'use'; target: 'catalog' | 'schema'; name: Name }
  | { kind: 'show-catalogs'; like?: string }
  | { kind: 'show-schemas'; catalog?: string; like?: string }
  | { kind: 'show-tables'; name?: Name; like?: string }
  | { kind: 'show-tables-in-catalog'; catalog?: string; schemaLike?: string; like?: string }
  | { kind: 'show-schemas-in-all-catalogs'; like?: string }
  | { kind: 'show-views'; name?: Name; like?: string }
  | { kind: 'show-columns'; table: Name }
  | { kind: 'show-columns-in-catalog'; catalog?: string; schemaLike?: string; tableLike?: string; like?: string }
  | { kind: 'show-grants'; principal?: string; on: Securable }
  | { kind: 'show-groups'; like?: string }
  | { kind: 'show-external-locations'; like?: string }
  | { kind: 'show-current' }
  | { kind: 'show-create'; table: Name }
  | { kind: 'describe-table'; table: Name; extended: boolean }
  | { kind: 'describe-catalog'; catalog: string; extended: boolean }
  | { kind: 'describe-schema'; name: Name; extended: boolean }
  | { kind: 'describe-query'; query: string }
  | { kind: 'grant' | 'revoke'; privileges: string[]; on: Securable; principal: string }
  | { kind: 'change-other'; add: boolean; privileges: string[]; type: OtherType; name: Name; principal: string }
  | { kind: 'create-catalog'; name: string; ifNotExists: boolean; comment?: string; managedLocation?: string }
  | { kind: 'create-schema'; name: Name; ifNotExists: boolean; comment?: string; managedLocation?: string }
  | { kind: 'drop-schema'; name: Name; ifExists: boolean; cascade: boolean }
  | { kind: 'drop-catalog'; name: string; ifExists: boolean; cascade: boolean }
  | { kind: 'create-view'; name: Name; ifNotExists: boolean; orReplace: boolean; columns: { name: string; comment?: string }[]; comment?: string; query: string }
  | { kind: 'drop-view'; name: Name; ifExists: boolean }
  | { kind: 'set-owner'; on: Securable; principal: string }
  | { kind: 'set-comment'; on: Securable; comment?: string }
  | { kind: 'set'; key?: string; value?: string }
  | { kind: 'reset' }
  | { kind: 'query' }
  | { kind: 'empty' }
  | { kind: 'unsupported'; what: string }
