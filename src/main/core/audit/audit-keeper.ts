import type { AuditReport } from '#shared/audit/audit-report'
import { auditView } from '#shared/audit/audit-view'
import { takeSnapshot } from '#shared/audit/compare-audits'
import { createContext } from '#shared/audit/context'
import type { AuditFacts } from '#shared/audit/facts'
import type { AuditView } from '#shared/audit/kept-audit'
import type { Policy } from '#shared/audit/policy'
import { judge } from '#shared/audit/run-audit'
import type { Work } from '#shared/work'
import type { Machine } from '../ports/machine'
import type { AuditMemory } from './audit-memory'
import type { AuditStore } from './audit-store'

/** Judges what was read, and keeps it: the report and what a comparison needs on disk, the facts in memory. */
export type KeepAudit = (profileId: string, facts: AuditFacts, policy: Policy, made?: AuditReport) => Promise<AuditView>

export interface AuditKeeperDependencies {
  store: AuditStore
  memory: AuditMemory
  machine: Pick<Machine, 'newId'>
  /** Does it all, while others are answered too. */
  work: <T>(work: Work<T>) => Promise<T>
  /** Of a connection that was deleted meanwhile nothing is kept. */
  exists: (profileId: string) => boolean
}

export function createAuditKeeper({ store, memory, machine, work, exists }: AuditKeeperDependencies): KeepAudit {
  return async (profileId, facts, policy, made) => {
    const report = made ?? (await work(judge(createContext(facts, policy))))
    const auditId = machine.newId()
    const view = await work(auditView({ auditId, report, canBeFixed: true }))
    if (!exists(profileId)) return { ...view, canBeFixed: false }
    store.put(profileId, auditId, { report, snapshot: takeSnapshot(facts, policy) })
    memory.put(auditId, { profileId, facts, report, view })
    return view
  }
}
