import { catalogNamed, fold, schemaNamed } from '../state/lookup'
import type { WorkspaceState } from '../state/model'
import { createAccess } from '../unity-catalog/access'
import { isInformationSchema } from '../unity-catalog/information-schema-objects'
import type { Command } from './command'
import { change, mayCreateView, storeView, viewToAlter } from './commands/change'
import { describe } from './commands/describe'
import { describeMore } from './commands/describe-more'
import { done, table } from './commands/results'
import { changeSession } from './commands/session'
import { show } from './commands/show'
import { showMore } from './commands/show-more'
import { alterTable } from './commands/alter-table'
import { changeRows } from './commands/rows'
import { createTable } from './commands/tables'
import { changeVolumes } from './commands/volumes'
import type { StatementContext, StatementEngine, StatementOutcome } from './engine'
import { cancelled, failed, noSuchCatalog, notInSandbox, obstacleFailure, schemaNotFound, syntaxError } from './failures'
import { parseCommand } from './parse-command'
import { loadDialects } from './query/dialects'
import { EmbeddedEngine } from './query/duckdb'
import { runQuery } from './query/run-query'

const PRELOAD_AFTER_MS = 300

export interface StatementEngineOptions {
  /** The clock for what statements create. */
  now?: () => number
  /** Told of what the sandbox could not do and should: for its log and its tests. */
  onLimit?: (problem: unknown, statement: string) => void
}

/**
 * The sandbox's SQL. Starts the embedded engine and the translator at once, in the background, so that the first
 * statement finds them ready. Safe for any number of statements at a time; `close` frees the memory.
 */
export function createStatementEngine(state: WorkspaceState, options: StatementEngineOptions = {}): StatementEngine {
  const now = options.now ?? Date.now
  const embedded = new EmbeddedEngine()
  // A failure to load shows at the first statement that needs it. Loading the translator holds up everything for a fifth
  // of a second: it waits until the embedded engine is there and the first callers have been let in.
  let closed = false
  let later: NodeJS.Timeout | undefined
  const preload = (): void => void loadDialects().catch(() => undefined)
  void embedded.start().then(
    () => {
      if (!closed) later = setTimeout(preload, PRELOAD_AFTER_MS).unref()
    },
    () => undefined,
  )

  const query = (sql: string, context: StatementContext): Promise<StatementOutcome> => runQuery(sql, context, state, embedded, (problem) => options.onLimit?.(problem, sql))

  async function run(command: Command, sql: string, context: StatementContext): Promise<StatementOutcome> {
    switch (command.kind) {
      case 'query':
        return query(sql, context)
      case 'empty':
        return syntaxError(sql, sql.length, '')
      case 'unsupported':
        return notInSandbox(command.what)
      case 'use':
        return use(command, context, state)
      case 'describe-query': {
        const result = await query(command.query, context)
        return result.ok ? table(['col_name', 'data_type', 'comment'], result.result.columns.map((column) => [column.name, column.type.toLowerCase(), null])) : result
      }
      case 'create-table':
        return createTable(command, context, state, now(), (text) => query(text, context))
      case 'execute-immediate':
        return execute(command.sql, context)
      case 'deny':
        return failed('UC_COMMAND_NOT_SUPPORTED.WITHOUT_RECOMMENDATION', '0AKUC', 'The command(s): DENY are not supported in Unity Catalog.')
      case 'alter-view': {
        const former = viewToAlter(command.name, context, state)
        if ('ok' in former) return former
        const { comment } = former
        return run({ kind: 'create-view', name: command.name, ifNotExists: false, orReplace: true, columns: [], ...(comment === undefined ? {} : { comment }), query: command.query }, sql, context)
      }
      case 'create-view': {
        const settled = mayCreateView(command, context, state)
        if (settled) return settled
        const tried = await query(command.query, context)
        if (!tried.ok) return tried
        const columns = tried.result.columns.map((column) => ({ name: column.name, type: column.type.toLowerCase(), nullable: true }))
        return storeView(command, columns, context, state, now())
      }
      default:
        return (
          (await changeSession(command, context, state, (text) => query(text, context))) ??
          show(command, context, state) ??
          showMore(command, context, state) ??
          describe(command, context, state) ??
          describeMore(command, context, state) ??
          (await changeRows(command, context, state, now(), (text) => query(text, context))) ??
          alterTable(command, context, state, now()) ??
          changeVolumes(command, context, state) ??
          change(command, context, state, now()) ??
          notInSandbox(command.kind)
        )
    }
  }

  async function execute(statement: string, context: StatementContext): Promise<StatementOutcome> {
    if (context.signal.aborted) return cancelled()
    const parsed = parseCommand(statement, context.parameters)
    if (!parsed.ok) return parsed
    try {
      return await run(parsed.command, statement, context)
    } catch (problem) {
      options.onLimit?.(problem, statement)
      // A bug of the sandbox must not take its server down: it is answered as Databricks answers its own.
      return failed('INTERNAL_ERROR', 'XX000', 'The sandbox workspace failed on this statement.')
    }
  }

  return {
    execute,
    close() {
      closed = true
      clearTimeout(later)
      return embedded.close()
    },
  }
}

/** Changes the session. A catalog must exist and be usable; a schema must exist, and be usable for whoever is told that it exists. */
function use(command: Extract<Command, { kind: 'use' }>, context: StatementContext, state: WorkspaceState): StatementOutcome {
  const access = createAccess(state, context.principal)
  const catalog = fold(command.target === 'catalog' ? (command.name[0] ?? '') : (command.name.at(-2) ?? context.catalog))
  if (command.target === 'catalog') {
    const way = access.reachCatalog(catalog)
    if (!way.ok) return obstacleFailure(way.obstacle)
    context.catalog = catalog
    context.schema = 'default'
    return done()
  }
  const schema = fold(command.name.at(-1) ?? '')
  const way = access.reachSchema(catalog, schema)
  if (!way.ok) return obstacleFailure(way.obstacle)
  if (!catalogNamed(state, catalog)) return noSuchCatalog(catalog)
  if (!isInformationSchema(schema) && !schemaNamed(state, catalog, schema)) return schemaNotFound(catalog, schema)
  context.catalog = catalog
  context.schema = schema
  return done()
}
