import type Int64Class from 'node-int64'
import { TYPE_ID } from './wire-types'
import { parseType, type SqlType } from '../results/type-text'
import { valueText } from '../results/value-text'
import { loadInt64 } from '../driver-modules'
import type { ResultColumn } from '../../sql/engine'

export const int64 = (value: number | bigint): Int64Class => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64BE(BigInt.asIntN(64, BigInt(value)))
  return new (loadInt64())(bytes)
}

/** `TTableSchema` of a result. A statement without result columns shows one called `Result`, as recorded. */
export function tableSchema(columns: readonly ResultColumn[]): { columns: unknown[] } {
  const shown = columns.length > 0 ? columns : [{ name: 'Result', type: 'STRING' }]
  return {
    columns: shown.map((column, index) => ({
      columnName: column.name,
      typeDesc: { types: [{ primitiveEntry: primitive(parseType(column.type)) }] },
      position: index + 1,
      comment: column.comment ?? '',
    })),
  }
}

function primitive(type: SqlType): { type: number; typeQualifiers?: unknown } {
  if (type.kind === 'decimal') {
    return { type: TYPE_ID.DECIMAL ?? 15, typeQualifiers: { qualifiers: { precision: { i32Value: type.precision }, scale: { i32Value: type.scale } } } }
  }
  if (type.kind !== 'simple') return { type: TYPE_ID[type.kind.toUpperCase()] ?? 7 }
  if (type.name.startsWith('INTERVAL')) return { type: /YEAR|MONTH/.test(type.name) ? 20 : 21 }
  return { type: TYPE_ID[type.name] ?? 7 }
}

/** A column-based result set (`TColumn` per column). Nulls are a bit per row; one zero byte when there is none. */
export function columnSet(columns: readonly ResultColumn[], rows: readonly unknown[][]): unknown[] {
  return columns.map((column, index) => column1(parseType(column.type), rows.map((row) => row[index] ?? null)))
}

function column1(type: SqlType, values: readonly unknown[]): unknown {
  const nulls = nullBits(values)
  const fill = <V>(blank: V, convert: (value: unknown) => V): { values: V[]; nulls: Buffer } => ({ values: values.map((value) => (value === null ? blank : convert(value))), nulls })
  const name = type.kind === 'simple' ? type.name : ''
  switch (name) {
    case 'BOOLEAN': return { boolVal: fill(false, Boolean) }
    case 'TINYINT': return { byteVal: fill(0, Number) }
    case 'SMALLINT': return { i16Val: fill(0, Number) }
    case 'INT': return { i32Val: fill(0, Number) }
    case 'BIGINT': return { i64Val: fill(int64(0), (value) => int64(value as bigint)) }
    case 'FLOAT':
    case 'DOUBLE': return { doubleVal: fill(0, Number) }
    case 'BINARY': return { binaryVal: fill(Buffer.alloc(0), (value) => (value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(String(value as string)))) }
    default: return { stringVal: fill('', (value) => valueText(value, type, 'thrift') ?? '') }
  }
}

function nullBits(values: readonly unknown[]): Buffer {
  if (!values.includes(null)) return Buffer.from([0])
  const bits = Buffer.alloc(Math.ceil(values.length / 8))
  values.forEach((value, index) => value === null && (bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7))))
  return bits
}
