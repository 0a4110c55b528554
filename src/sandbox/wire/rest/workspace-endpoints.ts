import { json, refusal, type Answer } from '../answer'
import type { Call, Endpoint, SandboxContext } from '../context'

const forAdmins = (answer: (call: Call, context: SandboxContext) => Answer) => (call: Call, context: SandboxContext): Answer =>
  call.caller.admin ? answer(call, context) : refusal(403, 'PERMISSION_DENIED', 'Only workspace admins can access this resource.')

/** Telemetry stays off: the drivers ask for this flag before they send anything. */
const FLAGS = { flags: [], ttl_seconds: 900 }

function telemetry(call: Call): Answer {
  let count = 0
  try {
    const body = JSON.parse(call.body.toString('utf8')) as { protoLogs?: unknown[] }
    count = body.protoLogs?.length ?? 0
  } catch {
    // Whatever was sent is thrown away.
  }
  return json({ errors: [], numSuccess: 0, numProtoSuccess: count, numRealtimeSuccess: 0 })
}

export const workspaceEndpoints: Endpoint[] = [
  {
    method: 'GET', path: '/api/2.0/workspace-conf', scopes: ['settings'],
    handle: forAdmins((call, { state }) => {
      const known: Record<string, string> = { enableIpAccessLists: String(state.ipAccess?.enabled ?? false), maxTokenLifetimeDays: String(state.settings?.maxTokenLifetimeDays ?? 0), enableTokensConfig: 'true' }
      const keys = (call.query.get('keys') ?? '').split(',').filter(Boolean)
      const unknown = keys.find((key) => !(key in known))
      if (unknown !== undefined || keys.length === 0) return refusal(400, 'BAD_REQUEST', `Invalid keys: ["${unknown ?? ''}"]`)
      return json(Object.fromEntries(keys.map((key) => [key, known[key]])))
    }),
  },
  {
    method: 'GET', path: '/api/2.0/ip-access-lists', scopes: ['networking', 'settings'],
    handle: forAdmins((_call, { state }) => {
      const owner = Number(state.identities.find((one) => one.workspaceAdmin)?.id ?? 0)
      const lists = (state.ipAccess?.lists ?? []).map((list) => ({
        list_id: list.id, label: list.label, ip_addresses: list.addresses, address_count: list.addresses.length, list_type: list.type,
        created_at: 0, created_by: owner, updated_at: 0, updated_by: owner, enabled: true,
      }))
      return json({ ip_access_lists: lists })
    }),
  },
  { method: 'GET', path: '/api/2.0/connector-service/feature-flags/:client/:version', scopes: ['*'], handle: () => json(FLAGS) },
  { method: 'POST', path: '/telemetry-ext', scopes: ['*'], handle: telemetry },
]
