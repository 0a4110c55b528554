import { splitName } from '../cursor'
import { failed } from '../failures'
import { identifier, isTree, nameIn, nodeOf, numberLiteral, type Json, type Tree } from './syntax-tree'

/** Spark's clauses that only arrange rows between its tasks; SORT BY orders nothing that a client could rely on. */
const ARRANGING = ['sort_by', 'cluster_by', 'distribute_by'] as const
const JOINS: Record<string, string> = { LeftSemi: 'Semi', LeftAnti: 'Anti' }

/** A SELECT without clauses that the embedded engine lacks, and with `ORDER BY ALL` as the places of its columns. */
export function plainSelect(select: Tree): Tree {
  const plain: Tree = { ...select }
  for (const clause of ARRANGING) if (clause in plain) plain[clause] = null
  const order = isTree(select.order_by) && Array.isArray(select.order_by.expressions) ? select.order_by.expressions : []
  const [only] = order
  const column = isTree(only) ? nodeOf(only.this, 'column') : undefined
  const all = order.length === 1 && column && !isTree(column.table) && isTree(column.name) && column.name.quoted !== true && nameIn(column.name)?.toUpperCase() === 'ALL'
  const columns = Array.isArray(select.expressions) ? select.expressions : []
  if (all && isTree(only) && isTree(select.order_by) && !columns.some((one) => nodeOf(one, 'star'))) {
    plain.order_by = { ...select.order_by, expressions: columns.map((_column, index) => ({ ...only, this: numberLiteral(String(index + 1)) })) }
  }
  return plain
}

export const joinKind = (kind: Json | undefined): Json => (typeof kind === 'string' ? (JOINS[kind] ?? kind) : (kind ?? null))

/** `LIKE ANY (...)` and `LIKE ALL (...)` as one LIKE after the other. */
export function quantifiedLike(node: Tree): Json | undefined {
  for (const kind of ['like', 'i_like']) {
    const like = nodeOf(node, kind)
    const patterns = nodeOf(like?.right, 'tuple')?.expressions
    const single = nodeOf(like?.right, 'paren')?.this
    if (!like || typeof like.quantifier !== 'string') continue
    const list = Array.isArray(patterns) ? patterns : single === undefined ? [] : [single]
    const join = like.quantifier.toUpperCase() === 'ALL' ? 'and' : 'or'
    const parts = list.map((right): Json => ({ [kind]: { ...like, right, quantifier: null } }))
    if (parts.length === 0) continue
    return { paren: { this: parts.reduce((left, right) => ({ [join]: { left, right, left_comments: [], operator_comments: [], trailing_comments: [] } })), trailing_comments: [] } }
  }
  return undefined
}

/** VALUES in FROM without a name of its own, whose columns Databricks counts from 1. */
export function withColumnNames(values: Tree): Tree {
  const [row] = Array.isArray(values.expressions) ? values.expressions : []
  const width = isTree(row) && Array.isArray(row.expressions) ? row.expressions.length : 0
  return { values: { ...values, alias: identifier('inline_table'), column_aliases: Array.from({ length: width }, (_none, index) => identifier(`col${String(index + 1)}`)) } }
}

/** The text of a constant expression: a literal, or literals joined by `||` or `concat`. */
export function constantText(value: Json | undefined): string | undefined {
  const literal = nodeOf(value, 'literal')
  if (literal?.literal_type === 'string' && typeof literal.value === 'string') return literal.value
  const pair = nodeOf(value, 'concat')
  const called = nodeOf(value, 'function')
  const parts = pair ? [pair.left, pair.right] : nameIn(called?.name)?.toLowerCase() === 'concat' && Array.isArray(called?.args) ? called.args : undefined
  const texts = parts?.map(constantText)
  return texts?.every((text) => text !== undefined) ? texts.join('') : undefined
}

/** The parts of the name in `IDENTIFIER(...)`, or its refusal. */
export function identifierParts(argument: Json | undefined): string[] | ReturnType<typeof failed> {
  const text = constantText(argument)
  const parts = text === undefined ? undefined : splitName(text)
  return parts ?? failed('NOT_A_CONSTANT_STRING.WRONG_TYPE', '42601', 'The expression used for the routine or clause IDENTIFIER must be a constant STRING which is NOT NULL.')
}

/** A column by its parts: `column`, `table.column`, `column.field` and so on. */
export function columnNode(parts: readonly string[]): Json {
  const [first = '', second, ...fields] = parts
  const column: Json = { column: { name: identifier(second ?? first), table: second === undefined ? null : identifier(first), join_mark: false, trailing_comments: [] } }
  return fields.reduce<Json>((inner, field) => ({ dot: { this: inner, field: identifier(field) } }), column)
}
