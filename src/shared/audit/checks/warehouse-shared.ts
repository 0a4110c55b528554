import type { Check } from '../check'
import { WAREHOUSES } from '../doc-links'
import { byHand } from '../check'
import { WORKSPACE_ADMINS } from '../../unity-catalog/facts'
import { isSubject } from '../context'

export const warehouseShared: Check = {
  id: 'warehouse-shared',
  title: 'Warehouse shared with others',
  severity: 'info',
  kind: 'information',
  logic: 'Others than the identity, the owner and admins may use the warehouse.',
  api: 'GET /api/2.0/permissions/warehouses/{id}',
  meaning: 'Imports and other people wait for each other, and costs mix.',
  fix: 'A warehouse of its own is clearer; sharing is cheaper. Information only.',
  docs: WAREHOUSES,
  run(context, report) {
    const { warehouse } = context
    if (!warehouse?.permissions.known) return
    const others = warehouse.permissions.value.filter((entry) => !isSubject(context, entry.principal) && entry.level !== 'IS_OWNER' && entry.principal !== WORKSPACE_ADMINS).map(({ principal }) => principal)
    if (others.length === 0) return
    report.find({ securableType: 'WAREHOUSE', securable: warehouse.name, path: [{ kind: 'warehouse', name: warehouse.name }], count: others.length, reason: `Warehouse ${warehouse.name} is also used by ${others.slice(0, 5).join(', ')}${others.length > 5 ? ` and ${others.length - 5} more` : ''}.`, fix: [byHand('Nothing, or a small warehouse for the import alone.')] })
  },
}
