import { setFlagsFromString } from 'node:v8'
import { identifier, isTree, nodeOf, type Json, type Tree } from './syntax-tree'

/** What the sandbox uses of `@polyglot-sql/sdk`. */
export interface Dialects {
  /** The statements in a Databricks text, or where it stops being one. */
  parse(sql: string, dialect: 'databricks' | 'duckdb'): { ok: true; statements: Tree[] } | { ok: false; offset: number; end: number }
  generate(statement: Tree, dialect: 'databricks' | 'duckdb'): string
  /** Databricks' functions and operators to DuckDB's. */
  transpile(sql: string): string
  /** A query in place of a table: `(query) AS alias(columns)`. */
  subquery(query: Tree, alias: string, columns: readonly string[]): Tree
  /** `expression AS name`, in FROM also `AS name(columns)`. */
  aliased(expression: Json, name: string, columns?: readonly string[]): Tree
  /** `CAST(expression AS type)`; undefined when that is no type. */
  castOf(expression: Json, type: string): Tree | undefined
  /** `SELECT expression`, to write a single expression out. */
  selectOf(expression: Json): Tree
}

/** A text that the parser took and the writer refuses: not a user's fault, and no bug of the sandbox's either. */
export class CannotTranslate extends Error {}

let loading: Promise<Dialects> | undefined

/** The module is WebAssembly and takes a while: loaded once, from when the engine starts. */
export function loadDialects(): Promise<Dialects> {
  loading ??= load()
  return loading
}

async function load(): Promise<Dialects> {
  // Compiled once and quickly. The second, optimising compiler takes two processors for seconds and gains nothing for statements
  // of a few lines: 200 of them take 0.5 s instead of 3.4 s at the start and 0.3 s either way later on (two cores, 2026-11-27).
  setFlagsFromString('--no-wasm-tier-up')
  setFlagsFromString('--no-wasm-dynamic-tiering')
  const sdk = await import('@polyglot-sql/sdk')
  const names = { databricks: sdk.Dialect.Databricks, duckdb: sdk.Dialect.DuckDB }
  const only = (result: { success: boolean; sql?: string[]; error?: string }): string => {
    const [text, ...more] = result.sql ?? []
    if (!result.success || text === undefined || more.length > 0) throw new CannotTranslate(result.error ?? 'not a single statement')
    return text
  }
  const parse = (sql: string, dialect: keyof typeof names): ReturnType<Dialects['parse']> => {
    const parsed = sdk.parse(sql, names[dialect])
    if (parsed.success) return { ok: true, statements: parsed.ast as unknown as Tree[] }
    // The parser counts characters, JavaScript UTF-16 units.
    const unit = (character: number | undefined): number => (character === undefined ? sql.length : [...sql].slice(0, character).join('').length)
    return { ok: false, offset: unit(parsed.errorStart), end: unit(parsed.errorEnd) }
  }
  // Nodes have more required fields than anyone wants to write by hand: parsed once, then filled in.
  const pattern = (sql: string, kind: string, where: (select: Tree) => Json | undefined): Tree => {
    const parsed = parse(sql, 'databricks')
    const select = parsed.ok ? nodeOf(parsed.statements[0], 'select') : undefined
    const found = select && nodeOf(where(select), kind)
    if (!found) throw new Error(`the SQL parser reads ${sql} in an unexpected way`)
    return found
  }
  const firstOf = (value: Json | undefined): Json | undefined => (Array.isArray(value) ? value[0] : undefined)
  const subqueryPattern = pattern('SELECT * FROM (SELECT 1) AS q(a)', 'subquery', (select) => (isTree(select.from) ? firstOf(select.from.expressions) : undefined))
  const aliasPattern = pattern('SELECT 1 AS `a`', 'alias', (select) => firstOf(select.expressions))
  const selectPattern = nodeOf((parse('SELECT 1', 'databricks') as { statements?: Tree[] }).statements?.[0], 'select') ?? {}
  return {
    parse,
    subquery: (query, alias, columns) => ({ subquery: { ...subqueryPattern, this: query, alias: identifier(alias), column_aliases: columns.map(identifier) } }),
    aliased: (expression, name, columns = []) => ({ alias: { ...aliasPattern, this: expression, alias: identifier(name), column_aliases: columns.map(identifier) } }),
    castOf(expression, type) {
      const parsed = parse(`SELECT CAST(NULL AS ${type})`, 'databricks')
      const [only] = parsed.ok && parsed.statements.length === 1 ? [nodeOf(parsed.statements[0], 'select')] : []
      const cast = nodeOf(firstOf(only?.expressions), 'cast')
      return cast && { cast: { ...cast, this: expression } }
    },
    selectOf: (expression) => ({ select: { ...selectPattern, expressions: [expression] } }),
    generate: (statement, dialect) => only(sdk.generate([statement], names[dialect])),
    transpile: (sql) => only(sdk.transpile(sql, names.databricks, names.duckdb)),
  }
}
