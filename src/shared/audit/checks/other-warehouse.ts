import type { Check } from '../check'
import { WAREHOUSES } from '../doc-links'
import { eachWarehouseRight } from './warehouse-rights'

export const otherWarehouse: Check = {
  id: 'other-warehouse',
  title: 'Rights on other warehouses',
  severity: 'warning',
  kind: 'excess',
  logic: 'The identity holds a right on a warehouse that the import does not use, itself or through a group other than users.',
  api: 'GET /api/2.0/permissions/warehouses/{id}',
  meaning: 'Queries with its token can run, and cost, elsewhere.',
  fix: 'Remove the entry.',
  docs: WAREHOUSES,
  run(context, report) {
    eachWarehouseRight(context, report, ({ id }) => context.policy.warehouse !== undefined && id !== context.policy.warehouse, (words, name) => `It has ${words} on warehouse ${name}, which the import does not use.`)
  },
}
