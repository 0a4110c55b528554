import { fold, locationNamed, tableNamed } from '../../state/lookup'
import type { Column, Table, WorkspaceState } from '../../state/model'
import { createAccess } from '../../unity-catalog/access'
import { changeGrants } from '../../unity-catalog/grants'
import { isInformationSchema } from '../../unity-catalog/information-schema-objects'
import { changeComment, changeOwner, createCatalog, createSchema, dropCatalog, dropSchema, isObjectName, type Changed } from '../../unity-catalog/objects'
import type { Command } from '../command'
import type { StatementContext, StatementOutcome } from '../engine'
import { failed, grantFailure, objectFailure, obstacleFailure, tableNotFound, unauthorized, type Failed } from '../failures'
import { changeOther } from './change-other'
import { schemaName, securableKey, tableName } from './names'
import { done } from './results'

/** Statements that change the state, but for views with their queries. The clock is given, so that tests don't depend on it. */
export function change(command: Command, context: StatementContext, state: WorkspaceState, now: number): StatementOutcome | undefined {
  switch (command.kind) {
    case 'grant':
    case 'revoke': {
      const changes = { principal: command.principal, add: command.kind === 'grant' ? command.privileges : [], remove: command.kind === 'revoke' ? command.privileges : [] }
      const changed = changeGrants(state, context.principal, command.on.type, securableKey(command.on, context), [changes])
      return changed.ok ? done() : grantFailure(changed.problem)
    }
    case 'change-other':
      // A location with a place to store at is one of the workspace's own; the others are there to be granted on.
      if (command.type === 'EXTERNAL_LOCATION' && locationNamed(state, command.name[0] ?? '')) {
        return change({ kind: command.add ? 'grant' : 'revoke', privileges: command.privileges, on: { type: command.type, name: command.name }, principal: command.principal }, context, state, now)
      }
      return changeOther(command, context, state)
    case 'create-catalog':
      return tolerating(createCatalog(state, context.principal, command, now), command.ifNotExists, 'exists')
    case 'create-schema': {
      const { catalog, schema } = schemaName(command.name, context)
      return tolerating(createSchema(state, context.principal, catalog, { ...command, name: schema }, now), command.ifNotExists, 'exists')
    }
    case 'drop-schema': {
      const { catalog, schema } = schemaName(command.name, context)
      return tolerating(dropSchema(state, context.principal, catalog, schema, command.cascade), command.ifExists, 'no-such-schema')
    }
    case 'drop-catalog':
      return tolerating(dropCatalog(state, context.principal, fold(command.name), command.cascade), command.ifExists, 'no-such-catalog')
    case 'set-owner':
      return outcomeOf(changeOwner(state, context.principal, command.on.type, securableKey(command.on, context), command.principal))
    case 'set-comment':
      return outcomeOf(changeComment(state, context.principal, command.on.type, securableKey(command.on, context), command.comment))
    default:
      return undefined
  }
}

const outcomeOf = (changed: Changed<unknown>): StatementOutcome => (changed.ok ? done() : objectFailure(changed.problem))

/** IF EXISTS and IF NOT EXISTS forgive one thing, and never a missing right. */
function tolerating(changed: Changed<unknown>, forgive: boolean, what: 'exists' | 'no-such-schema' | 'no-such-catalog'): StatementOutcome {
  if (changed.ok || !forgive) return outcomeOf(changed)
  const { problem } = changed
  const kind = problem.kind === 'obstacle' ? problem.obstacle.kind : problem.kind
  return kind === what ? done() : objectFailure(problem)
}

/** Stores a view whose query has been tried: its columns come from the result. */
export function storeView(command: Extract<Command, { kind: 'create-view' }>, columns: Column[], context: StatementContext, state: WorkspaceState, now: number): StatementOutcome {
  const refused = mayCreateView(command, context, state)
  if (refused) return refused
  const { catalog, schema, table: name } = tableName(command.name, context)
  const existing = tableNamed(state, catalog, schema, name)
  if (existing) state.tables = state.tables.filter((one) => one !== existing)
  if (command.columns.length > 0 && command.columns.length !== columns.length) {
    return failed('CREATE_VIEW_COLUMN_ARITY_MISMATCH.NOT_ENOUGH_DATA_COLUMNS', '21S01', `Cannot create view \`${name}\`: the number of columns does not match its query.`)
  }
  state.tables.push({
    catalog, schema, name, kind: 'VIEW', format: 'UNKNOWN', owner: existing?.owner ?? context.principal, comment: command.comment, viewText: command.query,
    columns: columns.map((column, index) => renamed(column, command.columns[index])), createdAt: now, createdBy: context.principal,
  })
  return done()
}

const renamed = (column: Column, as: { name: string; comment?: string } | undefined): Column =>
  as === undefined ? column : { ...column, name: as.name, ...(as.comment === undefined ? {} : { comment: as.comment }) }

/** The view that ALTER VIEW gives another query, or why not. Only its owner may: `storeView` looks. */
export function viewToAlter(name: readonly string[], context: StatementContext, state: WorkspaceState): Table | Failed {
  const { catalog, schema, table } = tableName([...name], context)
  const way = createAccess(state, context.principal).reachSchema(catalog, schema)
  if (!way.ok) return way.obstacle.kind === 'no-such-schema' ? tableNotFound(name) : obstacleFailure(way.obstacle)
  const found = tableNamed(state, catalog, schema, table)
  if (!found) return tableNotFound(name)
  return found.kind === 'VIEW' ? found : failed('EXPECT_VIEW_NOT_TABLE.NO_ALTERNATIVE', '42809', `'ALTER VIEW ... AS' expects a view but \`${catalog}\`.\`${schema}\`.\`${table}\` is a table.`)
}

/** The refusal, or nothing when the view or table may be made. An existing one under IF NOT EXISTS counts as made. */
export const mayCreateView = (command: Extract<Command, { kind: 'create-view' }>, context: StatementContext, state: WorkspaceState): StatementOutcome | undefined =>
  mayCreate(command, isObjectName(tableName(command.name, context).table), context, state)

export function mayCreate(command: Extract<Command, { kind: 'create-view' | 'create-table' }>, goodName: boolean, context: StatementContext, state: WorkspaceState): StatementOutcome | undefined {
  const { catalog, schema, table: name } = tableName(command.name, context)
  const access = createAccess(state, context.principal)
  const way = access.reachSchema(catalog, schema)
  if (!way.ok) return obstacleFailure(way.obstacle)
  const allowed = access.owns(way.value.owner) || access.holds('SCHEMA', `${catalog}.${schema}`, 'CREATE TABLE') || access.holds('CATALOG', catalog, 'CREATE TABLE')
  if (!allowed || isInformationSchema(schema)) return unauthorized(`User does not have CREATE TABLE on Schema '${catalog}.${schema}'.`)
  if (!goodName) return objectFailure({ kind: 'bad-name', what: 'Schema', name })
  const existing = tableNamed(state, catalog, schema, name)
  if (!existing) return undefined
  if (command.ifNotExists) return done()
  if (!command.orReplace || (existing.kind === 'VIEW') !== (command.kind === 'create-view')) {
    return failed('TABLE_OR_VIEW_ALREADY_EXISTS', '42P07', `Cannot create table or view \`${catalog}\`.\`${schema}\`.\`${name}\` because it already exists. Choose a different name, drop or replace the existing object, or add the IF NOT EXISTS clause to tolerate pre-existing objects.`)
  }
  return access.owns(existing.owner) ? undefined : unauthorized(`User does not have MANAGE on Table '${catalog}.${schema}.${name}'.`)
}
