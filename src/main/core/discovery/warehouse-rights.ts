import type { WarehouseInfo } from '#shared/discovery/discovery'
import type { Outcome } from '#shared/result'
import type { CallLimits } from '../ports/call'
import type { Me, Workspace } from '../ports/workspace'

/** From weak to strong. */
const LEVELS = ['CAN_VIEW', 'CAN_USE', 'CAN_MONITOR', 'CAN_MANAGE', 'IS_OWNER'] as const

/** One request each: more than a screenful is listed without the rights. */
const MOST_ASKED = 25

function strongest(list: readonly { principal: string; levels: string[] }[], me: Me): string | undefined {
  // `users` holds everybody of the workspace, whether or not SCIM lists it among the caller's groups.
  const mine = new Set([me.userName, 'users', ...me.groups].map((name) => name.toLowerCase()))
  const held = new Set(list.filter(({ principal }) => mine.has(principal.toLowerCase())).flatMap(({ levels }) => levels))
  return LEVELS.findLast((level) => held.has(level))
}

/** Warehouses with the caller's own right on each. A right that can't be read never spoils the list. */
export async function warehousesWithRights(workspace: Workspace, limits: CallLimits): Promise<Outcome<WarehouseInfo[]>> {
  const [listed, me] = await Promise.all([workspace.listWarehouses(limits), workspace.me(limits)])
  if (!listed.ok || !me.ok) return listed
  const items = await Promise.all(
    listed.value.map(async (warehouse, at) => {
      if (at >= MOST_ASKED) return warehouse
      const permissions = await workspace.warehousePermissions(warehouse.id, limits)
      const right = permissions.ok ? strongest(permissions.value, me.value) : permissions.failure.status === 403 && !/scope/i.test(permissions.failure.message) ? 'BELOW_CAN_MANAGE' : undefined
      return right === undefined ? warehouse : { ...warehouse, right }
    }),
  )
  return { ok: true, value: items }
}
