import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Answer } from './answer'
import type { Certificates } from './certificates'
import type { SandboxContext } from './context'
import { createFaultSwitch, playFault, type FaultRule, type FaultSwitch } from './faults'
import { createGateway } from './gateway'
import { createSqlSessions } from './sql-sessions'
import { createStatementRunner } from './statement-runner'
import { createWarehouseLives } from './warehouses'
import type { CatalogReader, StatementEngine } from '../sql/engine'
import type { WorkspaceState } from '../state/model'

export interface SandboxServerOptions {
  state: WorkspaceState
  /** Made when the first statement comes. */
  engine: () => Promise<StatementEngine>
  reader: CatalogReader
  certificates: Certificates
  /** 0 or absent: any free one. */
  port?: number
  faults?: readonly FaultRule[]
  now?: () => number
  /** Makes the engine at once. */
  warm?: boolean
  /** After every change of the state. */
  onChange?: () => void
}
export interface SandboxServer {
  host: string
  port: number
  faults: FaultSwitch
  close(): Promise<void>
}

const HOST = 'localhost'
const MAX_BODY = 64 * 1024 * 1024

/** The HTTPS server of a sandbox, on the loopback address only. Rejects when the port is taken. */
export async function createSandboxServer(options: SandboxServerOptions): Promise<SandboxServer> {
  const { state } = options
  const changed = options.onChange ?? ((): void => undefined)
  const lives = createWarehouseLives(state, changed)
  const sessions = createSqlSessions(() => state.suggested.catalog)
  lives.onStopped((warehouse) => sessions.closeAll(warehouse))
  let engine: Promise<StatementEngine> | undefined
  const sqlEngine = (): Promise<StatementEngine> => (engine ??= options.engine())
  const faults = createFaultSwitch(options.faults)
  const context: SandboxContext = {
    state, lives, sessions, faults, changed,
    reader: options.reader,
    runner: createStatementRunner(sqlEngine, lives, changed),
    now: options.now ?? Date.now,
    host: HOST,
    port: () => (server.address() as AddressInfo | null)?.port ?? 0,
  }
  const gateway = createGateway(context)

  const server = createServer({ key: options.certificates.key, cert: options.certificates.cert, keepAliveTimeout: 60_000 }, (request, response) => {
    serve(request, response).catch(() => {
      // The client went away, or a bug: either way this exchange can't be saved, and the server goes on.
      if (!response.headersSent) send(response, randomUUID(), { status: 500, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ error_code: 'INTERNAL_ERROR', message: 'The sandbox failed to answer.' }) }, false)
      else response.destroy()
    })
  })

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Some drivers join host and path with two slashes, which Databricks takes as one.
    const url = new URL(`https://${HOST}/${(request.url ?? '/').replace(/^\/+/, '')}`)
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    const address = request.socket.remoteAddress ?? '127.0.0.1'
    const method = request.method ?? 'GET'
    const rule = faults.next({ method, path: url.pathname })
    if (rule && (await playFault(rule, { request, response, address, workspaceId: state.workspaceId, signal: gone.signal }))) return
    const body = await readAll(request)
    if (!body) return void response.writeHead(413).end()
    const requestId = randomUUID()
    const { answer, passed } = await gateway.answer({ method, path: url.pathname, query: url.searchParams, headers: request.headers, body, requestId, signal: gone.signal }, address)
    if (faults.crashes({ method, path: url.pathname, body })) return void request.socket.destroy()
    send(response, requestId, answer, passed)
  }

  /** Headers as recorded: the workspace's id and the strict ones only on what came past the gateway. */
  function send(response: ServerResponse, requestId: string, answer: Answer, passed: boolean): void {
    const body = Buffer.isBuffer(answer.body) ? answer.body : Buffer.from(answer.body)
    response.writeHead(answer.status, {
      'x-request-id': requestId,
      server: 'databricks',
      vary: 'Accept-Encoding',
      ...(passed ? { 'x-databricks-org-id': state.workspaceId, 'strict-transport-security': 'max-age=31536000; includeSubDomains; preload', 'x-content-type-options': 'nosniff' } : {}),
      ...answer.headers,
      'content-length': String(body.length),
    })
    response.end(body)
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  // A failure to load shows at the first statement.
  if (options.warm) setImmediate(() => void sqlEngine().catch(() => undefined))
  return {
    host: HOST,
    port: context.port(),
    faults,
    async close() {
      lives.close()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await (await engine?.catch(() => undefined))?.close()
    },
  }
}

async function readAll(request: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > MAX_BODY) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts)
}
