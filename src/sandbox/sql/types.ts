/** A Databricks SQL type, parsed. */
export type SqlType =
  | { kind: 'simple'; name: string }
  | { kind: 'decimal'; precision: number; scale: number }
  | { kind: 'array'; element: SqlType }
  | { kind: 'map'; key: SqlType; value: SqlType }
  | { kind: 'struct'; fields: { name: string; type: SqlType }[] }

const ALIASES: Record<string, string> = { integer: 'int', long: 'bigint', short: 'smallint', byte: 'tinyint', real: 'float', text: 'string', timestamp_ltz: 'timestamp', null: 'void' }
const DUCKDB: Record<string, string> = {
  boolean: 'BOOLEAN', tinyint: 'TINYINT', smallint: 'SMALLINT', int: 'INTEGER', bigint: 'BIGINT', float: 'FLOAT', double: 'DOUBLE', string: 'VARCHAR',
  binary: 'BLOB', date: 'DATE', timestamp: 'TIMESTAMP', variant: 'VARCHAR', void: 'INTEGER', interval: 'INTERVAL',
  // DuckDB has one type for both timestamps; its nanosecond one stands for TIMESTAMP_NTZ, so that results can tell them apart.
  timestamp_ntz: 'TIMESTAMP_NS',
}

/** Reads a type text such as `array<struct<a:int,b:decimal(10,2)>>`; undefined when it is none that the sandbox knows. */
export function parseType(text: string): SqlType | undefined {
  const reader = new TypeReader(text)
  const type = reader.type()
  return type && reader.atEnd() ? type : undefined
}

class TypeReader {
  #at = 0
  constructor(private readonly text: string) {}

  atEnd(): boolean {
    return this.text.slice(this.#at).trim() === ''
  }
  type(): SqlType | undefined {
    const written = this.word(/\s*([a-z_]+)/iy)?.toLowerCase()
    if (written === undefined) return undefined
    const name = ALIASES[written] ?? written
    if (name === 'decimal' || name === 'numeric' || name === 'dec') {
      const numbers = this.word(/\s*\(\s*(\d+\s*(?:,\s*\d+)?)\s*\)/y)?.split(',') ?? ['10', '0']
      return { kind: 'decimal', precision: Number(numbers[0]), scale: Number(numbers[1] ?? 0) }
    }
    if (name === 'varchar' || name === 'char') {
      this.word(/\s*(\(\s*\d+\s*\))/y)
      return { kind: 'simple', name: 'string' }
    }
    if (name === 'array') {
      const element = this.take('<') ? this.type() : undefined
      return element && this.take('>') ? { kind: 'array', element } : undefined
    }
    if (name === 'map') {
      const key = this.take('<') ? this.type() : undefined
      const value = key && this.take(',') ? this.type() : undefined
      return key && value && this.take('>') ? { kind: 'map', key, value } : undefined
    }
    if (name === 'struct') return this.struct()
    if (name === 'interval') this.#at = this.text.length
    return DUCKDB[name] === undefined ? undefined : { kind: 'simple', name }
  }

  private struct(): SqlType | undefined {
    if (!this.take('<')) return undefined
    const fields: { name: string; type: SqlType }[] = []
    do {
      const name = this.word(/\s*`((?:[^`]|``)+)`/y)?.replaceAll('``', '`') ?? this.word(/\s*([\p{L}\p{N}_]+)/uy)
      this.take(':')
      const type = name === undefined ? undefined : this.type()
      if (name === undefined || !type) return undefined
      fields.push({ name, type })
    } while (this.take(','))
    return this.take('>') ? { kind: 'struct', fields } : undefined
  }
  private word(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.text)
    if (found) this.#at = pattern.lastIndex
    return found?.[1]
  }
  private take(symbol: string): boolean {
    return this.word(symbol === '<' ? /\s*(<)/y : symbol === '>' ? /\s*(>)/y : symbol === ',' ? /\s*(,)/y : /\s*(:)/y) !== undefined
  }
}

/** As in the statement API's `type_text`: `DECIMAL(10,2)`, `MAP<STRING, STRING>`, `STRUCT<street: STRING, zip: INT>`. */
export function typeText(type: SqlType): string {
  switch (type.kind) {
    case 'simple':
      return type.name === 'interval' ? 'INTERVAL DAY TO SECOND' : type.name.toUpperCase()
    case 'decimal':
      return `DECIMAL(${String(type.precision)},${String(type.scale)})`
    case 'array':
      return `ARRAY<${typeText(type.element)}>`
    case 'map':
      return `MAP<${typeText(type.key)}, ${typeText(type.value)}>`
    case 'struct':
      return `STRUCT<${type.fields.map((field) => `${field.name}: ${typeText(field.type)}`).join(', ')}>`
  }
}

/** As DESCRIBE writes it: lower case, `map<string,string>`. */
export function catalogTypeText(type: SqlType): string {
  switch (type.kind) {
    case 'simple':
      return type.name
    case 'decimal':
      return `decimal(${String(type.precision)},${String(type.scale)})`
    case 'array':
      return `array<${catalogTypeText(type.element)}>`
    case 'map':
      return `map<${catalogTypeText(type.key)},${catalogTypeText(type.value)}>`
    case 'struct':
      return `struct<${type.fields.map((field) => `${field.name}:${catalogTypeText(field.type)}`).join(',')}>`
  }
}

export const quoteForDuckDb = (name: string): string => `"${name.replaceAll('"', '""')}"`

export function duckDbType(type: SqlType): string {
  switch (type.kind) {
    case 'simple':
      return DUCKDB[type.name] ?? 'VARCHAR'
    case 'decimal':
      return `DECIMAL(${String(type.precision)},${String(type.scale)})`
    case 'array':
      return `${duckDbType(type.element)}[]`
    case 'map':
      return `MAP(${duckDbType(type.key)}, ${duckDbType(type.value)})`
    case 'struct':
      return `STRUCT(${type.fields.map((field) => `${quoteForDuckDb(field.name)} ${duckDbType(field.type)}`).join(', ')})`
  }
}

/** A type that the state names but nobody can read is text: the workspace stays usable. */
export const typeOrString = (text: string): SqlType => parseType(text) ?? { kind: 'simple', name: 'string' }
