import type { WorkspaceState } from '../state/model'
import { principalOf } from '../workspaces/retail-people'
import { createSample } from '../workspaces/samples'
import type { StatementContext, StatementEngine, StatementOutcome } from './engine'
import { createStatementEngine } from './statement-engine'

/** For tests: the retail sample with its engine, and statements run as one of its identities. */
export interface TestWorkspace {
  state: WorkspaceState
  engine: StatementEngine
  /** What the engine could not do, though it should. */
  limits: string[]
  context(key: string, more?: Partial<StatementContext>): StatementContext
  run(key: string, sql: string, more?: Partial<StatementContext>): Promise<StatementOutcome>
  /** The rows; fails loudly when the statement did. */
  rows(key: string, sql: string): Promise<unknown[][]>
  /** The failure's class, or `ok`. */
  verdict(key: string, sql: string): Promise<string>
}

export const NOW = Date.UTC(2026, 10, 23)

export function testWorkspace(): TestWorkspace {
  const sample = createSample('retail', NOW)
  if (!sample) throw new Error('no sample named retail')
  const limits: string[] = []
  const engine = createStatementEngine(sample.state, { now: () => NOW, onLimit: (problem, sql) => limits.push(`${sql}: ${String(problem)}`) })
  const context = (key: string, more: Partial<StatementContext> = {}): StatementContext => ({
    principal: principalOf(key), catalog: 'retail', schema: 'customer_data', signal: new AbortController().signal, ...more,
  })
  const run: TestWorkspace['run'] = (key, sql, more) => engine.execute(sql, context(key, more))
  return {
    state: sample.state, engine, limits, context, run,
    async rows(key, sql) {
      const outcome = await run(key, sql)
      if (!outcome.ok) throw new Error(`${sql}: ${outcome.failure.message}`)
      return outcome.result.rows
    },
    async verdict(key, sql) {
      const outcome = await run(key, sql)
      return outcome.ok ? 'ok' : outcome.failure.errorClass
    },
  }
}
