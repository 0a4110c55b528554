import { tableKey } from '../../state/lookup'
import type { Table, WorkspaceState } from '../../state/model'
import { isMember } from '../../unity-catalog/principals'
import { sampleRows } from './sample-rows'

/** By the rows they are made of, which every change of a table replaces. */
const variants = new WeakMap<object, Map<string, Table>>()

/** The table as row filters and column masks let this caller see it: without rows, or with columns that are NULL. */
export function tableAsSeen(state: WorkspaceState, principal: string, table: Table): Table {
  if (!state.rowFilters?.length && !state.columnMasks?.length) return table
  const key = tableKey(table)
  const applies = (rule: { table: string; group: string }): boolean => rule.table === key && !isMember(state, principal, rule.group, 'account')
  const withoutRows = state.rowFilters?.some(applies) === true
  const hidden = new Set((state.columnMasks ?? []).filter(applies).map(({ column }) => column.toLowerCase()))
  if (!withoutRows && hidden.size === 0) return table
  const known = variants.get(table.rows ?? table) ?? new Map<string, Table>()
  variants.set(table.rows ?? table, known)
  const what = JSON.stringify([withoutRows, [...hidden].sort()])
  const seen = known.get(what) ?? { ...table, rows: withoutRows ? [] : maskedRows(table, hidden) }
  known.set(what, seen)
  return seen
}

function maskedRows(table: Table, hidden: ReadonlySet<string>): unknown[][] {
  const isHidden = table.columns.map(({ name }) => hidden.has(name.toLowerCase()))
  return (table.rows ?? sampleRows(table)).map((row) => row.map((value, index) => (isHidden[index] === true ? null : value)))
}
