import {
  DuckDBArrayType, DuckDBBlobValue, DuckDBDateValue, DuckDBDecimalType, DuckDBDecimalValue, DuckDBListType, DuckDBListValue, DuckDBMapType, DuckDBMapValue,
  DuckDBStructType, DuckDBStructValue, DuckDBTimestampNanosecondsValue, DuckDBTimestampTZValue, DuckDBTimestampValue, DuckDBTypeId,
  type DuckDBType, type DuckDBValue,
} from '@duckdb/node-api'
import { duckDbType, type SqlType } from '../types'

const SIMPLE: Partial<Record<DuckDBTypeId, string>> = {
  [DuckDBTypeId.BOOLEAN]: 'boolean', [DuckDBTypeId.TINYINT]: 'tinyint', [DuckDBTypeId.SMALLINT]: 'smallint', [DuckDBTypeId.INTEGER]: 'int',
  [DuckDBTypeId.BIGINT]: 'bigint', [DuckDBTypeId.HUGEINT]: 'bigint', [DuckDBTypeId.UTINYINT]: 'smallint', [DuckDBTypeId.USMALLINT]: 'int',
  [DuckDBTypeId.UINTEGER]: 'bigint', [DuckDBTypeId.UBIGINT]: 'bigint', [DuckDBTypeId.UHUGEINT]: 'bigint', [DuckDBTypeId.FLOAT]: 'float',
  [DuckDBTypeId.DOUBLE]: 'double', [DuckDBTypeId.BLOB]: 'binary', [DuckDBTypeId.DATE]: 'date', [DuckDBTypeId.TIMESTAMP]: 'timestamp',
  [DuckDBTypeId.TIMESTAMP_TZ]: 'timestamp', [DuckDBTypeId.TIMESTAMP_NS]: 'timestamp_ntz', [DuckDBTypeId.INTERVAL]: 'interval', [DuckDBTypeId.SQLNULL]: 'void',
}

/** The Databricks type that a DuckDB result column stands for. */
export function fromDuckDbType(type: DuckDBType): SqlType {
  if (type instanceof DuckDBDecimalType) return { kind: 'decimal', precision: type.width, scale: type.scale }
  if (type instanceof DuckDBListType || type instanceof DuckDBArrayType) return { kind: 'array', element: fromDuckDbType(type.valueType) }
  if (type instanceof DuckDBMapType) return { kind: 'map', key: fromDuckDbType(type.keyType), value: fromDuckDbType(type.valueType) }
  if (type instanceof DuckDBStructType) {
    return { kind: 'struct', fields: type.entryNames.map((name, index) => ({ name, type: fromDuckDbType(type.entryTypes[index] ?? type) })) }
  }
  return { kind: 'simple', name: SIMPLE[type.typeId] ?? 'string' }
}

/** A DuckDB value as plain JavaScript, in the forms that `StatementRows` promises. */
export function fromDuckDbValue(value: DuckDBValue, type: SqlType): unknown {
  if (value === null || value === undefined) return null
  if (value instanceof DuckDBDecimalValue) return value.toString()
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue) return `${isoTimestamp(value.micros)}Z`
  if (value instanceof DuckDBTimestampNanosecondsValue) return isoTimestamp(value.nanos / 1000n)
  if (value instanceof DuckDBDateValue) return value.toString()
  if (value instanceof DuckDBBlobValue) return new Uint8Array(value.bytes)
  if (value instanceof DuckDBListValue) return value.items.map((item) => fromDuckDbValue(item, type.kind === 'array' ? type.element : type))
  if (value instanceof DuckDBStructValue) {
    const types = new Map(type.kind === 'struct' ? type.fields.map((field) => [field.name, field.type]) : [])
    return Object.fromEntries(Object.entries(value.entries).map(([name, entry]) => [name, fromDuckDbValue(entry, types.get(name) ?? type)]))
  }
  if (value instanceof DuckDBMapValue) {
    const [keys, values] = type.kind === 'map' ? [type.key, type.value] : [type, type]
    return Object.fromEntries(value.entries.map((entry) => [String(fromDuckDbValue(entry.key, keys)), fromDuckDbValue(entry.value, values)]))
  }
  if (typeof value === 'bigint') return type.kind === 'simple' && type.name === 'bigint' ? value : Number(value)
  if (typeof value === 'number') return type.kind === 'simple' && type.name === 'bigint' ? BigInt(value) : value
  if (typeof value === 'string' || typeof value === 'boolean') return value
  return String(value)
}

/** `2026-11-23T20:00:00.123`: milliseconds always, further digits only where there are some. */
function isoTimestamp(micros: bigint): string {
  const millis = micros >= 0n || micros % 1000n === 0n ? micros / 1000n : micros / 1000n - 1n
  const rest = micros - millis * 1000n
  const text = new Date(Number(millis)).toISOString().slice(0, -1)
  return rest === 0n ? text : `${text}${String(rest).padStart(3, '0')}`
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** A sample value as DuckDB text, for filling a table. */
export function duckDbLiteral(value: unknown, type: SqlType): string {
  if (value === null || value === undefined) return 'NULL'
  if (type.kind === 'array' && Array.isArray(value)) return `[${value.map((item) => duckDbLiteral(item, type.element)).join(', ')}]::${duckDbType(type)}`
  if (type.kind === 'struct' && typeof value === 'object') {
    const entries = value as Readonly<Record<string, unknown>>
    return `{${type.fields.map((field) => `${quoted(field.name)}: ${duckDbLiteral(entries[field.name], field.type)}`).join(', ')}}::${duckDbType(type)}`
  }
  if (type.kind === 'map' && typeof value === 'object') {
    const entries = Object.entries(value)
    return `MAP {${entries.map(([key, item]) => `${duckDbLiteral(key, type.key)}: ${duckDbLiteral(item, type.value)}`).join(', ')}}::${duckDbType(type)}`
  }
  if (value instanceof Uint8Array) return `unhex('${Buffer.from(value).toString('hex')}')`
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (typeof value === 'number' || typeof value === 'bigint') return `${String(value)}::${duckDbType(type)}`
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (type.kind === 'simple' && type.name === 'string') return quoted(text)
  if (type.kind === 'simple' && type.name === 'binary') return `unhex('${Buffer.from(text, 'base64').toString('hex')}')`
  return `${quoted(type.kind === 'simple' && type.name === 'timestamp' ? text.replace(/Z$/, '') : text)}::${duckDbType(type)}`
}
