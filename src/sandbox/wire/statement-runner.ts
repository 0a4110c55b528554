import type { SqlSession } from './sql-sessions'
import type { WarehouseLives } from './warehouses'
import type { StatementEngine, StatementOutcome } from '../sql/engine'

/** Runs statements for both doors: waits for the warehouse, then for the engine. */
export interface StatementRunner {
  /**
   * `stateOf` tells a poller whether the warehouse is still being waited for. An abort ends it with `cancelled`, whatever
   * the engine does meanwhile.
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

const CANCELLED = { ok: false, cancelled: true } as const

export function createStatementRunner(engine: () => Promise<StatementEngine>, lives: WarehouseLives, changed: () => void): StatementRunner {
  return {
    run(session, statement, parameters, signal) {
      let started = false
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
        if (signal.aborted) resolve(CANCELLED)
        else signal.addEventListener('abort', () => resolve(CANCELLED), { once: true })
      })
      const outcome = Promise.race([work().catch((error: unknown): RunOutcome => (signal.aborted ? CANCELLED : broken(error))), cancelled])
      return { started: () => started, outcome }
    },
  }
}

/** An exception of the engine is a bug of the sandbox; clients see what Databricks shows for its own bugs. */
function broken(error: unknown): RunOutcome {
  const text = error instanceof Error ? error.message : String(error)
  return { ok: false, failure: { errorClass: 'INTERNAL_ERROR', sqlState: 'XX000', message: `[INTERNAL_ERROR] ${text} SQLSTATE: XX000` } }
}
