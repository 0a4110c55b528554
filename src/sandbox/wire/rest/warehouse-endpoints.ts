import { json, refusal, type Answer } from '../answer'
import type { Call, Endpoint, SandboxContext } from '../context'
import { hasLevel } from '../warehouses'
import type { Warehouse } from '../../state/model'
import { serverlessOffered } from './warehouse-changes'
import { reachWarehouse } from './warehouse-reach'

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

const list = (key: 'warehouses' | 'endpoints') => (call: Call, context: SandboxContext): Answer =>
  json({ [key]: context.state.warehouses.filter((one) => one.life !== 'DELETED' && hasLevel(one, call.caller, 'CAN_VIEW')).map((one) => shown(one, context)) })

export const warehouseEndpoints: Endpoint[] = [
  { method: 'GET', path: API, scopes: SQL, sql: true, handle: list('warehouses') },
  { method: 'GET', path: '/api/2.0/sql/endpoints', scopes: SQL, sql: true, handle: list('endpoints') },
  {
    method: 'GET', path: '/api/2.0/sql/config/warehouses', scopes: SQL, sql: true,
    handle(call, context) {
      if (!call.caller.admin) return refusal(403, 'PERMISSION_DENIED', 'Only workspace admins can view the SQL warehouse configuration.')
      return json({ security_policy: 'DATA_ACCESS_CONTROL', data_access_config: [], sql_configuration_parameters: {}, enable_serverless_compute: serverlessOffered(context), enabled_warehouse_types: [{ warehouse_type: 'CLASSIC', enabled: true }, { warehouse_type: 'PRO', enabled: true }] })
    },
  },
  {
    method: 'GET', path: `${API}/:id`, scopes: SQL, sql: true,
    handle(call, context) {
      const found = reachWarehouse(call, context, 'CAN_VIEW')
      return found.ok ? json(shown(found.warehouse, context)) : found.answer
    },
  },
  {
    method: 'POST', path: `${API}/:id/start`, scopes: SQL, sql: true,
    handle(call, context) {
      const found = reachWarehouse(call, context, 'CAN_USE')
      if (!found.ok) return found.answer
      context.lives.start(found.warehouse)
      return json({})
    },
  },
  {
    method: 'POST', path: `${API}/:id/stop`, scopes: SQL, sql: true,
    handle(call, context) {
      const found = reachWarehouse(call, context, 'CAN_MANAGE')
      if (!found.ok) return found.answer
      context.lives.stop(found.warehouse)
      return json({})
    },
  },
]
