import type { Agent } from 'node:https'
import { DBSQLClient, type IDBSQLLogger } from './driver'
import { SignalError, signalFromAnswer } from './failure-signals'

/*
 * `@databricks/sql` 2.0.0 opens its HTTPS connections with `rejectUnauthorized: false` (HttpConnection.createHttpsAgent)
 * and follows redirects with the token. Neither can be changed by an option, so its connection is given our agent before
 * anything is sent. Where a new version of the driver no longer lets that happen, opening fails: it never falls back to
 * an unverified connection.
 */

interface ThriftTransport {
  new (...args: unknown[]): object
  receiver(callback: (transport: unknown, seqId: number) => void, seqId: number): (data: Buffer) => void
}
interface ThriftConnection {
  config: Record<string, unknown> & { agent?: unknown }
  transport: ThriftTransport
}
interface ConnectionProvider {
  agent?: unknown
  getThriftConnection(): Promise<ThriftConnection>
}
interface DriverInternals {
  createConnectionProvider(options: unknown): ConnectionProvider
  getConnectionProvider(): Promise<ConnectionProvider>
  config: Record<string, unknown>
}

const SILENT: IDBSQLLogger = { log: () => undefined }

/** A driver client whose every request goes through `agent` and ends when `signal` aborts. Sends nothing yet. */
export async function connectVerified(
  options: { host: string; port: number; path: string; token: string; userAgentEntry: string; socketTimeoutMs: number },
  agent: Agent,
  signal: AbortSignal,
): Promise<DBSQLClient> {
  const client = new DBSQLClient({ logger: SILENT })
  // Late errors of the connection are also delivered to the call they belong to.
  client.on('error', () => undefined)
  const internals = client as unknown as DriverInternals
  const create = internals.createConnectionProvider.bind(client)
  internals.createConnectionProvider = (connectionOptions) => {
    const provider = create(connectionOptions)
    provider.agent = agent
    return provider
  }
  await client.connect({
    host: options.host,
    port: options.port,
    path: options.path,
    token: options.token,
    userAgentEntry: options.userAgentEntry,
    socketTimeout: options.socketTimeoutMs,
    telemetryEnabled: false,
    retryMaxAttempts: 2,
    retriesTimeout: 5_000,
    retryDelayMin: 250,
    retryDelayMax: 1_000,
  })
  internals.config.useCloudFetch = false
  internals.config.useLZ4Compression = false
  const connection = await (await internals.getConnectionProvider()).getThriftConnection()
  if (connection.config.agent !== agent) {
    throw new SignalError({ errorCode: 'INTERNAL', message: 'The SQL driver does not use the verifying connection; nothing was sent.' })
  }
  connection.config = { ...connection.config, redirect: 'manual', signal }
  connection.transport = checkedTransport(connection.transport)
  return client
}

/** Refuses answers that are not Thrift: the driver would wait for ever for the rest of a web page. */
function checkedTransport(base: ThriftTransport): ThriftTransport {
  return class CheckedTransport extends base {
    static override receiver(callback: (transport: unknown, seqId: number) => void, seqId: number): (data: Buffer) => void {
      const next = base.receiver(callback, seqId)
      return (data) => {
        if (data.length < 4 || data[0] !== 0x80 || data[1] !== 0x01) {
          const said = data.subarray(0, 20_000).toString('utf8')
          const signal = signalFromAnswer(200, (name) => (name === 'content-type' && /^\s*</.test(said) ? 'text/html' : undefined), said)
          throw new SignalError(/not an API answer/.test(signal.message) ? signal : { ...signal, message: `The answer is not an API answer: ${signal.message.slice(0, 200)}` })
        }
        next(data)
      }
    }
  }
}
