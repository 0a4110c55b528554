import { z } from 'zod'

/** The guide's steps, in its order on screen. */
export const GUIDE_STEPS = ['workspace', 'catalog', 'warehouse', 'identity', 'schema', 'data', 'grants', 'test'] as const
export const GuideStep = z.enum(GUIDE_STEPS)
export type GuideStep = z.infer<typeof GuideStep>

/** Ids and secrets that are born while the plan runs. */
export const VARIABLES = {
  warehouse_id: { secret: false, meaning: 'the id of the SQL warehouse' },
  principal_id: { secret: false, meaning: "the service principal's id in this workspace (a number)" },
  application_id: { secret: false, meaning: "the service principal's application id (a UUID)" },
  secret_id: { secret: false, meaning: 'the id of the short-lived OAuth secret' },
  oauth_secret: { secret: true, meaning: 'the short-lived OAuth secret' },
  token_id: { secret: false, meaning: "the token's id" },
  token: { secret: true, meaning: 'the personal access token' },
} as const
export type VariableName = keyof typeof VARIABLES
export const VARIABLE_NAMES = Object.keys(VARIABLES) as VariableName[]
export const VariableName = z.enum(VARIABLE_NAMES as [VariableName, ...VariableName[]])

/** A place where a variable's value goes. */
export const Slot = z.object({ variable: VariableName })
export type Slot = z.infer<typeof Slot>
/** A value that is known, or born on the way. */
export const Value = z.union([z.string(), Slot])
export type Value = z.infer<typeof Value>
/**
 * Text with places for variables. An array and no placeholder syntax, because any text may be a name. In SQL a slot stands between
 * backticks, in a path it is one segment. Filled by `fillText`.
 */
export const Template = z.array(Value)
export type Template = z.infer<typeof Template>

/** A JSON body; an object of exactly `{ variable }` is a slot. Filled by `fillJson`. */
export type JsonTemplate = string | number | boolean | null | JsonTemplate[] | { [key: string]: JsonTemplate }
export const JsonTemplate: z.ZodType<JsonTemplate> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(JsonTemplate), z.record(z.string(), JsonTemplate)]),
)

export const SqlChange = z.object({ kind: z.literal('sql'), statement: Template })
export const RestChange = z.object({
  kind: z.literal('rest'),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  /** Begins with `/api/`; fixed parts are already percent-encoded. */
  path: Template,
  body: JsonTemplate.optional(),
  /** `service-principal`: signed in by OAuth (client credentials at `/oidc/v1/token`) with `application_id` and `oauth_secret`. */
  as: z.enum(['you', 'service-principal']),
  /** Where in the answer the produced variables are: a dotted path, e.g. `token_info.token_id`. */
  answers: z.partialRecord(VariableName, z.string()).optional(),
})
export const ByHandChange = z.object({
  kind: z.literal('by-hand'),
  steps: z.array(z.string()),
  /** Path of the screen in the workspace, where there is one. */
  link: z.string().optional(),
})
export type SqlChange = z.infer<typeof SqlChange>
export type RestChange = z.infer<typeof RestChange>
export type ByHandChange = z.infer<typeof ByHandChange>
export const Change = z.discriminatedUnion('kind', [SqlChange, RestChange, ByHandChange])
export type Change = z.infer<typeof Change>

export const SECURABLES = ['CATALOG', 'SCHEMA', 'TABLE'] as const
/**
 * What reading back must show after the action; also what the runner looks at before it acts, so that a state reached by someone else
 * or by a lost answer is not made twice. Names compare without case, as Unity Catalog does.
 */
export const Expectation = z.discriminatedUnion('check', [
  z.object({ check: z.literal('catalog'), name: z.string() }),
  z.object({ check: z.literal('catalog-bound'), name: z.string(), workspaceId: z.string().optional() }),
  z.object({ check: z.literal('schema'), catalog: z.string(), name: z.string() }),
  z.object({ check: z.literal('view'), catalog: z.string(), schema: z.string(), name: z.string() }),
  z.object({ check: z.literal('warehouse'), id: Value, name: z.string() }),
  z.object({ check: z.literal('warehouse-running'), id: Value }),
  z.object({ check: z.literal('warehouse-permission'), id: Value, principal: Value, level: z.literal('CAN_USE') }),
  z.object({ check: z.literal('service-principal'), id: Value, displayName: z.string() }),
  z.object({ check: z.literal('assigned'), id: Value }),
  z.object({ check: z.literal('entitlement'), kind: z.enum(['user', 'servicePrincipal', 'group']), id: Value, entitlement: z.string() }),
  z.object({ check: z.literal('token-permission'), principal: Value }),
  z.object({ check: z.literal('secret'), id: Value, secretId: Value }),
  z.object({ check: z.literal('secret-gone'), id: Value, secretId: Value }),
  z.object({ check: z.literal('token'), principal: Value, comment: z.string() }),
  z.object({ check: z.literal('privilege'), securable: z.enum(SECURABLES), path: z.array(z.string()), principal: Value, privilege: z.string() }),
  /** Granted on exactly this securable, or not any more. `securable` and `name` as REST spells them. */
  z.object({ check: z.enum(['privileges', 'privileges-gone']), securable: z.string(), name: z.string(), principal: Value, privileges: z.array(z.string()) }),
  /** Can't be read: the person says that it is done. */
  z.object({ check: z.literal('confirmed'), question: z.string() }),
])
export type Expectation = z.infer<typeof Expectation>

/** How long "not seen yet" is not "failed". */
export const Poll = z.object({ forMs: z.number(), everyMs: z.number() })
export type Poll = z.infer<typeof Poll>

/** Who may do an action. */
export const WhoMay = z.object({
  youCan: z.enum(['yes', 'no', 'unknown']),
  /** The right it takes, e.g. `CREATE CATALOG on the metastore`. Actions with the same right go into the same message. */
  right: z.string(),
  /** Names as read, most fitting first; else the role in words ("your metastore admin"). Never empty. */
  ask: z.array(z.string()),
})
export type WhoMay = z.infer<typeof WhoMay>

/** What lands in the created object, so that a resumed run finds what a lost answer created. */
export const Marker = z.object({ in: z.enum(['token-comment', 'warehouse-tag', 'external-id']), value: z.string() })
export type Marker = z.infer<typeof Marker>
/** Key of the warehouse tag that carries the marker. */
export const MARKER_TAG = 'clevertap-setup'

export const Undo = z.discriminatedUnion('kind', [
  /** `first`: statements that come before it. */
  SqlChange.extend({ first: z.array(Template).optional() }),
  RestChange,
  ByHandChange,
  z.object({ kind: z.literal('none'), reason: z.string() }),
])
export type Undo = z.infer<typeof Undo>

export const Action = z.object({
  /** Stable across plans of the same goal: `catalog.create`, `grant.select:orders`. */
  id: z.string(),
  step: GuideStep,
  title: z.string(),
  why: z.string(),
  change: Change,
  /** The same change by the Unity Catalog REST API, which needs no compute. Absent where only SQL can do it (views). */
  restForm: RestChange.optional(),
  /** The same change by SQL, for an action whose `change` is REST because there is no warehouse. */
  sqlForm: SqlChange.optional(),
  /** Actions that come first; only ids that are in the plan. */
  needs: z.array(z.string()),
  compute: z.enum(['none', 'warehouse']),
  /** `unknown`: may be there already; then `skipIf` says how to find out. */
  state: z.enum(['satisfied', 'needed', 'unknown']),
  skipIf: z.object({ text: z.string(), statement: z.string().optional() }).optional(),
  current: z.string(),
  wanted: z.string(),
  who: WhoMay,
  expected: Expectation,
  poll: Poll,
  undo: Undo,
  marker: Marker.optional(),
  produces: z.array(VariableName),
  uses: z.array(VariableName),
  /** Where CleverTap's page shows another form, and other things worth knowing. */
  notes: z.array(z.string()),
  /** Something to agree to beyond the plan itself (cost and wait of a starting warehouse, a token without expiry). */
  asksFirst: z.string().optional(),
  /** Removes what that action made (a short-lived secret): to be run whatever happened after it, also when resumed. */
  cleansUpAfter: z.string().optional(),
  /** A refusal doesn't stop the actions after it (a CREATE of what may be there already). */
  mayBeRefused: z.boolean(),
  changesWorkspace: z.boolean(),
})
export type Action = z.infer<typeof Action>

/** Something that stands in the way of the plan; nothing should be run before it is gone. */
export const Obstacle = z.object({
  /** Stable: `no-metastore`, `managed-location`, `catalog-absent`. */
  id: z.string(),
  step: GuideStep,
  title: z.string(),
  detail: z.string(),
  whatToDo: z.array(z.string()),
  ask: z.array(z.string()),
})
export type Obstacle = z.infer<typeof Obstacle>

/** Something to do or to know beside the plan, up to the export; it doesn't stop a run. */
export const OpenItem = z.object({ id: z.string(), step: GuideStep, title: z.string(), detail: z.string(), steps: z.array(z.string()), ask: z.array(z.string()) })
export type OpenItem = z.infer<typeof OpenItem>

/**
 * A plan: data, the same for the same goal and facts. `actions` is every action that the goal needs, those already satisfied
 * included, in run order; what is left to do is `actions` without `satisfied` (see `pending`).
 */
export const Plan = z.object({
  actions: z.array(Action),
  /** Ids in the guide's order, for the screen. */
  guideOrder: z.array(z.string()),
  obstacles: z.array(Obstacle),
  openItems: z.array(OpenItem),
  /** How Unity Catalog actions run: SQL through a warehouse, or REST without compute. */
  unityCatalogBy: z.enum(['sql', 'rest']),
  /** The warehouse on which SQL actions run: one that runs already and that you may use, before one that has to be started. */
  runsOn: z.object({ id: Value, name: z.string() }).optional(),
  /** Lands in created objects (token comment, warehouse tag, external id). */
  marker: z.string(),
  /** Values of variables that are known before the run (an existing warehouse's id). */
  values: z.partialRecord(VariableName, z.string()),
  /** The principal as a grant spells it. */
  principal: Value,
})
export type Plan = z.infer<typeof Plan>

/** What a run would still do. */
export const pending = (plan: Plan): Action[] => plan.actions.filter(({ state }) => state !== 'satisfied')
