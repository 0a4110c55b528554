import { gatewayRefusal, json, refusal, type Answer, type Exchange } from './answer'
import { authenticate, entitlementRefusal, scopeRefusal, type Caller } from './callers'
import type { SandboxContext } from './context'
import { addressAllowed } from './ip-access'
import { auditEndpoints } from './rest/audit-endpoints'
import { secretEndpoints } from './oauth/secrets'
import { createSignIn } from './oauth/sign-in'
import { assignmentEndpoints } from './rest/assignment-endpoints'
import { ipAccessEndpoints } from './rest/ip-access-endpoints'
import { otherSecurableEndpoints } from './rest/other-securable-endpoints'
import { tableChangeEndpoints } from './rest/table-changes'
import { userChangeEndpoints } from './rest/user-changes'
import { groupChangeEndpoints } from './rest/group-changes'
import { permissionEndpoints } from './rest/permission-endpoints'
import { scimEndpoints } from './rest/scim-endpoints'
import { servicePrincipalChangeEndpoints } from './rest/service-principal-changes'
import { createStatementEndpoints } from './rest/statement-endpoints'
import { tokenEndpoints } from './rest/token-endpoints'
import { tokenPermissionEndpoints } from './rest/token-permissions'
import { unityCatalogChangeEndpoints } from './rest/unity-catalog-changes'
import { unityCatalogEndpoints } from './rest/unity-catalog-endpoints'
import { warehouseChangeEndpoints } from './rest/warehouse-changes'
import { warehouseEndpoints } from './rest/warehouse-endpoints'
import { warehousePermissionEndpoints } from './rest/warehouse-permissions'
import { workspaceConfEndpoints } from './rest/workspace-conf-endpoints'
import { workspaceEndpoints } from './rest/workspace-endpoints'
import { createRouter } from './router'
import type { ThriftService } from './thrift/service'
import { warehouseForUse } from './warehouses'
import { admitPrincipals } from '../unity-catalog/principals'

/** Answers one request. `passed`: whether it came past the gateway, which shows in the headers. */
export interface Gateway {
  answer(exchange: Exchange, address: string): Promise<{ answer: Answer; passed: boolean }>
}

const THRIFT = /^\/sql\/1\.0\/(?:warehouses|endpoints)\/([^/]+)\/?$/
const CLUSTER = /^\/sql\/protocolv1\/o\/[^/]+\/([^/]+)\/?$/
const RESULTS = /^\/sandbox-results\/([\w-]+)$/

export function createGateway(context: SandboxContext): Gateway {
  const statements = createStatementEndpoints()
  context.lives.onStopped((warehouse) => statements.cancelOn(warehouse))
  const signIn = createSignIn(context)
  const route = createRouter([
    ...auditEndpoints, ...scimEndpoints, ...servicePrincipalChangeEndpoints, ...userChangeEndpoints, ...groupChangeEndpoints, ...assignmentEndpoints,
    ...warehouseEndpoints, ...warehouseChangeEndpoints, ...warehousePermissionEndpoints,
    ...unityCatalogEndpoints, ...unityCatalogChangeEndpoints, ...tableChangeEndpoints, ...otherSecurableEndpoints, ...permissionEndpoints,
    ...tokenEndpoints, ...tokenPermissionEndpoints, ...secretEndpoints,
    ...ipAccessEndpoints, ...workspaceEndpoints, ...workspaceConfEndpoints, ...statements.endpoints,
  ])
  // Thrift's code takes longer to load than all else: it is fetched while the first client connects.
  let thrift: Promise<ThriftService> | undefined
  const thriftService = (): Promise<ThriftService> => (thrift ??= import('./thrift/service').then(({ createThriftService }) => createThriftService(context)))
  setImmediate(() => void thriftService())

  const held = (answer: Answer): { answer: Answer; passed: boolean } => ({ answer, passed: false })
  const through = (answer: Answer): { answer: Answer; passed: boolean } => ({ answer, passed: true })

  return {
    async answer(exchange, address) {
      const { method, path } = exchange
      admitPrincipals(context.state, context.now())
      const open = signIn.answer(exchange) ?? withoutToken(exchange, context)
      if (open) return through(open)
      const download = RESULTS.exec(path)?.[1]
      if (download !== undefined && method === 'GET') return through(fetched(statements.download(download)))

      const signedIn = authenticate(context.state, exchange.headers.authorization, context.now(), exchange.requestId)
      if (!signedIn.ok) return held(signedIn.answer)
      const { caller } = signedIn
      if (!addressAllowed(context.state, address)) {
        return held(gatewayRefusal(403, `Source IP address: ${address} is blocked by Databricks IP ACL for workspace: ${context.state.workspaceId} [ReqId: ${exchange.requestId}]`))
      }
      const warehouseId = THRIFT.exec(path)?.[1]
      if (warehouseId !== undefined) return through(await thriftAnswer(exchange, caller, warehouseId))
      const cluster = CLUSTER.exec(path)?.[1]
      if (cluster !== undefined) return through(explained(refusal(404, 'RESOURCE_DOES_NOT_EXIST', `No cluster found matching: ${cluster}`)))

      const found = route(method, path)
      if (found.kind === 'unknown') return through(json({ error: `Bad Target: ${path}` }, 404))
      if (found.kind === 'wrong-method') return through(refusal(404, 'ENDPOINT_NOT_FOUND', `No API found for '${method} ${path.replace(/^\/api\/\d+\.\d+/, '')}'`))
      const scope = scopeRefusal(caller, found.endpoint.scopes)
      if (scope) return held(scope)
      const entitlement = found.endpoint.sql ? entitlementRefusal(caller) : undefined
      if (entitlement) return through(entitlement)
      return through(await found.endpoint.handle({ ...exchange, caller, address, params: found.params }, context))
    },
  }

  async function thriftAnswer(exchange: Exchange, caller: Caller, warehouseId: string): Promise<Answer> {
    const refused = scopeRefusal(caller, ['sql']) ?? entitlementRefusal(caller)
    if (refused) return refused
    const target = warehouseForUse(context.state, warehouseId, caller)
    if (!target.ok) return explained(target.answer)
    if (exchange.method !== 'POST') return refusal(405, 'BAD_REQUEST', 'Only POST is supported here.')
    return (await thriftService()).answer(exchange.body, caller, target.warehouse, exchange.signal)
  }
}

/** Thrift clients read refusals from the headers. */
function explained(answer: Answer): Answer {
  const { error_code: code, message } = JSON.parse(answer.body.toString()) as { error_code: string; message: string }
  return { ...answer, headers: { ...answer.headers, 'x-databricks-error-or-redirect-message': `${code}: ${message}`, 'x-thriftserver-error-message': `${code}: ${message}` } }
}

const fetched = (bytes: Buffer | undefined): Answer =>
  bytes ? { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: bytes } : { status: 403, headers: { 'content-type': 'text/plain' }, body: 'Access denied: the link is unknown or has expired.' }

/** What needs no token, beside OAuth: the sign-in page, telemetry of clients without a token. */
function withoutToken({ method, path }: Exchange, context: SandboxContext): Answer | undefined {
  if (method === 'GET' && path === '/.well-known/databricks-config') return json({ oidc_endpoint: `https://${context.host}:${context.port()}/oidc`, workspace_id: context.state.workspaceId, cloud: context.state.cloud.toUpperCase() })
  if (path.startsWith('/.well-known/')) return json({ error: `Bad Target: ${path}` }, 404)
  if (method === 'POST' && path === '/telemetry-unauth') return json({ errors: [], numSuccess: 0, numProtoSuccess: 0, numRealtimeSuccess: 0 })
  if (method === 'GET' && path === '/login.html') return { status: 200, headers: { 'content-type': 'text/html' }, body: '<!doctype html><title>Sandbox workspace</title><p>This is a sandbox, not Databricks. It has no pages to sign in to; use one of its tokens with a Databricks client.' }
  if (method === 'GET' && !path.startsWith('/api/') && !THRIFT.test(path) && !CLUSTER.test(path) && !RESULTS.test(path)) return { status: 303, headers: { location: '/login.html', 'content-type': 'text/html' }, body: '' }
  return undefined
}
