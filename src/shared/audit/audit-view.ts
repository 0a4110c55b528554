import type { Work } from '../work'
import type { AuditReport } from './audit-report'
import type { AuditView } from './kept-audit'
import { listFindings, listNeeded } from './listing'

/** What mends so many findings comes with an audit: most have fewer, and their rows open at once. */
export const FIRST_FIXES = 500

/** An audit for a screen. */
export function* auditView({ auditId, report, canBeFixed }: { auditId: string; report: AuditReport; canBeFixed: boolean }): Work<AuditView> {
  const { findings, needed, ...head } = report
  return {
    auditId, at: Date.parse(head.scope.at), canBeFixed,
    report: head,
    findings: yield* listFindings(findings),
    needed: yield* listNeeded(needed),
    fixes: findings.slice(0, FIRST_FIXES).map(({ fix }) => fix),
  }
}
