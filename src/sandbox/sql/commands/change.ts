import { catalogNamed, fold, schemaNamed, tableNamed } from '../../state/lookup'
import type { Column, WorkspaceState } from '../../state/model'
import { createAccess } from '../../unity-catalog/access'
import { changeGrants, locate } from '../../unity-catalog/grants'
import { isInformationSchema } from '../../unity-catalog/information-schema-objects'
import { canonicalPrincipal } from '../../unity-catalog/principals'
import type { Command } from '../command'
import type { StatementContext, StatementOutcome } from '../engine'
import { changeFailure, failed, grantFailure, obstacleFailure, schemaNotFound, tableNotFound, unauthorized } from '../failures'
import { changeOther } from './change-other'
import { schemaName, securableKey, tableName } from './names'
import { done } from './results'

/** Letters, digits, hyphens and nearly all else may be in a name, but not these. */
const FORBIDDEN = /[ ./\u0000-\u001f\u007f]/u

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
      return changeOther(command, context, state)
    case 'create-catalog':
      return createCatalog(command, context, state, now)
    case 'create-schema':
      return createSchema(command, context, state, now)
    case 'drop-schema':
      return dropSchema(command, context, state)
    case 'drop-catalog':
      return dropCatalog(command, context, state)
    case 'drop-view': {
      const { catalog, schema, table } = tableName(command.name, context)
      const found = tableNamed(state, catalog, schema, table)
      if (!found) return command.ifExists ? done() : tableNotFound(command.name)
      if (found.kind !== 'VIEW') return failed('EXPECT_VIEW_NOT_TABLE.NO_ALTERNATIVE', '42809', `'DROP VIEW' expects a view but \`${catalog}\`.\`${schema}\`.\`${table}\` is a table.`)
      if (!createAccess(state, context.principal).canManage('TABLE', `${catalog}.${schema}.${table}`)) return unauthorized(`User is not an owner of Table '${catalog}.${schema}.${table}'.`)
      state.tables = state.tables.filter((one) => one !== found)
      forget(state, `${catalog}.${schema}.${table}`)
      return done()
    }
    case 'set-owner': {
      const key = securableKey(command.on, context)
      const where = locate(state, command.on.type, key)
      if (!where.ok) return obstacleFailure(where.obstacle)
      const owner = canonicalPrincipal(state, command.principal)
      if (owner === undefined) return grantFailure({ kind: 'no-such-principal', principal: command.principal })
      const access = createAccess(state, context.principal)
      if (!access.canManage(command.on.type, key)) return changeFailure({ kind: 'denied', privilege: 'MANAGE', object: objectWord[command.on.type], name: key })
      const [catalog = '', schema = '', table = ''] = key.split('.')
      const target = { METASTORE: state.metastore, CATALOG: catalogNamed(state, catalog), SCHEMA: schemaNamed(state, catalog, schema), TABLE: tableNamed(state, catalog, schema, table) }[command.on.type]
      if (target) target.owner = owner
      return done()
    }
    default:
      return undefined
  }
}

const objectWord = { METASTORE: 'Metastore', CATALOG: 'Catalog', SCHEMA: 'Schema', TABLE: 'Table' } as const

const badName = (name: string): StatementOutcome => failed('INVALID_PARAMETER_VALUE', '22023', `Invalid input: RPC CreateSchema Field managedcatalog.SchemaInfo.name: name "${name}" is not a valid name.`)

function createCatalog(command: Extract<Command, { kind: 'create-catalog' }>, context: StatementContext, state: WorkspaceState, now: number): StatementOutcome {
  const access = createAccess(state, context.principal)
  const name = fold(command.name)
  // Without the right, IF NOT EXISTS does not help: Databricks looks at the right first.
  if (!access.metastoreAdmin && !access.holds('METASTORE', '', 'CREATE CATALOG')) return unauthorized(`User does not have CREATE CATALOG on Metastore '${state.metastore?.name ?? ''}'.`)
  if (FORBIDDEN.test(name)) return badName(name)
  if (catalogNamed(state, name)) return command.ifNotExists ? done() : failed('CATALOG_ALREADY_EXISTS', '42710', `Catalog '${name}' already exists.`)
  const made = { owner: context.principal, createdAt: now, createdBy: context.principal }
  state.catalogs.push({ name, type: 'MANAGED_CATALOG', isolation: 'OPEN', boundTo: [], comment: command.comment, ...made })
  state.schemas.push({ catalog: name, name: 'default', comment: 'Default schema (auto-created)', ...made })
  return done()
}

function createSchema(command: Extract<Command, { kind: 'create-schema' }>, context: StatementContext, state: WorkspaceState, now: number): StatementOutcome {
  const { catalog, schema } = schemaName(command.name, context)
  const access = createAccess(state, context.principal)
  const way = access.reachCatalog(catalog)
  if (!way.ok) return obstacleFailure(way.obstacle)
  if (!access.owns(way.value.owner) && !access.holds('CATALOG', catalog, 'CREATE SCHEMA')) return unauthorized(`User does not have CREATE SCHEMA on Catalog '${catalog}'.`)
  if (FORBIDDEN.test(schema)) return badName(schema)
  if (schemaNamed(state, catalog, schema) || isInformationSchema(schema)) {
    return command.ifNotExists ? done() : failed('SCHEMA_ALREADY_EXISTS', '42P06', `Cannot create schema \`${catalog}\`.\`${schema}\` because it already exists. Choose a different name, drop the existing schema, or add the IF NOT EXISTS clause to tolerate pre-existing schema.`)
  }
  state.schemas.push({ catalog, name: schema, owner: context.principal, comment: command.comment, createdAt: now, createdBy: context.principal })
  return done()
}

function dropSchema(command: Extract<Command, { kind: 'drop-schema' }>, context: StatementContext, state: WorkspaceState): StatementOutcome {
  const { catalog, schema } = schemaName(command.name, context)
  const access = createAccess(state, context.principal)
  const way = access.reachCatalog(catalog)
  if (!way.ok) return obstacleFailure(way.obstacle)
  const found = schemaNamed(state, catalog, schema)
  if (!found) return command.ifExists ? done() : schemaNotFound(catalog, schema)
  if (!access.canManage('SCHEMA', `${catalog}.${schema}`)) return unauthorized(`User is not an owner of Schema '${catalog}.${schema}'.`)
  if (!command.cascade && state.tables.some((one) => one.catalog === catalog && one.schema === schema)) {
    return failed('SCHEMA_NOT_EMPTY', '2BP01', `Cannot drop a schema \`${catalog}\`.\`${schema}\` because it contains objects. Use DROP SCHEMA ... CASCADE to drop the schema and all its objects.`)
  }
  state.schemas = state.schemas.filter((one) => one !== found)
  state.tables = state.tables.filter((one) => one.catalog !== catalog || one.schema !== schema)
  forget(state, `${catalog}.${schema}`)
  return done()
}

function dropCatalog(command: Extract<Command, { kind: 'drop-catalog' }>, context: StatementContext, state: WorkspaceState): StatementOutcome {
  const name = fold(command.name)
  const found = catalogNamed(state, name)
  if (!found) return command.ifExists ? done() : obstacleFailure({ kind: 'no-such-catalog', catalog: name })
  if (!createAccess(state, context.principal).canManage('CATALOG', name)) return unauthorized(`User is not an owner of Catalog '${name}'.`)
  const inside = state.schemas.filter((one) => one.catalog === name)
  if (!command.cascade && (inside.some((one) => one.name !== 'default') || state.tables.some((one) => one.catalog === name))) {
    return failed('CATALOG_NOT_EMPTY', '2BP01', `Cannot drop catalog '${name}' because it contains objects. Use DROP CATALOG ... CASCADE to drop it with all its objects.`)
  }
  state.catalogs = state.catalogs.filter((one) => one !== found)
  state.schemas = state.schemas.filter((one) => one.catalog !== name)
  state.tables = state.tables.filter((one) => one.catalog !== name)
  forget(state, name)
  return done()
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
    columns: columns.map((column, index) => ({ ...column, name: command.columns[index] ?? column.name })), createdAt: now, createdBy: context.principal,
  })
  return done()
}

/** The refusal, or nothing when the view may be made. An existing one under IF NOT EXISTS counts as made. */
export function mayCreateView(command: Extract<Command, { kind: 'create-view' }>, context: StatementContext, state: WorkspaceState): StatementOutcome | undefined {
  const { catalog, schema, table: name } = tableName(command.name, context)
  const access = createAccess(state, context.principal)
  const way = access.reachSchema(catalog, schema)
  if (!way.ok) return obstacleFailure(way.obstacle)
  const mayCreate = access.owns(way.value.owner) || access.holds('SCHEMA', `${catalog}.${schema}`, 'CREATE TABLE') || access.holds('CATALOG', catalog, 'CREATE TABLE')
  if (!mayCreate || isInformationSchema(schema)) return unauthorized(`User does not have CREATE TABLE on Schema '${catalog}.${schema}'.`)
  if (FORBIDDEN.test(name)) return badName(name)
  const existing = tableNamed(state, catalog, schema, name)
  if (!existing) return undefined
  if (command.ifNotExists) return done()
  if (!command.orReplace || existing.kind !== 'VIEW') {
    return failed('TABLE_OR_VIEW_ALREADY_EXISTS', '42P07', `Cannot create table or view \`${catalog}\`.\`${schema}\`.\`${name}\` because it already exists. Choose a different name, drop or replace the existing object, or add the IF NOT EXISTS clause to tolerate pre-existing objects.`)
  }
  return access.owns(existing.owner) ? undefined : unauthorized(`User does not have MANAGE on Table '${catalog}.${schema}.${name}'.`)
}

/** Grants go with the object they were made on. */
function forget(state: WorkspaceState, key: string): void {
  state.grants = state.grants.filter((grant) => grant.securable !== key && !grant.securable.startsWith(`${key}.`))
}
