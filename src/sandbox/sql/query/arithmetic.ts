import { call, isTree, nodeOf, type Json, type Tree } from './syntax-tree'

/** Macros that these rewritings call. */
export const ARITHMETIC_MACROS = [
  "uc_divisor(x) AS CASE WHEN x = 0 THEN error('DIVIDE_BY_ZERO') ELSE x END",
  'uc_div(a, b) AS CAST(trunc(a / uc_divisor(b)) AS BIGINT)',
]

/**
 * Where Databricks reckons differently from the embedded engine: it refuses to divide by zero, counts the elements of an array
 * from zero in brackets, and has DIV. Takes a node whose children were rewritten; undefined when there is nothing to change.
 */
export function databricksArithmetic(node: Tree): Json | undefined {
  for (const kind of ['div', 'mod']) {
    const operation = nodeOf(node, kind)
    if (operation) return { [kind]: { ...operation, right: divisor(operation.right ?? null) } }
  }
  const remainder = nodeOf(node, 'mod_func')
  if (remainder) return { mod_func: { ...remainder, expression: divisor(remainder.expression ?? null) } }
  const whole = nodeOf(node, 'int_div')
  if (whole) return call('uc_div', [whole.this ?? null, whole.expression ?? null])
  const element = nodeOf(node, 'subscript')
  const position = numberIn(element?.index)
  if (!element || position === undefined || isMap(element.this)) return undefined
  return { subscript: { ...element, index: { literal: { literal_type: 'number', value: String(position + 1) } } } }
}

const divisor = (value: Json): Json => (numberIn(value) ? value : call('uc_divisor', [value]))

function numberIn(value: Json | undefined): number | undefined {
  const literal = nodeOf(value, 'literal')
  return literal?.literal_type === 'number' ? Number(literal.value) : undefined
}

/** In brackets behind a map stands a key. Of a column nobody knows here what it is: arrays are what one counts through. */
const isMap = (value: Json | undefined): boolean => isTree(value) && JSON.stringify(nodeOf(value, 'function')?.name ?? Object.keys(value)).toLowerCase().includes('map')
