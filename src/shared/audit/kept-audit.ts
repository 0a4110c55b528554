import { z } from 'zod'
import { SignInRole } from '../discovery/discovery'
import { ActionRun, LookEvent } from '../setup/setup'
import { AuditReport, NeededRow, Verdict } from './audit-report'
import { Finding, FindingFix } from './finding'
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

/** A kept audit with its whole report. */
export const AuditView = z.object({
  auditId: z.string(),
  at: z.number(),
  report: AuditReport,
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

/** One GRANT or REVOKE to review. */
export const FixStep = z.object({
  /** Stable for the same change: names it when it is confirmed and while it runs. */
  id: z.string(),
  kind: z.enum(['grant', 'revoke']),
  securableType: z.string(),
  securable: z.string(),
  privileges: z.array(z.string()),
  sql: z.string(),
  cli: z.string(),
  reason: z.string(),
})
export type FixStep = z.infer<typeof FixStep>

/** REVOKEs on one securable with the GRANTs that come after them: reviewed and run as one. */
export const FixUnit = z.object({
  securable: z.string(),
  revokes: z.array(FixStep),
  grantsAfter: z.array(FixStep),
  /** What the identity can't do between the two. */
  gap: z.string().optional(),
})
export type FixUnit = z.infer<typeof FixUnit>

/** The audit as it would be after the script, and the difference. */
export const Simulated = z.object({
  verdict: Verdict,
  tables: AuditReport.shape.tables,
  findingsGone: z.array(Finding),
  findingsNew: z.array(Finding),
  needed: z.array(NeededRow),
  /** Names of tables that the identity can read now and could not read then: what the import would lose. */
  tablesLost: z.array(z.string()),
  tablesGained: z.array(z.string()),
})
export type Simulated = z.infer<typeof Simulated>

export const FixPreview = z.object({
  /** Additive: what is missing. */
  grants: z.array(FixStep),
  /** Opt-in. Additive, and before the revokes: narrow rights that replace wide ones without a gap. */
  prepare: z.array(FixStep),
  revokes: z.array(FixUnit),
  rollback: z.array(FixStep),
  /** Changes that are no SQL: rights on the warehouse. */
  cliOnly: z.array(z.object({ /** Where it can be run from here: named when it is confirmed, like a step. */ id: z.string().optional(), text: z.string(), cli: z.string() })),
  /** What a person must decide or click, with everyone it affects. */
  byHand: z.array(z.object({ id: z.string(), securable: z.string(), reason: z.string(), fix: z.array(FindingFix) })),
  sql: z.object({ grants: z.string(), revokes: z.string(), rollback: z.string() }),
  cli: z.object({ grants: z.string(), revokes: z.string(), rollback: z.string() }),
  terraform: z.string(),
  /** After the grants alone, and after grants and revokes. */
  afterGrants: Simulated,
  afterAll: Simulated,
})
export type FixPreview = z.infer<typeof FixPreview>

/** Progress of a fix. */
export const FixEvent = z.discriminatedUnion('kind', [
  /** Reading the state again before anything runs, and again after it. */
  z.object({ kind: z.literal('look'), look: LookEvent }),
  /** Ids of the steps that run, in run order. */
  z.object({ kind: z.literal('plan'), actionIds: z.array(z.string()) }),
  z.object({ kind: z.literal('action'), action: ActionRun }),
])
export type FixEvent = z.infer<typeof FixEvent>

/**
 * How a fix went. `finished`: each step was read back. `stopped`: at the first failure. `changed`: what is there now is not what
 * was reviewed; nothing was run. A fix stopped between a REVOKE and its GRANT does the GRANT first when it is run again.
 */
export const FixReport = z.object({
  runId: z.string(),
  state: z.enum(['finished', 'nothing-to-do', 'stopped', 'cancelled', 'changed', 'obstacle']),
  /** The closing line. */
  line: z.string(),
  actions: z.array(ActionRun),
  /** Where the rollback script was written; absent: nothing was run, or there is no folder to write to. */
  rollbackScript: z.string().optional(),
  /** The audit after the fix, kept like any other. Absent: it could not be made. */
  after: AuditView.optional(),
})
export type FixReport = z.infer<typeof FixReport>

/** A fix of an earlier run that was begun and did not come to its end. */
export const UnfinishedFix = z.object({ auditId: z.string(), at: z.number(), done: z.number().int(), of: z.number().int(), withRevokes: z.boolean() })
export type UnfinishedFix = z.infer<typeof UnfinishedFix>
