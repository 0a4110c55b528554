import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import type { WarehouseInfo } from '#shared/discovery/discovery'
import type { CallLimits } from '../../ports/call'
import { type Finding, type Stage, fact } from '../stage'
import type { TestContext } from '../test-context'
import { isNoAnswer, isRestOnly } from '../undecided'

const TYPES: Record<WarehouseInfo['type'], string> = { serverless: 'serverless', pro: 'pro', classic: 'classic', unknown: 'of unknown type' }

const deleted = (name: string): Diagnosis => ({
  category: 'warehouse_deleted',
  confidence: 'high',
  title: `SQL warehouse ${name} is deleted`,
  causes: ['Somebody deleted it. A deleted warehouse does not come back; its id is never used again.'],
  fixes: [{ text: 'Choose another warehouse and use its HTTP path.', action: 'choose-warehouse' }],
})

/** "Not found" and "not permitted" answer alike (databricks.md section 11): what the sign-in can see tells a little more. */
async function refused(context: TestContext, diagnosis: Diagnosis, limits: CallLimits): Promise<Finding> {
  const { warehouseId } = context.details
  const summary = `SQL warehouse ${warehouseId} does not exist, or this identity may not use it.`
  const listed = await context.ask('warehouse', limits, (within) => context.workspace.listWarehouses(within))
  if (!listed.ok) return { state: 'failed', summary, diagnosis }
  const others = listed.value.map(({ id, name }) => `${name} (${id})`)
  const evidence = [fact('Warehouses this identity can see', others.length === 0 ? 'none' : others.slice(0, 10).join(', '))]
  const shown = listed.value.find(({ id }) => id === warehouseId)
  if (shown) return { state: 'failed', summary: `This identity may see warehouse ${shown.name}, but not use it.`, evidence, diagnosis }
  return { state: 'failed', summary, evidence, diagnosis }
}

export const warehouseStage: Stage = {
  id: 'warehouse',
  startsAfter: ['form'],
  needs: ['tls', 'sign-in'],
  async run(context, { limits }) {
    const { warehouseId } = context.details
    const got = await context.ask('warehouse', limits, (within) => context.workspace.getWarehouse(warehouseId, within))
    if (!got.ok) {
      const diagnosis = context.explain(got.failure)
      if (diagnosis.category === 'token_scope') {
        context.facts.stateUnknown = 'scope'
        return { state: 'could-not-check', summary: "The token's scope hides the warehouse from REST. Opening a SQL session decides.", diagnosis }
      }
      if (isNoAnswer(diagnosis.category) || (isRestOnly(diagnosis.category) && diagnosis.category !== 'entitlement_missing')) {
        context.facts.stateUnknown = 'other'
        return { state: 'could-not-check', summary: `The state of warehouse ${warehouseId} could not be read.`, diagnosis }
      }
      return refused(context, diagnosis, limits)
    }
    const warehouse = got.value
    context.facts.warehouse = warehouse
    const evidence = [
      fact('Name', warehouse.name),
      fact('State', warehouse.state),
      fact('Size', warehouse.size),
      fact('Type', TYPES[warehouse.type]),
      ...(warehouse.right === undefined ? [] : [fact('Own right', warehouse.right)]),
    ]
    if (warehouse.state === 'DELETED' || warehouse.state === 'DELETING') {
      return { state: 'failed', summary: `SQL warehouse ${warehouse.name} is deleted.`, evidence, diagnosis: deleted(warehouse.name) }
    }
    if (warehouse.state === 'UNKNOWN') context.facts.stateUnknown = 'other'
    return { state: 'passed', summary: `SQL warehouse ${warehouse.name} is there (${warehouse.size}, ${TYPES[warehouse.type]}).`, evidence }
  },
}
