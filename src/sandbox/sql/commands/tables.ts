import { fold, tableKey, tableNamed } from '../../state/lookup'
import type { Column, Table, WorkspaceState } from '../../state/model'
import { createAccess } from '../../unity-catalog/access'
import { forgetGrants, isObjectName } from '../../unity-catalog/objects'
import type { Command } from '../command'
import type { StatementContext, StatementOutcome, StatementRows } from '../engine'
import { backTicked, failed, notInSandbox, obstacleFailure, tableNotFound, unauthorized } from '../failures'
import { sampleRows } from '../query/sample-rows'
import { parseType } from '../types'
import { mayCreate } from './change'
import { tableName } from './names'
import { done, table } from './results'

/** Rows are kept in the workspace's state, which is read and written whole. */
const MOST_ROWS = 100_000

export type Query = (sql: string) => Promise<StatementOutcome>

/** Statements that make, fill and drop tables. `query` runs one as the caller. */
export async function changeTables(command: Command, context: StatementContext, state: WorkspaceState, now: number, query: Query): Promise<StatementOutcome | undefined> {
  switch (command.kind) {
    case 'create-table':
      return createTable(command, context, state, now, query)
    case 'insert-rows': {
      const target = writable(command.table, context, state)
      if (!('name' in target)) return target
      const selected = await query(command.query)
      return selected.ok ? insert(command, target, selected.result) : selected
    }
    case 'update-rows': {
      const target = writable(command.table, context, state)
      return 'name' in target ? update(command, target, query) : target
    }
    case 'delete-rows': {
      const target = writable(command.table, context, state)
      if (!('name' in target)) return target
      const before = rowsOf(target).length
      const kept = command.where === undefined ? undefined : await query(`SELECT * FROM ${quoted(target)} WHERE NOT coalesce((${command.where}\n), false)`)
      if (kept?.ok === false) return kept
      if (kept && kept.result.columns.length !== target.columns.length) return notInSandbox('a condition of this form')
      target.rows = kept?.result.rows ?? []
      return affected(before - target.rows.length)
    }
    case 'drop-table': {
      const { catalog, schema, table: name } = tableName(command.name, context)
      const found = tableNamed(state, catalog, schema, name)
      if (!found) return command.ifExists ? done() : tableNotFound(command.name)
      if (found.kind === 'VIEW') return failed('EXPECT_TABLE_NOT_VIEW.USE_ALTER_VIEW', '42809', `'DROP TABLE' expects a table but \`${catalog}\`.\`${schema}\`.\`${name}\` is a view. Please use DROP VIEW instead.`)
      if (!createAccess(state, context.principal).canManage('TABLE', tableKey(found))) return unauthorized(`User is not an owner of Table '${tableKey(found)}'.`)
      state.tables = state.tables.filter((one) => one !== found)
      forgetGrants(state, tableKey(found))
      return done()
    }
    case 'set-properties':
    case 'unset-properties':
    case 'comment-column': {
      const { catalog, schema, table: name } = tableName(command.table, context)
      const found = tableNamed(state, catalog, schema, name)
      if (!found) return tableNotFound(command.table)
      if (!createAccess(state, context.principal).canManage('TABLE', tableKey(found))) return unauthorized(`User does not have MANAGE on Table '${tableKey(found)}'.`)
      return alter(command, found)
    }
    default:
      return undefined
  }
}

const quoted = (one: Table): string => backTicked(one.catalog, one.schema, one.name)
const rowsOf = (one: Table): unknown[][] => one.rows ?? sampleRows(one)
const affected = (count: number, inserted = false): StatementOutcome =>
  inserted ? table([['num_affected_rows', 'BIGINT'], ['num_inserted_rows', 'BIGINT']], [[BigInt(count), BigInt(count)]]) : table([['num_affected_rows', 'BIGINT']], [[BigInt(count)]])

async function createTable(command: Extract<Command, { kind: 'create-table' }>, context: StatementContext, state: WorkspaceState, now: number, query: Query): Promise<StatementOutcome> {
  const { catalog, schema, table: name } = tableName(command.name, context)
  const settled = mayCreate(command, isObjectName(name), context, state)
  if (settled) return settled
  const unknown = command.columns.find((column) => parseType(column.type) === undefined)
  if (unknown) return failed('UNSUPPORTED_DATATYPE', '0A000', `Unsupported data type "${unknown.type.toUpperCase()}".`)
  const selected = command.query === undefined ? undefined : await query(command.query)
  if (selected?.ok === false) return selected
  const columns = selected ? selected.result.columns.map((column): Column => ({ name: column.name, type: column.type.toLowerCase(), nullable: true })) : command.columns
  const rows = selected?.result.rows ?? []
  if (rows.length > MOST_ROWS) return tooMany()
  // Somebody else may have been quicker while the query ran.
  const again = mayCreate(command, true, context, state)
  if (again) return again
  const existing = tableNamed(state, catalog, schema, name)
  state.tables = state.tables.filter((one) => one !== existing)
  state.tables.push({
    catalog, schema, name, kind: 'MANAGED', format: 'DELTA', owner: existing?.owner ?? context.principal, columns, rows, createdAt: now, createdBy: context.principal,
    ...(command.comment === undefined ? {} : { comment: command.comment }), ...(command.properties === undefined ? {} : { properties: command.properties }),
  })
  return selected ? affected(rows.length, true) : done()
}

const tooMany = (): StatementOutcome => notInSandbox(`writes of more than ${String(MOST_ROWS)} rows`)

function insert(command: Extract<Command, { kind: 'insert-rows' }>, target: Table, selected: StatementRows): StatementOutcome {
  const names = command.columns ?? target.columns.map(({ name }) => name)
  const places = names.map((name) => target.columns.findIndex((column) => fold(column.name) === fold(name)))
  const missing = places.indexOf(-1)
  if (missing >= 0) return noSuchColumn(names[missing] ?? '', target)
  if (selected.columns.length !== places.length) {
    const which = selected.columns.length < places.length ? 'NOT_ENOUGH_DATA_COLUMNS' : 'TOO_MANY_DATA_COLUMNS'
    return failed(`INSERT_COLUMN_ARITY_MISMATCH.${which}`, '21S01', `Cannot write to ${quoted(target)}, the reason is ${which === 'TOO_MANY_DATA_COLUMNS' ? 'too many' : 'not enough'} data columns:\nTable columns: ${names.join(', ')}.\nData columns: ${selected.columns.map(({ name }) => name).join(', ')}.`)
  }
  const rows = selected.rows.map((row) => target.columns.map((_column, index) => row[places.indexOf(index)] ?? null))
  const empty = target.columns.findIndex((column, index) => !column.nullable && rows.some((row) => row[index] === null))
  if (empty >= 0) return failed('DELTA_NOT_NULL_CONSTRAINT_VIOLATED', '23502', `NOT NULL constraint violated for column: ${target.columns[empty]?.name ?? ''}.`)
  const all = command.overwrite ? rows : [...rowsOf(target), ...rows]
  if (all.length > MOST_ROWS) return tooMany()
  target.rows = all
  return affected(rows.length, true)
}

async function update(command: Extract<Command, { kind: 'update-rows' }>, target: Table, query: Query): Promise<StatementOutcome> {
  const unknown = command.set.find((one) => !target.columns.some(({ name }) => fold(name) === fold(one.column)))
  if (unknown) return noSuchColumn(unknown.column, target)
  const hit = `coalesce((${command.where ?? 'true'}\n), false)`
  const columns = target.columns.map(({ name }) => {
    const value = command.set.find((one) => fold(one.column) === fold(name))?.value
    const column = backTicked(name)
    return value === undefined ? column : `CASE WHEN ${hit} THEN (${value}\n) ELSE ${column} END AS ${column}`
  })
  const changed = await query(`SELECT ${columns.join(', ')}, ${hit} AS \`hit\` FROM ${quoted(target)}${command.alias === undefined ? '' : ` AS ${backTicked(command.alias)}`}`)
  if (!changed.ok) return changed
  if (changed.result.columns.length !== target.columns.length + 1) return notInSandbox('an update of this form')
  target.rows = changed.result.rows.map((row) => row.slice(0, -1))
  return affected(changed.result.rows.filter((row) => row.at(-1) === true).length)
}

const noSuchColumn = (column: string, target: Table): StatementOutcome =>
  failed('UNRESOLVED_COLUMN.WITH_SUGGESTION', '42703', `A column, variable, or function parameter with name \`${column}\` cannot be resolved. Did you mean one of the following? [${target.columns.slice(0, 5).map(({ name }) => `\`${name}\``).join(', ')}].`)

/** A table that the caller may MODIFY. */
function writable(name: readonly string[], context: StatementContext, state: WorkspaceState): Table | Extract<StatementOutcome, { ok: false }> {
  const access = createAccess(state, context.principal)
  const { catalog, schema, table: last } = tableName([...name], context)
  const way = access.reachSchema(catalog, schema)
  if (!way.ok) return obstacleFailure(way.obstacle)
  const found = tableNamed(state, catalog, schema, last)
  if (!found) return tableNotFound(name)
  if (found.kind !== 'MANAGED' && found.kind !== 'EXTERNAL') return failed('UNSUPPORTED_INSERT.RDD_BASED', '42809', `Can't insert into ${quoted(found)}: it is no table.`)
  const may = access.owns(found.owner) || access.holds('TABLE', tableKey(found), 'MODIFY') || access.holds('SCHEMA', `${catalog}.${schema}`, 'MODIFY') || access.holds('CATALOG', catalog, 'MODIFY')
  return may ? found : obstacleFailure({ kind: 'denied', privilege: 'MODIFY', object: 'Table', name: tableKey(found) })
}

function alter(command: Extract<Command, { kind: 'set-properties' | 'unset-properties' | 'comment-column' }>, found: Table): StatementOutcome {
  if (command.kind === 'set-properties') found.properties = { ...found.properties, ...command.properties }
  else if (command.kind === 'unset-properties') found.properties = Object.fromEntries(Object.entries(found.properties ?? {}).filter(([name]) => !command.keys.includes(name)))
  else {
    const column = found.columns.find(({ name }) => fold(name) === fold(command.column))
    if (!column) return failed('UNRESOLVED_COLUMN.WITHOUT_SUGGESTION', '42703', `A column, variable, or function parameter with name \`${command.column}\` cannot be resolved.`)
    column.comment = command.comment
  }
  return done()
}
