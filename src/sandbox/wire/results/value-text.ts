import type { SqlType } from './type-text'

/**
 * How a value reads as text. `rest`: the JSON_ARRAY format of the statement API (ISO timestamps, base64 binary). `thrift`:
 * string columns of Thrift (timestamps with a blank, trailing zeros of the fraction cut).
 */
export type TextStyle = 'rest' | 'thrift'

/** The value as text; null for null. Values come as `StatementRows` describes them. */
export function valueText(value: unknown, type: SqlType, style: TextStyle): string | null {
  if (value === null || value === undefined) return null
  if (type.kind !== 'simple' && type.kind !== 'decimal') return JSON.stringify(nested(value, type, style))
  return plainText(value, type, style)
}

function plainText(value: unknown, type: SqlType, style: TextStyle): string {
  if (value instanceof Uint8Array) {
    const bytes = Buffer.from(value)
    return style === 'rest' ? bytes.toString('base64') : bytes.toString('utf8')
  }
  const name = type.kind === 'simple' ? type.name : ''
  if (typeof value === 'number' && (name === 'DOUBLE' || name === 'FLOAT')) return floatText(value)
  if (name === 'DATE') return String(value).slice(0, 10)
  if (name === 'TIMESTAMP' || name === 'TIMESTAMP_NTZ') return timestampText(String(value), name, style)
  if (typeof value === 'object') return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? Number(inner) : inner))
  return scalarText(value)
}

/** As Java prints it: a whole number keeps its `.0`. */
function floatText(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity'
  if (Number.isInteger(value) && Math.abs(value) < 1e7) return value.toFixed(1)
  return String(value)
}

function timestampText(value: string, name: string, style: TextStyle): string {
  const [, date, time = '00:00:00', fraction = ''] = /^(\d+-\d+-\d+)[T ]?(\d+:\d+:\d+)?(?:\.(\d+))?/.exec(value) ?? []
  if (date === undefined) return value
  if (style === 'rest') return `${date}T${time}.${fraction.padEnd(3, '0')}${name === 'TIMESTAMP' ? 'Z' : ''}`
  const kept = fraction.replace(/0+$/, '')
  return `${date} ${time}${kept ? `.${kept}` : ''}`
}

function nested(value: unknown, type: SqlType, style: TextStyle): unknown {
  if (value === null || value === undefined) return null
  switch (type.kind) {
    case 'array':
      return Array.isArray(value) ? value.map((one) => nested(one, type.element, style)) : null
    case 'map':
      return Object.fromEntries(entriesOf(value).map(([key, one]) => [String(key), nested(one, type.value, style)]))
    case 'struct':
      return Object.fromEntries(type.fields.map((field) => [field.name, nested((value as Record<string, unknown>)[field.name], field.type, style)]))
    case 'decimal':
      return style === 'rest' ? scalarText(value) : Number(value)
    case 'simple':
      if (typeof value === 'boolean' && style === 'thrift') return value
      if ((typeof value === 'number' || typeof value === 'bigint') && style === 'thrift') return Number(value)
      return plainText(value, type, style)
  }
}

/** For what the type says is a single value. */
export const scalarText = (value: unknown): string => (value as string | number | bigint | boolean).toString()

/** A MAP may come as an object, a Map, or key-value pairs. */
export function entriesOf(value: unknown): [unknown, unknown][] {
  if (value instanceof Map) return [...value.entries()]
  if (Array.isArray(value)) return value as [unknown, unknown][]
  return Object.entries(value as Record<string, unknown>)
}
