import { fold, tableNamed } from '../../state/lookup'
import type { Column, Table, WorkspaceState } from '../../state/model'
import { isObjectName } from '../../unity-catalog/objects'
import type { Command } from '../command'
import type { StatementContext, StatementOutcome } from '../engine'
import { failed } from '../failures'
import { succeed } from '../table-versions'
import { parseType } from '../types'
import { mayCreate } from './change'
import { readableTable } from './describe'
import { tableName } from './names'
import { done } from './results'
import type { Query } from './row-rules'
import { affected, MOST_ROWS, tooMany } from './rows'

type CreateTable = Extract<Command, { kind: 'create-table' }>

/** CREATE TABLE in its forms: with columns, from a query, like another table. `query` runs one as the caller. */
export async function createTable(command: CreateTable, context: StatementContext, state: WorkspaceState, now: number, query: Query): Promise<StatementOutcome> {
  const { catalog, schema, table: name } = tableName(command.name, context)
  const settled = mayCreate(command, isObjectName(name), context, state)
  if (settled) return settled
  const unknown = command.columns.find((column) => parseType(column.type) === undefined)
  if (unknown) return failed('UNSUPPORTED_DATATYPE', '0A000', `Unsupported data type "${unknown.type.toUpperCase()}".`)
  const twice = command.columns.find((column, index) => command.columns.findIndex((one) => fold(one.name) === fold(column.name)) < index)
  if (twice) return failed('COLUMN_ALREADY_EXISTS', '42711', `The column \`${fold(twice.name)}\` already exists. Choose another name or rename the existing column.`)
  const model = command.like === undefined ? undefined : readableTable(command.like, context, state)
  if (model && !('table' in model)) return model
  const selected = command.query === undefined ? undefined : await query(command.query)
  if (selected?.ok === false) return selected
  const columns = selected ? selected.result.columns.map((column): Column => ({ name: column.name, type: column.type.toLowerCase(), nullable: true })) : (model?.table.columns.map((column) => ({ ...column })) ?? command.columns)
  const rows = selected?.result.rows ?? []
  if (rows.length > MOST_ROWS) return tooMany()
  // Somebody else may have been quicker while the query ran.
  const again = mayCreate(command, true, context, state)
  if (again) return again
  const existing = tableNamed(state, catalog, schema, name)
  state.tables = state.tables.filter((one) => one !== existing)
  const made: Table = {
    catalog, schema, name, kind: 'MANAGED', format: 'DELTA', owner: existing?.owner ?? context.principal, columns, rows, createdAt: now, createdBy: context.principal,
    ...(command.comment === undefined ? {} : { comment: command.comment }), ...(command.properties === undefined ? {} : { properties: command.properties }),
  }
  succeed(made, existing, { at: now, by: context.principal, operation: `CREATE${command.orReplace ? ' OR REPLACE' : ''} TABLE${selected ? ' AS SELECT' : ''}` })
  state.tables.push(made)
  return selected ? affected(rows.length, true) : done()
}
