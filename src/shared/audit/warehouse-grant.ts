import { type AclKey, aclKey } from './cli-text'
import type { AuditReport } from './audit-report'
import type { AuditFacts } from './facts'

/** CAN USE on one warehouse for the audited identity: the only right of an import that no GRANT gives. */
export interface WarehouseGrant {
  id: string
  name: string
  /** How an access list names such an identity. */
  who: AclKey
}

export const warehouseStepId = ({ id }: Pick<WarehouseGrant, 'id'>): string => `warehouse can-use ${id}`

/** What a report says is missing there; `undefined`: nothing is, or it is not known. */
export function missingWarehouseGrant(report: AuditReport, facts: AuditFacts): WarehouseGrant | undefined {
  if (!facts.warehouses.known || !report.findings.some(({ id }) => id === 'missing-can-use')) return undefined
  const warehouse = facts.warehouses.value.find(({ id }) => id === report.scope.warehouse)
  return warehouse && { id: warehouse.id, name: warehouse.name, who: aclKey(report.subject.kind) }
}
