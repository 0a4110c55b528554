import { catalogNamed, schemaNamed, tableNamed } from '../../state/lookup'
import type { Table, WorkspaceState } from '../../state/model'
import { createAccess, type Reached } from '../../unity-catalog/access'
import { informationSchema, informationSchemaTables, isInformationSchema } from '../../unity-catalog/information-schema-objects'
import { sightOfCatalog, sightOfSchema, sightOfTable } from '../../unity-catalog/visibility'
import type { Command, Name } from '../command'
import type { StatementContext, StatementOutcome } from '../engine'
import { backTicked, obstacleFailure, tableNotFound, type Failed } from '../failures'
import { catalogTypeText, typeOrString } from '../types'
import { schemaName, tableName } from './names'
import { table } from './results'

/** A temporary view of the session, or a table or view that this caller may look at: any right on it, or BROWSE, is enough for its metadata. */
export function readableTable(name: Name, context: StatementContext, state: WorkspaceState): { table: Table } | Failed {
  const temporary = name.length === 1 ? context.memory?.temporaryViews.get((name[0] ?? '').toLowerCase()) : undefined
  if (temporary) return { table: { ...temporary, catalog: '', schema: '', kind: 'VIEW', format: 'UNKNOWN', owner: context.principal, viewText: temporary.query, createdAt: 0, createdBy: context.principal } }
  const access = createAccess(state, context.principal)
  const { catalog, schema, table: last } = tableName(name, context)
  const inCatalog = catalogNamed(state, catalog)
  if (inCatalog && isInformationSchema(schema)) {
    const view = informationSchemaTables(inCatalog).find((one) => one.name === last)
    const way = access.reachCatalog(catalog)
    if (!way.ok) return obstacleFailure(way.obstacle)
    return view ? { table: view } : tableNotFound(name)
  }
  const inSchema = schemaNamed(state, catalog, schema)
  const found = tableNamed(state, catalog, schema, last)
  const visible = inCatalog && inSchema && found && sightOfCatalog(state, access, inCatalog) !== 'hidden' && sightOfTable(access, inCatalog, inSchema, found) !== 'hidden'
  if (visible) return { table: found }
  const way: Reached<Table> = access.reachTable(catalog, schema, last)
  if (way.ok) return { table: way.value }
  return way.obstacle.kind === 'no-such-table' || way.obstacle.kind === 'no-such-schema' ? tableNotFound(name) : obstacleFailure(way.obstacle)
}

const INFO = ['info_name', 'info_value'] as const
const KIND: Record<Table['kind'], string> = {
  MANAGED: 'MANAGED', EXTERNAL: 'EXTERNAL', VIEW: 'VIEW', MATERIALIZED_VIEW: 'MATERIALIZED_VIEW', STREAMING_TABLE: 'STREAMING_TABLE', FOREIGN: 'FOREIGN',
}

/** DESCRIBE of catalogs, schemas and tables; DESCRIBE QUERY belongs to the engine. */
export function describe(command: Command, context: StatementContext, state: WorkspaceState): StatementOutcome | undefined {
  const access = createAccess(state, context.principal)
  switch (command.kind) {
    case 'describe-table': {
      const found = readableTable(command.table, context, state)
      if (!('table' in found)) return found
      const rows: unknown[][] = found.table.columns.map((column) => [column.name, catalogTypeText(typeOrString(column.type)), column.comment ?? null])
      return table(['col_name', 'data_type', 'comment'], command.extended ? [...rows, ...details(found.table)] : rows)
    }
    case 'show-create': {
      const found = readableTable(command.table, context, state)
      return 'table' in found ? table(['createtab_stmt'], [[createStatement(found.table)]]) : found
    }
    case 'describe-catalog': {
      const catalog = catalogNamed(state, command.catalog)
      const way = access.reachCatalog(command.catalog)
      if (!catalog || (!way.ok && sightOfCatalog(state, access, catalog) === 'hidden')) return obstacleFailure(way.ok ? { kind: 'no-such-catalog', catalog: command.catalog } : way.obstacle)
      const rows = [['Catalog Name', catalog.name], ['Comment', catalog.comment ?? ''], ['Owner', catalog.owner]]
      const more = [['Created By', catalog.createdBy], ['Created At', time(catalog.createdAt)], ['Catalog Type', catalog.type], ['Isolation Mode', catalog.isolation]]
      return table(INFO, command.extended ? [...rows, ...more] : rows)
    }
    case 'describe-schema': {
      const { catalog, schema } = schemaName(command.name, context)
      const inCatalog = catalogNamed(state, catalog)
      const found = inCatalog && (isInformationSchema(schema) ? informationSchema(inCatalog) : schemaNamed(state, catalog, schema))
      const way = access.reachSchema(catalog, schema)
      if (!inCatalog || !found || (!way.ok && sightOfSchema(access, inCatalog, found) === 'hidden')) {
        return obstacleFailure(way.ok ? { kind: 'no-such-schema', catalog, schema } : way.obstacle)
      }
      const rows = [['Catalog Name', catalog], ['Namespace Name', schema], ['Comment', found.comment ?? ''], ['Location', ''], ['Owner', found.owner]]
      return table(['database_description_item', 'database_description_value'], command.extended ? [...rows, ['Properties', '']] : rows)
    }
    default:
      return undefined
  }
}

export const time = (at: number): string => new Date(at).toUTCString().replace(/^(\w+), (\d+) (\w+) (\d+) ([\d:]+) GMT$/, '$1 $3 $2 $5 UTC $4')

function details(one: Table): unknown[][] {
  return [
    ['', '', ''],
    ['# Detailed Table Information', '', ''],
    ['Catalog', one.catalog, ''],
    ['Database', one.schema, ''],
    ['Table', one.name, ''],
    ['Owner', one.owner, ''],
    ['Created Time', time(one.createdAt), ''],
    ['Created By', one.createdBy, ''],
    ['Type', KIND[one.kind], ''],
    ['Comment', one.comment ?? '', ''],
    ...(one.viewText === undefined ? [['Provider', one.format.toLowerCase(), '']] : [['View Text', one.viewText, ''], ['View Original Text', one.viewText, '']]),
  ]
}

function createStatement(one: Table): string {
  const name = backTicked(one.catalog, one.schema, one.name)
  const columns = one.columns.map((column) => `  ${backTicked(column.name)} ${typeOrString(column.type).kind === 'simple' ? column.type.toUpperCase() : column.type}${column.nullable ? '' : ' NOT NULL'}`)
  if (one.viewText !== undefined) return `CREATE VIEW ${name} (\n${one.columns.map((column) => `  ${backTicked(column.name)}`).join(',\n')})\nAS ${one.viewText}`
  return `CREATE TABLE ${name} (\n${columns.join(',\n')})\nUSING ${one.format.toLowerCase()}\n`
}
