import { fold, tableKey, tableNamed } from '../../state/lookup'
import type { Table, WorkspaceState } from '../../state/model'
import { createAccess } from '../../unity-catalog/access'
import type { Command } from '../command'
import type { StatementContext, StatementOutcome, StatementRows } from '../engine'
import { backTicked, failed, notInSandbox, obstacleFailure, tableNotFound, type Failed } from '../failures'
import { tableAsSeen } from '../query/hidden-data'
import { sampleRows } from '../query/sample-rows'
import { commit, tableAsOf } from '../table-versions'
import { merge } from './merge'
import { tableName } from './names'
import { table } from './results'
import { noSuchColumn, nullRefused, quoted, type Query } from './row-rules'

/** Rows are kept in the workspace's state, which is read and written whole. */
export const MOST_ROWS = 100_000
export const tooMany = (): Failed => notInSandbox(`writes of more than ${String(MOST_ROWS)} rows`)

/** Statements that change the rows of a table. `query` runs one as the caller. */
export async function changeRows(command: Command, context: StatementContext, state: WorkspaceState, now: number, query: Query): Promise<StatementOutcome | undefined> {
  const by = (operation: string): { at: number; by: string; operation: string } => ({ at: now, by: context.principal, operation })
  switch (command.kind) {
    case 'insert-rows': {
      const target = writable(command.table, context, state, false)
      if (!('name' in target)) return target
      const selected = await query(command.query)
      if (!selected.ok) return selected
      const rows = inserted(command, target, selected.result)
      if (!Array.isArray(rows)) return rows
      commit(target, by('WRITE'), () => (target.rows = command.overwrite ? rows : [...rowsOf(target), ...rows]))
      return affected(rows.length, true)
    }
    case 'update-rows': {
      const target = writable(command.table, context, state)
      if (!('name' in target)) return target
      const changed = await updated(command, target, query)
      if ('ok' in changed) return changed
      commit(target, by('UPDATE'), () => (target.rows = changed.rows))
      return affected(changed.count)
    }
    case 'delete-rows': {
      const target = writable(command.table, context, state)
      if (!('name' in target)) return target
      const kept = command.where === undefined ? undefined : await query(`SELECT * FROM ${quoted(target)} WHERE NOT coalesce((${command.where}\n), false)`)
      if (kept?.ok === false) return kept
      if (kept && kept.result.columns.length !== target.columns.length) return notInSandbox('a condition of this form')
      const before = rowsOf(target).length
      commit(target, by(command.where === undefined ? 'TRUNCATE' : 'DELETE'), () => (target.rows = kept?.result.rows ?? []))
      return affected(before - rowsOf(target).length)
    }
    case 'merge': {
      const target = writable(command.table, context, state)
      if (!('name' in target)) return target
      const merged = await merge(command, target, query)
      if ('ok' in merged) return merged
      if (merged.rows.length > MOST_ROWS) return tooMany()
      commit(target, by('MERGE'), () => (target.rows = merged.rows))
      const counts = [merged.updated + merged.deleted + merged.inserted, merged.updated, merged.deleted, merged.inserted]
      return table(['affected', 'updated', 'deleted', 'inserted'].map((what) => [`num_${what}_rows`, 'BIGINT'] as const), [counts.map(BigInt)])
    }
    case 'restore-table': {
      const target = writable(command.table, context, state)
      if (!('name' in target)) return target
      const wanted = command.version === undefined ? { timestamp: Date.parse(`${command.timestamp ?? ''}Z`), written: command.timestamp ?? '' } : { version: command.version }
      const then = tableAsOf(target, wanted)
      if (!then.ok) return then
      const { columns, rows } = then.table
      commit(target, by('RESTORE'), () => Object.assign(target, { columns: columns.map((column) => ({ ...column })), rows }))
      return table(['table_size_after_restore', 'num_of_files_after_restore', 'num_removed_files', 'num_restored_files', 'removed_files_size', 'restored_files_size'].map((name) => [name, 'BIGINT'] as const), [[0n, 0n, 0n, 0n, 0n, 0n]])
    }
    case 'maintain': {
      // Nothing lies in storage: there is nothing to compact or to throw away.
      const target = writable(command.table, context, state, false)
      return 'name' in target ? table(['path'], []) : target
    }
    default:
      return undefined
  }
}

const rowsOf = (one: Table): unknown[][] => one.rows ?? sampleRows(one)
export const affected = (count: number, inserted = false): StatementOutcome =>
  inserted ? table([['num_affected_rows', 'BIGINT'], ['num_inserted_rows', 'BIGINT']], [[BigInt(count), BigInt(count)]]) : table([['num_affected_rows', 'BIGINT']], [[BigInt(count)]])

function inserted(command: Extract<Command, { kind: 'insert-rows' }>, target: Table, selected: StatementRows): unknown[][] | Failed {
  const names = command.columns ?? target.columns.map(({ name }) => name)
  const places = names.map((name) => target.columns.findIndex((column) => fold(column.name) === fold(name)))
  const missing = places.indexOf(-1)
  if (missing >= 0) return noSuchColumn(names[missing] ?? '', target)
  if (selected.columns.length !== places.length) {
    const which = selected.columns.length < places.length ? 'NOT_ENOUGH_DATA_COLUMNS' : 'TOO_MANY_DATA_COLUMNS'
    return failed(`INSERT_COLUMN_ARITY_MISMATCH.${which}`, '21S01', `Cannot write to ${quoted(target)}, the reason is ${which === 'TOO_MANY_DATA_COLUMNS' ? 'too many' : 'not enough'} data columns:\nTable columns: ${names.join(', ')}.\nData columns: ${selected.columns.map(({ name }) => name).join(', ')}.`)
  }
  const rows = selected.rows.map((row) => target.columns.map((_column, index) => row[places.indexOf(index)] ?? null))
  const empty = nullRefused(target, rows)
  if (empty) return empty
  return (command.overwrite ? 0 : rowsOf(target).length) + rows.length > MOST_ROWS ? tooMany() : rows
}

async function updated(command: Extract<Command, { kind: 'update-rows' }>, target: Table, query: Query): Promise<{ rows: unknown[][]; count: number } | StatementOutcome> {
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
  const rows = changed.result.rows.map((row) => row.slice(0, -1))
  return nullRefused(target, rows) ?? { rows, count: changed.result.rows.filter((row) => row.at(-1) === true).length }
}

/** A table that the caller may MODIFY. What hides rows or values from them must not be written back without these. */
function writable(name: readonly string[], context: StatementContext, state: WorkspaceState, reads = true): Table | Failed {
  const access = createAccess(state, context.principal)
  const { catalog, schema, table: last } = tableName([...name], context)
  const way = access.reachSchema(catalog, schema)
  if (!way.ok) return obstacleFailure(way.obstacle)
  const found = tableNamed(state, catalog, schema, last)
  if (!found) return tableNotFound(name)
  if (found.kind !== 'MANAGED' && found.kind !== 'EXTERNAL') return failed('UNSUPPORTED_INSERT.RDD_BASED', '42809', `Can't insert into ${quoted(found)}: it is no table.`)
  const may = access.owns(found.owner) || access.holds('TABLE', tableKey(found), 'MODIFY') || access.holds('SCHEMA', `${catalog}.${schema}`, 'MODIFY') || access.holds('CATALOG', catalog, 'MODIFY')
  if (may && reads && tableAsSeen(state, context.principal, found) !== found) return notInSandbox('changes of rows under a row filter or column mask')
  return may ? found : obstacleFailure({ kind: 'denied', privilege: 'MODIFY', object: 'Table', name: tableKey(found) })
}
