import { WORKSPACE_ADMINS } from '../../unity-catalog/facts'
import { byHand } from '../check'
import type { CheckReport } from '../check'
import { warehousePermission } from '../cli-text'
import { countsForSubject, isEverybody, isSubject, pathTo } from '../context'
import type { AuditContext } from '../context'
import type { WarehouseFacts, WarehouseLevel, WarehousePermission } from '../facts'

export const ABOVE: ReadonlySet<WarehouseLevel> = new Set(['CAN_MONITOR', 'CAN_MANAGE', 'IS_OWNER'])

/** Rights on warehouses that are the identity's, or a group's it is in; not those of admins and of everybody. */
export function eachWarehouseRight(
  context: AuditContext,
  report: CheckReport,
  pick: (warehouse: WarehouseFacts, entry: WarehousePermission) => boolean,
  reason: (words: string, name: string) => string,
): void {
  if (!context.facts.warehouses.known) return
  const { subject } = context.facts.access
  for (const warehouse of context.facts.warehouses.value) {
    if (!warehouse.permissions.known) continue
    for (const entry of warehouse.permissions.value) {
      if (entry.principal === WORKSPACE_ADMINS || isEverybody(entry.principal) || !pick(warehouse, entry) || countsForSubject(context, entry) !== 'yes') continue
      const words = entry.level.replaceAll('_', ' ')
      const own = isSubject(context, entry.principal)
      const lower = own && warehouse.id === context.policy.warehouse && entry.level !== 'IS_OWNER'
      report.find({
        securableType: 'WAREHOUSE', securable: warehouse.name, privilege: words,
        path: [...pathTo(context, entry.principal), { kind: 'grant', name: words }, { kind: 'warehouse', name: warehouse.name }],
        reason: reason(words, warehouse.name),
        fix: [
          own
            ? byHand(entry.level === 'IS_OWNER' ? `Give warehouse ${warehouse.name} another owner, then CAN USE to the identity.` : lower ? 'Lower it to CAN USE on the warehouse (Permissions).' : `Remove the entry on warehouse ${warehouse.name} (Permissions).`, lower ? { cli: warehousePermission(warehouse.id, subject.principal, subject.kind, 'CAN_USE') } : {})
            : byHand(`Take the identity out of group ${entry.principal}, or decide on the group's entry on warehouse ${warehouse.name}.`),
        ],
      })
    }
  }
}
