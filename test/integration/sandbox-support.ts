import { readFileSync } from 'node:fs'
import { request, type RequestOptions } from 'node:https'
import type { IncomingHttpHeaders } from 'node:http'
import { DBSQLClient } from '@databricks/sql'
import type IDBSQLSession from '@databricks/sql/dist/contracts/IDBSQLSession'
import { startSandbox, type RunningSandbox, type StartOptions } from '../../src/sandbox/wire/start-sandbox'

export interface Reply {
  status: number
  headers: IncomingHttpHeaders
  text: string
  /** Untyped on purpose: tests say what they expect of it. */
  json: ReturnType<typeof JSON.parse>
}

export interface TestSandbox extends RunningSandbox {
  token(identity: string): string
  call(method: string, path: string, options?: { as?: string; body?: unknown; headers?: Record<string, string>; raw?: string }): Promise<Reply>
  statement(sql: string, as?: string, more?: Record<string, unknown>): Promise<Reply>
  warehouse(name?: string): string
  session(as?: string, options?: { path?: string; telemetry?: boolean }): Promise<{ session: IDBSQLSession; close: () => Promise<void> }>
}

/** A sandbox of its own for a test, with a plain HTTPS client and the real driver, both trusting its authority only. */
export async function sandboxForTest(options: StartOptions = {}): Promise<TestSandbox> {
  const sandbox = await startSandbox(options)
  const { ready } = sandbox
  const ca = readFileSync(ready.caFile)
  const token = (identity: string): string => {
    const value = ready.tokens[identity]
    if (!value) throw new Error(`the sandbox has no token called ${identity}`)
    return value
  }
  const warehouse = (name?: string): string => (name ? ready.httpPaths[name] : Object.values(ready.httpPaths)[0])?.split('/').at(-1) ?? ''
  const call: TestSandbox['call'] = (method, path, { as, body, headers, raw } = {}) =>
    new Promise((resolve, reject) => {
      const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body))
      const wire: RequestOptions = { host: ready.host, port: ready.port, path, method, ca, headers: { ...(as ? { authorization: `Bearer ${token(as)}` } : {}), ...(sent ? { 'content-length': Buffer.byteLength(sent) } : {}), ...headers } }
      const outgoing = request(wire, (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (part: string) => (text += part))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: /json/.test(response.headers['content-type'] ?? '') && text ? JSON.parse(text) : {} }))
      })
      outgoing.on('error', reject)
      outgoing.end(sent)
    })
  return {
    ...sandbox,
    token,
    call,
    warehouse,
    // The longest wait: a busy machine is no part of what is tested.
    statement: (sql, as = 'admin', more = {}) => call('POST', '/api/2.0/sql/statements', { as, body: { warehouse_id: warehouse(), statement: sql, wait_timeout: '50s', ...more } }),
    async session(as = 'admin', { path, telemetry = false } = {}) {
      const client = new DBSQLClient({ logger: { log: () => undefined } })
      await client.connect({ host: ready.host, port: ready.port, path: path ?? Object.values(ready.httpPaths)[0] ?? '', token: token(as), ca, telemetryEnabled: telemetry } as never)
      try {
        const session = await client.openSession({ initialCatalog: ready.catalog, initialSchema: ready.schema })
        return { session, close: async () => { await session.close(); await client.close() } }
      } catch (error) {
        await client.close()
        throw error
      }
    },
  }
}

/** All rows of a statement through the real driver. */
export async function rowsOf(session: IDBSQLSession, sql: string, options?: Parameters<IDBSQLSession['executeStatement']>[1]): Promise<Record<string, unknown>[]> {
  const operation = await session.executeStatement(sql, options)
  try {
    return (await operation.fetchAll()) as Record<string, unknown>[]
  } finally {
    await operation.close()
  }
}
