import { z } from 'zod'
import { ActionRun, LookEvent } from '../setup/setup'
import { AuditReport, NeededRow, Verdict } from './audit-report'
import { AuditView } from './kept-audit'
import { Finding, FindingFix } from './finding'
import { RevokeChoice } from './revoke-choice'

/** One change to review. */
export const FixStep = z.object({
  /** Stable for the same change: names it while it runs. */
  id: z.string(),
  /** permission: CAN USE on the warehouse, which has no SQL. */
  kind: z.enum(['grant', 'revoke', 'permission']),
  securableType: z.string(),
  securable: z.string(),
  privileges: z.array(z.string()),
  sql: z.string().optional(),
  cli: z.string(),
  /** The request that does the same. */
  rest: z.string(),
  reason: z.string(),
})
export type FixStep = z.infer<typeof FixStep>

/** A line of the list that is reviewed. */
export const FixRow = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('head'), part: z.enum(['grants', 'prepare', 'revokes']), count: z.number().int() }),
  /** REVOKEs on one securable with the GRANTs that come after them: chosen, reviewed and run as one. */
  z.object({ kind: z.literal('unit'), unitId: z.string(), securable: z.string(), securableType: z.string(), /** What the identity can't do between the two. */ gap: z.string().optional() }),
  z.object({ kind: z.literal('step'), step: FixStep, /** Of this unit. */ unitId: z.string().optional() }),
])
export type FixRow = z.infer<typeof FixRow>

/** Part of a list, from `from` on; `total` is how long the whole is. */
const page = <T extends z.ZodType>(row: T) => z.object({ from: z.number().int(), total: z.number().int(), rows: z.array(row) })
export const FixRowsPage = page(FixRow)
export type FixRowsPage = z.infer<typeof FixRowsPage>

export const SCRIPT_FORMS = ['sql', 'cli', 'terraform', 'rollback'] as const
export const ScriptForm = z.enum(SCRIPT_FORMS)
export type ScriptForm = z.infer<typeof ScriptForm>
export const ScriptPart = page(z.string())
export type ScriptPart = z.infer<typeof ScriptPart>

/** The first of a list that may be long. */
const first = <T extends z.ZodType>(row: T) => z.object({ count: z.number().int(), first: z.array(row) })
/** Positions of a list as pairs [from, to). */
const Positions = z.object({ count: z.number().int(), ranges: z.array(z.tuple([z.number().int(), z.number().int()])) })
export type Positions = z.infer<typeof Positions>

/** The audit as it would be after a fix, as the difference from the report that it mends. */
export const Simulated = z.object({
  verdict: Verdict,
  tables: AuditReport.shape.tables,
  /** Among the findings of the report. */
  findingsGone: Positions,
  findingsNew: first(Finding),
  /** Among what the report says is needed and there. */
  neededGone: Positions,
  neededNew: first(NeededRow),
  /** Tables that the identity can read now and could not read then: what the import would lose. */
  tablesLost: first(z.string()),
  tablesGained: first(z.string()),
})
export type Simulated = z.infer<typeof Simulated>

/** How Unity Catalog is changed: by statements on a warehouse, or by REST, which needs none, and why then. */
export const FixRoute = z.discriminatedUnion('by', [
  z.object({ by: z.literal('sql'), warehouse: z.string() }),
  z.object({ by: z.literal('rest'), why: z.string() }),
])
export type FixRoute = z.infer<typeof FixRoute>

export const ByHandRow = z.object({ id: z.string(), securable: z.string(), reason: z.string(), fix: z.array(FindingFix) })
export type ByHandRow = z.infer<typeof ByHandRow>

export const FixCounts = z.object({
  /** Additive, CAN USE on the warehouse included. */
  grants: z.number().int(),
  /** Grants before the chosen revokes, so that nothing is interrupted. */
  prepare: z.number().int(),
  units: z.number().int(),
  chosenUnits: z.number().int(),
  /** Chosen units with a gap. */
  gaps: z.number().int(),
  /** Changes that would run. */
  chosen: z.number().int(),
})
export type FixCounts = z.infer<typeof FixCounts>

/** A fix to review, with some of its revokes chosen. Its length does not depend on how many steps it has: more of them is asked for. */
export const FixPreview = z.object({
  counts: FixCounts,
  rows: FixRowsPage,
  /** What a person must decide or click, with everyone it affects. */
  byHand: first(ByHandRow),
  /** How it would be run, as far as the audit shows: absent where it was asked with a sign-in that runs no fix. */
  route: FixRoute.optional(),
  /** After the grants alone, after them and the chosen revokes (absent where that is none, or all), and after all. */
  afterGrants: Simulated,
  afterChosen: Simulated.optional(),
  afterAll: Simulated,
})
export type FixPreview = z.infer<typeof FixPreview>

/** Progress of a fix. */
export const FixEvent = z.discriminatedUnion('kind', [
  /** Reading the state again before anything runs, and again after it. */
  z.object({ kind: z.literal('look'), look: LookEvent }),
  /** Ids of the steps that run, in run order, and how. */
  z.object({ kind: z.literal('plan'), actionIds: z.array(z.string()), route: FixRoute }),
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
  /** Absent: nothing was run. */
  route: FixRoute.optional(),
  /** Where the rollback script was written; absent: nothing was run, or there is no folder to write to. */
  rollbackScript: z.string().optional(),
  /** The audit after the fix, kept like any other. Absent: it could not be made. */
  after: AuditView.optional(),
})
export type FixReport = z.infer<typeof FixReport>

/** A fix of an earlier run that was begun and did not come to its end. */
export const UnfinishedFix = z.object({ auditId: z.string(), at: z.number(), done: z.number().int(), of: z.number().int(), revokes: RevokeChoice })
export type UnfinishedFix = z.infer<typeof UnfinishedFix>
