/** A parameter as either door receives it: by name, or by position from 1. */
export interface RawParameter {
  name?: string
  ordinal?: number
  type?: string
  value?: string | null
}
export interface BoundStatement {
  statement: string
  parameters: Record<string, unknown> | undefined
}

/** Types the values and turns `?` marks into named ones, for the engine knows names only. */
export function bindParameters(statement: string, raw: readonly RawParameter[]): BoundStatement {
  if (raw.length === 0) return { statement, parameters: undefined }
  const parameters: Record<string, unknown> = {}
  raw.forEach((one, index) => (parameters[one.name || positional(one.ordinal || index + 1)] = typedValue(one)))
  return { statement: raw.every((one) => one.name) ? statement : nameMarks(statement), parameters }
}

const positional = (ordinal: number): string => `_p${ordinal}`

function typedValue({ type, value }: RawParameter): unknown {
  if (value === null || value === undefined) return null
  const name = (type ?? 'STRING').toUpperCase()
  if (name === 'VOID') return null
  if (/^(INT|INTEGER|SMALLINT|TINYINT|SHORT|BYTE|DOUBLE|FLOAT)$/.test(name)) return Number(value)
  if (/^(BIGINT|LONG)$/.test(name) && /^[+-]?\d+$/.test(value)) return BigInt(value)
  if (name === 'BOOLEAN') return value.toLowerCase() === 'true'
  return value
}

/** Replaces `?` by `:_p1`, `:_p2`, ... outside strings, quoted names and comments. */
function nameMarks(statement: string): string {
  let count = 0
  return statement.replace(/'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:``|[^`])*`|--[^\n]*|\/\*[\s\S]*?\*\/|\?/g, (part) => (part === '?' ? `:${positional((count += 1))}` : part))
}
