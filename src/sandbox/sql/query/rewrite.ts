import { catalogNamed, schemaNamed } from '../../state/lookup'
import type { Table, WorkspaceState } from '../../state/model'
import { createAccess, type Access } from '../../unity-catalog/access'
import { databricksArithmetic } from './arithmetic'
import { informationSchemaViews, isInformationSchema } from '../../unity-catalog/information-schema-objects'
import { columnNode, identifierParts, joinKind, plainSelect, quantifiedLike, withColumnNames } from './clauses'
import { markedCollection } from './collections'
import { CastParameter, type StatementContext } from '../engine'
import { parseType } from '../types'
import { backTicked, failed, insufficient, notInSandbox, obstacleFailure, syntaxError, tableNotFound, type Failed } from '../failures'
import type { Dialects } from './dialects'
import { engineName, isForeignFunction, isTableFunction, noSuchRoutine, noSuchTableFunction } from './functions'
import { tableAsSeen } from './hidden-data'
import { parameterLiteral } from './parameters'
import { sessionFunction } from './session-functions'
import { standIn } from './stand-ins'
import { tableAsOf } from '../table-versions'
import { AT_VERSION, timeTravel } from './time-travel'
import { call, identifier, isTree, nameIn, nodeOf, tableNode, type Json, type Tree } from './syntax-tree'

/** A relation of `information_schema` that the query reads; filled for this caller when the query runs. */
export interface InformationSchemaUse {
  relation: string
  catalog: string
  view: string
}
export interface Rewritten {
  tree: Tree
  /** Tables whose physical counterpart must exist. */
  tables: Set<Table>
  informationSchema: InformationSchemaUse[]
  /** Names that the query may use without qualification. */
  localNames: Set<string>
}
export interface RewriteTools {
  state: WorkspaceState
  dialects: Dialects
  /** Where the rows of a table are, or will be. */
  physicalName(table: Table): string
}

/** Holds TRY_CAST through the translation, which turns every CAST into one. */
export const TRY_MARK = 'UC_TRY'
export const PHYSICAL_SCHEMA = 'uc'

/** Ends a rewrite with what the caller gets to read. Never leaves this folder. */
export class Refused extends Error {
  constructor(readonly failure: Failed) {
    super('refused')
  }
}

const QUERIES = ['select', 'union', 'intersect', 'except', 'values', 'subquery'] as const
const FILE_FORMATS = new Set(['parquet', 'delta', 'csv', 'json', 'text', 'orc', 'avro', 'binaryfile', 'xml'])
/** Databricks takes them either way, the embedded engine only so. */
const WITHOUT_PARENTHESES = new Set(['current_timestamp', 'current_date', 'localtimestamp'])
const DEEPEST_VIEW = 30

/** Whose rights count, and where names without catalog or schema belong: the caller's, or a view owner's. */
interface Reading {
  access: Access
  catalog: string
  schema: string
  /** The text that positions refer to; none inside views. */
  source?: string
  depth: number
}
interface Relation {
  catalog: string
  schema: string
  name: string
}

/** What a single statement must be to reach the engine. */
export const isQuery = (statement: Tree | undefined): boolean => statement !== undefined && QUERIES.some((kind) => nodeOf(statement, kind) !== undefined)

/**
 * Resolves every name of a query as the caller and checks their rights; tables become their physical counterparts,
 * views the query behind them read with their owner's rights, session functions their values, parameters literals.
 */
export function rewriteQuery(statement: Tree, source: string, context: StatementContext, tools: RewriteTools): Rewritten | Failed {
  const rewriter = new Rewriter(context, tools)
  const reading: Reading = { access: createAccess(tools.state, context.principal), catalog: context.catalog, schema: context.schema, source, depth: 0 }
  try {
    const tree = rewriter.visit(statement, reading, new Set()) as Tree
    return { tree, tables: rewriter.tables, informationSchema: rewriter.informationSchema, localNames: rewriter.localNames }
  } catch (refused) {
    if (refused instanceof Refused) return refused.failure
    throw refused
  }
}

class Rewriter {
  readonly tables = new Set<Table>()
  readonly informationSchema: InformationSchemaUse[] = []
  readonly localNames = new Set<string>()
  readonly #relations: Relation[] = []
  #placeholders = 0

  constructor(
    private readonly context: StatementContext,
    private readonly tools: RewriteTools,
  ) {}

  visit(value: Json, reading: Reading, ctes: ReadonlySet<string>): Json {
    if (Array.isArray(value)) return value.map((item) => this.visit(item, reading, ctes))
    if (!isTree(value)) return value
    const table = tableNode(value)
    if (table) return this.table(table, reading, ctes)
    const select = nodeOf(value, 'select')
    if (select) return { select: this.visit(plainSelect(select), reading, ctes) }
    const likes = quantifiedLike(value)
    if (likes !== undefined) return this.visit(likes, reading, ctes)
    const named = nodeOf(value, 'method_call')
    if (named && nameIn(named.method)?.toLowerCase() === 'identifier') return this.identifiedColumn(flatten(named.this) ?? [], named.args, reading, ctes)
    const path = named && flatten(named.this)
    if (named && path) throw new Refused(noSuchRoutine(...path, nameIn(named.method) ?? ''))
    const called = nodeOf(value, 'function')
    if (called) {
      if (nameIn(called.name)?.toLowerCase() === 'identifier') return this.identifiedColumn([], called.args, reading, ctes)
      const scalar = this.scalar(called, reading, ctes)
      return markedCollection(scalar) ?? standIn(scalar) ?? scalar
    }
    const aggregate = nodeOf(value, 'aggregate_function')
    if (aggregate && isForeignFunction(nameIn(aggregate.name) ?? '')) throw new Refused(noSuchRoutine(nameIn(aggregate.name) ?? ''))
    const attempted = nodeOf(value, 'try_cast')
    if (attempted) return call(TRY_MARK, [{ cast: this.children(attempted, reading, ctes) }])
    const dotted = value.dot === undefined ? undefined : this.qualifiedColumn(value)
    if (dotted) return dotted
    const star = nodeOf(value, 'star')
    if (star) return { star: this.star(star) }
    const parameter = nodeOf(value, 'parameter')
    if (parameter) return this.parameter(nameIn(parameter.name) ?? '')
    if ('placeholder' in value && Object.keys(value).length === 1) return this.parameter(String((this.#placeholders += 1)))
    if (isTree(value.into)) throw new Refused(syntaxError(reading.source ?? '', (reading.source ?? '').search(/\binto\b/i), 'INTO'))
    const rewritten = this.children(value, reading, ctes)
    return databricksArithmetic(rewritten) ?? standIn(rewritten) ?? rewritten
  }

  /** `WITH` comes first, for its names hold in the rest; then FROM, so that columns find their tables. */
  private children(tree: Tree, reading: Reading, outer: ReadonlySet<string>): Tree {
    const ctes = new Set(outer)
    const result: Tree = {}
    const list = isTree(tree.with) && Array.isArray(tree.with.ctes) ? tree.with.ctes : undefined
    if (list && isTree(tree.with)) {
      const recursive = tree.with.recursive === true
      const visited = list.map((cte) => {
        if (!isTree(cte)) return cte
        const name = (nameIn(cte.alias) ?? '').toLowerCase()
        if (recursive) ctes.add(name)
        const seen = this.visit(cte, reading, ctes)
        ctes.add(name)
        this.localNames.add(name)
        return seen
      })
      result.with = { ...tree.with, ctes: visited }
    }
    if (isTree(tree.from) && Array.isArray(tree.from.expressions)) {
      result.from = { ...tree.from, expressions: tree.from.expressions.map((item) => this.relation(item, reading, ctes)) }
    }
    if (Array.isArray(tree.joins)) {
      result.joins = tree.joins.map((join) => (isTree(join) && join.this !== undefined ? { ...this.children({ ...join, this: null }, reading, ctes), kind: joinKind(join.kind), this: this.relation(join.this, reading, ctes) } : join))
    }
    const rest: Tree = {}
    for (const [key, item] of Object.entries(tree)) rest[key] = key in result ? (result[key] ?? null) : this.visit(item, reading, ctes)
    return rest
  }

  /** What stands in FROM or JOIN: there a function is a table function. */
  private relation(item: Json, reading: Reading, ctes: ReadonlySet<string>): Json {
    const alias = nodeOf(item, 'alias')
    const lateral = nodeOf(item, 'lateral')
    const inner = alias?.this ?? lateral?.this
    const values = nodeOf(item, 'values')
    if (values && !isTree(values.alias)) return this.visit(withColumnNames(values), reading, ctes)
    const called = nodeOf(inner ?? item, 'function')
    if (!called) return this.visit(item, reading, ctes)
    const name = nameIn(called.name) ?? ''
    if (name.toLowerCase() === 'identifier') return this.identifierClause(called, nameIn(alias?.alias), reading, ctes)
    if (!isTableFunction(name)) throw new Refused(noSuchTableFunction(name))
    const args = this.visit(called.args ?? [], reading, ctes)
    const rewritten = { function: { ...called, args } }
    const isRange = name.toLowerCase() === 'range'
    if (alias) {
      const columns = isRange && Array.isArray(alias.column_aliases) && alias.column_aliases.length === 0 ? [identifier('id')] : (alias.column_aliases ?? [])
      return { alias: { ...alias, this: rewritten, column_aliases: columns } }
    }
    if (isRange && !lateral) return this.tools.dialects.aliased(rewritten, 'range', ['id'])
    return lateral ? { lateral: { ...lateral, this: rewritten } } : rewritten
  }

  private identifierClause(called: Tree, alias: string | undefined, reading: Reading, ctes: ReadonlySet<string>): Json {
    const argument = Array.isArray(called.args) ? this.visit(called.args[0] ?? null, reading, ctes) : null
    const parts = identifierParts(argument)
    if (!Array.isArray(parts)) throw new Refused(parts)
    return this.resolve(parts, alias, undefined, reading, ctes)
  }

  /** `IDENTIFIER('column')`, also after a table's name. */
  private identifiedColumn(before: readonly string[], args: Json | undefined, reading: Reading, ctes: ReadonlySet<string>): Json {
    const parts = identifierParts(this.visit(Array.isArray(args) ? (args[0] ?? null) : null, reading, ctes))
    if (!Array.isArray(parts)) throw new Refused(parts)
    return this.visit(columnNode([...before, ...parts]), reading, ctes)
  }

  private scalar(called: Tree, reading: Reading, ctes: ReadonlySet<string>): Tree {
    const name = (nameIn(called.name) ?? '').toLowerCase()
    const args = Array.isArray(called.args) ? called.args : []
    const value = sessionFunction(name, args, this.tools.state, this.context)
    if (value !== undefined) return value
    if (isForeignFunction(name)) throw new Refused(noSuchRoutine(name))
    const bare = args.length === 0 && WITHOUT_PARENTHESES.has(name)
    return { function: { ...this.children(called, reading, ctes), name: engineName(nameIn(called.name) ?? ''), no_parens: bare || called.no_parens === true } }
  }

  private parameter(name: string): Json {
    const bound = this.context.parameters?.[name]
    if (bound instanceof CastParameter && parseType(bound.type.toLowerCase()) === undefined) throw new Refused(failed('UNSUPPORTED_DATATYPE', '0A000', `Unsupported data type "${bound.type}".`))
    const literal = parameterLiteral(name, this.context.parameters, this.tools.dialects)
    if (literal === undefined) {
      throw new Refused(failed('UNBOUND_SQL_PARAMETER', '42P02', `Found the unbound parameter: ${name}. Please, fix \`args\` and provide a mapping of the parameter to either a SQL literal or collection constructor functions.`))
    }
    return literal
  }

  private table(table: Tree, reading: Reading, ctes: ReadonlySet<string>): Json {
    const [catalog, schema, name] = [nameIn(table.catalog), nameIn(table.schema), nameIn(table.name) ?? '']
    const parts = [...(catalog?.split('.') ?? []), ...(schema === undefined ? [] : [schema]), name]
    return this.resolve(parts, nameIn(table.alias), table, reading, ctes)
  }

  private resolve(parts: readonly string[], alias: string | undefined, written: Tree | undefined, reading: Reading, ctes: ReadonlySet<string>): Json {
    const at = reading.source === undefined ? undefined : place(written, reading.source)
    const name = parts.at(-1) ?? ''
    if (parts.length === 1 && ctes.has(name.toLowerCase())) return { table: written ?? this.tableTemplate(name) }
    const temporary = parts.length === 1 && reading.depth === 0 ? this.context.memory?.temporaryViews.get(name.toLowerCase()) : undefined
    if (temporary) return this.view({ ...temporary, viewText: temporary.query, owner: this.context.principal }, alias ?? name, reading)
    if (parts.length > 3) throw new Refused(tableNotFound(parts, at))
    const catalog = parts.length === 3 ? (parts[0] ?? '') : reading.catalog
    const schema = parts.length === 1 ? reading.schema : (parts.at(-2) ?? '')
    if (parts.length === 2 && FILE_FORMATS.has(schema.toLowerCase()) && name.includes('/')) throw new Refused(insufficient('User does not have permission SELECT on any file.'))
    const visibleAs = alias ?? name
    if (alias === undefined) this.#relations.push({ catalog: catalog.toLowerCase(), schema: schema.toLowerCase(), name: name.toLowerCase() })

    const { state } = this.tools
    const schemaExists = isInformationSchema(schema) || schemaNamed(state, catalog, schema) !== undefined
    if (catalogNamed(state, catalog) && !schemaExists && reading.access.reachCatalog(catalog).ok) throw new Refused(tableNotFound(parts, at))
    if (isInformationSchema(schema)) return this.systemView(catalog, name, parts, visibleAs, written, reading, at)
    const found = reading.access.reachTable(catalog, schema, name.replace(AT_VERSION, ''))
    if (!found.ok) throw new Refused(found.obstacle.kind === 'no-such-table' ? tableNotFound(parts, at) : obstacleFailure(found.obstacle, at))
    const table = found.value
    const asOf = written && timeTravel(written, name)
    if (table.viewText !== undefined && asOf !== undefined) throw new Refused(failed('UNSUPPORTED_FEATURE.TIME_TRAVEL', '0A000', `The feature is not supported: Time travel on the relation: ${backTicked(table.catalog, table.schema, table.name)}.`))
    if (table.viewText !== undefined && (table.kind === 'VIEW' || table.rows === undefined)) return this.view(table, visibleAs, reading)
    // Filters and masks look at who asks, also through a view.
    const then = asOf === undefined ? ({ ok: true, table } as const) : tableAsOf(table, asOf)
    if (!then.ok) throw new Refused(then)
    const seen = tableAsSeen(state, this.context.principal, then.table)
    this.tables.add(seen)
    return this.physical(written, PHYSICAL_SCHEMA, this.tools.physicalName(seen), visibleAs)
  }

  private systemView(catalog: string, name: string, parts: readonly string[], alias: string, written: Tree | undefined, reading: Reading, at?: { line: number; pos: number }): Json {
    const way = reading.access.reachCatalog(catalog)
    if (!way.ok) throw new Refused(obstacleFailure(way.obstacle, at))
    const view = name.toLowerCase()
    if (!(view in informationSchemaViews)) throw new Refused(tableNotFound(parts, at))
    const relation = `__uc_information_schema_${String(this.informationSchema.length)}`
    this.informationSchema.push({ relation, catalog: way.value.name, view })
    this.localNames.add(relation)
    return this.physical(written, undefined, relation, alias)
  }

  private view(table: Pick<Table, 'name' | 'viewText' | 'owner' | 'catalog' | 'schema' | 'columns'>, alias: string, reading: Reading): Json {
    if (reading.depth >= DEEPEST_VIEW) throw new Refused(failed('VIEW_EXCEED_MAX_NESTED_DEPTH', '54K00', `The depth of view \`${table.name}\` exceeds the maximum view resolution depth (${String(DEEPEST_VIEW)}).`))
    const parsed = this.tools.dialects.parse(table.viewText ?? '', 'databricks')
    const query = parsed.ok ? parsed.statements[0] : undefined
    if (!query || !isQuery(query)) throw new Refused(notInSandbox(`the definition of view ${table.name}`))
    const owned: Reading = { access: createAccess(this.tools.state, table.owner), catalog: table.catalog, schema: table.schema, depth: reading.depth + 1 }
    return this.tools.dialects.subquery(this.visit(query, owned, new Set()) as Tree, alias, table.columns.map((column) => column.name))
  }

  private physical(written: Tree | undefined, schema: string | undefined, name: string, alias: string): Json {
    return {
      table: { ...(written ?? this.tableTemplate(name)), version: null, when: null, catalog: null, schema: schema === undefined ? null : identifier(schema), name: identifier(name), alias: identifier(alias) },
    }
  }

  private tableTemplate(name: string): Tree {
    return {
      name: identifier(name), schema: null, catalog: null, alias: null, alias_explicit_as: true, column_aliases: [], trailing_comments: [],
      when: null, only: false, final_: false, hints: [],
    }
  }

  /** `schema.table.column` and `catalog.schema.table.column` of a table in the query, as `table.column`. */
  private qualifiedColumn(value: Tree): Json | undefined {
    const parts = flatten(value)
    const relation = parts && this.#relations.find((one) => prefixLength(one, parts) > 0)
    if (!parts || !relation) return undefined
    const skip = prefixLength(relation, parts)
    const [table, column, ...fields] = parts.slice(skip - 1)
    if (table === undefined || column === undefined) return undefined
    const base: Json = { column: { name: identifier(column), table: identifier(table), join_mark: false, trailing_comments: [] } }
    return fields.reduce<Json>((inner, field) => ({ dot: { this: inner, field: identifier(field) } }), base)
  }

  private star(star: Tree): Tree {
    const qualifier = nameIn(star.table)?.toLowerCase().split('.')
    if (!qualifier || qualifier.length < 2) return star
    const relation = this.#relations.find((one) => prefixLength(one, [...qualifier, '*']) > 0)
    return relation ? { ...star, table: identifier(relation.name) } : star
  }
}

/** How many leading parts of a column's name are the table's own full name. */
function prefixLength(relation: Relation, parts: readonly string[]): number {
  const full = [relation.catalog, relation.schema, relation.name]
  for (const own of [full, full.slice(1)]) {
    if (parts.length > own.length && own.every((part, index) => part === parts[index]?.toLowerCase())) return own.length
  }
  return 0
}

function flatten(value: Json | undefined): string[] | undefined {
  const dot = nodeOf(value, 'dot')
  if (dot) {
    const [head, field] = [flatten(dot.this), nameIn(dot.field)]
    return head && field !== undefined ? [...head, field] : undefined
  }
  const column = nodeOf(value, 'column')
  const name = nameIn(column?.name)
  if (!column || name === undefined) return undefined
  const table = nameIn(column.table)
  return table === undefined ? [name] : [...table.split('.'), name]
}

/** Spark counts lines from 1 and positions from 0. */
function place(table: Tree | undefined, source: string): { line: number; pos: number } | undefined {
  const first = [table?.catalog, table?.schema, table?.name].find((part) => isTree(part))
  const span = isTree(first) && isTree(first.span) ? first.span.start : undefined
  if (typeof span !== 'number') return undefined
  const before = [...source].slice(0, span).join('')
  return { line: before.split('\n').length, pos: before.length - (before.lastIndexOf('\n') + 1) }
}
