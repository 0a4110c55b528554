import { arrowData, arrowType, type NativeTypes } from './arrow-data'
import { parseType, sparkJson, typeText } from './type-text'
import { loadArrow, loadLz4 } from '../driver-modules'
import type { ResultColumn } from '../../sql/engine'

export interface ArrowBatch {
  bytes: Buffer
  rowCount: number
}
export interface ArrowResult {
  /** The encapsulated schema message alone, never compressed. */
  schema: Buffer
  batches: ArrowBatch[]
  uncompressedBytes: number
  compressedBytes: number
  lz4: boolean
}

const END_OF_STREAM = 8

/** Rows as Arrow IPC messages, in the form in which Thrift carries them: the schema once, then one message per batch. */
export function toArrow(columns: readonly ResultColumn[], rows: readonly unknown[][], native: NativeTypes, compress: boolean, rowsPerBatch = 10_000): ArrowResult {
  const arrow = loadArrow()
  const codec = compress ? loadLz4() : null
  const types = columns.map((column) => parseType(column.type))
  const fields = columns.map((column, index) => {
    const type = types[index] ?? { kind: 'simple', name: 'STRING' }
    const metadata = new Map([['Spark:DataType:SqlName', typeText(type)], ['Spark:DataType:JsonType', JSON.stringify(sparkJson(type))]])
    return new arrow.Field(column.name, arrowType(arrow, type, native), true, metadata)
  })
  const schema = new arrow.Schema(fields)
  const stream = (batch?: InstanceType<typeof arrow.RecordBatch>): Buffer => {
    const writer = new arrow.RecordBatchStreamWriter()
    writer.reset(undefined, schema)
    if (batch) writer.write(batch)
    writer.finish()
    return Buffer.from(writer.toUint8Array(true))
  }
  const empty = stream()
  const schemaBytes = empty.subarray(0, empty.length - END_OF_STREAM)
  const batches: ArrowBatch[] = []
  let uncompressedBytes = 0
  let compressedBytes = 0
  for (let from = 0; columns.length > 0 && from < rows.length; from += rowsPerBatch) {
    const part = rows.slice(from, from + rowsPerBatch)
    const children = types.map((type, index) => arrowData(arrow, type, part.map((row) => row[index] ?? null), native))
    const data = arrow.makeData({ type: new arrow.Struct(fields), length: part.length, nullCount: 0, children } as never)
    const written = stream(new arrow.RecordBatch(schema, data as never))
    const plain = written.subarray(schemaBytes.length, written.length - END_OF_STREAM)
    const bytes = codec ? codec.compressFrameSync(plain) : plain
    uncompressedBytes += plain.length
    compressedBytes += bytes.length
    batches.push({ bytes, rowCount: part.length })
  }
  return { schema: schemaBytes, batches, uncompressedBytes, compressedBytes, lz4: codec !== null }
}
