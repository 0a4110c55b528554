import { refusal, type Answer } from '../answer'
import type { Call, SandboxContext } from '../context'
import { findWarehouse, hasLevel, type Level } from '../warehouses'
import type { Warehouse } from '../../state/model'

/** The warehouse of a path, when the caller's level reaches. A missing one is 404 for admins, who may see all, else 403. */
export function reachWarehouse(call: Call, context: SandboxContext, level: Level): { ok: true; warehouse: Warehouse } | { ok: false; answer: Answer } {
  const id = call.params.id ?? ''
  if (!/^[0-9a-f]{16}$/.test(id)) return { ok: false, answer: refusal(400, 'INVALID_PARAMETER_VALUE', `${id} is not a valid endpoint id.`) }
  const warehouse = findWarehouse(context.state, id)
  if (!warehouse && call.caller.admin) return { ok: false, answer: refusal(404, 'RESOURCE_DOES_NOT_EXIST', `Warehouse ${id} does not exist.`) }
  if (warehouse && hasLevel(warehouse, call.caller, level)) return { ok: true, warehouse }
  return { ok: false, answer: refusal(403, 'PERMISSION_DENIED', 'You do not have permission to use the SQL Warehouse. Please contact your administrator.') }
}
