import type { Column, Table, TableVersion } from '../state/model'
import { failed, type Failed } from './failures'

const MOST_KEPT = 20

interface Snapshot {
  columns: Column[]
  rows: unknown[][] | undefined
  /** The table as it was, once somebody asked for it. */
  table?: Table
}
/** Rows of old versions are kept while the sandbox runs, and only the latest few: after a restart they are gone, as after VACUUM. */
const kept = new WeakMap<Table, Map<number, Snapshot>>()

/** What happened to a table, oldest first; its place in the list is the version. */
export const versionsOf = (table: Table): readonly TableVersion[] => table.history ?? [{ at: table.createdAt, by: table.createdBy, operation: 'CREATE TABLE' }]

/** Changes a table and writes it into its history. */
export function commit(table: Table, version: TableVersion, change: () => void): void {
  keep(table)
  const before = versionsOf(table)
  change()
  table.history = [...before, version]
  keep(table)
}

/** A table that takes the place of another goes on with its history. */
export function succeed(table: Table, former: Table | undefined, version: TableVersion): void {
  if (former && former.kind !== 'VIEW') {
    keep(former)
    kept.set(table, kept.get(former) ?? new Map<number, Snapshot>())
    table.history = [...versionsOf(former), version]
  } else table.history = [version]
  keep(table)
}

function keep(table: Table): void {
  const snapshots = kept.get(table) ?? new Map<number, Snapshot>()
  kept.set(table, snapshots)
  const latest = versionsOf(table).length - 1
  snapshots.set(latest, { columns: table.columns.map((column) => ({ ...column })), rows: table.rows })
  for (const version of snapshots.keys()) if (version <= latest - MOST_KEPT) snapshots.delete(version)
}

export type AsOf = { version: number } | { timestamp: number; written: string }

/** The table as it was in a version or at a time, or Databricks' words for why there is none. */
export function tableAsOf(table: Table, asOf: AsOf): { ok: true; table: Table; version: number } | Failed {
  const versions = versionsOf(table)
  const latest = versions.length - 1
  if ('timestamp' in asOf) {
    if (Number.isNaN(asOf.timestamp)) return failed('INVALID_TIME_TRAVEL_TIMESTAMP_EXPR.INPUT', '42K0E', `The time travel timestamp expression "${asOf.written}" is invalid. Cannot be casted to the "TIMESTAMP" type.`)
    const [first, last] = [versions[0]?.at ?? 0, versions[latest]?.at ?? 0]
    if (asOf.timestamp < first) return failed('DELTA_TIMESTAMP_EARLIER_THAN_COMMIT_RETENTION', '42816', `The provided timestamp (${spelled(asOf.timestamp)}.0) is before the earliest version available to this\ntable (${spelled(first)}.0). Please use a timestamp after ${spelled(first)}.`)
    if (asOf.timestamp > last) return failed('DELTA_TIMESTAMP_GREATER_THAN_COMMIT', '42816', `The provided timestamp (${spelled(asOf.timestamp)}.0) is after the latest version available to this\ntable (${spelled(last)}.0). Please use a timestamp before or at ${spelled(last)}.`)
  }
  const timestamp = 'timestamp' in asOf ? asOf.timestamp : undefined
  const wanted = 'version' in asOf ? asOf.version : versions.findLastIndex(({ at }) => timestamp !== undefined && at <= timestamp)
  if (wanted === latest) return { ok: true, table, version: latest }
  const snapshots = kept.get(table) ?? new Map<number, Snapshot>()
  const snapshot = snapshots.get(wanted)
  if (!snapshot) return failed('DELTA_VERSION_NOT_FOUND', '22003', `Cannot time travel Delta table to version ${String(wanted)}. Available versions: [${String(Math.min(latest, ...snapshots.keys()))}, ${String(latest)}].`)
  snapshot.table ??= { ...table, columns: snapshot.columns, rows: snapshot.rows }
  return { ok: true, table: snapshot.table, version: wanted }
}

const spelled = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ')
