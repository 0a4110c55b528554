import { CastParameter } from '../../sql/engine'

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

/** Other names that clients have for the types. */
const ALIASES: Record<string, string> = { INTEGER: 'INT', LONG: 'BIGINT', SHORT: 'SMALLINT', BYTE: 'TINYINT' }

function typedValue({ type, value }: RawParameter): unknown {
  const written = (type ?? 'STRING').toUpperCase()
  const name = ALIASES[written] ?? written
  if (name === 'VOID' || (name === 'STRING' && (value === null || value === undefined))) return null
  if (value === null || value === undefined) return new CastParameter(name, null)
  if (name === 'STRING') return value
  if (/^(INT|SMALLINT|TINYINT)$/.test(name) && /^[+-]?\d{1,9}$/.test(value)) return Number(value)
  if (/^(DOUBLE|FLOAT)$/.test(name) && value.trim() !== '' && Number.isFinite(Number(value))) return Number(value)
  if (name === 'BIGINT' && /^[+-]?\d{1,18}$/.test(value)) return BigInt(value)
  if (name === 'BOOLEAN' && /^(true|false)$/i.test(value)) return value.toLowerCase() === 'true'
  return new CastParameter(name, value)
}

/** Replaces `?` by `:_p1`, `:_p2`, ... outside strings, quoted names and comments. */
function nameMarks(statement: string): string {
  let count = 0
  return statement.replace(/'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:``|[^`])*`|--[^\n]*|\/\*[\s\S]*?\*\/|\?/g, (part) => (part === '?' ? `:${positional((count += 1))}` : part))
}
