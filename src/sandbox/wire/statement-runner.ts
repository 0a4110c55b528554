import type { SqlSession } from './sql-sessions'
import type { WarehouseLives } from './warehouses'
import type { StatementEngine, StatementOutcome } from '../sql/engine'

/** Runs statements for both doors: waits for the warehouse, then for the engine. */
export interface StatementRunner {
  /**
   * `started` tells a poller whether the warehouse is still being waited for. An abort ends it with `cancelled`, whatever the engine
   * does meanwhile; the session's STATEMENT_TIMEOUT ends it with a failure.
   */
  run(session: SqlSession, statement: string, parameters: Record<string, unknown> | undefined, signal: AbortSignal): Run
}
export interface Run {
  started: () => boolean
  outcome: Promise<RunOutcome>
}
export type RunOutcome = StatementOutcome | { ok: false; cancelled: true }

/** What can't have changed the state. */
const READS = /^[\s(]*(?:select|show|describe|desc|explain|with|values|use|set)\b/i

/** Node's timers hold no more: 24 days, longer than Databricks' own bound of two. */
const LONGEST_TIMER_MS = 2_147_483_647
const timedOut = (seconds: number): RunOutcome => ({
  ok: false,
  failure: { errorClass: 'QUERY_EXECUTION_TIMEOUT_EXCEEDED', sqlState: '57KD0', message: `[QUERY_EXECUTION_TIMEOUT_EXCEEDED] The query did not finish within the timeout of ${String(seconds)} seconds (STATEMENT_TIMEOUT) and was canceled. SQLSTATE: 57KD0` },
})

const CANCELLED = { ok: false, cancelled: true } as const

export function createStatementRunner(engine: () => Promise<StatementEngine>, lives: WarehouseLives, changed: () => void): StatementRunner {
  return {
    run(session, statement, parameters, asked) {
      let started = false
      const expired = new AbortController()
      const signal = AbortSignal.any([asked, expired.signal])
      const seconds = Number(session.memory.settings.get('statement_timeout'))
      const timer = !(seconds > 0) ? undefined : setTimeout(() => expired.abort(), Math.min(seconds * 1000, LONGEST_TIMER_MS)).unref()
      const work = async (): Promise<RunOutcome> => {
        await lives.untilRunning(session.warehouse, signal)
        started = true
        const ready = await engine()
        if (signal.aborted) return CANCELLED
        const place = { principal: session.caller.principal, catalog: session.catalog, schema: session.schema, memory: session.memory, parameters, signal }
        const outcome = await ready.execute(statement, place)
        session.catalog = place.catalog
        session.schema = place.schema
        if (outcome.ok && !READS.test(statement)) changed()
        return outcome
      }
      const cancelled = new Promise<RunOutcome>((resolve) => {
        const ended = (): void => resolve(expired.signal.aborted ? timedOut(seconds) : CANCELLED)
        if (signal.aborted) ended()
        else signal.addEventListener('abort', ended, { once: true })
      })
      const running = work().catch((error: unknown): RunOutcome => broken(error))
      const outcome = Promise.race([running.then((ended) => (signal.aborted ? cancelled : ended)), cancelled]).finally(() => clearTimeout(timer))
      return { started: () => started, outcome }
    },
  }
}

/** An exception of the engine is a bug of the sandbox; clients see what Databricks shows for its own bugs. */
function broken(error: unknown): RunOutcome {
  const text = error instanceof Error ? error.message : String(error)
  return { ok: false, failure: { errorClass: 'INTERNAL_ERROR', sqlState: 'XX000', message: `[INTERNAL_ERROR] ${text} SQLSTATE: XX000` } }
}
