import { json, refusal, type Answer } from '../answer'
import type { Call, Endpoint, SandboxContext } from '../context'
import type { Level } from '../warehouses'
import type { Warehouse } from '../../state/model'
import { adminsEntry, readAcl, sameEntry, shownEntry, upserted } from './access-control'
import { invalidParameter, withBody } from './bodies'
import { reachWarehouse } from './warehouse-reach'

const SCOPES = ['access-management'] as const
const LEVELS: [Level, string][] = [
  ['CAN_VIEW', 'Can view the SQL warehouse'], ['CAN_MONITOR', 'Can use and monitor the SQL warehouse'], ['CAN_USE', 'Can use the SQL warehouse'],
  ['CAN_MANAGE', 'Can manage the SQL warehouse'], ['IS_OWNER', 'Is the owner of the SQL warehouse'],
]
const LEVEL_NAMES = LEVELS.map(([level]) => level)

type Managed = { ok: true; warehouse: Warehouse } | { ok: false; answer: Answer }
function managed(call: Call, context: SandboxContext): Managed {
  const found = reachWarehouse(call, context, 'CAN_MANAGE')
  if (found.ok || found.answer.status !== 403) return found
  return { ok: false, answer: refusal(403, 'PERMISSION_DENIED', `${call.caller.principal} does not have Manage permissions on ${call.params.id ?? ''}. Please contact the owner or an administrator for access.`) }
}

const shown = (warehouse: Warehouse, context: SandboxContext): Answer => {
  const direct = warehouse.permissions.filter((entry) => entry.kind !== 'group' || entry.principal !== 'admins')
  return json({ object_id: `/sql/warehouses/${warehouse.id}`, object_type: 'warehouses', access_control_list: [...direct.map((entry) => shownEntry(context.state, entry)), adminsEntry('/sql/warehouses/')] })
}

/**
 * PATCH adds to the list or changes the entries of those it names; PUT replaces every direct entry but the owner's, so
 * that whoever is not named loses the warehouse.
 */
const change = (replace: boolean) => (call: Call, context: SandboxContext): Answer =>
  withBody(call, (body) => {
    const found = managed(call, context)
    if (!found.ok) return found.answer
    const { warehouse } = found
    const read = readAcl(body, context.state, LEVEL_NAMES)
    if (!read.ok) return read.answer
    const owners = read.entries.filter((entry) => entry.level === 'IS_OWNER')
    if (owners.some((entry) => entry.kind === 'group')) return invalidParameter('A group cannot be the owner of a SQL warehouse.')
    if (owners.length > 1) return invalidParameter('A SQL warehouse has exactly one owner.')
    if (read.entries.some((entry) => entry.kind === 'group' && entry.principal === 'admins' && entry.level !== 'CAN_MANAGE')) return invalidParameter("Cannot modify permissions of the group 'admins'.")
    const owner = warehouse.permissions.find((entry) => entry.level === 'IS_OWNER')
    if (replace && !owner && owners.length === 0) return refusal(400, 'INVALID_PARAMETER_VALUE', `PUT requests for warehouse ${warehouse.id} with no existing owner must provide a new owner.`)
    const [newOwner] = owners
    const demoted = owner && !newOwner && read.entries.some((entry) => sameEntry(entry, owner))
    if (demoted) return invalidParameter('A SQL warehouse must have an owner.')
    const kept = warehouse.permissions.filter((entry) => !replace || entry.level === 'IS_OWNER' || entry.principal === 'admins')
    // The former owner keeps managing it, where a new one takes over.
    const settled = kept.map((entry) => (newOwner && entry.level === 'IS_OWNER' ? { ...entry, level: 'CAN_MANAGE' as const } : entry))
    warehouse.permissions = upserted(settled, read.entries)
    context.changed()
    return shown(warehouse, context)
  })

const paths = ['/api/2.0/permissions/warehouses/:id', '/api/2.0/permissions/sql/warehouses/:id']

export const warehousePermissionEndpoints: Endpoint[] = paths.flatMap((path): Endpoint[] => [
  {
    method: 'GET', path, scopes: SCOPES,
    handle(call, context) {
      const found = managed(call, context)
      return found.ok ? shown(found.warehouse, context) : found.answer
    },
  },
  { method: 'PATCH', path, scopes: SCOPES, handle: change(false) },
  { method: 'PUT', path, scopes: SCOPES, handle: change(true) },
  {
    method: 'GET', path: `${path}/permissionLevels`, scopes: SCOPES,
    handle(call, context) {
      const found = reachWarehouse(call, context, 'CAN_VIEW')
      return found.ok ? json({ permission_levels: LEVELS.map(([permission_level, description]) => ({ permission_level, description })) }) : found.answer
    },
  },
])
