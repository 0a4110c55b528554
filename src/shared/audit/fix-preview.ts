import { securableName } from '../unity-catalog/names'
import type { AuditReport } from './audit-report'
import { type AuditContext, createContext } from './context'
import type { AuditFacts } from './facts'
import { findingKey } from './finding'
import { toFixStep } from './fix-step'
import type { FixPreview, Simulated } from './kept-audit'
import { policyOf, remediate, stepsOf } from './remediate'
import type { ScriptStep } from './remediation'
import { judge } from './run-audit'
import { simulate } from './simulate'
import { missingWarehouseGrant, warehouseStepId } from './warehouse-grant'

/** Scripts, and the audit as it would be after them. Give it the facts the report was made from; nothing is asked or changed. */
export function fixPreview(report: AuditReport, facts: AuditFacts): FixPreview {
  const now = createContext(facts, policyOf(report))
  const remediation = remediate(report, facts, now)
  const { grants, prepare, revokes, rollback, cliOnly, byHand, sql, cli, terraform } = remediation
  const warehouse = missingWarehouseGrant(report, facts)
  const afterGrants = simulated(report, now, stepsOf(remediation, false))
  const isAdditive = prepare.length === 0 && revokes.length === 0
  return {
    grants: grants.map(toFixStep), prepare: prepare.map(toFixStep),
    revokes: revokes.map((unit) => ({ ...unit, revokes: unit.revokes.map(toFixStep), grantsAfter: unit.grantsAfter.map(toFixStep) })),
    rollback: rollback.map(toFixStep),
    cliOnly: cliOnly.map((one) => ({ ...(warehouse ? { id: warehouseStepId(warehouse) } : {}), ...one })),
    byHand, sql, cli, terraform, afterGrants,
    afterAll: isAdditive ? afterGrants : simulated(report, now, stepsOf(remediation, true)),
  }
}

function simulated(report: AuditReport, now: AuditContext, steps: readonly ScriptStep[]): Simulated {
  const { verdict, tables, needed } = report
  // Nothing is run, and so nothing changes: not worth a second audit of a million grants.
  if (steps.length === 0) return { verdict, tables, needed, findingsGone: [], findingsNew: [], tablesLost: [], tablesGained: [] }
  const then = createContext(simulate(now.facts, steps), now.policy)
  const after = judge(then)
  const keys = (findings: AuditReport['findings']): Set<string> => new Set(findings.map(findingKey))
  const [before, left] = [keys(report.findings), keys(after.findings)]
  const moved = (from: AuditContext, to: AuditContext): string[] =>
    now.tables.filter((at) => from.readable[at] === 2 && to.readable[at] !== 2).map((at) => securableName(now.facts.access, { level: 'OBJECT', at }))
  return {
    verdict: after.verdict, tables: after.tables, needed: after.needed,
    findingsGone: report.findings.filter((finding) => !left.has(findingKey(finding))),
    findingsNew: after.findings.filter((finding) => !before.has(findingKey(finding))),
    tablesLost: moved(now, then), tablesGained: moved(then, now),
  }
}
