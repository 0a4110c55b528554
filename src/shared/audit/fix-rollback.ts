import type { AuditReport } from './audit-report'
import { warehouseBack } from './fix-script'
import type { Remediation } from './remediation'
import { inComment } from '../sql/statements'
import { renderSql } from './script-text'

/** How to take back a fix, written before it runs: gives back what it revokes, then takes what was new. */
export function fixRollback({ rollback, warehouse }: Remediation, { subject, scope }: AuditReport): string {
  const head = [
    `Takes back a fix of the permissions of ${subject.name ?? subject.principal} (${subject.principal}) in ${scope.host}.`,
    `The state it goes back to was read on ${scope.at}. Leave out what was not done.`,
    ...(warehouse ? [warehouseBack(warehouse)] : []),
  ]
  return `${head.map((text) => `-- ${inComment(text)}`).join('\n')}\n\n${renderSql(rollback)}`
}
