/** The syntax tree of `@polyglot-sql/sdk` is JSON: every node an object with one key that names its kind. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
export type Tree = { [key: string]: Json }

export const isTree = (value: Json | undefined): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The content of a node of this kind; undefined when it is another. */
export function nodeOf(value: Json | undefined, kind: string): Tree | undefined {
  if (!isTree(value)) return undefined
  const content = value[kind]
  return isTree(content) && Object.keys(value).length === 1 ? content : undefined
}

/** The text of an identifier node, which some places hold as plain text. */
export function nameIn(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value
  return isTree(value) && typeof value.name === 'string' ? value.name : undefined
}

/** A table reference, and not a column's qualifier, which sits under the same key. */
export function tableNode(value: Json | undefined): Tree | undefined {
  const table = nodeOf(value, 'table')
  return table && isTree(table.name) && 'schema' in table && 'catalog' in table ? table : undefined
}

/** The value of a literal, a number's as it was written. */
export function literalText(value: Json | undefined): string | undefined {
  const written = nodeOf(value, 'literal')?.value
  return typeof written === 'string' ? written : undefined
}

export const identifier = (name: string): Tree => ({ name, quoted: true, trailing_comments: [] })
export const stringLiteral = (value: string): Tree => ({ literal: { literal_type: 'string', value } })
export const numberLiteral = (value: string): Tree => ({ literal: { literal_type: 'number', value } })
export const booleanLiteral = (value: boolean): Tree => ({ boolean: { value } })
export const call = (name: string, args: Json[]): Tree => ({
  function: { name, args, distinct: false, trailing_comments: [], use_bracket_syntax: false, no_parens: false, quoted: false },
})

/** Every object in the tree, parents first. */
export function* everyTree(value: Json): Generator<Tree> {
  if (Array.isArray(value)) for (const item of value) yield* everyTree(item)
  else if (isTree(value)) {
    yield value
    for (const item of Object.values(value)) yield* everyTree(item)
  }
}
