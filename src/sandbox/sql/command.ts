import type { OtherType } from '../state/audit-state'
import type { SecurableType } from '../state/model'

/** A name as written, unquoted: one to three parts. */
export type Name = string[]

export interface Securable {
  type: SecurableType
  name: Name
}

/** A column as CREATE TABLE and ALTER TABLE write it; its type in lower case. */
export interface NewColumn {
  name: string
  type: string
  nullable: boolean
  comment?: string
}

/** Where ALTER TABLE puts a column; absent: at the end. */
export type ColumnPlace = 'first' | { after: string }
export type ColumnChange =
  | { kind: 'add'; columns: { column: NewColumn; place?: ColumnPlace }[]; ifNotExists: boolean }
  | { kind: 'drop'; names: string[]; ifExists: boolean }
  | { kind: 'rename'; from: string; to: string }
  | { kind: 'nullable'; name: string; nullable: boolean }
  | { kind: 'type'; name: string; type: string }
  | { kind: 'move'; name: string; place: ColumnPlace }

/** What a clause of MERGE does. Without assignments or values: with the source's columns of the same names. */
export type MergeAction = { do: 'update'; set?: { column: string; value: string }[] } | { do: 'delete' } | { do: 'insert'; columns?: string[]; values?: string[] }
export interface MergeClause {
  when: 'matched' | 'not-matched' | 'not-matched-by-source'
  condition?: string
  action: MergeAction
}
export interface Merge {
  kind: 'merge'
  table: Name
  alias: string
  /** A name, or a query in brackets. */
  source: string
  sourceAlias: string
  on: string
  clauses: MergeClause[]
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
  | { kind: 'show-table-extended'; name?: Name; like: string }
  | { kind: 'show-dropped'; name?: Name }
  | { kind: 'show-volumes'; name?: Name; like?: string }
  | { kind: 'show-functions'; scope: 'USER' | 'SYSTEM' | 'ALL'; name?: Name; like?: string }
  | { kind: 'show-properties'; table: Name; key?: string }
  | { kind: 'show-partitions'; table: Name }
  | { kind: 'show-list'; of: 'shares' | 'recipients' | 'providers' | 'connections' | 'credentials'; like?: string }
  | { kind: 'show-groups'; member?: string; like?: string }
  | { kind: 'show-users'; like?: string }
  | { kind: 'show-external-locations'; like?: string }
  | { kind: 'show-current' }
  | { kind: 'show-create'; table: Name }
  | { kind: 'describe-table'; table: Name; extended: boolean }
  | { kind: 'describe-column'; table: Name; column: string }
  | { kind: 'describe-json'; table: Name }
  | { kind: 'describe-detail'; table: Name }
  | { kind: 'describe-history'; table: Name; limit?: number }
  | { kind: 'explain'; query: string }
  | { kind: 'upkeep'; table?: Name }
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
  | { kind: 'create-temp-view'; name: string; ifNotExists: boolean; orReplace: boolean; columns: { name: string; comment?: string }[]; query: string }
  | { kind: 'create-table'; name: Name; ifNotExists: boolean; orReplace: boolean; columns: NewColumn[]; comment?: string; properties?: Record<string, string>; query?: string; like?: Name }
  | { kind: 'insert-rows'; table: Name; overwrite: boolean; columns?: string[]; query: string }
  | { kind: 'update-rows'; table: Name; alias?: string; set: { column: string; value: string }[]; where?: string }
  | { kind: 'delete-rows'; table: Name; where?: string }
  | Merge
  | { kind: 'restore-table'; table: Name; version?: number; timestamp?: string }
  | { kind: 'maintain'; what: 'OPTIMIZE' | 'VACUUM'; table: Name }
  | { kind: 'alter-columns'; table: Name; change: ColumnChange }
  | { kind: 'rename-table'; name: Name; to: Name; view: boolean }
  | { kind: 'alter-view'; name: Name; query: string }
  | { kind: 'create-volume'; name: Name; ifNotExists: boolean; comment?: string }
  | { kind: 'drop-other'; type: 'VOLUME' | 'FUNCTION'; name: Name; ifExists: boolean }
  | { kind: 'show-other-grants'; principal?: string; type: OtherType; name: Name }
  | { kind: 'execute-immediate'; sql: string }
  | { kind: 'deny' }
  | { kind: 'drop-view' | 'drop-table'; name: Name; ifExists: boolean }
  | { kind: 'set-properties'; table: Name; properties: Record<string, string> }
  | { kind: 'unset-properties'; table: Name; keys: string[] }
  | { kind: 'comment-column'; table: Name; column: string; comment: string }
  | { kind: 'set-owner'; on: Securable; principal: string }
  | { kind: 'set-comment'; on: Securable; comment?: string }
  | { kind: 'set'; key?: string; value?: string }
  | { kind: 'reset'; key?: string }
  | { kind: 'query' }
  | { kind: 'empty' }
  | { kind: 'unsupported'; what: string }
