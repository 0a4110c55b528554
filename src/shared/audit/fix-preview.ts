import { securableName } from '../unity-catalog/names'
import type { AuditReport } from './audit-report'
import { createContext } from './context'
import type { AuditFacts } from './facts'
import { findingKey } from './finding'
import { toFixStep } from './fix-step'
import type { FixPreview, Simulated } from './kept-audit'
import { policyOf, remediate, stepsOf } from './remediate'
import type { ScriptStep } from './remediation'
import { runAudit } from './run-audit'
import { simulate } from './simulate'
import { missingWarehouseGrant, warehouseStepId } from './warehouse-grant'

/** Scripts, and the audit as it would be after them. Give it the facts the report was made from; nothing is asked or changed. */
export function fixPreview(report: AuditReport, facts: AuditFacts): FixPreview {
  const remediation = remediate(report, facts)
  const { grants, prepare, revokes, rollback, cliOnly, byHand, sql, cli, terraform } = remediation
  const warehouse = missingWarehouseGrant(report, facts)
  return {
    cliOnly: cliOnly.map((one) => ({ ...(warehouse ? { id: warehouseStepId(warehouse) } : {}), ...one })),
    grants: grants.map(toFixStep), prepare: prepare.map(toFixStep),
    revokes: revokes.map((unit) => ({ ...unit, revokes: unit.revokes.map(toFixStep), grantsAfter: unit.grantsAfter.map(toFixStep) })),
    rollback: rollback.map(toFixStep), byHand, sql, cli, terraform,
    afterGrants: simulated(report, facts, stepsOf(remediation, false)),
    afterAll: simulated(report, facts, stepsOf(remediation, true)),
  }
}

function simulated(report: AuditReport, facts: AuditFacts, steps: readonly ScriptStep[]): Simulated {
  const policy = policyOf(report)
  // Without a step the audit stays as it is: half of all previews, and the big ones.
  const then = steps.length === 0 ? facts : simulate(facts, steps)
  const after = steps.length === 0 ? report : runAudit(then, policy)
  const keys = (findings: AuditReport['findings']): Set<string> => new Set(findings.map(findingKey))
  const [before, now] = [keys(report.findings), keys(after.findings)]
  const lost: string[] = []
  const gained: string[] = []
  if (steps.length > 0) {
    const [was, is] = [createContext(facts, policy), createContext(then, policy)]
    for (const at of was.tables) {
      if (was.readable[at] === is.readable[at]) continue
      const list = was.readable[at] === 2 ? lost : is.readable[at] === 2 ? gained : undefined
      list?.push(securableName(facts.access, { level: 'OBJECT', at }))
    }
  }
  return {
    verdict: after.verdict, tables: after.tables, needed: after.needed,
    findingsGone: report.findings.filter((finding) => !now.has(findingKey(finding))),
    findingsNew: after.findings.filter((finding) => !before.has(findingKey(finding))),
    tablesLost: lost, tablesGained: gained,
  }
}
