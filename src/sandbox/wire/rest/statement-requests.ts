import { refusal, textOf, type Answer } from '../answer'
import type { RawParameter } from '../results/parameters'
import type { Disposition, Format, Shape } from './statement-results'

/** A checked `POST /api/2.0/sql/statements` (databricks.md 5.7). */
export interface StatementRequest {
  warehouseId: string
  statement: string
  catalog?: string
  schema?: string
  sessionId?: string
  waitMs: number
  cancelOnTimeout: boolean
  parameters: RawParameter[]
  shape: Shape
}
export type CheckedRequest = { ok: true; request: StatementRequest } | { ok: false; answer: Answer }

const DISPOSITIONS = ['INLINE', 'EXTERNAL_LINKS', 'INLINE_OR_EXTERNAL_LINKS']
const FORMATS = ['JSON_ARRAY', 'ARROW_STREAM', 'CSV']
const MAX_STATEMENT = 16 * 1024 * 1024

const bad = (message: string): CheckedRequest => ({ ok: false, answer: refusal(400, 'INVALID_PARAMETER_VALUE', message) })

export function checkStatementRequest(body: Record<string, unknown>): CheckedRequest {
  const warehouseId = textOf(body.warehouse_id)
  const statement = textOf(body.statement)
  if (!warehouseId) return bad('warehouse_id must be set.')
  if (!statement?.trim()) return bad('statement must be set.')
  if (statement.length > MAX_STATEMENT) return bad('statement is longer than 16 MiB.')
  const wait = textOf(body.wait_timeout) ?? '10s'
  const seconds = Number(/^(\d+)s$/.exec(wait)?.[1] ?? Number.NaN)
  if (!(seconds === 0 || (seconds >= 5 && seconds <= 50))) return bad('The wait_timeout field must be 0 seconds (disables wait), or between 5 seconds and 50 seconds.')
  const onTimeout = textOf(body.on_wait_timeout) ?? 'CONTINUE'
  if (onTimeout !== 'CONTINUE' && onTimeout !== 'CANCEL') return bad(`on_wait_timeout must be CONTINUE or CANCEL. Received: ${onTimeout}`)
  const disposition = textOf(body.disposition) ?? 'INLINE'
  const format = textOf(body.format) ?? 'JSON_ARRAY'
  if (!DISPOSITIONS.includes(disposition)) return bad(`Unknown disposition: ${disposition}`)
  if (!FORMATS.includes(format)) return bad(`Unknown format: ${format}`)
  if (disposition === 'INLINE' && format !== 'JSON_ARRAY') return bad(`The format ${format} is only supported with the EXTERNAL_LINKS disposition.`)
  const rowLimit = body.row_limit
  if (rowLimit !== undefined && (typeof rowLimit !== 'number' || !Number.isInteger(rowLimit) || rowLimit < 0)) return bad('row_limit must be a whole number.')
  const byteLimit = body.byte_limit
  if (byteLimit !== undefined && (typeof byteLimit !== 'number' || !Number.isInteger(byteLimit) || byteLimit < 0)) return bad('byte_limit must be a whole number.')
  const parameters = (Array.isArray(body.parameters) ? (body.parameters as Record<string, unknown>[]) : []).map((one): RawParameter => ({
    name: textOf(one.name),
    ordinal: typeof one.ordinal === 'number' ? one.ordinal : undefined,
    type: textOf(one.type),
    value: textOf(one.value) ?? null,
  }))
  return {
    ok: true,
    request: {
      warehouseId, statement, parameters,
      catalog: textOf(body.catalog), schema: textOf(body.schema), sessionId: textOf(body.session_id),
      waitMs: seconds * 1000,
      cancelOnTimeout: onTimeout === 'CANCEL',
      shape: { disposition: disposition as Disposition, format: format as Format, lz4: body.result_compression === 'LZ4_FRAME', ...(rowLimit === undefined ? {} : { rowLimit }), ...(byteLimit === undefined ? {} : { byteLimit }) },
    },
  }
}
