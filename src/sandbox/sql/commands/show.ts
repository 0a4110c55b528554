import { catalogNamed, locationNamed, schemaKey } from '../../state/lookup'
import type { Catalog, Schema, Table, WorkspaceState } from '../../state/model'
import { createAccess, type Access } from '../../unity-catalog/access'
import { readGrants } from '../../unity-catalog/grants'
import { visibleLocations } from '../../unity-catalog/objects'
import { isMember } from '../../unity-catalog/principals'
import { visibleCatalogs, visibleSchemas, visibleTables } from '../../unity-catalog/visibility'
import type { Command, Name } from '../command'
import type { StatementContext, StatementOutcome } from '../engine'
import { grantFailure, insufficient, obstacleFailure, type Failed } from '../failures'
import { matchesDriverPattern, matchesPattern } from '../like-pattern'
import { readableTable } from './describe'
import { schemaName, securableKey } from './names'
import { table } from './results'

const DRIVERS_TABLE_TYPE: Record<Table['kind'], string> = {
  MANAGED: 'TABLE', EXTERNAL: 'TABLE', FOREIGN: 'TABLE', VIEW: 'VIEW', MATERIALIZED_VIEW: 'MATERIALIZED_VIEW', STREAMING_TABLE: 'STREAMING_TABLE',
}

/** SHOW statements. Lists hold what the caller has rights on; what is visible by BROWSE alone is not in them. */
export function show(command: Command, context: StatementContext, state: WorkspaceState): StatementOutcome | undefined {
  const access = createAccess(state, context.principal)
  const temporary = [...(context.memory?.temporaryViews.keys() ?? [])]
  switch (command.kind) {
    case 'show-catalogs': {
      const wanted = matchesPattern(command.like)
      return table(['catalog'], catalogs(state, access).filter(({ name }) => wanted(name)).map(({ name }) => [name]))
    }
    case 'show-schemas': {
      const name = command.catalog ?? context.catalog
      const way = reachForListing(state, access, name)
      if (!('catalog' in way)) return way
      const wanted = matchesPattern(command.like)
      return table(['databaseName'], schemas(state, access, way.catalog).filter((schema) => wanted(schema.name)).map((schema) => [schema.name]))
    }
    case 'show-schemas-in-all-catalogs': {
      const wanted = matchesDriverPattern(command.like)
      const rows = catalogs(state, access).flatMap((catalog) => schemas(state, access, catalog).filter((schema) => wanted(schema.name)).map((schema) => [schema.name, catalog.name]))
      return table(['databaseName', 'catalog'], rows)
    }
    case 'show-tables': {
      const listed = tablesOf(command.name, context, state, access)
      if ('ok' in listed) return listed
      const wanted = matchesPattern(command.like)
      return table(['database', 'tableName', ['isTemporary', 'BOOLEAN']], [...listed.filter(({ name }) => wanted(name)).map((one) => [one.schema, one.name, false]), ...temporary.filter(wanted).map((name) => ['', name, true])])
    }
    case 'show-tables-in-catalog':
      return driversTables(command, state, access)
    case 'show-views': {
      const listed = tablesOf(command.name, context, state, access)
      if ('ok' in listed) return listed
      const wanted = matchesPattern(command.like)
      const views = listed.filter((one) => one.kind === 'VIEW' && wanted(one.name))
      return table(['namespace', 'viewName', ['isTemporary', 'BOOLEAN'], ['isMaterialized', 'BOOLEAN']], [...views.map((one) => [one.schema, one.name, false, false]), ...temporary.filter(wanted).map((name) => ['', name, true, false])])
    }
    case 'show-columns': {
      const found = readableTable(command.table, context, state)
      return 'table' in found ? table(['col_name'], found.table.columns.map((column) => [column.name])) : found
    }
    case 'show-columns-in-catalog':
      return driversColumns(command, state, access)
    case 'show-other-grants':
      return command.type === 'EXTERNAL_LOCATION' && locationNamed(state, command.name[0] ?? '') ? show({ kind: 'show-grants', principal: command.principal, on: { type: command.type, name: command.name } }, context, state) : undefined
    case 'show-grants': {
      const key = securableKey(command.on, context)
      const read = readGrants(state, context.principal, command.on.type, key, { effective: true, of: command.principal })
      if (!read.ok) return read.problem.kind === 'obstacle' && read.problem.obstacle.kind === 'denied' ? insufficient(`User does not have ${read.problem.obstacle.privilege} on ${read.problem.obstacle.object} '${read.problem.obstacle.name}'.`) : grantFailure(read.problem)
      const metastore = state.metastore?.name ?? ''
      return table(['Principal', 'ActionType', 'ObjectType', 'ObjectKey'], read.value.map((grant) => [grant.principal, grant.privilege, grant.type.replace('_', ' '), grant.type === 'METASTORE' ? metastore : grant.securable]))
    }
    case 'show-groups': {
      const wanted = matchesPattern(command.like)
      const member = command.member ?? context.principal
      const groups = state.groups.filter((group) => group.visibleInWorkspace && wanted(group.name) && (command.member === undefined || isMember(state, member, group.name, group.level)))
      return table(['name', ['directGroup', 'BOOLEAN']], groups.map((group) => [group.name, group.members.includes(member)]))
    }
    case 'show-external-locations': {
      const wanted = matchesPattern(command.like)
      return table(['name', 'url', 'comment'], visibleLocations(state, context.principal).filter(({ name }) => wanted(name)).map((one) => [one.name, one.url, one.comment ?? '']))
    }
    case 'show-current':
      return table(['catalog', 'namespace'], [[context.catalog, context.schema]])
    default:
      return undefined
  }
}

const catalogs = (state: WorkspaceState, access: Access): Catalog[] => visibleCatalogs(state, access, false).map(({ entry }) => entry)
const schemas = (state: WorkspaceState, access: Access, catalog: Catalog): Schema[] => visibleSchemas(state, access, catalog, false).map(({ entry }) => entry)
const tables = (state: WorkspaceState, access: Access, catalog: Catalog, schema: Schema): Table[] => visibleTables(state, access, catalog, schema, false).map(({ entry }) => entry)

/** The metastore admin may list what they may not read. */
function reachForListing(state: WorkspaceState, access: Access, name: string): { catalog: Catalog } | Failed {
  const way = access.reachCatalog(name)
  if (way.ok) return { catalog: way.value }
  const catalog = catalogNamed(state, name)
  return way.obstacle.kind === 'denied' && access.metastoreAdmin && catalog ? { catalog } : obstacleFailure(way.obstacle)
}

export function tablesOf(name: Name | undefined, context: StatementContext, state: WorkspaceState, access: Access): Table[] | Failed {
  const where = schemaName(name, context)
  const listing = reachForListing(state, access, where.catalog)
  if (!('catalog' in listing)) return listing
  const schema = access.reachSchema(where.catalog, where.schema)
  if (schema.ok) return tables(state, access, listing.catalog, schema.value)
  const own = state.schemas.find((one) => schemaKey(one) === `${where.catalog}.${where.schema}`)
  return access.metastoreAdmin && own ? tables(state, access, listing.catalog, own) : obstacleFailure(schema.obstacle)
}

/** The form in which drivers ask for their metadata calls; what can't be entered is left out. */
function driversTables(command: Extract<Command, { kind: 'show-tables-in-catalog' }>, state: WorkspaceState, access: Access): StatementOutcome {
  const columns = ['namespace', 'tableName', ['isTemporary', 'BOOLEAN'], 'information', 'catalogName', 'tableType', 'remarks'] as const
  const within = catalogsOf(command.catalog, state, access)
  if (!Array.isArray(within)) return within
  const [inSchema, wanted] = [matchesDriverPattern(command.schemaLike), matchesDriverPattern(command.like)]
  const found = within.flatMap((catalog) => schemas(state, access, catalog).filter(({ name }) => inSchema(name)).flatMap((schema) => tables(state, access, catalog, schema)))
  return table(columns, found.filter(({ name }) => wanted(name)).map((one) => [one.schema, one.name, false, '', one.catalog, DRIVERS_TABLE_TYPE[one.kind], one.comment ?? '']))
}

function driversColumns(command: Extract<Command, { kind: 'show-columns-in-catalog' }>, state: WorkspaceState, access: Access): StatementOutcome {
  const within = catalogsOf(command.catalog, state, access)
  if (!Array.isArray(within)) return within
  const [inSchema, inTable, wanted] = [matchesDriverPattern(command.schemaLike), matchesDriverPattern(command.tableLike), matchesDriverPattern(command.like)]
  const found = within.flatMap((catalog) => schemas(state, access, catalog).filter(({ name }) => inSchema(name)).flatMap((schema) => tables(state, access, catalog, schema))).filter(({ name }) => inTable(name))
  const rows = found.flatMap((one) =>
    one.columns
      .map((column, position) => ({ column, position }))
      .filter(({ column }) => wanted(column.name))
      .map(({ column, position }) => [column.name, column.type.toUpperCase(), one.catalog, one.schema, one.name, position, column.nullable ? 'true' : 'false', column.comment ?? '']),
  )
  return table(['col_name', 'columnType', 'catalogName', 'namespace', 'tableName', ['ordinalPosition', 'INT'], 'isNullable', 'remarks'], rows)
}

function catalogsOf(name: string | undefined, state: WorkspaceState, access: Access): Catalog[] | Failed {
  if (name === undefined) return catalogs(state, access)
  const way = reachForListing(state, access, name)
  return 'catalog' in way ? [way.catalog] : way
}
