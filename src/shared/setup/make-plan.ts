import { valueOf, type WorkspaceFacts } from './facts'
import type { Goal } from './goal'
import { setupMarker } from './marker'
import { type Action, GUIDE_STEPS, type Plan } from './plan'
import { planCatalog } from './planning/catalog'
import { beginPlanning, type Planning, presentPrincipal, workspaceAdmin } from './planning/context'
import { planGrants } from './planning/grants'
import { reachable } from './planning/holds'
import { ASSIGN_ID, PRINCIPAL_FIND, PRINCIPAL_ID, planIdentity } from './planning/identity'
import { planSchema, planViews, schemaNow } from './planning/schema'
import { planToken, planTokenPermission } from './planning/token'
import { planWarehouse, planWarehousePermission, START_ID } from './planning/warehouse'

export interface PlanOptions {
  /** The person's choice; absent: SQL where there is, or will be, a warehouse to run it on. */
  unityCatalogBy?: 'sql' | 'rest'
  /** What lands in created objects; absent: the same for the same goal. */
  marker?: string
  /** Epoch ms, for tokens that have expired; absent: every token of this setup counts. */
  now?: number
}

/**
 * From what is wanted and what is there to what is to be done. Pure: the same goal and facts give the same plan, and a goal that the facts
 * already fulfil gives a plan with nothing pending. Nothing that is known to exist is created, and nothing is revoked.
 */
export function makePlan(goal: Goal, facts: WorkspaceFacts, { unityCatalogBy, marker = setupMarker(goal), now }: PlanOptions = {}): Plan {
  const planning = beginPlanning(goal, facts, marker, unityCatalogBy ?? 'sql')
  const runsOn = planWarehouse(planning)
  if (!runsOn && unityCatalogBy === undefined) {
    planning.unityCatalogBy = 'rest'
    planning.openItems.push({
      id: 'no-warehouse',
      step: 'warehouse',
      title: 'Without a warehouse, Unity Catalog is changed by REST',
      detail: 'There is no SQL warehouse that you may use or create. The same changes are made by REST requests, which need no compute.',
      steps: [],
      ask: workspaceAdmin(planning).ask,
    })
  }
  // A starting warehouse is waited for where SQL begins, so that identities are made, and become known, meanwhile.
  const start = takeOut(planning, START_ID)
  planIdentity(planning)
  const names = aclNames(planning)
  planWarehousePermission(planning, names, [PRINCIPAL_ID, PRINCIPAL_FIND, ASSIGN_ID])
  planTokenPermission(planning, names)
  if (start) putBack(planning, start)
  planCatalog(planning)
  planSchema(planning)
  planViews(planning)
  planGrants(planning)
  planToken(planning, now)
  openItems(planning)
  const actions = withoutIdleStart(planning.actions)
  return {
    actions,
    guideOrder: inGuideOrder(actions),
    obstacles: planning.obstacles,
    openItems: planning.openItems,
    unityCatalogBy: planning.unityCatalogBy,
    runsOn: usesSql(actions) ? runsOn : undefined,
    marker,
    values: planning.values,
    principal: planning.principal,
  }
}

function takeOut(planning: Planning, id: string): Action | undefined {
  const at = planning.actions.findIndex((action) => action.id === id)
  if (at < 0) return undefined
  planning.ids.delete(id)
  return planning.actions.splice(at, 1)[0]
}
function putBack(planning: Planning, action: Action): void {
  planning.ids.add(action.id)
  planning.actions.push(action)
}

/** Names whose entries in an access control list reach the principal; everyone in a workspace is in its group `users`. */
function aclNames(planning: Planning): Set<string> {
  const names = reachable(planning)
  if (planning.goal.principal.kind !== 'group') names.add('users')
  const there = presentPrincipal(planning.facts)
  if (there) names.add(there.name.toLowerCase())
  return names
}

const usesSql = (actions: readonly Action[]) => actions.some(({ compute, state }) => compute === 'warehouse' && state !== 'satisfied')

/** Nothing is started when no SQL is left to run. */
function withoutIdleStart(actions: Action[]): Action[] {
  if (usesSql(actions)) return actions
  return actions.filter(({ id }) => id !== START_ID).map((action) => (action.needs.includes(START_ID) ? { ...action, needs: action.needs.filter((id) => id !== START_ID) } : action))
}

function inGuideOrder(actions: readonly Action[]): string[] {
  const byStep = new Map(GUIDE_STEPS.map((step) => [step, [] as string[]]))
  for (const { id, step } of actions) byStep.get(step)?.push(id)
  return [...byStep.values()].flat()
}

function openItems(planning: Planning): void {
  const { goal, facts, openItems: items } = planning
  if (valueOf(facts.ipAccessLists)?.enabled === true) {
    items.push({
      id: 'ip-access-lists',
      step: 'workspace',
      title: "Allow CleverTap's addresses",
      detail: 'IP access lists are on: CleverTap is refused until its addresses are in an allow list.',
      steps: ["Ask CleverTap for the address ranges of your region.", 'Add them to an allow list: databricks ip-access-lists create --json \'{"label":"CleverTap","list_type":"ALLOW","ip_addresses":["<range>"]}\'', 'It takes some minutes until it holds.'],
      ask: workspaceAdmin(planning).ask,
    })
  }
  const tables = valueOf(facts.tables)
  const isEmpty = schemaNow(planning)?.exists === false || (tables?.count === 0 && tables.complete)
  if (isEmpty && goal.tables === 'all' && (goal.views ?? []).length === 0) {
    items.push({
      id: 'nothing-to-import',
      step: 'data',
      title: 'There is nothing to import yet',
      detail: `Schema ${goal.catalog.name}.${goal.schema.name} has no table. Access will be ready, and tables and views that come later are covered.`,
      steps: ['Put tables or views into the schema, or choose the schema where the tables are.'],
      ask: [],
    })
  }
}
