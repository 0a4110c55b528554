import type { Check } from '../check'
import { WAREHOUSES } from '../doc-links'
import { byHand } from '../check'
import { WAREHOUSE_SIZES } from '../../setup/goal'

const rankOf = (size: string): number => WAREHOUSE_SIZES.findIndex((one) => one === size)

export const warehouseLarge: Check = {
  id: 'warehouse-large',
  title: 'Warehouse larger than needed',
  severity: 'info',
  kind: 'information',
  threshold: 'warehouseSize',
  logic: 'The warehouse is larger than the threshold.',
  api: 'GET /api/2.0/sql/warehouses/{id}',
  meaning: 'An import reads tables one after another; size costs without helping.',
  fix: 'Use a smaller size.',
  docs: WAREHOUSES,
  run(context, report) {
    const { warehouse } = context
    const { warehouseSize } = context.policy.thresholds
    if (!warehouse || rankOf(warehouse.size) <= rankOf(warehouseSize)) return
    report.find({ securableType: 'WAREHOUSE', securable: warehouse.name, path: [{ kind: 'warehouse', name: warehouse.name }], reason: `Warehouse ${warehouse.name} has size ${warehouse.size}; ${warehouseSize} is enough for an import.`, fix: [byHand(`Set the size to ${warehouseSize} or smaller.`)] })
  },
}
