import { randomBytes, randomUUID } from 'node:crypto'
import { columnSet, int64, tableSchema } from './column-set'
import { ERROR_STATUS, OPERATION_STATE, ok, ROW_SET, type Status } from './wire-types'
import { toArrow, type ArrowResult } from '../results/arrow-batches'
import type { NativeTypes } from '../results/arrow-data'
import type { SqlFailure, StatementRows } from '../../sql/engine'
import type { SqlSession } from '../sql-sessions'

/** How a client wants its rows; absent: column-based. */
export interface ArrowWish {
  native: NativeTypes
  lz4: boolean
}

type Ending = { state: 'finished'; result: StatementRows; arrow?: ArrowResult } | { state: 'failed'; failure: SqlFailure } | { state: 'cancelled' }

/** One Thrift operation, from the request that starts it to `CloseOperation`. */
export interface Operation {
  id: string
  secret: Buffer
  type: number
  session: SqlSession
  controller: AbortController
  started: () => boolean
  /** Set as soon as `settled` is. */
  ending?: Ending
  settled: Promise<void>
  nextRow: number
  nextBatch: number
  /** Metadata calls have fewer fields set than statements (recorded). */
  metadata: boolean
  /** Epoch ms of the last request about it. */
  askedAt: number
}

export const uuidBytes = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex')
export const uuidText = (guid: Buffer): string => guid.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

export function createOperation(type: number, session: SqlSession, metadata: boolean): Omit<Operation, 'settled'> {
  return { id: randomUUID(), secret: randomBytes(16), type, session, controller: new AbortController(), started: () => true, nextRow: 0, nextBatch: 0, metadata, askedAt: Date.now() }
}

export const operationHandle = (operation: Pick<Operation, 'id' | 'secret' | 'type'>): unknown => ({
  operationId: { guid: uuidBytes(operation.id), secret: operation.secret },
  operationType: operation.type,
  hasResultSet: true,
})

export function finished(result: StatementRows, wish: ArrowWish | undefined): Ending {
  if (!wish) return { state: 'finished', result }
  return { state: 'finished', result, arrow: toArrow(result.columns, result.rows, wish.native, wish.lz4) }
}

/** A failed statement in Thrift's words, as recorded: the class of the exception in one text, the plain text in the other. */
export function failureStatus(failure: SqlFailure): Status {
  const exception = failure.errorClass === 'PARSE_SYNTAX_ERROR' ? 'org.apache.spark.sql.catalyst.parser.ParseException' : 'org.apache.spark.sql.AnalysisException'
  const errorMessage = `Error running query: [${failure.errorClass}] ${exception}: ${failure.message}`
  return errorStatus(errorMessage, failure.sqlState, failure.message)
}

export const errorStatus = (errorMessage: string, sqlState: string, displayMessage = errorMessage): Status => ({
  statusCode: ERROR_STATUS,
  infoMessages: [`*org.apache.hive.service.cli.HiveSQLException:${errorMessage}:1:0`],
  sqlState,
  errorCode: 0,
  errorMessage,
  displayMessage,
})

/** `TGetOperationStatusResp`. */
export function operationStatus(operation: Operation): Record<string, unknown> {
  const { ending } = operation
  if (!ending) return { status: ok, operationState: operation.started() ? OPERATION_STATE.RUNNING : OPERATION_STATE.PENDING }
  if (ending.state === 'cancelled') return { status: ok, operationState: OPERATION_STATE.CANCELED }
  if (ending.state === 'failed') {
    const { sqlState, errorCode, errorMessage, displayMessage } = failureStatus(ending.failure)
    return { status: ok, operationState: OPERATION_STATE.ERROR, sqlState, errorCode, errorMessage, displayMessage, diagnosticInfo: errorMessage }
  }
  const changed = modifiedRows(ending.result)
  return { status: ok, operationState: OPERATION_STATE.FINISHED, ...(changed === undefined ? {} : { numModifiedRows: int64(changed) }) }
}

function modifiedRows(result: StatementRows): bigint | undefined {
  const value = result.columns[0]?.name === 'num_affected_rows' ? result.rows[0]?.[0] : undefined
  return typeof value === 'bigint' || typeof value === 'number' ? BigInt(value) : undefined
}

/** `TGetResultSetMetadataResp`. */
export function resultMetadata(operation: Operation): Record<string, unknown> {
  if (operation.ending?.state !== 'finished') return { status: notReady(operation) }
  const { result, arrow } = operation.ending
  const schema = tableSchema(result.columns)
  if (operation.metadata) return { status: ok, schema, resultFormat: ROW_SET.COLUMNS }
  const sizes = { cacheLookupResult: 0, uncompressedBytes: int64(arrow?.uncompressedBytes ?? 0), compressedBytes: int64(arrow?.compressedBytes ?? 0), isStagingOperation: false }
  if (!arrow) return { status: ok, schema, resultFormat: ROW_SET.COLUMNS, lz4Compressed: false, ...sizes }
  return { status: ok, schema, resultFormat: ROW_SET.ARROW, lz4Compressed: arrow.lz4, arrowSchema: arrow.schema, ...sizes }
}

/** `TFetchResultsResp`: the next rows, and whether there are more. */
export function fetchResults(operation: Operation, maxRows: number, fromStart: boolean): { status: Status; hasMoreRows?: boolean; results?: unknown } {
  if (operation.ending?.state !== 'finished') return { status: notReady(operation) }
  const { result, arrow } = operation.ending
  if (fromStart) operation.nextRow = operation.nextBatch = 0
  const startRowOffset = int64(operation.nextRow)
  if (arrow) {
    const arrowBatches: unknown[] = []
    let rows = 0
    for (let batch = arrow.batches[operation.nextBatch]; batch && (rows === 0 || rows + batch.rowCount <= maxRows); batch = arrow.batches[operation.nextBatch]) {
      arrowBatches.push({ batch: batch.bytes, rowCount: int64(batch.rowCount) })
      rows += batch.rowCount
      operation.nextBatch += 1
    }
    operation.nextRow += rows
    return { status: ok, hasMoreRows: operation.nextBatch < arrow.batches.length, results: { startRowOffset, rows: [], arrowBatches } }
  }
  const rows = result.rows.slice(operation.nextRow, operation.nextRow + Math.max(1, maxRows))
  operation.nextRow += rows.length
  return { status: ok, hasMoreRows: operation.nextRow < result.rows.length, results: { startRowOffset, rows: [], columns: columnSet(result.columns, rows) } }
}

function notReady(operation: Operation): Status {
  const { ending } = operation
  if (ending?.state === 'failed') return failureStatus(ending.failure)
  const state = ending ? 'CANCELED' : 'RUNNING'
  return errorStatus(`Expected state FINISHED, but found ${state}`, '24000')
}
