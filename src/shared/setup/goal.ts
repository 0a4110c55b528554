import { z } from 'zod'

/**
 * What to do when an object of the goal is not there. `auto`: create it when it is known to be absent; where that is not known, in a
 * block that can be skipped. `never`: it must be there, its absence is an obstacle. `always`: plan to create it unless it is known
 * to be there. Nothing that is known to exist is ever created.
 */
export const CREATE_MODES = ['auto', 'never', 'always'] as const
export const CreateMode = z.enum(CREATE_MODES)
export type CreateMode = z.infer<typeof CreateMode>

/** Sizes as the warehouse API spells them. */
export const WAREHOUSE_SIZES = ['2X-Small', 'X-Small', 'Small', 'Medium', 'Large', 'X-Large', '2X-Large', '3X-Large', '4X-Large', '5X-Large'] as const

export const DEFAULT_CATALOG = 'clevertap_catalog'
export const DEFAULT_SCHEMA = 'clevertap_schema'
export const DEFAULT_WAREHOUSE = 'clevertap_warehouse'
export const DEFAULT_PRINCIPAL = 'clevertap'
export const DEFAULT_TOKEN_COMMENT = 'CleverTap import'
export const DEFAULT_LIFETIME_DAYS = 90
/** All that the import needs: running SQL. */
export const DEFAULT_TOKEN_SCOPES = ['sql'] as const

/** Rules of `readGoal` that the published schema can say too, for editors; `.meta` adds them to it and leaves the checking to `readGoal`. */
const OBJECT_NAME = { minLength: 1, maxLength: 255, pattern: '^[^./ \\u0000-\\u001f\\u007f]+$' }
const LINE = '^[^\\u0000-\\u001f\\u007f]*$'
const NEVER_OR_TEN = { anyOf: [{ const: 0 }, { minimum: 10 }] }
const objectName = () => z.string().meta(OBJECT_NAME)

/** Catalogs that are outside Unity Catalog or not the customer's own: nothing can be created or granted there. */
export const RESERVED_CATALOGS = ['hive_metastore', 'system', 'samples', '__databricks_internal'] as const
export const RESERVED_SCHEMA = 'information_schema'

export const GoalCatalog = z.strictObject({
  name: z.string().meta({ ...OBJECT_NAME, not: { enum: [...RESERVED_CATALOGS] } }),
  /** Cloud storage URL for the catalog's own tables; needed where the metastore has no root storage. */
  managedLocation: z.string().meta({ pattern: '^[A-Za-z0-9]+://[^/\\s?#]+(/[^\\s?#]*)?$' }).optional(),
  comment: z.string().optional(),
  create: CreateMode.default('auto'),
})

export const GoalSchema = z.strictObject({ name: z.string().meta({ ...OBJECT_NAME, not: { const: RESERVED_SCHEMA } }), create: CreateMode.default('auto') })

/** An existing warehouse by id, or one by name, which is created when there is none of that name. */
export const GoalWarehouse = z.union([
  z.strictObject({ id: z.string().meta({ pattern: '^[0-9a-f]{16}$' }) }),
  z.strictObject({
    name: z.string().meta({ minLength: 1, maxLength: 99, pattern: LINE }),
    size: z.enum(WAREHOUSE_SIZES).optional(),
    /** 0 = never; absent = 10. */
    autoStopMinutes: z.number().int().meta({ minimum: 0 }).optional(),
    /** Absent: where the workspace offers it. */
    serverless: z.boolean().optional(),
    create: CreateMode.default('auto'),
  }).meta({ if: { properties: { serverless: { const: true } }, required: ['serverless'] }, else: { properties: { autoStopMinutes: NEVER_OR_TEN } } }),
])
export type GoalWarehouse = z.infer<typeof GoalWarehouse>

/** Groups of one workspace, which hold no Unity Catalog privilege. */
export const WORKSPACE_GROUPS = ['users', 'admins'] as const
export const PRINCIPAL_KINDS = ['user', 'servicePrincipal', 'group'] as const

export const GoalPrincipal = z.strictObject({
  kind: z.enum(PRINCIPAL_KINDS),
  /** E-mail of a user; account group; application id of a service principal, or its display name (found by it, or created with it). */
  name: z.string().meta({ minLength: 1, maxLength: 255, pattern: '^(?! )[^\\u0000-\\u001f\\u007f]+(?<! )$' }),
  /** Only a service principal is ever created. */
  create: CreateMode.default('auto'),
  /** Of a service principal that exists on Azure: where it was made. The workspace does not say, and tokens are made differently. */
  managedBy: z.enum(['databricks', 'entra']).optional(),
}).meta({
  if: { properties: { kind: { const: 'servicePrincipal' } }, required: ['kind'] },
  then: { properties: { name: { not: { pattern: '@' } } } },
  else: {
    properties: { managedBy: false },
    if: { properties: { kind: { const: 'user' } }, required: ['kind'] },
    then: { properties: { name: { pattern: '^[^\\s@]+@[^\\s@]+$' } } },
    else: { properties: { name: { not: { enum: [...WORKSPACE_GROUPS] } } } },
  },
})

export const MAX_LIFETIME_DAYS = 3650
/** Of 255 characters; the marker that finds the token again is appended. */
export const MAX_TOKEN_COMMENT = 235

export const GoalToken = z.union([
  z.literal('none'),
  z.strictObject({
    /** 0 = no expiry, which is warned about; more than the workspace's maximum is capped. */
    lifetimeDays: z.number().int().meta({ minimum: 0, maximum: MAX_LIFETIME_DAYS }),
    comment: z.string().meta({ maxLength: MAX_TOKEN_COMMENT, pattern: LINE }).optional(),
    /** Absent = `sql`. */
    scopes: z.array(z.string().meta({ pattern: '^[a-z][a-z0-9-]{0,63}$' })).meta({ minItems: 1 }).optional(),
  }),
])
export type GoalToken = z.infer<typeof GoalToken>

/** A curated view in the goal's schema over one table: the identity needs nothing on the table beneath. */
export const GoalView = z.strictObject({
  name: objectName(),
  from: z.strictObject({ catalog: objectName(), schema: objectName(), table: objectName() }),
  /** Absent = every column. */
  columns: z.array(z.string().meta({ minLength: 1, maxLength: 255 })).meta({ minItems: 1 }).optional(),
})
export type GoalView = z.infer<typeof GoalView>

/**
 * What shall be true in the end: the goal file of `cli -- plan` and `cli -- apply`, and what the new-setup screens edit. Published as
 * `resources/schema/goal.schema.json`. Names are plain, without backticks. Read untrusted text with `readGoal`, which also checks the names.
 */
export const Goal = z.strictObject({
  $schema: z.string().optional(),
  catalog: GoalCatalog,
  schema: GoalSchema,
  warehouse: GoalWarehouse,
  principal: GoalPrincipal,
  /** `all`: SELECT on the schema, which covers tables and views that come later. A list: SELECT on each, and nothing else. */
  tables: z.union([z.literal('all'), z.array(objectName()).max(100_000).meta({ minItems: 1 })]).default('all'),
  token: GoalToken.default('none'),
  /** Created in the goal's schema. Absent: import what is in the schema, now or later. */
  views: z.array(GoalView).max(10_000).optional(),
}).meta({ if: { properties: { principal: { properties: { kind: { const: 'group' } }, required: ['kind'] } } }, then: { properties: { token: { const: 'none' } } } })
export type Goal = z.infer<typeof Goal>
/** The goal as it may be written: everything with a default left out. */
export type GoalInput = z.input<typeof Goal>

/** `$id` of the published schema. */
export const GOAL_SCHEMA_ID = 'urn:clevertap-databricks-setup-assistant:goal:1'

/** Something to say at one field of the goal file. */
export interface GoalIssue {
  /** Path in the file: `catalog.name`, `tables[3]`; empty for the file as a whole. */
  field: string
  /** Stable: `json`, `type`, `required`, `unknown-field`, `name`, `reserved`, `twice`, `empty`, `location`, `email`, `range`, ... */
  rule: string
  /** A sentence that names the rule. */
  message: string
}
