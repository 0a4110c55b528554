import { json, type Answer } from '../answer'
import type { Call, Endpoint } from '../context'

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
  { method: 'GET', path: '/api/2.0/connector-service/feature-flags/:client/:version', scopes: ['*'], handle: () => json(FLAGS) },
  { method: 'POST', path: '/telemetry-ext', scopes: ['*'], handle: telemetry },
]
