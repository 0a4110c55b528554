import { fold, tableKey, tableNamed } from '../../state/lookup'
import type { Column, Table, WorkspaceState } from '../../state/model'
import { createAccess } from '../../unity-catalog/access'
import { forgetGrants, isObjectName, renameGrants } from '../../unity-catalog/objects'
import type { ColumnChange, ColumnPlace, Command, Name } from '../command'
import type { StatementContext, StatementOutcome } from '../engine'
import { backTicked, failed, notInSandbox, objectFailure, obstacleFailure, tableNotFound, unauthorized, type Failed } from '../failures'
import { sampleRows } from '../query/sample-rows'
import { commit } from '../table-versions'
import { parseType } from '../types'
import { mayCreate } from './change'
import { tableName } from './names'
import { done } from './results'

/** Statements that change what a table or view is, or drop it: its owner, an owner above it and holders of MANAGE may. */
export function alterTable(command: Command, context: StatementContext, state: WorkspaceState, now: number): StatementOutcome | undefined {
  const by = (operation: string): { at: number; by: string; operation: string } => ({ at: now, by: context.principal, operation })
  switch (command.kind) {
    case 'drop-table':
    case 'drop-view': {
      const wantsView = command.kind === 'drop-view'
      const found = managed(command.name, context, state, 'drop')
      if ('ok' in found) return command.ifExists && found.failure.errorClass === 'TABLE_OR_VIEW_NOT_FOUND' ? done() : found
      if (wantsView && found.kind !== 'VIEW') return failed('EXPECT_VIEW_NOT_TABLE.NO_ALTERNATIVE', '42809', `'DROP VIEW' expects a view but ${quoted(found)} is a table.`)
      if (!wantsView && found.kind === 'VIEW') return failed('EXPECT_TABLE_NOT_VIEW.USE_ALTER_VIEW', '42809', `'DROP TABLE' expects a table but ${quoted(found)} is a view. Please use DROP VIEW instead.`)
      state.tables = state.tables.filter((one) => one !== found)
      forgetGrants(state, tableKey(found))
      return done()
    }
    case 'set-properties':
    case 'unset-properties': {
      const found = managed(command.table, context, state)
      if ('ok' in found) return found
      const set = command.kind === 'set-properties'
      const properties = set ? { ...found.properties, ...command.properties } : Object.fromEntries(Object.entries(found.properties ?? {}).filter(([name]) => !command.keys.includes(name)))
      commit(found, by(set ? 'SET TBLPROPERTIES' : 'UNSET TBLPROPERTIES'), () => (found.properties = properties))
      return done()
    }
    case 'comment-column': {
      const found = managed(command.table, context, state)
      if ('ok' in found) return found
      const column = columnNamed(found, command.column)
      if (!column) return noSuchField(command.column, found)
      commit(found, by('CHANGE COLUMN'), () => (found.columns = found.columns.map((one) => (one === column ? { ...one, comment: command.comment } : one))))
      return done()
    }
    case 'alter-columns': {
      const found = managed(command.table, context, state)
      if ('ok' in found) return found
      if (found.kind === 'VIEW') return failed('EXPECT_TABLE_NOT_VIEW.NO_ALTERNATIVE', '42809', `'ALTER TABLE' expects a table but ${quoted(found)} is a view.`)
      const changed = changedColumns(command.change, found)
      if ('ok' in changed) return changed
      commit(found, by(OPERATIONS[command.change.kind]), () => Object.assign(found, changed))
      return done()
    }
    case 'rename-table':
      return rename(command, context, state, by('RENAME'))
    default:
      return undefined
  }
}

const OPERATIONS: Record<ColumnChange['kind'], string> = { add: 'ADD COLUMNS', drop: 'DROP COLUMNS', rename: 'RENAME COLUMN', nullable: 'CHANGE COLUMN', type: 'CHANGE COLUMN', move: 'CHANGE COLUMN' }
const quoted = (one: Table): string => backTicked(one.catalog, one.schema, one.name)
const columnNamed = (one: Table, name: string): Column | undefined => one.columns.find((column) => fold(column.name) === fold(name))
const noSuchField = (name: string, one: Table): Failed => failed('FIELD_NOT_FOUND', '42704', `No such struct field \`${name}\` in ${one.columns.map((column) => `\`${column.name}\``).join(', ')}.`)

/** The way to it is asked for before anything is said about it. */
function managed(name: Name, context: StatementContext, state: WorkspaceState, todo: 'drop' | 'change' = 'change'): Table | Failed {
  const { catalog, schema, table } = tableName(name, context)
  const access = createAccess(state, context.principal)
  const way = access.reachSchema(catalog, schema)
  if (!way.ok && way.obstacle.kind === 'no-such-schema') return tableNotFound(name)
  if (!way.ok && !(access.metastoreAdmin && way.obstacle.kind === 'denied')) return obstacleFailure(way.obstacle)
  const found = tableNamed(state, catalog, schema, table)
  if (!found) return tableNotFound(name)
  if (access.canManage('TABLE', tableKey(found))) return found
  return unauthorized(todo === 'drop' ? `User is not an owner of Table '${tableKey(found)}'.` : `User does not have MANAGE on Table '${tableKey(found)}'.`)
}

function changedColumns(change: ColumnChange, one: Table): Pick<Table, 'columns' | 'rows'> | Failed {
  const rows = (): unknown[][] => one.rows ?? sampleRows(one)
  switch (change.kind) {
    case 'add': {
      let result: Pick<Table, 'columns' | 'rows'> = { columns: one.columns, rows: rows() }
      for (const { column, place } of change.columns) {
        if (result.columns.some(({ name }) => fold(name) === fold(column.name))) {
          if (change.ifNotExists) continue
          return failed('FIELD_ALREADY_EXISTS', '42710', `Cannot add column, because \`${column.name}\` already exists in ${quoted(one)}.`)
        }
        if (parseType(column.type) === undefined) return failed('UNSUPPORTED_DATATYPE', '0A000', `Unsupported data type "${column.type.toUpperCase()}".`)
        if (!column.nullable && rows().length > 0) return notInSandbox('ADD COLUMN with NOT NULL on a table that holds rows')
        const at = position(place, result.columns)
        if (at < 0) return noSuchField(typeof place === 'object' ? place.after : '', one)
        result = { columns: result.columns.toSpliced(at, 0, column), rows: result.rows?.map((row) => row.toSpliced(at, 0, null)) }
      }
      return result
    }
    case 'drop': {
      const missing = change.names.find((name) => !columnNamed(one, name))
      if (missing !== undefined && !change.ifExists) return noSuchField(missing, one)
      if (!isMapped(one)) return failed('DELTA_UNSUPPORTED_DROP_COLUMN', '0AKDC', `DROP COLUMN is not supported for your Delta table. ${MAPPING_ADVICE}`)
      const keeps = one.columns.map(({ name }) => !change.names.some((dropped) => fold(dropped) === fold(name)))
      return { columns: one.columns.filter((_column, index) => keeps[index]), rows: rows().map((row) => row.filter((_value, index) => keeps[index])) }
    }
    case 'rename': {
      if (!columnNamed(one, change.from)) return noSuchField(change.from, one)
      if (!isMapped(one)) return failed('DELTA_UNSUPPORTED_RENAME_COLUMN', '0AKDC', `Column rename is not supported for your Delta table. ${MAPPING_ADVICE}`)
      if (fold(change.from) !== fold(change.to) && columnNamed(one, change.to)) return failed('FIELD_ALREADY_EXISTS', '42710', `Cannot rename column, because \`${change.to}\` already exists in ${quoted(one)}.`)
      return { columns: one.columns.map((column) => (fold(column.name) === fold(change.from) ? { ...column, name: change.to } : column)), rows: rows() }
    }
    default:
      return changedColumn(change, one, rows())
  }
}

function changedColumn(change: Extract<ColumnChange, { name: string }>, one: Table, rows: unknown[][]): Pick<Table, 'columns' | 'rows'> | Failed {
  const from = one.columns.findIndex(({ name }) => fold(name) === fold(change.name))
  const column = one.columns[from]
  if (!column) return noSuchField(change.name, one)
  if (change.kind === 'nullable') {
    const empty = change.nullable ? 0 : rows.filter((row) => row[from] === null).length
    if (empty > 0) return failed('DELTA_NEW_NOT_NULL_VIOLATION', '23512', `${String(empty)} rows in ${tableKey(one)} violate the new NOT NULL constraint on ${column.name}.`)
    return { columns: one.columns.with(from, { ...column, nullable: change.nullable }), rows }
  }
  if (change.kind === 'type') {
    if (change.type === column.type) return { columns: one.columns, rows }
    return failed('NOT_SUPPORTED_CHANGE_COLUMN', '0A000', `ALTER TABLE ALTER/CHANGE COLUMN is not supported for changing ${quoted(one)}'s column \`${column.name}\` with type "${column.type.toUpperCase()}" to \`${column.name}\` with type "${change.type.toUpperCase()}".`)
  }
  const rest = one.columns.toSpliced(from, 1)
  const at = position(change.place, rest)
  if (at < 0) return noSuchField(typeof change.place === 'object' ? change.place.after : '', one)
  return { columns: rest.toSpliced(at, 0, column), rows: rows.map((row) => row.toSpliced(from, 1).toSpliced(at, 0, row[from])) }
}

function position(place: ColumnPlace | undefined, columns: readonly Column[]): number {
  if (place === undefined) return columns.length
  if (place === 'first') return 0
  const after = columns.findIndex(({ name }) => fold(name) === fold(place.after))
  return after < 0 ? -1 : after + 1
}

/** Delta renames and drops columns of such tables only. */
const isMapped = (one: Table): boolean => ['name', 'id'].includes(one.properties?.['delta.columnMapping.mode'] ?? '')
const MAPPING_ADVICE = "\nPlease enable Column Mapping on your Delta table with mapping mode 'name'.\nYou can use one of the following commands.\n\nALTER TABLE <table_name> SET TBLPROPERTIES ('delta.columnMapping.mode' = 'name')\n"

function rename(command: Extract<Command, { kind: 'rename-table' }>, context: StatementContext, state: WorkspaceState, version: { at: number; by: string; operation: string }): StatementOutcome {
  const found = managed(command.name, context, state)
  if ('ok' in found) return found
  if (command.view !== (found.kind === 'VIEW')) return command.view ? failed('EXPECT_VIEW_NOT_TABLE.NO_ALTERNATIVE', '42809', `'ALTER VIEW ... RENAME TO' expects a view but ${quoted(found)} is a table.`) : failed('EXPECT_TABLE_NOT_VIEW.USE_ALTER_VIEW', '42809', `'ALTER TABLE ... RENAME TO' expects a table but ${quoted(found)} is a view. Please use ALTER VIEW instead.`)
  const to = tableName(command.to, context)
  if (!isObjectName(to.table)) return objectFailure({ kind: 'bad-name', what: 'Schema', name: to.table })
  const taken = tableNamed(state, to.catalog, to.schema, to.table)
  const elsewhere = to.catalog !== found.catalog || to.schema !== found.schema
  // In another schema it is a new object: that takes the right to make one there.
  const refused = elsewhere || taken ? mayCreate({ kind: 'create-table', name: command.to, ifNotExists: false, orReplace: false, columns: [] }, true, context, state) : undefined
  if (refused) return refused
  const former = tableKey(found)
  const move = (): void => void Object.assign(found, { catalog: to.catalog, schema: to.schema, name: to.table })
  if (found.kind === 'VIEW') move()
  else commit(found, version, move)
  renameGrants(state, former, tableKey(found))
  return done()
}
