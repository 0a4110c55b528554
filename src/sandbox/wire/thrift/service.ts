import { setTimeout as wait } from 'node:timers/promises'
import type { Answer } from '../answer'
import type { Caller } from '../callers'
import type { SandboxContext } from '../context'
import type { SqlSession } from '../sql-sessions'
import type { StatementRows } from '../../sql/engine'
import type { Warehouse } from '../../state/model'
import { answerMessage, type ThriftHandler } from './binary-protocol'
import * as metadata from './catalog-metadata'
import { DIRECT_WAIT_MS, directResults, finishedOperation, invalidOperation, invalidSession, startStatement, uninitializedSession } from './execute'
import { errorStatus, failureStatus, fetchResults, operationHandle, operationStatus, resultMetadata, uuidBytes, uuidText, type Operation } from './operations'
import type { ExecuteRequest, FetchRequest, InfoRequest, MetadataRequest, OpenSessionRequest, OperationRequest, SessionRequest } from './requests'
import { ok, OPERATION_TYPE as TYPE, PROTOCOL, type Status } from './wire-types'

/** The Thrift door of one sandbox: remembers the running operations. */
export interface ThriftService {
  /** `gone` aborts when the client goes away before it has its answer. */
  answer(body: Buffer, caller: Caller, warehouse: Warehouse, gone: AbortSignal): Promise<Answer>
}

const ABANDONED_MS = 5 * 60_000
const SWEEP_MS = 30_000

const HEADERS = { 'content-type': 'application/x-thrift', 'x-frame-options': 'SAMEORIGIN', 'x-xss-protection': '1; mode=block' }

/** A classic warehouse that is starting refuses everything but new sessions with 503 (databricks.md 6). */
function temporarilyUnavailable(warehouse: Warehouse): Answer {
  const message = `TEMPORARILY_UNAVAILABLE: Cluster ${warehouse.id} is temporarily unavailable. Please try again later.`
  return { status: 503, headers: { 'content-type': 'application/json', 'x-databricks-error-or-redirect-message': message, 'x-databricks-reason-phrase': 'Service Unavailable' }, body: JSON.stringify({ error_code: 'TEMPORARILY_UNAVAILABLE', message }) }
}

export function createThriftService(context: SandboxContext): ThriftService {
  const operations = new Map<string, Operation>()
  context.lives.onStopped((warehouse) => {
    for (const operation of operations.values()) {
      if (operation.session.warehouse.id !== warehouse.id) continue
      operation.controller.abort()
      operations.delete(operation.id)
    }
  })
  // A client that was killed asks no more; what it left running would run for ever.
  setInterval(() => {
    for (const operation of operations.values()) {
      if (!operation.ending && operation.askedAt < Date.now() - ABANDONED_MS) operation.controller.abort()
    }
  }, SWEEP_MS).unref()

  return {
    async answer(body, caller, warehouse, gone) {
      const isOpening = body.subarray(0, 64).includes('OpenSession')
      if (!isOpening && warehouse.type === 'CLASSIC' && warehouse.life !== 'RUNNING') {
        context.lives.start(warehouse)
        return temporarilyUnavailable(warehouse)
      }
      try {
        return { status: 200, headers: HEADERS, body: await answerMessage(handlerFor(context, operations, caller, warehouse, gone), body) }
      } catch {
        return { status: 400, headers: { 'content-type': 'application/json', 'x-thriftserver-error-message': 'BAD_REQUEST: the body is not a Thrift message' }, body: JSON.stringify({ error_code: 'BAD_REQUEST', message: 'The body is not a Thrift message.' }) }
      }
    },
  }
}

function handlerFor(context: SandboxContext, operations: Map<string, Operation>, caller: Caller, warehouse: Warehouse, gone: AbortSignal): ThriftHandler {
  /** The caller's session, awake; or why it can't be used. */
  const sessionOf = (request: SessionRequest): { ok: true; session: SqlSession } | { ok: false; status: Status } => {
    const id = uuidText(request.sessionHandle.sessionId.guid)
    const session = context.sessions.find(id, caller)
    if (!session || session.warehouse.id !== warehouse.id) return { ok: false, status: invalidSession(id) }
    if (!session.initialized) return { ok: false, status: uninitializedSession(id) }
    return { ok: true, session }
  }
  const operationOf = ({ operationHandle: { operationId } }: OperationRequest): Operation | undefined => {
    const operation = operations.get(uuidText(operationId.guid))
    if (operation?.session.caller.principal !== caller.principal) return undefined
    operation.askedAt = Date.now()
    return operation
  }
  const unknown = ({ operationHandle: { operationId } }: OperationRequest): Status => invalidOperation(uuidText(operationId.guid))

  const answered = (operation: Operation, direct: { maxRows: { toNumber(): number } } | null): unknown => {
    const handle = operationHandle(operation)
    operations.set(operation.id, operation)
    if (!direct) return { status: ok, operationHandle: handle }
    const { answer, closed } = directResults(operation, direct.maxRows.toNumber())
    if (closed) operations.delete(operation.id)
    return { status: ok, operationHandle: handle, directResults: answer }
  }

  const metadataCall = (type: number, compute: (scope: metadata.MetadataScope, request: never) => StatementRows) => async (request: MetadataRequest): Promise<unknown> => {
    const found = sessionOf(request)
    if (!found.ok) return { status: found.status }
    await context.lives.untilRunning(warehouse, new AbortController().signal)
    const patterns = { catalogName: request.catalogName ?? undefined, schemaName: request.schemaName ?? undefined, tableName: request.tableName ?? undefined, columnName: request.columnName ?? undefined, tableTypes: request.tableTypes ?? undefined }
    const rows = compute({ reader: context.reader, caller, currentCatalog: found.session.catalog }, patterns as never)
    return answered(finishedOperation(type, found.session, rows), request.getDirectResults)
  }

  return {
    async OpenSession(request: OpenSessionRequest) {
      context.lives.start(warehouse)
      const session = context.sessions.open(caller, warehouse, request.initialNamespace?.catalogName ?? undefined, request.initialNamespace?.schemaName ?? undefined)
      const wanted = request.client_protocol_i64?.toNumber() ?? request.client_protocol ?? PROTOCOL.newest
      return {
        status: ok,
        serverProtocolVersion: Math.min(Math.max(wanted, PROTOCOL.oldest), PROTOCOL.newest),
        sessionHandle: { sessionId: { guid: uuidBytes(session.id), secret: session.secret } },
        configuration: {},
        initialNamespace: { catalogName: session.catalog, schemaName: session.schema },
        canUseMultipleCatalogs: true,
      }
    },
    async CloseSession(request: SessionRequest) {
      const id = uuidText(request.sessionHandle.sessionId.guid)
      if (!context.sessions.find(id, caller)) return { status: invalidSession(id) }
      for (const operation of operations.values()) {
        if (operation.session.id !== id) continue
        operation.controller.abort()
        operations.delete(operation.id)
      }
      context.sessions.close(id)
      return { status: ok }
    },
    async GetInfo(request: InfoRequest) {
      const found = sessionOf(request)
      if (!found.ok) return { status: found.status, infoValue: { stringValue: '' } }
      const texts: Record<number, string> = { 13: 'Spark SQL', 17: 'Spark SQL', 18: '4.0.0', 29: '`' }
      const value = texts[request.infoType]
      if (value === undefined) return { status: errorStatus(`Unrecognized GetInfoType value: ${request.infoType}`, 'HYC00'), infoValue: { stringValue: '' } }
      return { status: ok, infoValue: { stringValue: value } }
    },
    async ExecuteStatement(request: ExecuteRequest) {
      const found = sessionOf(request)
      if (!found.ok) return { status: found.status }
      const operation = startStatement(context.runner, found.session, request)
      operations.set(operation.id, operation)
      // Whoever leaves before the answer never learns its handle: nobody could ask for the result, or cancel it.
      const abandon = (): void => {
        operation.controller.abort()
        operations.delete(operation.id)
      }
      gone.addEventListener('abort', abandon, { once: true })
      if (!request.runAsync) await operation.settled
      else if (request.getDirectResults) await Promise.race([operation.settled, wait(DIRECT_WAIT_MS, undefined, { ref: false })])
      gone.removeEventListener('abort', abandon)
      if (operation.ending?.state === 'failed' && !request.runAsync) {
        operations.delete(operation.id)
        return { status: failureStatus(operation.ending.failure) }
      }
      return answered(operation, request.getDirectResults)
    },
    async GetOperationStatus(request: OperationRequest) {
      const operation = operationOf(request)
      if (!operation) return { status: unknown(request) }
      // A short wait saves the client a second of polling for a statement that is nearly done.
      if (!operation.ending) await Promise.race([operation.settled, wait(100, undefined, { ref: false })])
      return operationStatus(operation)
    },
    async GetResultSetMetadata(request: OperationRequest) {
      const operation = operationOf(request)
      return operation ? resultMetadata(operation) : { status: unknown(request) }
    },
    async FetchResults(request: FetchRequest) {
      const operation = operationOf(request)
      if (!operation) return { status: unknown(request) }
      const answer = fetchResults(operation, request.maxRows.toNumber(), request.orientation === FETCH_FIRST)
      return request.includeResultSetMetadata ? { ...answer, resultSetMetadata: resultMetadata(operation) } : answer
    },
    async CancelOperation(request: OperationRequest) {
      const operation = operationOf(request)
      if (!operation) return { status: unknown(request) }
      operation.controller.abort()
      await operation.settled
      return { status: ok }
    },
    async CloseOperation(request: OperationRequest) {
      const operation = operationOf(request)
      if (!operation) return { status: unknown(request) }
      operation.controller.abort()
      operations.delete(operation.id)
      return { status: ok }
    },
    GetTypeInfo: metadataCall(TYPE.GET_TYPE_INFO, metadata.typeInfo),
    GetCatalogs: metadataCall(TYPE.GET_CATALOGS, metadata.catalogs),
    GetSchemas: metadataCall(TYPE.GET_SCHEMAS, metadata.schemas),
    GetTables: metadataCall(TYPE.GET_TABLES, metadata.tables),
    GetTableTypes: metadataCall(TYPE.GET_TABLE_TYPES, metadata.tableTypes),
    GetColumns: metadataCall(TYPE.GET_COLUMNS, metadata.columns),
    GetFunctions: metadataCall(TYPE.GET_FUNCTIONS, metadata.functions),
    GetPrimaryKeys: metadataCall(TYPE.UNKNOWN, metadata.primaryKeys),
    GetCrossReference: metadataCall(TYPE.UNKNOWN, metadata.crossReference),
  }
}

const FETCH_FIRST = 4
