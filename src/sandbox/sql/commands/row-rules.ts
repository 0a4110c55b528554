import type { Table } from '../../state/model'
import type { StatementOutcome } from '../engine'
import { backTicked, failed, type Failed } from '../failures'

/** Runs a query as the caller. */
export type Query = (sql: string) => Promise<StatementOutcome>

export const quoted = (one: Table): string => backTicked(one.catalog, one.schema, one.name)

export function nullRefused(target: Table, rows: readonly unknown[][]): Failed | undefined {
  const empty = target.columns.findIndex((column, index) => !column.nullable && rows.some((row) => row[index] === null))
  return empty < 0 ? undefined : failed('DELTA_NOT_NULL_CONSTRAINT_VIOLATED', '23502', `NOT NULL constraint violated for column: ${target.columns[empty]?.name ?? ''}.`)
}

export const noSuchColumn = (column: string, target: Table): Failed =>
  failed('UNRESOLVED_COLUMN.WITH_SUGGESTION', '42703', `A column, variable, or function parameter with name \`${column}\` cannot be resolved. Did you mean one of the following? [${target.columns.slice(0, 5).map(({ name }) => `\`${name}\``).join(', ')}].`)
