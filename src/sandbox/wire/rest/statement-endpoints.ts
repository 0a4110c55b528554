import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { json, readBody, refusal, textOf, type Answer } from '../answer'
import type { Call, Endpoint, SandboxContext } from '../context'
import { bindParameters } from '../results/parameters'
import type { RunOutcome } from '../statement-runner'
import type { Warehouse } from '../../state/model'
import { warehouseForUse } from '../warehouses'
import { checkStatementRequest, type StatementRequest } from './statement-requests'
import { showResult, tooLargeInline, type Shape, type ShownResult } from './statement-results'

interface Statement {
  id: string
  principal: string
  warehouse: Warehouse
  sessionId?: string
  shape: Shape
  controller: AbortController
  started: () => boolean
  settled: Promise<void>
  outcome?: RunOutcome
  shown?: ShownResult
  closed?: boolean
}

const SCOPES = ['sql', 'sql.statement-execution'] as const
const API = '/api/2.0/sql/statements'
const SESSIONS = '/api/2.0/sql/sessions'
/** Newer JDBC drivers name warehouse and session in the path instead of the body. */
const IN_WAREHOUSE = '/api/2.0/sql/warehouses/:warehouse/sessions'
/** Results are kept an hour. */
const KEPT_MS = 3_600_000

/** The statement execution API and its sessions: the second door to SQL. Statements live as long as the sandbox, at most an hour. */
export function createStatementEndpoints(): { endpoints: Endpoint[]; download(key: string): Buffer | undefined; cancelOn(warehouse: Warehouse): void } {
  const statements = new Map<string, Statement>()
  const downloads = new Map<string, Buffer>()

  function begin(call: Call, context: SandboxContext, request: StatementRequest): { ok: true; statement: Statement } | { ok: false; answer: Answer } {
    const target = warehouseForUse(context.state, request.warehouseId, call.caller)
    if (!target.ok) return target
    const opened = request.sessionId === undefined ? undefined : context.sessions.find(request.sessionId, call.caller)
    if (request.sessionId !== undefined && !opened) return { ok: false, answer: noSession(request.sessionId) }
    const session = opened ?? context.sessions.open(call.caller, target.warehouse, request.catalog, request.schema)
    const { statement, parameters } = bindParameters(request.statement, request.parameters)
    const controller = new AbortController()
    const run = context.runner.run(session, statement, parameters, controller.signal)
    const entry: Statement = { id: randomUUID(), principal: call.caller.principal, warehouse: target.warehouse, ...(opened ? { sessionId: opened.id } : {}), shape: request.shape, controller, started: run.started, settled: Promise.resolve() }
    entry.settled = run.outcome.then((outcome) => {
      if (!opened) context.sessions.close(session.id)
      entry.outcome = outcome
      if (!outcome.ok) return
      const shown = showResult(outcome.result, entry.shape, (key) => `https://${context.host}:${context.port()}/sandbox-results/${key}`, context.now())
      const tooLarge = tooLargeInline(shown, entry.shape)
      if (tooLarge !== undefined) {
        entry.outcome = { ok: false, failure: { errorClass: '', sqlState: '', message: tooLarge } }
        return
      }
      entry.shown = shown
      if (entry.shown.download) downloads.set(entry.shown.download.key, entry.shown.download.bytes)
    })
    statements.set(entry.id, entry)
    setTimeout(() => {
      statements.delete(entry.id)
      if (entry.shown?.download) downloads.delete(entry.shown.download.key)
    }, KEPT_MS).unref()
    return { ok: true, statement: entry }
  }

  async function execute(call: Call, context: SandboxContext): Promise<Answer> {
    const body = readBody(call.body)
    if (!body.ok) return body.answer
    const { warehouse: warehouse_id, session: session_id } = call.params
    const checked = checkStatementRequest({ ...body.value, ...(warehouse_id ? { warehouse_id } : {}), ...(session_id ? { session_id } : {}) })
    if (!checked.ok) return checked.answer
    const begun = begin(call, context, checked.request)
    if (!begun.ok) return begun.answer
    const { statement } = begun
    if (checked.request.waitMs > 0) {
      // Whoever leaves before the answer never learns its id: nobody could ask for the result, or cancel it.
      const abandon = (): void => statement.controller.abort()
      call.signal.addEventListener('abort', abandon, { once: true })
      await Promise.race([statement.settled, wait(checked.request.waitMs, undefined, { ref: false })])
      call.signal.removeEventListener('abort', abandon)
      if (!statement.outcome && checked.request.cancelOnTimeout) {
        statement.controller.abort()
        await statement.settled
      }
    }
    return json(shownStatement(statement))
  }

  const own = (call: Call): Statement | undefined => {
    const statement = statements.get(call.params.id ?? '')
    return statement?.principal === call.caller.principal ? statement : undefined
  }
  const withOwn = (answer: (statement: Statement, call: Call) => Answer) => (call: Call): Answer => {
    const statement = own(call)
    return statement ? answer(statement, call) : refusal(404, 'NOT_FOUND', `The statement ${call.params.id ?? ''} was not found.`)
  }

  const statementEndpoints = (path: string): Endpoint[] => [
    { method: 'POST', path, scopes: SCOPES, sql: true, handle: execute },
    { method: 'GET', path: `${path}/:id`, scopes: SCOPES, sql: true, handle: withOwn((statement) => json(shownStatement(statement))) },
    { method: 'GET', path: `${path}/:id/status`, scopes: SCOPES, sql: true, handle: withOwn((statement) => json(statusOnly(shownStatement(statement)))) },
    {
      method: 'GET', path: `${path}/:id/result/chunks/:index`, scopes: SCOPES, sql: true,
      handle: withOwn((statement, call) => {
        if (!statement.shown || statement.closed) return refusal(400, 'INVALID_STATE', `The statement ${statement.id} has no result.`)
        return call.params.index === '0' ? json(statement.shown.chunk) : refusal(400, 'INVALID_PARAMETER_VALUE', `There is no chunk ${call.params.index ?? ''}.`)
      }),
    },
    {
      method: 'POST', path: `${path}/:id/cancel`, scopes: SCOPES, sql: true,
      handle: withOwn((statement) => {
        statement.controller.abort()
        return json({})
      }),
    },
    {
      method: 'DELETE', path: `${path}/:id`, scopes: SCOPES, sql: true,
      handle: withOwn((statement) => {
        statement.controller.abort()
        statement.closed = true
        return json({})
      }),
    },
  ]
  const sessionEndpoints = (path: string): Endpoint[] => [
    {
      method: 'POST', path, scopes: SCOPES, sql: true,
      handle(call, context) {
        const body = readBody(call.body)
        if (!body.ok) return body.answer
        const target = warehouseForUse(context.state, call.params.warehouse ?? textOf(body.value.warehouse_id) ?? '', call.caller)
        if (!target.ok) return target.answer
        context.lives.start(target.warehouse)
        return json({ session_id: context.sessions.open(call.caller, target.warehouse, textOf(body.value.catalog), textOf(body.value.schema)).id })
      },
    },
    {
      method: 'DELETE', path: `${path}/:id`, scopes: SCOPES, sql: true,
      handle(call, context) {
        const id = call.params.id ?? ''
        if (!context.sessions.find(id, call.caller)) return noSession(id)
        for (const statement of statements.values()) if (statement.sessionId === id) statement.controller.abort()
        context.sessions.close(id)
        return json({})
      },
    },
  ]
  const endpoints = [...statementEndpoints(API), ...sessionEndpoints(SESSIONS), ...statementEndpoints(`${IN_WAREHOUSE}/:session/statements`), ...sessionEndpoints(IN_WAREHOUSE)]
  return {
    endpoints,
    download: (key) => downloads.get(key),
    cancelOn(warehouse) {
      for (const statement of statements.values()) if (statement.warehouse.id === warehouse.id) statement.controller.abort()
    },
  }
}

const statusOnly = ({ statement_id, status }: Record<string, unknown>): Record<string, unknown> => ({ statement_id, status })

const noSession = (id: string): Answer => refusal(404, 'NOT_FOUND', `The session ${id} was not found.`)

function shownStatement(statement: Statement): Record<string, unknown> {
  const { id: statement_id, outcome, shown } = statement
  if (statement.closed) return { statement_id, status: { state: 'CLOSED' } }
  if (!outcome) return { statement_id, status: { state: statement.started() ? 'RUNNING' : 'PENDING' } }
  if (outcome.ok) return { statement_id, status: { state: 'SUCCEEDED' }, manifest: shown?.manifest, result: shown?.chunk }
  if ('cancelled' in outcome) return { statement_id, status: { state: 'CANCELED' } }
  // The code says nothing about what failed; the name in square brackets does (databricks.md 11).
  return { statement_id, status: { state: 'FAILED', error: { error_code: 'BAD_REQUEST', message: outcome.failure.message } } }
}
