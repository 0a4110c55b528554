import { randomBytes } from 'node:crypto'
import { json, refusal, type Answer } from '../answer'
import type { Endpoint, SandboxContext } from '../context'
import { findWarehouse } from '../warehouses'
import type { Warehouse } from '../../state/model'
import { invalidParameter, objects, optionalText, optionalWhole, withBody } from './bodies'
import { reachWarehouse } from './warehouse-reach'

const SQL = ['sql', 'sql.warehouses'] as const
const API = '/api/2.0/sql/warehouses'
const SIZES = ['2X-Small', 'X-Small', 'Small', 'Medium', 'Large', 'X-Large', '2X-Large', '3X-Large', '4X-Large', '5X-Large']
const MAX_TAGS = 45
const START_MS = { serverless: 4000, other: 20_000 }

export const serverlessOffered = ({ state }: SandboxContext): boolean => state.settings?.serverless ?? true

type Wanted = Pick<Warehouse, 'name' | 'size' | 'type' | 'serverless' | 'autoStopMinutes' | 'minClusters' | 'maxClusters' | 'tags'>
/** What the API takes when a field is left out (databricks.md 5.2). */
const DEFAULTS: Wanted = { name: '', size: 'X-Small', type: 'CLASSIC', serverless: false, autoStopMinutes: 120, minClusters: 1, maxClusters: 1, tags: [] }

/** The fields of create and edit, checked as a whole: what is left out stays as it is in `base`. */
function wantedFrom(body: Record<string, unknown>, base: Wanted, context: SandboxContext, self?: Warehouse): { ok: true; wanted: Wanted } | { ok: false; answer: Answer } {
  const no = (message: string): { ok: false; answer: Answer } => ({ ok: false, answer: invalidParameter(message) })
  const [name, size, type] = [optionalText(body, 'name'), optionalText(body, 'cluster_size'), optionalText(body, 'warehouse_type')]
  const [stop, least, most] = [optionalWhole(body, 'auto_stop_mins'), optionalWhole(body, 'min_num_clusters'), optionalWhole(body, 'max_num_clusters')]
  if (!name.ok) return name
  if (!size.ok) return size
  if (!type.ok) return type
  if (!stop.ok) return stop
  if (!least.ok) return least
  if (!most.ok) return most
  const asked = body.enable_serverless_compute
  if (asked !== undefined && typeof asked !== 'boolean') return no("Field 'enable_serverless_compute' must be a boolean.")
  const serverless = asked ?? base.serverless
  const kind = type.value === undefined || type.value === 'TYPE_UNSPECIFIED' ? (serverless ? 'PRO' : base.type) : type.value
  if (kind !== 'PRO' && kind !== 'CLASSIC') return no(`Invalid warehouseType: ${kind}.`)
  if (serverless && kind !== 'PRO') return no('Invalid warehouseType: Serverless is only available for PRO warehouses.')
  if (serverless && !base.serverless && !serverlessOffered(context)) return no('Serverless compute is not enabled for this workspace.')
  const tags = body.tags === undefined ? base.tags : tagsIn(body.tags)
  const wanted: Wanted = {
    name: name.value ?? base.name, size: size.value ?? base.size, type: kind, serverless, tags,
    autoStopMinutes: stop.value ?? base.autoStopMinutes, minClusters: least.value ?? base.minClusters, maxClusters: most.value ?? Math.max(base.maxClusters, least.value ?? 1),
  }
  if (wanted.name === '') return no('Missing required field: name')
  if (wanted.name.length >= 100) return no('The name of a SQL warehouse must have fewer than 100 characters.')
  if (context.state.warehouses.some((one) => one !== self && one.life !== 'DELETED' && one.name === wanted.name)) return no(`SQL warehouse with name \`${wanted.name}\` already exists`)
  if (!SIZES.includes(wanted.size)) return no(`Invalid cluster size: ${wanted.size}. Valid sizes are: ${SIZES.join(', ')}.`)
  if (wanted.autoStopMinutes < 0 || (wanted.autoStopMinutes > 0 && wanted.autoStopMinutes < (serverless ? 1 : 10))) return no(`Invalid auto_stop_mins: ${wanted.autoStopMinutes}. It must be 0, or at least ${serverless ? 1 : 10}.`)
  if (wanted.minClusters < 1 || wanted.minClusters > 30 || wanted.maxClusters < wanted.minClusters || wanted.maxClusters > 40) return no('min_num_clusters must be from 1 to 30, and max_num_clusters from min_num_clusters to 40.')
  if (wanted.tags.length >= MAX_TAGS) return no(`A SQL warehouse can have fewer than ${MAX_TAGS} tags.`)
  if (wanted.tags.some(({ key }) => key === '')) return no('A tag needs a key.')
  return { ok: true, wanted }
}

/** `{ custom_tags: [{ key, value }] }`; what is no text reads as empty. */
function tagsIn(tags: unknown): Warehouse['tags'] {
  const custom = typeof tags === 'object' && tags !== null && 'custom_tags' in tags ? tags.custom_tags : undefined
  return objects(custom).map(({ key, value }) => ({ key: typeof key === 'string' ? key : '', value: typeof value === 'string' ? value : '' }))
}

const startMs = (context: SandboxContext, serverless: boolean): number => context.state.settings?.warehouseStartMs ?? (serverless ? START_MS.serverless : START_MS.other)

/** Creating, editing and deleting warehouses. A created one starts at once, as in Databricks. */
export const warehouseChangeEndpoints: Endpoint[] = [
  {
    method: 'POST', path: API, scopes: SQL, sql: true,
    handle: (call, context) =>
      withBody(call, (body) => {
        const { caller } = call
        const { state } = context
        if (!caller.admin && !caller.entitlements.has('allow-cluster-create')) {
          return refusal(403, 'PERMISSION_DENIED', 'You do not have permission to create SQL warehouses. Please contact your administrator.')
        }
        const read = wantedFrom(body, DEFAULTS, context)
        if (!read.ok) return read.answer
        const most = state.settings?.maxWarehouses
        if (most !== undefined && state.warehouses.filter((one) => one.life !== 'DELETED').length >= most) return refusal(400, 'QUOTA_EXCEEDED', `The quota of ${most} SQL warehouses in this workspace has been reached.`)
        const warehouse: Warehouse = {
          id: freshId(context), life: 'STOPPED', creator: caller.principal, startMs: startMs(context, read.wanted.serverless), ...read.wanted,
          permissions: [
            { principal: caller.principal, kind: caller.identity.kind, level: 'IS_OWNER' },
            { principal: 'admins', kind: 'group', level: 'CAN_MANAGE' },
          ],
        }
        state.warehouses.push(warehouse)
        context.lives.start(warehouse)
        context.changed()
        return json({ id: warehouse.id })
      }),
  },
  {
    method: 'POST', path: `${API}/:id/edit`, scopes: SQL, sql: true,
    handle: (call, context) =>
      withBody(call, (body) => {
        const found = reachWarehouse(call, context, 'CAN_MANAGE')
        if (!found.ok) return found.answer
        const read = wantedFrom(body, found.warehouse, context, found.warehouse)
        if (!read.ok) return read.answer
        Object.assign(found.warehouse, read.wanted, { startMs: startMs(context, read.wanted.serverless) })
        context.changed()
        return json({})
      }),
  },
  {
    method: 'DELETE', path: `${API}/:id`, scopes: SQL, sql: true,
    handle(call, context) {
      const found = reachWarehouse(call, context, 'CAN_MANAGE')
      if (!found.ok) return found.answer
      context.lives.remove(found.warehouse)
      context.sessions.closeAll(found.warehouse)
      return json({})
    },
  },
]

function freshId(context: SandboxContext): string {
  for (;;) {
    const id = randomBytes(8).toString('hex')
    if (!findWarehouse(context.state, id)) return id
  }
}
