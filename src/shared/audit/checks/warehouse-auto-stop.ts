import type { Check } from '../check'
import { WAREHOUSES } from '../doc-links'
import { byHand } from '../check'

export const warehouseAutoStop: Check = {
  id: 'warehouse-no-auto-stop',
  title: 'Warehouse without auto stop',
  severity: 'warning',
  kind: 'warning',
  logic: 'Auto stop of the warehouse is off.',
  api: 'GET /api/2.0/sql/warehouses/{id}',
  meaning: 'It runs, and costs, day and night.',
  fix: 'Set auto stop, 10 minutes for example.',
  docs: WAREHOUSES,
  run(context, report) {
    const { warehouse } = context
    if (!warehouse || warehouse.autoStopMinutes > 0) return
    report.find({ securableType: 'WAREHOUSE', securable: warehouse.name, path: [{ kind: 'warehouse', name: warehouse.name }], reason: `Warehouse ${warehouse.name} never stops by itself.`, fix: [byHand('Set auto stop on the warehouse, 10 minutes for example.')] })
  },
}
