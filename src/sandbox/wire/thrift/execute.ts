import type { ExecuteRequest } from './requests'
import { createOperation, errorStatus, fetchResults, finished, operationStatus, resultMetadata, type ArrowWish, type Operation } from './operations'
import { ok, OPERATION_TYPE, type Status } from './wire-types'
import { bindParameters } from '../results/parameters'
import type { SqlSession } from '../sql-sessions'
import type { StatementRunner } from '../statement-runner'
import type { StatementRows } from '../../sql/engine'

/** How long a request that may answer early waits for its statement, as Databricks does, so that short ones need no polling. */
export const DIRECT_WAIT_MS = 5_000

export function startStatement(runner: StatementRunner, session: SqlSession, request: ExecuteRequest): Operation {
  const raw = (request.parameters ?? []).map(({ name, ordinal, type, value }) => ({
    name: name ?? undefined,
    ordinal: ordinal ?? undefined,
    type: type ?? undefined,
    value: value?.stringValue ?? value?.doubleValue?.toString() ?? value?.booleanValue?.toString() ?? null,
  }))
  const { statement, parameters } = bindParameters(request.statement, raw)
  const base = createOperation(OPERATION_TYPE.EXECUTE_STATEMENT, session, false)
  const run = runner.run(session, statement, parameters, base.controller.signal)
  const wish = arrowWish(request)
  const limit = request.resultRowLimit?.toNumber()
  const operation: Operation = { ...base, started: run.started, settled: Promise.resolve() }
  operation.settled = run.outcome.then((outcome) => {
    if (!outcome.ok) operation.ending = 'cancelled' in outcome ? { state: 'cancelled' } : { state: 'failed', failure: outcome.failure }
    else operation.ending = finished(limited(outcome.result, limit), wish)
  })
  return operation
}

const limited = (result: StatementRows, limit: number | undefined): StatementRows => (limit && limit > 0 ? { ...result, rows: result.rows.slice(0, limit) } : result)

function arrowWish({ canReadArrowResult, canDecompressLZ4Result, useArrowNativeTypes }: ExecuteRequest): ArrowWish | undefined {
  if (!canReadArrowResult) return undefined
  const native = {
    timestamp: useArrowNativeTypes?.timestampAsArrow ?? false,
    decimal: useArrowNativeTypes?.decimalAsArrow ?? false,
    complex: useArrowNativeTypes?.complexTypesAsArrow ?? false,
    nulls: useArrowNativeTypes?.nullTypeAsArrow ?? true,
  }
  return { native, lz4: canDecompressLZ4Result ?? false }
}

/** A metadata call: done before it is answered. */
export function finishedOperation(type: number, session: SqlSession, result: StatementRows): Operation {
  return { ...createOperation(type, session, true), ending: { state: 'finished', result }, settled: Promise.resolve() }
}

/**
 * `TSparkDirectResults`: status, metadata and first rows in the answer that started the operation. With all rows told the
 * server closes the operation itself; a later CloseOperation finds nothing (recorded).
 */
export function directResults(operation: Operation, maxRows: number): { answer: Record<string, unknown>; closed: boolean } {
  const status = operationStatus(operation)
  if (operation.ending?.state !== 'finished') return { answer: { operationStatus: status }, closed: false }
  const resultSetMetadata = resultMetadata(operation)
  const resultSet = fetchResults(operation, maxRows, false)
  const closed = resultSet.hasMoreRows === false
  return { answer: { operationStatus: status, resultSetMetadata, resultSet, ...(closed ? { closeOperation: { status: ok } } : {}) }, closed }
}

export const invalidOperation = (id: string): Status =>
  errorStatus(`Invalid OperationHandle: OperationHandle [opType=UNKNOWN_OPERATION, getHandleIdentifier()=${id}]`, '08000')
export const invalidSession = (id: string): Status => errorStatus(`Invalid SessionHandle: SessionHandle [${id}]`, '08000')
export const uninitializedSession = (id: string): Status => errorStatus(`requirement failed: Session handle: SessionHandle [${id}] has not been initialized or had already closed.`, '08000')
