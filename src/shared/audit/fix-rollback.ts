import type { AuditReport } from './audit-report'
import { shellWord } from './cli-text'
import { stepId } from './fix-step'
import type { Remediation } from './remediation'
import { inComment, renderSql } from './script-text'
import type { WarehouseGrant } from './warehouse-grant'

/** How to take back a fix, written before it runs: gives back what it revokes, then takes what was new. */
export function fixRollback({ grants, rollback }: Pick<Remediation, 'grants' | 'rollback'>, { subject, scope }: AuditReport, { withRevokes, warehouse }: { withRevokes: boolean; warehouse: WarehouseGrant | undefined }): string {
  const granted = new Set(grants.map((step) => stepId({ ...step, kind: 'revoke' })))
  const steps = withRevokes ? rollback : rollback.filter((step) => granted.has(stepId(step)))
  const head = [
    `Takes back a fix of the permissions of ${subject.name ?? subject.principal} (${subject.principal}) in ${scope.host}.`,
    `The state it goes back to was read on ${scope.at}. Leave out what was not done.`,
    ...(warehouse ? [`By hand: take CAN USE on SQL warehouse ${warehouse.name} (${warehouse.id}) from ${shellWord(subject.principal)} again, on the warehouse's page under Permissions.`] : []),
  ]
  return `${head.map((text) => `-- ${inComment(text)}`).join('\n')}\n\n${renderSql(steps)}`
}
