import { identifierParts } from './clauses'
import type { Dialects } from './dialects'
import { isTree, nameIn, nodeOf, type Json, type Tree } from './syntax-tree'

/**
 * Gives unnamed result columns the names that Databricks gives them (`count(1)`, `current_catalog()`), which are the
 * written expressions; the embedded engine would name them in its own words. Also says which columns are a bare NULL, of
 * type VOID.
 */
export function nameResultColumns(statement: Tree, dialects: Dialects): { statement: Tree; voids: ReadonlySet<number> } {
  const select = nodeOf(statement, 'select')
  if (!select || !Array.isArray(select.expressions)) return { statement, voids: new Set() }
  const expressions = select.expressions
  const plain = !expressions.some((expression) => nodeOf(expression, 'star'))
  const isNull = (value: Json | undefined): boolean => isTree(value) && 'null' in value
  const voids = plain ? expressions.flatMap((expression, index) => (isNull(expression) || isNull(nodeOf(expression, 'alias')?.this) ? [index] : [])) : []
  const named = expressions.map((expression) => {
    if (['alias', 'aliases', 'star', 'column', 'posexplode', 'inline'].some((kind) => nodeOf(expression, kind)) || isField(expression)) return expression
    return dialects.aliased(expression, nameOf(expression, dialects))
  })
  return { statement: { select: { ...select, expressions: named } }, voids: new Set(voids) }
}

function nameOf(expression: Json, dialects: Dialects): string {
  const literal = nodeOf(expression, 'literal')
  if (typeof literal?.value === 'string') return literal.value
  if (nodeOf(expression, 'count')?.star === true) return 'count(1)'
  if (nodeOf(expression, 'explode')) return 'col'
  const whole = nodeOf(expression, 'int_div')
  if (whole) return `(${nameOf(whole.this ?? null, dialects)} div ${nameOf(whole.expression ?? null, dialects)})`
  const called = nodeOf(expression, 'function')
  const text = dialects.generate(dialects.selectOf(expression), 'databricks').replace(/^SELECT\s+/, '').replace(/CAST\(('(?:[^'\\]|\\.)*') AS TIMESTAMP_NTZ\)/g, 'TIMESTAMP $1')
  if (called && called.no_parens === true) return `${text.toLowerCase().replace(/\(\)$/, '')}()`
  const identified = nameIn(called?.name)?.toLowerCase() === 'identifier' && Array.isArray(called?.args) ? identifierParts(called.args[0]) : undefined
  if (Array.isArray(identified)) return identified.at(-1) ?? ''
  const lowered = text.replace(/\b(?!CAST\b|TRY_CAST\b)([A-Z][A-Z_0-9]*)\(/g, (whole) => whole.toLowerCase()).replaceAll(/\bTRUE\b/g, 'true').replaceAll(/\bFALSE\b/g, 'false')
  const binary = ['add', 'sub', 'mul', 'div', 'mod', 'eq', 'neq', 'lt', 'lte', 'gt', 'gte', 'and', 'or'].some((kind) => nodeOf(expression, kind))
  return binary ? `(${lowered})` : lowered
}

/** A field of a column, which is called as itself; of any other expression the whole is the name. */
function isField(expression: Json): boolean {
  const dot = nodeOf(expression, 'dot')
  return dot !== undefined && (nodeOf(dot.this, 'column') !== undefined || (isTree(dot.this) && isField(dot.this)))
}
