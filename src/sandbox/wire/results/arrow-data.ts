import type { ArrowModule as Arrow, Data, DataType, Field } from '../driver-modules'
import type { SqlType } from './type-text'
import { entriesOf, scalarText, valueText } from './value-text'

/** Which types the client takes as Arrow's own; the others travel as strings. */
export interface NativeTypes {
  timestamp: boolean
  decimal: boolean
  complex: boolean
  nulls: boolean
}

export function arrowType(arrow: Arrow, type: SqlType, native: NativeTypes): DataType {
  switch (type.kind) {
    case 'decimal':
      return native.decimal ? new arrow.Decimal(type.scale, type.precision, 128) : new arrow.Utf8()
    case 'array':
      return native.complex ? new arrow.List(child(arrow, 'element', type.element, native)) : new arrow.Utf8()
    case 'struct':
      return native.complex ? new arrow.Struct(type.fields.map((field) => child(arrow, field.name, field.type, native))) : new arrow.Utf8()
    case 'map': {
      if (!native.complex) return new arrow.Utf8()
      const entries = new arrow.Struct([new arrow.Field('key', arrowType(arrow, type.key, native), false), child(arrow, 'value', type.value, native)])
      return new arrow.Map_(new arrow.Field('entries', entries, false) as never, false)
    }
    case 'simple':
      return simpleType(arrow, type.name, native)
  }
}

const child = (arrow: Arrow, name: string, type: SqlType, native: NativeTypes): Field => new arrow.Field(name, arrowType(arrow, type, native), true)

function simpleType(arrow: Arrow, name: string, native: NativeTypes): DataType {
  switch (name) {
    case 'BOOLEAN': return new arrow.Bool()
    case 'TINYINT': return new arrow.Int8()
    case 'SMALLINT': return new arrow.Int16()
    case 'INT': return new arrow.Int32()
    case 'BIGINT': return new arrow.Int64()
    case 'FLOAT': return new arrow.Float32()
    case 'DOUBLE': return new arrow.Float64()
    case 'BINARY': return new arrow.Binary()
    case 'DATE': return new arrow.DateDay()
    case 'TIMESTAMP': return native.timestamp ? new arrow.TimestampMicrosecond('Etc/UTC') : new arrow.Utf8()
    case 'TIMESTAMP_NTZ': return native.timestamp ? new arrow.TimestampMicrosecond() : new arrow.Utf8()
    case 'VOID': return native.nulls ? new arrow.Null() : new arrow.Utf8()
    default: return new arrow.Utf8()
  }
}

/**
 * Arrow buffers of one column. Built from raw buffers, not by Arrow's builders, which round timestamps and don't know
 * decimals from text.
 */
export function arrowData(arrow: Arrow, type: SqlType, values: readonly unknown[], native: NativeTypes): Data {
  const target = arrowType(arrow, type, native)
  const length = values.length
  const { nullBitmap, nullCount } = validity(values)
  const base = { type: target, length, nullCount, nullBitmap }
  const make = (rest: Record<string, unknown>): Data => arrow.makeData({ ...base, ...rest } as never)
  if (arrow.DataType.isNull(target)) return arrow.makeData({ type: new arrow.Null(), length })
  if (arrow.DataType.isUtf8(target)) return make(variable(values.map((value) => { const text = valueText(value, type, 'thrift'); return text === null ? null : Buffer.from(text, 'utf8') })))
  if (arrow.DataType.isBinary(target)) return make(variable(values.map((value) => (value === null || value === undefined ? null : value instanceof Uint8Array ? value : Buffer.from(String(value as string))))))
  switch (type.kind) {
    case 'decimal':
      return make({ data: decimals(values, type.scale) })
    case 'array': {
      const lists = values.map((value) => (Array.isArray(value) ? (value as unknown[]) : []))
      return make({ valueOffsets: offsets(lists), child: arrowData(arrow, type.element, lists.flat(1), native) })
    }
    case 'struct':
      return make({ children: type.fields.map((field) => arrowData(arrow, field.type, values.map((value) => (value as Record<string, unknown> | null)?.[field.name] ?? null), native)) })
    case 'map': {
      const maps = values.map((value) => (value === null || value === undefined ? [] : entriesOf(value)))
      const pairs = maps.flat(1)
      const entriesType = (target as unknown as { children: Field[] }).children[0]?.type
      const children = [arrowData(arrow, type.key, pairs.map(([key]) => key), native), arrowData(arrow, type.value, pairs.map(([, value]) => value), native)]
      const entries = arrow.makeData({ type: entriesType, length: pairs.length, nullCount: 0, children } as never)
      return make({ valueOffsets: offsets(maps), child: entries })
    }
    case 'simple':
      return make({ data: numbers(type.name, values) })
  }
}

function validity(values: readonly unknown[]): { nullBitmap: Uint8Array; nullCount: number } {
  const nullBitmap = new Uint8Array(Math.ceil(values.length / 8))
  let nullCount = 0
  values.forEach((value, index) => {
    if (value === null || value === undefined) nullCount += 1
    else nullBitmap[index >> 3] = (nullBitmap[index >> 3] ?? 0) | (1 << (index & 7))
  })
  return { nullBitmap, nullCount }
}

function variable(parts: readonly (Uint8Array | null)[]): { valueOffsets: Int32Array; data: Uint8Array } {
  return { valueOffsets: offsets(parts.map((part) => part ?? [])), data: Buffer.concat(parts.map((part) => part ?? new Uint8Array(0))) }
}

function offsets(lists: readonly ArrayLike<unknown>[]): Int32Array {
  const result = new Int32Array(lists.length + 1)
  lists.forEach((list, index) => (result[index + 1] = (result[index] ?? 0) + list.length))
  return result
}

function decimals(values: readonly unknown[], scale: number): Uint32Array {
  const words = new BigUint64Array(values.length * 2)
  values.forEach((value, index) => {
    if (value === null || value === undefined) return
    const unscaled = BigInt.asUintN(128, unscale(scalarText(value), scale))
    words[index * 2] = unscaled & 0xffff_ffff_ffff_ffffn
    words[index * 2 + 1] = unscaled >> 64n
  })
  return new Uint32Array(words.buffer)
}

function unscale(text: string, scale: number): bigint {
  const [, sign = '', whole = '0', fraction = ''] = /^([+-]?)(\d*)(?:\.(\d*))?/.exec(text) ?? []
  const magnitude = BigInt(`${whole || '0'}${fraction.slice(0, scale).padEnd(scale, '0')}`)
  return sign === '-' ? -magnitude : magnitude
}

function numbers(name: string, values: readonly unknown[]): ArrayBufferView {
  const number = (value: unknown): number => Number(value ?? 0)
  switch (name) {
    case 'BOOLEAN': {
      const bits = new Uint8Array(Math.ceil(values.length / 8))
      values.forEach((value, index) => value === true && (bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7))))
      return bits
    }
    case 'TINYINT': return Int8Array.from(values, number)
    case 'SMALLINT': return Int16Array.from(values, number)
    case 'INT': return Int32Array.from(values, number)
    case 'BIGINT': return BigInt64Array.from(values, (value) => BigInt((value ?? 0) as bigint))
    case 'FLOAT': return Float32Array.from(values, number)
    case 'DOUBLE': return Float64Array.from(values, number)
    case 'DATE': return Int32Array.from(values, (value) => (value === null || value === undefined ? 0 : Math.floor(Date.parse(`${String(value as string).slice(0, 10)}T00:00:00Z`) / 86_400_000)))
    default: return BigInt64Array.from(values, microseconds)
  }
}

function microseconds(value: unknown): bigint {
  const [, seconds, fraction = ''] = /^(\d+-\d+-\d+(?:[T ]\d+:\d+:\d+)?)(?:\.(\d+))?/.exec(String(value)) ?? []
  if (seconds === undefined) return 0n
  const whole = Date.parse(seconds.length > 10 ? `${seconds.replace(' ', 'T')}Z` : `${seconds}T00:00:00Z`)
  return BigInt(whole) * 1000n + BigInt(fraction.slice(0, 6).padEnd(6, '0'))
}
