import { CastParameter } from '../engine'
import type { Dialects } from './dialects'
import { booleanLiteral, numberLiteral, stringLiteral, type Json } from './syntax-tree'

/** A bound value as a literal; undefined when nothing is bound to that name. `?` is bound to `'1'`, `'2'`, ... */
export function parameterLiteral(name: string, parameters: Readonly<Record<string, unknown>> | undefined, dialects: Dialects): Json | undefined {
  if (!parameters || !Object.hasOwn(parameters, name)) return undefined
  const value = parameters[name]
  if (value === null || value === undefined) return { null: null }
  if (value instanceof CastParameter) return dialects.castOf(value.text === null ? { null: null } : stringLiteral(value.text), value.type)
  if (typeof value === 'boolean') return booleanLiteral(value)
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value))) {
    const text = String(value)
    return text.startsWith('-') ? { neg: { this: numberLiteral(text.slice(1)) } } : numberLiteral(text)
  }
  return stringLiteral(value instanceof Date ? value.toISOString() : typeof value === 'string' ? value : JSON.stringify(value))
}
