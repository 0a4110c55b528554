import { z } from 'zod'
import { SignInRole } from '../discovery/discovery'
import { AuditReport, Verdict } from './audit-report'
import { Finding, FindingFix } from './finding'
import { FindingListing, NeededListing } from './listing'
import { Thresholds } from './policy'

/** How the audit of one connection is asked for; kept per connection, so that the next one asks the same. */
export const AuditSettings = z.object({
  /** Which sign-in asks. */
  role: SignInRole,
  /** E-mail, application id, or the display name of a service principal. '': the identity CleverTap will use. */
  principal: z.string().max(1000),
  /** As typed, one range a line; what follows `#` is a remark. Said wrong only when an audit is begun. */
  sourceRanges: z.string().max(100_000),
  thresholds: Thresholds,
  /** Ids of checks that don't speak. */
  off: z.array(z.string().max(100)).max(200),
})
export type AuditSettings = z.infer<typeof AuditSettings>

/** One line of the list of kept audits. `at` is epoch milliseconds. */
export const AuditSummary = z.object({
  auditId: z.string(),
  at: z.number(),
  principal: z.string(),
  name: z.string().optional(),
  caller: AuditReport.shape.scope.shape.caller,
  catalog: z.string(),
  schema: z.string().optional(),
  verdict: Verdict,
  tables: AuditReport.shape.tables,
  requests: z.number().int(),
})
export type AuditSummary = z.infer<typeof AuditSummary>

/** A report without its long lists. */
export const ReportHead = AuditReport.omit({ findings: true, needed: true })
export type ReportHead = z.infer<typeof ReportHead>

/** A kept audit as a screen needs it: all that a list shows, searches and sorts. What mends a finding beyond the first is asked for. */
export const AuditView = z.object({
  auditId: z.string(),
  at: z.number(),
  report: ReportHead,
  findings: FindingListing,
  needed: NeededListing,
  /** What mends the first findings, in their order. */
  fixes: z.array(z.array(FindingFix)),
  /** False after a restart: what the audit read is in memory only, and a fix or a simulation needs it read again. */
  canBeFixed: z.boolean(),
})
export type AuditView = z.infer<typeof AuditView>

/** One connection in the table across all of them. `last` absent: never audited. */
export const AuditOverviewRow = z.object({
  profileId: z.string(),
  connection: z.string(),
  host: z.string(),
  catalog: z.string(),
  schema: z.string(),
  /** Why an audit can't be begun yet (no token, no catalog); absent: it can. */
  blockedBy: z.string().optional(),
  last: AuditSummary.optional(),
  /** What changed from the one before, in one line. */
  drift: z.string().optional(),
})
export type AuditOverviewRow = z.infer<typeof AuditOverviewRow>

/** What changed between two audits of the same identity and scope. `from` and `to` are ISO 8601. */
export const Drift = z.object({
  from: z.string(),
  to: z.string(),
  newTablesNotReadable: z.array(z.string()),
  newTables: z.array(z.string()),
  tablesGone: z.array(z.string()),
  lostTables: z.array(z.string()),
  gainedTables: z.array(z.string()),
  grantsGained: z.array(z.string()),
  grantsLost: z.array(z.string()),
  ownersChanged: z.array(z.object({ securable: z.string(), from: z.string(), to: z.string() })),
  findingsNew: z.array(Finding),
  findingsGone: z.array(Finding),
  /** Why the two can't be compared line by line (another identity, scope or caller); absent: they can. */
  remark: z.string().optional(),
  /** One line for people. */
  line: z.string(),
})
export type Drift = z.infer<typeof Drift>
