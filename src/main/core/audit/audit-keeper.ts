import { takeSnapshot } from '#shared/audit/compare-audits'
import type { AuditReport } from '#shared/audit/audit-report'
import type { AuditFacts } from '#shared/audit/facts'
import type { AuditView } from '#shared/audit/kept-audit'
import type { Policy } from '#shared/audit/policy'
import { runAudit } from '#shared/audit/run-audit'
import type { Machine } from '../ports/machine'
import type { AuditMemory } from './audit-memory'
import type { AuditStore } from './audit-store'

/** Judges what was read, and keeps it: the report and what a comparison needs on disk, the facts in memory. */
export type KeepAudit = (profileId: string, facts: AuditFacts, policy: Policy, made?: AuditReport) => AuditView

export function createAuditKeeper({ store, memory, machine }: { store: AuditStore; memory: AuditMemory; machine: Pick<Machine, 'newId'> }): KeepAudit {
  return (profileId, facts, policy, made) => {
    const report = made ?? runAudit(facts, policy)
    const auditId = machine.newId()
    store.put(profileId, auditId, { report, snapshot: takeSnapshot(facts, policy) })
    memory.put(auditId, { profileId, facts, report })
    return { auditId, at: Date.parse(report.scope.at), report, canBeFixed: true }
  }
}
