import { json, refusal, type Answer } from '../answer'
import type { Call, Endpoint, SandboxContext } from '../context'
import { findWarehouse, hasLevel, type Level } from '../warehouses'
import type { Warehouse } from '../../state/model'

const SQL = ['sql', 'sql.warehouses'] as const
const API = '/api/2.0/sql/warehouses'

const SIZE_CODES: Record<string, string> = { '2X-Small': 'XXSMALL', 'X-Small': 'XSMALL', 'X-Large': 'XLARGE', '2X-Large': 'XXLARGE', '3X-Large': 'XXXLARGE', '4X-Large': 'XXXXLARGE' }

function shown(warehouse: Warehouse, context: SandboxContext): Record<string, unknown> {
  const path = `/sql/1.0/warehouses/${warehouse.id}`
  const port = context.port()
  const running = warehouse.life === 'RUNNING'
  return {
    id: warehouse.id,
    name: warehouse.name,
    size: SIZE_CODES[warehouse.size] ?? warehouse.size.toUpperCase(),
    cluster_size: warehouse.size,
    min_num_clusters: warehouse.minClusters,
    max_num_clusters: warehouse.maxClusters,
    auto_stop_mins: warehouse.autoStopMinutes,
    auto_resume: true,
    creator_name: warehouse.creator,
    tags: { custom_tags: warehouse.tags },
    spot_instance_policy: 'COST_OPTIMIZED',
    enable_photon: true,
    channel: { name: 'CHANNEL_NAME_CURRENT' },
    enable_serverless_compute: warehouse.serverless,
    warehouse_type: warehouse.type,
    num_clusters: running ? warehouse.minClusters : 0,
    num_active_sessions: context.sessions.count(warehouse),
    state: warehouse.life,
    jdbc_url: `jdbc:spark://${context.host}:${port}/default;transportMode=http;ssl=1;AuthMech=3;httpPath=${path};`,
    odbc_params: { hostname: context.host, path, protocol: 'https', port },
    health: running ? { status: 'HEALTHY' } : {},
  }
}

/** The warehouse of a path, when the caller's level reaches. A missing one is 404 for admins, who may see all, else 403. */
function reach(call: Call, context: SandboxContext, level: Level): { ok: true; warehouse: Warehouse } | { ok: false; answer: Answer } {
  const id = call.params.id ?? ''
  if (!/^[0-9a-f]{16}$/.test(id)) return { ok: false, answer: refusal(400, 'INVALID_PARAMETER_VALUE', `${id} is not a valid endpoint id.`) }
  const warehouse = findWarehouse(context.state, id)
  if (!warehouse && call.caller.admin) return { ok: false, answer: refusal(404, 'RESOURCE_DOES_NOT_EXIST', `Warehouse ${id} does not exist.`) }
  if (warehouse && hasLevel(warehouse, call.caller, level)) return { ok: true, warehouse }
  return { ok: false, answer: refusal(403, 'PERMISSION_DENIED', 'You do not have permission to use the SQL Warehouse. Please contact your administrator.') }
}

const list = (key: 'warehouses' | 'endpoints') => (call: Call, context: SandboxContext): Answer =>
  json({ [key]: context.state.warehouses.filter((one) => one.life !== 'DELETED' && hasLevel(one, call.caller, 'CAN_VIEW')).map((one) => shown(one, context)) })

const LEVELS: [Level, string][] = [
  ['CAN_VIEW', 'Can view the SQL warehouse'], ['CAN_MONITOR', 'Can use and monitor the SQL warehouse'], ['CAN_USE', 'Can use the SQL warehouse'],
  ['CAN_MANAGE', 'Can manage the SQL warehouse'], ['IS_OWNER', 'Is the owner of the SQL warehouse'],
]

function permissions(call: Call, context: SandboxContext): Answer {
  const found = reach(call, context, 'CAN_MANAGE')
  if (!found.ok) {
    const id = call.params.id ?? ''
    return found.answer.status === 403 ? refusal(403, 'PERMISSION_DENIED', `${call.caller.principal} does not have Manage permissions on ${id}. Please contact the owner or an administrator for access.`) : found.answer
  }
  const { warehouse } = found
  const direct = warehouse.permissions.filter((entry) => entry.kind !== 'group' || entry.principal !== 'admins').map((entry) => {
    const field = entry.kind === 'group' ? 'group_name' : entry.kind === 'user' ? 'user_name' : 'service_principal_name'
    const name = context.state.identities.find((one) => one.principal === entry.principal)?.displayName
    return { [field]: entry.principal, ...(name ? { display_name: name } : {}), all_permissions: [{ permission_level: entry.level, inherited: false }] }
  })
  const admins = { group_name: 'admins', all_permissions: [{ permission_level: 'CAN_MANAGE', inherited: true, inherited_from_object: ['/sql/warehouses/'] }] }
  return json({ object_id: `/sql/warehouses/${warehouse.id}`, object_type: 'warehouses', access_control_list: [...direct, admins] })
}

const permissionPaths = ['/api/2.0/permissions/warehouses/:id', '/api/2.0/permissions/sql/warehouses/:id']

export const warehouseEndpoints: Endpoint[] = [
  { method: 'GET', path: API, scopes: SQL, sql: true, handle: list('warehouses') },
  { method: 'GET', path: '/api/2.0/sql/endpoints', scopes: SQL, sql: true, handle: list('endpoints') },
  {
    method: 'GET', path: '/api/2.0/sql/config/warehouses', scopes: SQL, sql: true,
    handle(call, context) {
      if (!call.caller.admin) return refusal(403, 'PERMISSION_DENIED', 'Only workspace admins can view the SQL warehouse configuration.')
      const serverless = context.state.warehouses.some((one) => one.serverless)
      return json({ security_policy: 'DATA_ACCESS_CONTROL', data_access_config: [], sql_configuration_parameters: {}, enable_serverless_compute: serverless, enabled_warehouse_types: [{ warehouse_type: 'CLASSIC', enabled: true }, { warehouse_type: 'PRO', enabled: true }] })
    },
  },
  {
    method: 'GET', path: `${API}/:id`, scopes: SQL, sql: true,
    handle(call, context) {
      const found = reach(call, context, 'CAN_VIEW')
      return found.ok ? json(shown(found.warehouse, context)) : found.answer
    },
  },
  {
    method: 'POST', path: `${API}/:id/start`, scopes: SQL, sql: true,
    handle(call, context) {
      const found = reach(call, context, 'CAN_USE')
      if (!found.ok) return found.answer
      context.lives.start(found.warehouse)
      return json({})
    },
  },
  {
    method: 'POST', path: `${API}/:id/stop`, scopes: SQL, sql: true,
    handle(call, context) {
      const found = reach(call, context, 'CAN_MANAGE')
      if (!found.ok) return found.answer
      context.lives.stop(found.warehouse)
      return json({})
    },
  },
  ...permissionPaths.flatMap((path): Endpoint[] => [
    { method: 'GET', path, scopes: ['access-management'], handle: permissions },
    {
      method: 'GET', path: `${path}/permissionLevels`, scopes: ['access-management'],
      handle(call, context) {
        const found = reach(call, context, 'CAN_VIEW')
        return found.ok ? json({ permission_levels: LEVELS.map(([permission_level, description]) => ({ permission_level, description })) }) : found.answer
      },
    },
  ]),
]
