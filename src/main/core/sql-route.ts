import { explain } from '#shared/diagnosis/explain'
import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import { type Result, failed, success } from '#shared/result'
import { bounded } from './bounded'
import { invalidInput } from './invalid-input'
import type { Ports } from './ports/ports'
import type { SqlResult, SqlSession, Workspace } from './ports/workspace'
import type { OpenedProfile } from './profiles/sign-in'

const STATE_MS = 15_000
const OPEN_MS = 60_000
/** With leave the session may have to wait for the warehouse. */
const WAKE_MS = 600_000
const QUERY_MS = 60_000

/** A session for a few questions. Whoever got it closes it. */
export interface SqlRoute {
  query(statement: string): Promise<Result<SqlResult>>
  close(): void
}

const mayWake = (title: string, causes: string[], evidence?: Diagnosis['evidence']): Diagnosis => ({
  category: 'warehouse_stopped',
  confidence: 'high',
  title,
  causes,
  fixes: [{ text: 'Allow it to start the warehouse. A running warehouse costs money until it stops by itself.', action: 'start-warehouse' }],
  evidence,
})

/**
 * Opens the SQL way to a workspace, but never wakes a warehouse unasked: without leave it must be known to run. A state that
 * can't be read counts as "not known to run", and the diagnosis says what to do.
 */
export async function openSqlRoute(
  ports: Pick<Ports, 'openSqlSession' | 'clock' | 'log'>,
  opened: OpenedProfile,
  workspace: Workspace,
  { wake, signal }: { wake: boolean; signal: AbortSignal },
): Promise<Result<SqlRoute>> {
  const { warehouse, signIn } = opened
  const context = { host: signIn.host, port: signIn.port, httpPath: warehouse?.httpPath, warehouseId: warehouse?.id }
  if (!warehouse) return failed(invalidInput('A SQL warehouse is needed for this', { field: 'httpPath', causes: ['REST did not answer, and SQL needs the HTTP path of a warehouse.'] }))
  if (!wake) {
    const state = await bounded(ports.clock, 'warehouse', { signal, timeoutMs: STATE_MS }, (limits) => workspace.getWarehouse(warehouse.id, limits))
    if (!state.ok) {
      const why = explain(state.failure, { ...context })
      return failed(mayWake('It is not known whether the SQL warehouse runs', [`Asking by SQL would start it if it is stopped, and its state can't be read: ${why.title}.`], state.failure))
    }
    if (state.value.state !== 'RUNNING') {
      return failed(mayWake(`SQL warehouse ${state.value.name} is ${state.value.state.toLowerCase()}`, ['REST did not answer this question, and asking by SQL would start the warehouse.']))
    }
  }
  const session = await bounded(ports.clock, 'session', { signal, timeoutMs: wake ? WAKE_MS : OPEN_MS }, async (limits) => {
    const answer = await ports.openSqlSession(signIn, { httpPath: warehouse.httpPath }, limits)
    // Cancelled while it was opening: nobody will use it.
    if (answer.ok && limits.signal.aborted) await answer.value.close()
    return answer
  })
  if (!session.ok) return failed(explain(session.failure, context))
  return success(routeThrough(ports, session.value, context, signal))
}

function routeThrough(ports: Pick<Ports, 'clock' | 'log'>, session: SqlSession, context: Parameters<typeof explain>[1], signal: AbortSignal): SqlRoute {
  return {
    async query(statement) {
      const answer = await bounded(ports.clock, 'sql', { signal, timeoutMs: QUERY_MS }, (limits) => session.query(statement, limits))
      return answer.ok ? success(answer.value) : failed(explain(answer.failure, context))
    },
    close() {
      session.close().catch((error: unknown) => ports.log.error('session.close', error))
    },
  }
}
