import type { FailureSignal } from '#shared/diagnosis/diagnosis'
import type { Outcome } from '#shared/result'
import { failure, success } from '#shared/result'
import type { CallLimits } from '../../core/ports/call'
import type { OpenSqlSession, SignIn, SqlResult, SqlSession } from '../../core/ports/workspace'
import type { DBSQLClient, IDBSQLSession, IOperation } from './driver'
import { SignalError, signalFromDriverError } from './failure-signals'
import { deadlineSignal, pause, within } from './limits'
import { PRODUCT } from './product'
import { lineOf } from './prepared-connection'
import { retryAfterMs } from './rest-client'
import { jsonValue } from './sql-values'
import { connectVerified } from './verified-driver'

/** Waits between attempts while a warehouse wakes (section 6). */
const WAITS_MS = [2_000, 4_000, 8_000, 16_000, 30_000]
const MAX_RETRY_AFTER_MS = 60_000
/** Closing tidies up on the server; it must not hold up the answer. */
const CLOSE_MS = 3_000
const SOCKET_MS = 15 * 60_000
const ROWS_PER_FETCH = 100_000

type Target = Parameters<OpenSqlSession>[1]

/** What a waking warehouse answers: 429, 503, and the texts of operations on a session that is not ready. */
export function isWaking(signal: FailureSignal): boolean {
  if (signal.status === 429 || signal.status === 503) return true
  return /has not been initialized or had already closed|Couldn't create directory \/local_disk0|\b(?:429|503) when connecting to resource/i.test(signal.message)
}

const waitFor = (signal: FailureSignal, attempt: number): number => {
  const asked = Math.min(retryAfterMs(signal.headers?.['retry-after'], Date.now()) ?? 0, MAX_RETRY_AFTER_MS)
  return Math.max(asked, WAITS_MS[Math.min(attempt, WAITS_MS.length - 1)] ?? 0)
}

/** One driver client with one session, and the means to end both at once. */
interface Link {
  session: IDBSQLSession
  close(): Promise<void>
}

async function openLink(signIn: SignIn, target: Target, callSignal: AbortSignal): Promise<Link> {
  const token = signIn.token.reveal()
  const { agent, life, end } = lineOf(target.prepared, signIn)
  const abandon = (): void => end()
  callSignal.addEventListener('abort', abandon, { once: true })
  let client: DBSQLClient | undefined
  try {
    client = await connectVerified({ host: signIn.host, port: signIn.port, path: target.httpPath, token, userAgentEntry: PRODUCT, socketTimeoutMs: SOCKET_MS }, agent, life.signal)
    const session = await client.openSession({
      ...(target.catalog === undefined ? {} : { initialCatalog: target.catalog }),
      ...(target.schema === undefined ? {} : { initialSchema: target.schema }),
    })
    // A session that arrives after its caller has gone is closed by the server with its connection's idle limit.
    if (callSignal.aborted) throw new Error('aborted')
    let closing: Promise<void> | undefined
    const opened = client
    return {
      session,
      close: () =>
        (closing ??= within({ signal: new AbortController().signal, timeoutMs: CLOSE_MS }, 'Closing the SQL session', () => opened.close()).then(() => end())),
    }
  } catch (error) {
    const signal = await signalFromDriverError(error, [token])
    end()
    throw new SignalError(signal)
  } finally {
    callSignal.removeEventListener('abort', abandon)
  }
}

/** Opens, again and again while the warehouse wakes, until the deadline no longer leaves room for the next wait. */
async function openPatiently(signIn: SignIn, target: Target, limits: CallLimits, firstAttempt = 0): Promise<Outcome<Link>> {
  const endsAt = Date.now() + limits.timeoutMs
  for (let attempt = firstAttempt; ; attempt++) {
    const left = endsAt - Date.now()
    const outcome = await within({ signal: limits.signal, timeoutMs: left }, 'Opening a SQL session', (signal) => openLink(signIn, target, signal), [signIn.token.reveal()])
    if (outcome.ok || !isWaking(outcome.failure)) return outcome
    const wait = waitFor(outcome.failure, attempt)
    if (Date.now() + wait >= endsAt) return outcome
    await pause(wait, limits.signal)
  }
}

type Take = (columns: string[], rows: unknown[][]) => void

/** Fetches batch by batch; answers the number of fetches. */
async function run(session: IDBSQLSession, statement: string, signal: AbortSignal, secrets: readonly string[], take: Take): Promise<number> {
  let operation: IOperation | undefined
  const cancel = (): void => {
    // Best effort on the server; the caller has its answer already.
    operation?.cancel().catch(() => undefined)
  }
  signal.addEventListener('abort', cancel, { once: true })
  try {
    operation = await session.executeStatement(statement, { useCloudFetch: false, useLZ4Compression: false })
    if (signal.aborted) {
      cancel()
      throw new Error('aborted')
    }
    const schema = await operation.getSchema()
    const columns = (schema?.columns ?? []).map((column) => column.columnName)
    let fetches = 0
    do {
      const rows = (await operation.fetchChunk({ maxRows: ROWS_PER_FETCH })) as Record<string, unknown>[]
      fetches += 1
      if (signal.aborted) throw new Error('aborted')
      take(columns, rows.map((row) => columns.map((column) => jsonValue(row[column]))))
    } while (await operation.hasMoreRows())
    await operation.close()
    return fetches
  } catch (error) {
    operation?.close().catch(() => undefined)
    throw new SignalError(await signalFromDriverError(error, secrets))
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

/**
 * A session through the real driver, over verified TLS. It retries only what a waking warehouse answers: refused
 * openings, and the first statement of a session that the server accepted before it was ready.
 */
export const openSqlSession: OpenSqlSession = async (signIn, target, limits) => {
  const secrets = [signIn.token.reveal()]
  if (/[^\x21-\x7e]/.test(signIn.token.reveal())) {
    return failure({ errorCode: 'INVALID_TOKEN', message: 'Invalid token: it holds a space, a line break or a character that does not occur in tokens.' })
  }
  const opened = await openPatiently(signIn, target, limits)
  if (!opened.ok) return opened
  let link = opened.value
  let proved = false
  let closed = false

  /** Only the first statement is ever repeated, and only before a row came. */
  async function perform(statement: string, queryLimits: CallLimits, take: Take): Promise<Outcome<number>> {
    const endsAt = Date.now() + queryLimits.timeoutMs
    const first: Take = (columns, rows) => {
      proved = true
      take(columns, rows)
    }
    for (let attempt = 0; ; attempt++) {
      if (closed) return failure({ errorCode: 'SESSION_CLOSED', message: 'The SQL session is closed.' })
      const left = endsAt - Date.now()
      if (left <= 0) return failure(deadlineSignal(queryLimits.timeoutMs, 'The query'))
      const outcome = await within({ signal: queryLimits.signal, timeoutMs: left }, 'The query', (signal) => run(link.session, statement, signal, secrets, first), secrets)
      if (outcome.ok) proved = true
      if (outcome.ok || proved || !isWaking(outcome.failure)) return outcome
      const wait = waitFor(outcome.failure, attempt)
      if (Date.now() + wait >= endsAt) return outcome
      await pause(wait, queryLimits.signal)
      void link.close()
      const again = await openPatiently(signIn, target, { signal: queryLimits.signal, timeoutMs: endsAt - Date.now() }, attempt)
      if (!again.ok) return again
      link = again.value
    }
  }

  const session: SqlSession = {
    async query(statement, queryLimits) {
      const result: SqlResult = { columns: [], rows: [] }
      const outcome = await perform(statement, queryLimits, (columns, rows) => {
        result.columns = columns
        result.rows = result.rows.concat(rows)
      })
      return outcome.ok ? success(result) : outcome
    },
    async stream(statement, queryLimits, take) {
      const outcome = await perform(statement, queryLimits, take)
      return outcome.ok ? success({ fetches: outcome.value }) : outcome
    },
    async close() {
      closed = true
      await link.close()
    },
  }
  return success(session)
}
