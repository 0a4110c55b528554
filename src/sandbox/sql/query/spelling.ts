import { lex, type Token } from '../lexer'

/** `TABLE t` is a query of its own in Databricks; the parser does not know it. */
export const withoutTableKeyword = (sql: string): string => sql.replace(/^(\s*)TABLE(?=\s)/i, '$1SELECT * FROM')

/**
 * The query with what Databricks has and the parser has not in other words: `TIMESTAMP_NTZ'...'` as a cast, a path into JSON
 * (`column:a.b[0]`) as `get_json_object`. The same text when there is nothing of the kind: then it really is wrong.
 */
export function respelled(sql: string): string {
  let text = sql
  for (;;) {
    const lexed = lex(text)
    const changed = lexed.ok ? (withoutNtzLiteral(text, lexed.tokens) ?? withoutPath(text, lexed.tokens)) : undefined
    if (changed === undefined) return text
    text = changed
  }
}

const endOf = (token: Token): number => token.offset + token.text.length
const touching = (left: Token | undefined, right: Token | undefined): boolean => left !== undefined && right !== undefined && endOf(left) === right.offset

function withoutNtzLiteral(sql: string, tokens: readonly Token[]): string | undefined {
  const at = tokens.findIndex((token, index) => token.kind === 'word' && token.text.toUpperCase() === 'TIMESTAMP_NTZ' && tokens[index + 1]?.kind === 'string')
  const [type, value] = [tokens[at], tokens[at + 1]]
  return type && value ? `${sql.slice(0, type.offset)}CAST(${value.text} AS TIMESTAMP_NTZ)${sql.slice(endOf(value))}` : undefined
}

function withoutPath(sql: string, tokens: readonly Token[]): string | undefined {
  const at = tokens.findIndex((token, index) => {
    const [before, after] = [tokens[index - 1], tokens[index + 1]]
    if (token.text !== ':' || token.kind !== 'symbol' || !touching(before, token) || !touching(token, after)) return false
    const base = before?.kind === 'word' || before?.kind === 'quoted' || before?.kind === 'string' || before?.text === ')' || before?.text === ']'
    return base && (after?.kind === 'word' || after?.kind === 'quoted' || after?.text === '[')
  })
  if (at < 0) return undefined
  const start = tokens[startOfBase(tokens, at - 1)]
  const { path, next } = readPath(tokens, at + 1)
  const [colon, after] = [tokens[at], tokens[next]]
  if (!start || !colon) return undefined
  return `${sql.slice(0, start.offset)}get_json_object(${sql.slice(start.offset, colon.offset)}, '$${path.replaceAll("'", "''")}')${sql.slice(after ? endOf(tokens[next - 1] ?? after) : sql.length)}`
}

/** Back over `a.b`, `f(...)`, `x[0]` to where the expression before the colon begins. */
function startOfBase(tokens: readonly Token[], last: number): number {
  let at = last
  for (;;) {
    while (tokens[at]?.text === ')' || tokens[at]?.text === ']') {
      let depth = 0
      do {
        if ([')', ']'].includes(tokens[at]?.text ?? '')) depth += 1
        if (['(', '['].includes(tokens[at]?.text ?? '')) depth -= 1
        at -= 1
      } while (depth > 0 && at >= 0)
      if (!touching(tokens[at], tokens[at + 1])) return at + 1
    }
    if (tokens[at - 1]?.text !== '.' || !touching(tokens[at - 1], tokens[at])) return Math.max(0, at)
    at -= 2
  }
}

function readPath(tokens: readonly Token[], from: number): { path: string; next: number } {
  let [path, at] = ['', from]
  for (;;) {
    const token = tokens[at]
    if (token?.text === '[') {
      const key = tokens[at + 1]
      path += key?.kind === 'string' ? `."${key.value}"` : `[${key?.text ?? ''}]`
      at += 3
    } else {
      path += `."${token?.value ?? ''}"`
      at += 1
    }
    if (tokens[at]?.text === '.' && touching(tokens[at - 1], tokens[at])) at += 1
    else if (tokens[at]?.text !== '[' || !touching(tokens[at - 1], tokens[at])) return { path, next: at }
  }
}
