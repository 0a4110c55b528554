import { fold } from '../../state/lookup'
import type { Table } from '../../state/model'
import type { Merge, MergeAction, MergeClause } from '../command'
import type { StatementOutcome } from '../engine'
import { backTicked, failed, notInSandbox, type Failed } from '../failures'
import { noSuchColumn, nullRefused, quoted, type Query } from './row-rules'

interface Merged {
  rows: unknown[][]
  updated: number
  deleted: number
  inserted: number
}

/** The rows of the target after MERGE, by two queries as the caller: what is there with what matches it, and what is new. */
export async function merge(command: Merge, target: Table, query: Query): Promise<Merged | StatementOutcome> {
  const wrong = unknownColumn(command, target)
  if (wrong !== undefined) return noSuchColumn(wrong, target)
  const [t, s] = [backTicked(command.alias), backTicked(command.sourceAlias)]
  const into = `(SELECT *, row_number() OVER (ORDER BY 1) AS uc_row FROM ${quoted(target)}) AS ${t}`
  const from = `(SELECT *, true AS uc_found FROM ${command.source}) AS ${s}`
  const found = `${s}.uc_found IS NOT NULL`

  const there = command.clauses.filter(({ when }) => when !== 'not-matched')
  const hits = there.map((one) => `(${one.when === 'matched' ? found : `NOT (${found})`} AND coalesce((${one.condition ?? 'true'}\n), false))`)
  const value = (name: string): string => `CASE ${there.map((one, index) => `WHEN ${hits[index] ?? ''} THEN ${assigned(one.action, name, t, s)}`).join(' ')} ELSE ${t}.${backTicked(name)} END AS ${backTicked(name)}`
  const columns = there.length === 0 ? target.columns.map(({ name }) => `${t}.${backTicked(name)}`) : target.columns.map(({ name }) => value(name))
  const which = there.length === 0 ? '0' : `CASE ${hits.map((hit, index) => `WHEN ${hit} THEN ${String(index + 1)}`).join(' ')} ELSE 0 END`
  const kept = await query(`SELECT ${columns.join(', ')}, ${which} AS uc_hit, ${t}.uc_row AS uc_row FROM ${into} LEFT JOIN ${from} ON (${command.on}\n) ORDER BY ${t}.uc_row`)
  if (!kept.ok) return kept

  const added = await newRows(command, target, into, from, query)
  if (!Array.isArray(added)) return added
  const width = target.columns.length
  const result: Merged = { rows: [], updated: 0, deleted: 0, inserted: added.length }
  const seen = new Map<unknown, boolean>()
  for (const row of kept.result.rows) {
    const [hit, place] = [Number(row[width]), row[width + 1]]
    const before = seen.get(place)
    if (before === true || (before === false && hit > 0)) return severalMatches()
    if (before === false) continue
    seen.set(place, hit > 0)
    const action = there[hit - 1]?.action.do
    if (action === 'delete') result.deleted += 1
    else result.rows.push(row.slice(0, width))
    if (action === 'update') result.updated += 1
  }
  const rows = [...result.rows, ...added]
  return nullRefused(target, rows) ?? { ...result, rows }
}

/** The value of a column under a clause. UPDATE SET * takes the source's column of the same name. */
function assigned(action: MergeAction, name: string, t: string, s: string): string {
  const own = `${t}.${backTicked(name)}`
  if (action.do !== 'update') return own
  if (action.set === undefined) return `${s}.${backTicked(name)}`
  const set = action.set.find((one) => fold(one.column) === fold(name))
  return set ? `(${set.value}\n)` : own
}

async function newRows(command: Merge, target: Table, into: string, from: string, query: Query): Promise<unknown[][] | StatementOutcome> {
  const clauses = command.clauses.filter(({ when }) => when === 'not-matched')
  if (clauses.length === 0) return []
  const s = backTicked(command.sourceAlias)
  const hits = clauses.map(({ condition }) => `coalesce((${condition ?? 'true'}\n), false)`)
  const columns = target.columns.map(({ name }) => `CASE ${clauses.map((one, index) => `WHEN ${hits[index] ?? ''} THEN ${inserted(one, name, s)}`).join(' ')} END AS ${backTicked(name)}`)
  const added = await query(`SELECT ${columns.join(', ')} FROM ${from} LEFT ANTI JOIN ${into} ON (${command.on}\n) WHERE ${hits.join(' OR ')}`)
  if (!added.ok) return added
  return added.result.columns.length === target.columns.length ? added.result.rows : notInSandbox('a merge of this form')
}

function inserted({ action }: MergeClause, name: string, s: string): string {
  if (action.do !== 'insert' || action.columns === undefined) return `${s}.${backTicked(name)}`
  const place = action.columns.findIndex((column) => fold(column) === fold(name))
  const value = place < 0 ? undefined : action.values?.[place]
  return value === undefined ? 'NULL' : `(${value}\n)`
}

function unknownColumn(command: Merge, target: Table): string | undefined {
  const named = command.clauses.flatMap(({ action }) => (action.do === 'update' ? (action.set ?? []).map(({ column }) => column) : action.do === 'insert' ? (action.columns ?? []) : []))
  return named.find((column) => !target.columns.some(({ name }) => fold(name) === fold(column)))
}

const severalMatches = (): Failed =>
  failed('DELTA_MULTIPLE_SOURCE_ROW_MATCHING_TARGET_ROW_IN_MERGE', '21506', 'Cannot perform Merge as multiple source rows matched and attempted to modify the same\ntarget row in the Delta table in possibly conflicting ways. By SQL semantics of Merge,\nwhen multiple source rows match on the same target row, the result may be ambiguous\nas it is unclear which source row should be used to update or delete the matching\ntarget row. You can preprocess the source table to eliminate the possibility of\nmultiple matches.')
