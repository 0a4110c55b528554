import { securableName } from '../unity-catalog/names'
import type { Work } from '../work'
import type { AuditReport } from './audit-report'
import { type AuditContext, createContext } from './context'
import type { AuditFacts } from './facts'
import { findingKey } from './finding'
import { type FixList, fixList } from './fix-list'
import type { FixPreview, Positions, Simulated } from './fix-view'
import { type FixProposal, chooseFix, proposeFix, stepsOf } from './remediate'
import type { Remediation } from './remediation'
import { EVERY_REVOKE, NO_REVOKE, type RevokeChoice } from './revoke-choice'
import { judge } from './run-audit'
import { simulate } from './simulate'

/** So many rows of a list are part of a preview; more of them is asked for. */
const FIRST = 200
/** So many names and findings of a simulation: they are looked at, not worked through. */
const FIRST_SIMULATED = 1_000

/** What is worked out once for an audit, whatever is chosen. */
export interface FixDraft {
  report: AuditReport
  proposal: FixProposal
  afterGrants: Simulated
  afterAll: Simulated
}

/** A fix with some of its revokes chosen: its beginning to show, and the rest of it to page through. */
export interface ChosenFix {
  remediation: Remediation
  list: FixList
  preview: FixPreview
}

/** What mends a report, and the audit as it would be after it. Give it the facts the report was made from; nothing is asked or changed. */
export function* draftFix(report: AuditReport, facts: AuditFacts): Work<FixDraft> {
  yield 'Working out what mends it'
  const proposal = yield* proposeFix(report, facts)
  yield 'Judging the state after the grants'
  const afterGrants = yield* simulated(report, proposal, yield* chooseFix(proposal, NO_REVOKE))
  yield 'Judging the state after grants and revokes'
  const afterAll = proposal.units.length === 0 ? afterGrants : yield* simulated(report, proposal, yield* chooseFix(proposal, EVERY_REVOKE))
  return { report, proposal, afterGrants, afterAll }
}

export function* chosenFix({ report, proposal, afterGrants, afterAll }: FixDraft, choice: RevokeChoice): Work<ChosenFix> {
  const remediation = yield* chooseFix(proposal, choice)
  const { grants, prepare, revokes, warehouse, byHand } = remediation
  const list = fixList(proposal, remediation)
  yield 'Judging the state after what was chosen'
  const isSome = revokes.length > 0 && revokes.length < proposal.units.length
  const { caller } = proposal.context.facts
  const preview: FixPreview = {
    counts: {
      grants: grants.length + (warehouse ? 1 : 0), prepare: prepare.length, units: proposal.units.length, chosenUnits: revokes.length,
      gaps: revokes.filter(({ grantsAfter }) => grantsAfter.length > 0).length, chosen: stepsOf(remediation).length + (warehouse ? 1 : 0),
    },
    rows: list.page(0, FIRST),
    byHand: { count: byHand.length, first: byHand.slice(0, FIRST) },
    ...(caller.as === 'admin' ? { route: proposal.context.facts.asked } : {}),
    afterGrants, afterAll,
    ...(isSome ? { afterChosen: yield* simulated(report, proposal, remediation) } : {}),
  }
  return { remediation, list, preview }
}

/** What the choice leads to. */
export const afterChoice = ({ counts, afterGrants, afterChosen, afterAll }: FixPreview): Simulated => afterChosen ?? (counts.chosenUnits > 0 ? afterAll : afterGrants)

const NOTHING = { count: 0, first: [] }
const NOWHERE: Positions = { count: 0, ranges: [] }

function* simulated(report: AuditReport, { context: now }: FixProposal, remediation: Remediation): Work<Simulated> {
  const { verdict, tables } = report
  const steps = stepsOf(remediation)
  const { warehouse } = remediation
  // Nothing is run, and so nothing changes: not worth a second audit of a million grants.
  if (steps.length === 0 && !warehouse) return { verdict, tables, findingsGone: NOWHERE, findingsNew: NOTHING, neededGone: NOWHERE, neededNew: NOTHING, tablesLost: NOTHING, tablesGained: NOTHING }
  yield
  const facts = simulate(now.facts, steps, { warehouse })
  yield
  const then = createContext(facts, now.policy)
  yield
  const after = yield* judge(then)
  const readableIn = (from: AuditContext, to: AuditContext) => {
    const moved = now.tables.filter((at) => from.readable[at] === 2 && to.readable[at] !== 2)
    return { count: moved.length, first: moved.slice(0, FIRST_SIMULATED).map((at) => securableName(now.facts.access, { level: 'OBJECT', at })) }
  }
  const findings = difference(report.findings, after.findings, findingKey)
  yield
  const needed = difference(report.needed, after.needed, (row) => JSON.stringify(row))
  return {
    verdict: after.verdict, tables: after.tables,
    findingsGone: findings.gone, findingsNew: findings.added, neededGone: needed.gone, neededNew: needed.added,
    tablesLost: readableIn(now, then), tablesGained: readableIn(then, now),
  }
}

function difference<T>(before: readonly T[], after: readonly T[], keyOf: (one: T) => string): { gone: Positions; added: { count: number; first: T[] } } {
  const [was, is] = [new Set(before.map(keyOf)), new Set(after.map(keyOf))]
  const gone: Positions = { count: 0, ranges: [] }
  before.forEach((one, at) => {
    if (is.has(keyOf(one))) return
    gone.count++
    const last = gone.ranges.at(-1)
    if (last?.[1] === at) last[1] = at + 1
    else gone.ranges.push([at, at + 1])
  })
  const added = after.filter((one) => !was.has(keyOf(one)))
  return { gone, added: { count: added.length, first: added.slice(0, FIRST_SIMULATED) } }
}
