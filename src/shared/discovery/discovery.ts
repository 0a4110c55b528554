import { z } from 'zod'

/** Which sign-in asks. `importer` is the identity CleverTap will use; `admin` is the optional second one and is never tested or exported. */
export const SignInRole = z.enum(['importer', 'admin'])
export type SignInRole = z.infer<typeof SignInRole>

export const WarehouseState = z.enum(['STARTING', 'RUNNING', 'STOPPING', 'STOPPED', 'DELETING', 'DELETED', 'UNKNOWN'])
export const WarehouseInfo = z.object({
  id: z.string(),
  name: z.string(),
  state: WarehouseState,
  /** As Databricks spells it: `2X-Small` ... `5X-Large`. */
  size: z.string(),
  type: z.enum(['serverless', 'pro', 'classic', 'unknown']),
  autoStopMinutes: z.number().optional(),
  httpPath: z.string(),
  /**
   * The caller's own right: `CAN_VIEW`, `CAN_USE`, `CAN_MONITOR`, `CAN_MANAGE`, `IS_OWNER`. Databricks shows the access control list
   * only to those who may manage: everybody else has `BELOW_CAN_MANAGE`. Absent: not asked, or the answer was no refusal.
   */
  right: z.string().optional(),
  health: z.string().optional(),
})
export type WarehouseInfo = z.infer<typeof WarehouseInfo>

export const CatalogInfo = z.object({
  name: z.string(),
  owner: z.string().optional(),
  type: z.string().optional(),
  isolationMode: z.string().optional(),
  /** Seen through BROWSE only: its data cannot be read. */
  browseOnly: z.boolean(),
  comment: z.string().optional(),
})
export type CatalogInfo = z.infer<typeof CatalogInfo>

export const SchemaInfo = z.object({
  name: z.string(),
  owner: z.string().optional(),
  browseOnly: z.boolean(),
  comment: z.string().optional(),
  /** Tables and views that the caller can see in it, where that was cheap to learn (one query by SQL). */
  tables: z.number().optional(),
})
export type SchemaInfo = z.infer<typeof SchemaInfo>

export const TableInfo = z.object({
  name: z.string(),
  /** `MANAGED`, `EXTERNAL`, `VIEW`, ... as Databricks spells it. */
  type: z.string().optional(),
  format: z.string().optional(),
  owner: z.string().optional(),
  browseOnly: z.boolean(),
})
export type TableInfo = z.infer<typeof TableInfo>

/** How a list was obtained, so that the screen can say it. */
export const DiscoveryRoute = z.enum(['rest', 'sql'])

/** One privilege the import needs, and whether and why the identity has it. */
export const PermissionCheck = z.object({
  privilege: z.enum(['USE CATALOG', 'USE SCHEMA', 'SELECT']),
  securableType: z.enum(['CATALOG', 'SCHEMA', 'TABLE', 'VIEW']),
  /** Full name, unquoted parts joined by dots, for display. */
  securable: z.string(),
  /** `proved`: a real read succeeded, whatever grants are visible. */
  state: z.enum(['granted', 'proved', 'missing', 'could-not-check']),
  /** Where it comes from, in words: "granted on catalog `c` to group `g`", "owner", "through a grant this identity may not see". */
  source: z.string(),
  via: z.enum(['direct', 'inherited', 'group', 'owner', 'hidden', 'none', 'unknown']),
  /** The grant that would mend it, when missing. */
  grantStatement: z.string().optional(),
  /** A SHOW GRANTS statement that shows the facts. */
  showStatement: z.string(),
})
export type PermissionCheck = z.infer<typeof PermissionCheck>

export const PermissionReport = z.object({
  principal: z.string(),
  principalName: z.string().optional(),
  askedAs: SignInRole,
  checks: z.array(PermissionCheck),
  readable: z.object({ proved: z.number(), total: z.number() }),
  /** What could not be looked at, and which right that would take. */
  notChecked: z.array(z.string()),
})
export type PermissionReport = z.infer<typeof PermissionReport>
