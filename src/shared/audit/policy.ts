import { z } from 'zod'

/** Numbers that decide when a check speaks. All editable. */
export const Thresholds = z.object({
  /** A token that expires within so many days; the first is information, the last urgent. */
  tokenExpiryDays: z.array(z.number().int().positive()).default([30, 14, 7, 1]),
  /** A token made for less than this is mentioned, unless the workspace's maximum forces it. */
  tokenShortDays: z.number().int().positive().default(90),
  /** A token older than this is due for rotation. */
  tokenRotationDays: z.number().int().positive().default(365),
  /** Databricks revokes a token silently after 90 days without use. */
  tokenUnusedDays: z.number().int().positive().default(60),
  /** The largest warehouse size an import needs. */
  warehouseSize: z.string().default('Small'),
  /** Scopes that the import needs; a token with others is wider. */
  tokenScopes: z.array(z.string()).default(['sql']),
  entitlements: z.array(z.string()).default(['databricks-sql-access']),
})
export type Thresholds = z.infer<typeof Thresholds>

/** What one integration needs, and where the lines are. Names unquoted; compared without case. */
export const Policy = z.object({
  catalog: z.string().min(1),
  /** Absent: every schema of the catalog is imported. */
  schema: z.string().min(1).optional(),
  /** Absent or empty: every table and view of the schema, later ones too. */
  tables: z.array(z.string().min(1)).optional(),
  /** Warehouse id. */
  warehouse: z.string().min(1).optional(),
  /** Addresses CleverTap comes from: IPv4 or CIDR. */
  sourceRanges: z.array(z.string()).optional(),
  thresholds: Thresholds.prefault({}),
  /** Checks that don't speak. */
  off: z.array(z.string()).default([]),
})
export type Policy = z.infer<typeof Policy>
