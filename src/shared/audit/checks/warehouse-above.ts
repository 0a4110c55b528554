import type { Check } from '../check'
import { WAREHOUSES } from '../doc-links'
import { ABOVE, eachWarehouseRight } from './warehouse-rights'

export const warehouseAbove: Check = {
  id: 'warehouse-above-can-use',
  title: 'Warehouse right above CAN USE',
  severity: 'error',
  kind: 'excess',
  logic: 'The identity holds CAN MONITOR, CAN MANAGE or IS OWNER on the warehouse of the import, itself or through a group.',
  api: 'GET /api/2.0/permissions/warehouses/{id}',
  meaning: "It can see other people's queries, or change, stop and delete the warehouse.",
  fix: 'Lower it to CAN USE.',
  docs: WAREHOUSES,
  run(context, report) {
    eachWarehouseRight(context, report, ({ id }, entry) => id === context.policy.warehouse && ABOVE.has(entry.level), (words, name) => `It has ${words} on warehouse ${name}; CAN USE is enough.`)
  },
}
