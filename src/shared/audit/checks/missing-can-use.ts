import type { Check } from '../check'
import { WAREHOUSES } from '../doc-links'
import { warehousePermission } from '../cli-text'
import { countsForSubject, pathTo } from '../context'

export const missingCanUse: Check = {
  id: 'missing-can-use',
  title: 'CAN USE on the warehouse is missing',
  severity: 'error',
  kind: 'missing',
  logic: 'No entry of the warehouse, direct or through a group, lets the identity use it.',
  api: 'GET /api/2.0/permissions/warehouses/{id}',
  meaning: 'Every query is refused before Unity Catalog is asked.',
  fix: 'Give CAN USE on the warehouse.',
  docs: WAREHOUSES,
  run(context, report) {
    const { policy, warehouse, facts } = context
    if (policy.warehouse === undefined) return
    const { subject } = facts.access
    const right = 'CAN MANAGE on the warehouse, or workspace admin'
    if (!warehouse) {
      report.notChecked({ what: `CAN USE on warehouse ${policy.warehouse}`, why: facts.warehouses.known ? 'the warehouse was not visible, or does not exist' : facts.warehouses.why, right })
      return
    }
    if (warehouse.seenToWork || (facts.identity.known && facts.identity.value.workspaceAdmin)) return
    if (!warehouse.permissions.known) return report.notChecked({ what: `CAN USE on warehouse ${warehouse.name}`, why: warehouse.permissions.why, right: warehouse.permissions.right ?? right })
    const counting = warehouse.permissions.value.filter(({ level }) => level !== 'CAN_VIEW').map((entry) => ({ entry, answer: countsForSubject(context, entry) }))
    if (counting.some(({ answer }) => answer === 'yes')) return
    const unsure = counting.filter(({ answer }) => answer === 'unknown').map(({ entry }) => entry.principal)
    if (unsure.length > 0) return report.notChecked({ what: `CAN USE on warehouse ${warehouse.name}`, why: `could not check: is it in ${unsure.join(' or ')}?`, right: 'workspace admin' })
    report.find({
      securableType: 'WAREHOUSE', securable: warehouse.name, privilege: 'CAN USE',
      path: [...pathTo(context, subject.principal), { kind: 'warehouse', name: warehouse.name, note: 'no CAN USE' }],
      reason: `It can't use warehouse ${warehouse.name}: every query is refused.`,
      fix: [{ text: `Give it CAN USE on warehouse ${warehouse.name} (Permissions on the warehouse's page). This is not SQL.`, how: 'run', cli: warehousePermission(warehouse.id, subject.principal, subject.kind, 'CAN_USE') }],
    })
  },
}
