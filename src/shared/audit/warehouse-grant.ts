import { type AclKey, aclKey, warehousePermission } from './cli-text'
import type { AuditReport } from './audit-report'
import { type AuditFacts, known } from './facts'
import type { FixStep } from './fix-view'

/** CAN USE on one warehouse for the audited identity: the only right of an import that no GRANT gives. */
export interface WarehouseGrant {
  id: string
  name: string
  principal: string
  kind: AuditReport['subject']['kind']
  /** How an access list names such an identity. */
  who: AclKey
}

export const warehouseStepId = ({ id }: Pick<WarehouseGrant, 'id'>): string => `warehouse can-use ${id}`
export const warehouseRequest = ({ id, who, principal }: WarehouseGrant) => ({
  path: `/api/2.0/permissions/warehouses/${encodeURIComponent(id)}`,
  body: { access_control_list: [{ [who]: principal, permission_level: 'CAN_USE' }] },
})
export const warehouseCli = ({ id, principal, kind }: WarehouseGrant): string => warehousePermission(id, principal, kind, 'CAN_USE')

export function warehouseStep(grant: WarehouseGrant): FixStep {
  const { path, body } = warehouseRequest(grant)
  return {
    id: warehouseStepId(grant), kind: 'permission', securableType: 'WAREHOUSE', securable: grant.name, privileges: ['CAN USE'],
    cli: warehouseCli(grant), rest: `PATCH ${path} ${JSON.stringify(body)}`, reason: 'Without it every query is refused. It is no SQL, and leaves the other entries of the list as they are.',
  }
}

/** What a report says is missing there; `undefined`: nothing is, or it is not known. */
export function missingWarehouseGrant(report: AuditReport, facts: AuditFacts): WarehouseGrant | undefined {
  if (!facts.warehouses.known || !report.findings.some(({ id }) => id === 'missing-can-use')) return undefined
  const warehouse = facts.warehouses.value.find(({ id }) => id === report.scope.warehouse)
  const { principal, kind } = report.subject
  return warehouse && { id: warehouse.id, name: warehouse.name, principal, kind, who: aclKey(kind) }
}

/** The facts as they will be once it is given. */
export function withWarehouseGrant(facts: AuditFacts, { id, principal, kind }: WarehouseGrant): AuditFacts {
  if (!facts.warehouses.known) return facts
  return {
    ...facts,
    warehouses: known(facts.warehouses.value.map((one) =>
      one.id === id && one.permissions.known
        ? { ...one, permissions: known([...one.permissions.value, { principal, kind: kind === 'user' ? ('user' as const) : ('service-principal' as const), level: 'CAN_USE' as const, inherited: false }]) }
        : one,
    )),
  }
}
