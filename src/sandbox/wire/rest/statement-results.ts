import { randomBytes } from 'node:crypto'
import { loadLz4 } from '../driver-modules'
import { toArrow } from '../results/arrow-batches'
import { dataArray, manifestSchema } from '../results/json-result'
import type { StatementRows } from '../../sql/engine'

export type Disposition = 'INLINE' | 'EXTERNAL_LINKS' | 'INLINE_OR_EXTERNAL_LINKS'
export type Format = 'JSON_ARRAY' | 'ARROW_STREAM' | 'CSV'

/** How a client wants its rows. */
export interface Shape {
  disposition: Disposition
  format: Format
  lz4: boolean
  rowLimit?: number
  byteLimit?: number
}

/** A finished statement as the API shows it: its manifest, and its one chunk. */
export interface ShownResult {
  manifest: Record<string, unknown>
  chunk: Record<string, unknown>
  /** For EXTERNAL_LINKS: what the link serves. */
  download?: { key: string; bytes: Buffer }
}

const NATIVE = { timestamp: true, decimal: true, complex: true, nulls: true }
const END_OF_STREAM = Buffer.from('ffffffff00000000', 'hex')
const LINK_LIFETIME_MS = 15 * 60_000

/** The most that comes inline, in bytes. */
const MOST_INLINE = 26_214_400
/** What is wrong with a result of this size; undefined: nothing. */
export function tooLargeInline(shown: ShownResult, shape: Shape): string | undefined {
  if (shape.disposition !== 'INLINE' || !Array.isArray(shown.chunk.data_array)) return undefined
  const size = (shown.chunk.data_array as (string | null)[][]).reduce((bytes, row) => bytes + rowBytes(row), 0)
  return size <= MOST_INLINE ? undefined : `Inline byte limit exceeded. Statements executed with disposition=INLINE can have a result size of at most ${String(MOST_INLINE)} bytes. Please execute the statement with disposition=EXTERNAL_LINKS if you want to download the full result.`
}

const rowBytes = (row: readonly (string | null)[]): number => row.reduce((bytes, value) => bytes + (value === null ? 0 : Buffer.byteLength(value)), 0)

/** How many rows fit; the size of a result is that of its values as text. */
function rowsWithin(result: StatementRows, byteLimit: number | undefined): number {
  if (byteLimit === undefined) return result.rows.length
  let bytes = 0
  const over = dataArray(result).findIndex((row) => (bytes += rowBytes(row)) > byteLimit)
  return over < 0 ? result.rows.length : over
}

export function showResult(all: StatementRows, shape: Shape, linkTo: (key: string) => string, now: number): ShownResult {
  const count = Math.min(all.rows.length, shape.rowLimit ?? all.rows.length, rowsWithin(all, shape.byteLimit))
  const truncated = count < all.rows.length
  const result = truncated ? { ...all, rows: all.rows.slice(0, count) } : all
  const schema = manifestSchema(result.columns)
  const place = { chunk_index: 0, row_offset: 0, row_count: result.rows.length }
  if (shape.format === 'JSON_ARRAY' && shape.disposition !== 'EXTERNAL_LINKS') {
    if (result.columns.length === 0) return { manifest: { format: shape.format, schema, total_chunk_count: 0, total_row_count: 0, truncated }, chunk: {} }
    const manifest = { format: shape.format, schema, total_chunk_count: 1, chunks: [place], total_row_count: result.rows.length, truncated }
    return { manifest, chunk: { ...place, data_array: dataArray(result) } }
  }
  const compression = shape.format === 'ARROW_STREAM' ? { result_compression: shape.lz4 && loadLz4() ? 'LZ4_FRAME' : 'NONE' } : {}
  if (result.rows.length === 0) return { manifest: { format: shape.format, schema, total_chunk_count: 0, total_row_count: 0, total_byte_count: 0, truncated, ...compression }, chunk: {} }
  const { bytes, plainBytes } = render(result, shape)
  const manifest = { format: shape.format, schema, total_chunk_count: 1, chunks: [{ ...place, byte_count: plainBytes }], total_row_count: result.rows.length, total_byte_count: plainBytes, truncated, ...compression }
  if (shape.disposition === 'INLINE_OR_EXTERNAL_LINKS') return { manifest, chunk: { ...place, byte_count: bytes.length, attachment: bytes.toString('base64') } }
  const key = randomBytes(24).toString('base64url')
  const link = { ...place, byte_count: bytes.length, external_link: linkTo(key), expiration: new Date(now + LINK_LIFETIME_MS).toISOString() }
  return { manifest, chunk: { external_links: [link] }, download: { key, bytes } }
}

function render(result: StatementRows, shape: Shape): { bytes: Buffer; plainBytes: number } {
  if (shape.format === 'ARROW_STREAM') {
    const { schema, batches } = toArrow(result.columns, result.rows, NATIVE, false)
    const plain = Buffer.concat([schema, ...batches.map((batch) => batch.bytes), END_OF_STREAM])
    const lz4 = shape.lz4 ? loadLz4() : null
    return { bytes: lz4 ? lz4.compressFrameSync(plain) : plain, plainBytes: plain.length }
  }
  const rows = dataArray(result)
  const bytes = Buffer.from(shape.format === 'CSV' ? [result.columns.map((column) => column.name), ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n') : JSON.stringify(rows))
  return { bytes, plainBytes: bytes.length }
}

const csvCell = (value: string | null): string => (value === null ? '' : /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
