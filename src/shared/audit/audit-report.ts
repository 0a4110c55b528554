import { z } from 'zod'
import { Finding, PathStep } from './finding'
import { Thresholds } from './policy'

export const Verdict = z.object({
  /** not-proven: nothing wrong was seen, but something that decides could not be checked. */
  state: z.enum(['least-privilege', 'too-much', 'missing', 'not-proven']),
  /** One line for people. */
  line: z.string(),
  missing: z.number().int(),
  excess: z.number().int(),
  shared: z.number().int(),
  warnings: z.number().int(),
  information: z.number().int(),
})
export type Verdict = z.infer<typeof Verdict>

/** A right that the import needs and the identity has, with the path that proves it. */
export const NeededRow = z.object({
  securableType: z.string(),
  securable: z.string(),
  privilege: z.string(),
  path: z.array(PathStep),
  /** How many objects it covers, where it covers several. */
  count: z.number().int().optional(),
})
export type NeededRow = z.infer<typeof NeededRow>

export const NotCheckedRow = z.object({ what: z.string(), why: z.string(), right: z.string().optional() })
export type NotCheckedRow = z.infer<typeof NotCheckedRow>

/** The result of one audit; `resources/schema/audit.schema.json` publishes it. It holds no secret. */
export const AuditReport = z.object({
  $schema: z.string().optional(),
  subject: z.object({
    principal: z.string(),
    name: z.string().optional(),
    kind: z.enum(['user', 'service-principal', 'unknown']),
    id: z.string().optional(),
  }),
  scope: z.object({
    host: z.string(),
    workspaceId: z.string().optional(),
    cloud: z.enum(['aws', 'azure', 'gcp', 'unknown']),
    catalog: z.string(),
    schema: z.string().optional(),
    tables: z.array(z.string()).optional(),
    warehouse: z.string().optional(),
    sourceRanges: z.array(z.string()).optional(),
    thresholds: Thresholds,
    off: z.array(z.string()),
    /** When the facts were read, ISO 8601. */
    at: z.string(),
    caller: z.object({ principal: z.string(), name: z.string().optional(), as: z.enum(['admin', 'self']) }),
  }),
  verdict: Verdict,
  findings: z.array(Finding),
  /** The middle column: needed and there. */
  needed: z.array(NeededRow),
  /** Of the tables and views in scope; unreadable is the rest, unknown included. */
  tables: z.object({ total: z.number().int(), readable: z.number().int(), unknown: z.number().int() }),
  notChecked: z.array(NotCheckedRow),
  /** REST calls + statements + result fetches. */
  requests: z.number().int(),
  /** Stopped before everything was read: what is missing here was not looked for. */
  cancelled: z.literal(true).optional(),
})
export type AuditReport = z.infer<typeof AuditReport>
