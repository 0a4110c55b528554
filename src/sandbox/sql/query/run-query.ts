import type { Table, WorkspaceState } from '../../state/model'
import type { StatementContext, StatementOutcome } from '../engine'
import { cancelled, failed, invalidIdentifier, notInSandbox, syntaxError } from '../failures'
import { hyphenatedName, lex } from '../lexer'
import type { SqlType } from '../types'
import { unmarkedCollection } from './collections'
import { CannotTranslate, loadDialects, type Dialects } from './dialects'
import { MOST_ROWS, type EmbeddedEngine } from './duckdb'
import { duckDbFailure } from './duckdb-failures'
import { fillInformationSchema } from './information-schema'
import { nameResultColumns } from './result-columns'
import { toRows } from './result-rows'
import { isQuery, PHYSICAL_SCHEMA, rewriteQuery, TRY_MARK, type Rewritten } from './rewrite'
import { respelled, withoutTableKeyword } from './spelling'
import { everyTree, isTree, nameIn, nodeOf, tableNode, type Json, type Tree } from './syntax-tree'

export type QueryColumns = { ok: true; columns: { name: string; type: SqlType }[] }

/** Runs a Databricks query as the caller of the context. */
export async function runQuery(sql: string, context: StatementContext, state: WorkspaceState, engine: EmbeddedEngine, onLimit: (problem: unknown) => void): Promise<StatementOutcome> {
  const constant = constantQuery(sql)
  if (constant !== undefined) {
    const nothing: Rewritten = { tree: {}, tables: new Set(), informationSchema: [], localNames: new Set() }
    const outcome = await execute(constant, nothing, new Set(), context, state, engine)
    if (!(outcome instanceof Error)) return outcome
  }
  const dialects = await loadDialects()
  const plain = withoutTableKeyword(sql)
  const asWritten = dialects.parse(plain, 'databricks')
  const other = asWritten.ok ? plain : respelled(plain)
  const again = other === plain ? asWritten : dialects.parse(other, 'databricks')
  const parsed = again.ok ? again : asWritten
  if (!parsed.ok) return atToken(sql, parsed.offset, parsed.end)
  const [statement, ...more] = parsed.statements
  if (more.length > 0) return syntaxError(sql, ...secondStatement(sql))
  if (!statement || !isQuery(statement)) return atToken(sql, 0, 0)
  const { statement: named, voids } = nameResultColumns(statement, dialects)
  const rewritten = rewriteQuery(named, sql, context, { state, dialects, physicalName: (table) => engine.physicalName(table) })
  if (!('tree' in rewritten)) return rewritten
  let translated: string | undefined
  try {
    translated = translate(rewritten, dialects, (table) => engine.physicalName(table))
  } catch (problem) {
    if (!(problem instanceof CannotTranslate)) throw problem
    onLimit(problem)
    return notInSandbox('a query of this form')
  }
  if (translated === undefined) return notInSandbox('a query of this form')
  const outcome = await execute(translated, rewritten, voids, context, state, engine)
  if (outcome instanceof Error) {
    const known = duckDbFailure(outcome)
    if (known) return known
    onLimit(outcome)
    return notInSandbox('this query')
  }
  return outcome
}

async function execute(duckSql: string, rewritten: Rewritten, voids: ReadonlySet<number>, context: StatementContext, state: WorkspaceState, engine: EmbeddedEngine): Promise<StatementOutcome | Error> {
  try {
    await Promise.all([...rewritten.tables].map((table) => engine.ensure(table)))
    if (context.signal.aborted) return cancelled()
    return await engine.withConnection(context.signal, async (connection) => {
      for (const use of rewritten.informationSchema) await fillInformationSchema(connection, use, state, context.principal)
      const result = await engine.read(connection, duckSql)
      if (!result) return notInSandbox('a query of this form')
      if (result.rowCount > MOST_ROWS) return failed('UNSUPPORTED_FEATURE.SANDBOX', '54000', `The result has more than ${String(MOST_ROWS)} rows, which is the most that the sandbox workspace returns. Use LIMIT.`)
      const rows = await toRows(result, voids)
      return rows ? { ok: true, result: rows } : failed('UNSUPPORTED_FEATURE.SANDBOX', '54000', 'The result holds larger arrays than the sandbox workspace returns.')
    })
  } catch (problem) {
    if (context.signal.aborted) return cancelled()
    return problem instanceof Error ? problem : new Error(String(problem))
  }
}

/**
 * To DuckDB's SQL: the writer for Databricks first, then the translator, which makes every CAST a TRY_CAST; that is put
 * right in the tree of the result. On the way every table is looked at once more: nothing but the tables that were
 * resolved above may be read. Undefined when something else turned up.
 */
function translate(rewritten: Rewritten, dialects: Dialects, physicalName: (table: Table) => string): string | undefined {
  const parsed = dialects.parse(dialects.transpile(dialects.generate(rewritten.tree, 'databricks')), 'duckdb')
  const [statement, ...more] = parsed.ok ? parsed.statements : []
  if (!statement || more.length > 0 || !isQuery(statement)) return undefined
  const physical = new Set([...rewritten.tables].map(physicalName))
  for (const tree of everyTree(statement)) {
    const table = tableNode(tree)
    if (!table) continue
    const [schema, name] = [nameIn(table.schema), nameIn(table.name) ?? '']
    if (schema === PHYSICAL_SCHEMA ? !physical.has(name) : schema !== undefined || !rewritten.localNames.has(name.toLowerCase())) return undefined
  }
  return dialects.generate(strictCasts(statement) as Tree, 'duckdb')
}

function strictCasts(value: Json): Json {
  if (Array.isArray(value)) return value.map(strictCasts)
  if (!isTree(value)) return value
  const marked = nodeOf(value, 'function')
  if (marked && nameIn(marked.name)?.toUpperCase() === TRY_MARK && Array.isArray(marked.args)) {
    const inner = marked.args[0] ?? null
    const cast = nodeOf(inner, 'try_cast') ?? nodeOf(inner, 'cast')
    return cast ? { try_cast: everyChild(cast) } : strictCasts(inner)
  }
  const collection = unmarkedCollection(value)
  if (collection !== undefined) return everyChild(collection as Tree)
  const attempted = nodeOf(value, 'try_cast')
  return attempted ? { cast: everyChild(attempted) } : everyChild(value)
}
const everyChild = (tree: Tree): Tree => Object.fromEntries(Object.entries(tree).map(([key, item]) => [key, strictCasts(item)]))

/** `SELECT 1`, which every client asks first, is the same text in both dialects: it need not wait for the translator to load. */
function constantQuery(sql: string): string | undefined {
  const found = /^\s*select\s+(\d{1,9})(?:\s+as\s+([a-z_]\w*))?[\s;]*$/i.exec(sql)
  return found ? `SELECT ${found[1] ?? ''} AS "${found[2] ?? found[1] ?? ''}"` : undefined
}

/** The parser says roughly where; Databricks names the token there. */
function atToken(sql: string, offset: number, end: number): StatementOutcome {
  const lexed = lex(sql)
  if (!lexed.ok) return syntaxError(sql, lexed.offset, lexed.text)
  const covering = lexed.tokens.find((token) => token.offset >= offset || token.offset + token.text.length > offset)
  const hyphenated = covering && [covering.text, sql.charAt(covering.offset - 1)].includes('-') ? hyphenatedName(sql, covering.offset) : undefined
  if (covering && hyphenated !== undefined) return invalidIdentifier(sql, covering.text === '-' ? covering.offset : covering.offset - 1, hyphenated)
  const last = lexed.tokens.at(-2)
  // An error "at" the last token is most often one that something is missing after it.
  if (covering && last && covering.offset === last.offset && end >= last.offset + last.text.length && /^\w+$/.test(last.text)) return syntaxError(sql, sql.length, '')
  return syntaxError(sql, covering?.offset ?? sql.length, covering?.text ?? '')
}

/** Where a second statement begins: Databricks takes one at a time. */
function secondStatement(sql: string): [offset: number, token: string] {
  const lexed = lex(sql)
  const tokens = lexed.ok ? lexed.tokens : []
  const at = tokens.findIndex((token) => token.kind === 'symbol' && token.text === ';')
  const next = tokens[at + 1]
  return next ? [next.offset, next.text] : [sql.length, '']
}
