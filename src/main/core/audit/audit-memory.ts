import type { AuditReport } from '#shared/audit/audit-report'
import type { AuditFacts } from '#shared/audit/facts'
import type { ChosenFix, FixDraft } from '#shared/audit/fix-preview'
import type { AuditView } from '#shared/audit/kept-audit'

/** Facts of a million grants take tens of megabytes: only so many audits' are held. */
const MOST = 3

export interface Remembered {
  profileId: string
  facts: AuditFacts
  report: AuditReport
  /** As the window gets it: small beside the facts, and wanted each time the audit is opened. */
  view: AuditView
  /** What was worked out to mend it, and with which revokes it was last looked at. */
  draft?: FixDraft
  chosen?: { key: string; fix: ChosenFix }
}

/** What the newest audits have read, as long as the program runs: a simulation needs it, and it is never written to disk. */
export interface AuditMemory {
  get(auditId: string): Remembered | undefined
  put(auditId: string, audit: Remembered): void
  forget(auditId: string): void
  forgetAll(profileId: string): void
}

export function createAuditMemory(): AuditMemory {
  const audits = new Map<string, Remembered>()
  return {
    get: (auditId) => audits.get(auditId),
    put(auditId, audit) {
      audits.set(auditId, audit)
      for (const oldest of [...audits.keys()].slice(0, -MOST)) audits.delete(oldest)
    },
    forget: (auditId) => void audits.delete(auditId),
    forgetAll(profileId) {
      for (const [auditId, audit] of [...audits]) if (audit.profileId === profileId) audits.delete(auditId)
    },
  }
}
