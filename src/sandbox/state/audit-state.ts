/** What an audit looks at beyond catalogs, schemas and tables. All of it is optional: most workspaces of the sandbox have none. */

/** Securables without rows of their own here: they are owned, granted on and listed, nothing more. */
export const OTHER_TYPES = ['VOLUME', 'FUNCTION', 'EXTERNAL_LOCATION', 'STORAGE_CREDENTIAL', 'CONNECTION'] as const
export type OtherType = (typeof OTHER_TYPES)[number]

export interface OtherSecurable {
  type: OtherType
  /** `c.s.v` for volumes and functions; one part for the rest, which belong to the metastore. Lower case. */
  name: string
  owner: string
  comment?: string
}
export interface OtherGrant {
  principal: string
  /** As in SQL: `READ VOLUME`. */
  privilege: string
  type: OtherType
  securable: string
  grantor: string
}

/** Hides every row of a table from whoever is not in the account group; the function is its name on paper. */
export interface RowFilter {
  /** `c.s.t`. */
  table: string
  function: string
  group: string
}
/** Shows NULL instead of a column's values to whoever is not in the account group. */
export interface ColumnMask extends RowFilter {
  column: string
}

export interface AuditState {
  others?: OtherSecurable[]
  otherGrants?: OtherGrant[]
  rowFilters?: RowFilter[]
  columnMasks?: ColumnMask[]
  settings?: {
    /** 0 or absent: no maximum of the workspace's own. */
    maxTokenLifetimeDays?: number
  }
  /** Says whether the account's SCIM directory answers on the workspace's host. Default: it does. */
  accountDirectory?: boolean
}
