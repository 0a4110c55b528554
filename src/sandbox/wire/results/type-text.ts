/** A Databricks SQL type, read from its text. */
export type SqlType =
  | { kind: 'simple'; name: string }
  | { kind: 'decimal'; precision: number; scale: number }
  | { kind: 'array'; element: SqlType }
  | { kind: 'map'; key: SqlType; value: SqlType }
  | { kind: 'struct'; fields: { name: string; type: SqlType }[] }

const ALIASES: Record<string, string> = { INTEGER: 'INT', LONG: 'BIGINT', SHORT: 'SMALLINT', BYTE: 'TINYINT', REAL: 'FLOAT', DEC: 'DECIMAL', NUMERIC: 'DECIMAL', NULL: 'VOID', TIMESTAMP_LTZ: 'TIMESTAMP' }

/** Reads `BIGINT`, `DECIMAL(10,2)`, `ARRAY<INT>`, `STRUCT<a: INT, b: MAP<STRING, INT>>`. What it can't read becomes a simple type. */
export function parseType(text: string): SqlType {
  const trimmed = text.trim()
  const upper = trimmed.toUpperCase()
  const decimal = /^(?:DECIMAL|DEC|NUMERIC)\s*(?:\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\))?$/.exec(upper)
  if (decimal) return { kind: 'decimal', precision: Number(decimal[1] ?? 10), scale: Number(decimal[2] ?? 0) }
  const nested = /^(ARRAY|MAP|STRUCT)\s*<([\s\S]*)>$/i.exec(trimmed)
  if (nested) {
    const parts = splitTopLevel(nested[2] ?? '')
    const word = (nested[1] ?? '').toUpperCase()
    if (word === 'ARRAY') return { kind: 'array', element: parseType(parts[0] ?? 'STRING') }
    if (word === 'MAP') return { kind: 'map', key: parseType(parts[0] ?? 'STRING'), value: parseType(parts[1] ?? 'STRING') }
    return { kind: 'struct', fields: parts.map(parseField) }
  }
  return { kind: 'simple', name: ALIASES[upper] ?? upper.replace(/^(CHAR|VARCHAR)\s*\(.*\)$/, 'STRING') }
}

function parseField(text: string): { name: string; type: SqlType } {
  const match = /^\s*(?:`((?:[^`]|``)*)`|([^\s:]+))\s*:?\s*([\s\S]+?)(?:\s+NOT\s+NULL)?(?:\s+COMMENT\s+'.*')?\s*$/i.exec(text)
  return { name: match?.[1]?.replaceAll('``', '`') ?? match?.[2] ?? '', type: parseType(match?.[3] ?? 'STRING') }
}

function splitTopLevel(text: string): string[] {
  const parts: string[] = []
  let depth = 0
  let quoted = false
  let from = 0
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (character === '`') quoted = !quoted
    if (quoted) continue
    if (character === '<' || character === '(') depth += 1
    else if (character === '>' || character === ')') depth -= 1
    else if (character === ',' && depth === 0) {
      parts.push(text.slice(from, at))
      from = at + 1
    }
  }
  if (text.slice(from).trim() !== '') parts.push(text.slice(from))
  return parts
}

/** The spelling of `type_text` and of Arrow's `Spark:DataType:SqlName`. */
export function typeText(type: SqlType): string {
  switch (type.kind) {
    case 'simple':
      return type.name
    case 'decimal':
      return `DECIMAL(${type.precision},${type.scale})`
    case 'array':
      return `ARRAY<${typeText(type.element)}>`
    case 'map':
      return `MAP<${typeText(type.key)}, ${typeText(type.value)}>`
    case 'struct':
      return `STRUCT<${type.fields.map((field) => `${field.name}: ${typeText(field.type)}`).join(', ')}>`
  }
}

const REST_NAMES: Record<string, string> = { BIGINT: 'LONG', SMALLINT: 'SHORT', TINYINT: 'BYTE', VOID: 'NULL' }

/** `type_name` of the statement API and of Unity Catalog's columns. */
export function restTypeName(type: SqlType): string {
  if (type.kind !== 'simple') return type.kind.toUpperCase()
  return type.name.startsWith('INTERVAL') ? 'INTERVAL' : (REST_NAMES[type.name] ?? type.name)
}

const SPARK_NAMES: Record<string, string> = { INT: 'integer', BIGINT: 'long', SMALLINT: 'short', TINYINT: 'byte' }

/** Spark's JSON form of a type, as in `Spark:DataType:JsonType` and in `type_json` of Unity Catalog. */
export function sparkJson(type: SqlType): unknown {
  switch (type.kind) {
    case 'simple':
      return SPARK_NAMES[type.name] ?? type.name.toLowerCase()
    case 'decimal':
      return `decimal(${type.precision},${type.scale})`
    case 'array':
      return { type: 'array', elementType: sparkJson(type.element), containsNull: true }
    case 'map':
      return { type: 'map', keyType: sparkJson(type.key), valueType: sparkJson(type.value), valueContainsNull: true }
    case 'struct':
      return { type: 'struct', fields: type.fields.map((field) => ({ name: field.name, type: sparkJson(field.type), nullable: true, metadata: {} })) }
  }
}
