import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import type { TableRead, TestReport } from '#shared/connection-test/report'
import { durationText } from '../../shared/time-text'

/** One table of the read stage, ready to draw. */
export interface ReadRow {
  key: string
  name: string
  state: TableRead['state']
  word: string
  ms: number
  time: string
  diagnosis: Diagnosis | undefined
}

export const READ_FILTERS = ['all', 'not-read', 'read'] as const
export type ReadFilter = (typeof READ_FILTERS)[number]

const WORDS = { passed: 'Read', failed: 'Failed', 'could-not-check': 'Could not check' } as const
const ORDER = { failed: 0, 'could-not-check': 1, passed: 2 } as const

/** What needs a reader first: failures, then what could not be checked, each by name. */
export function readRows(reads: readonly TableRead[], filter: ReadFilter): ReadRow[] {
  return reads
    .filter((read) => filter === 'all' || (filter === 'read') === (read.state === 'passed'))
    .map((read) => ({ read, name: `${read.catalog}.${read.schema}.${read.table}` }))
    .sort((a, b) => ORDER[a.read.state] - ORDER[b.read.state] || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    .map(({ read, name }) => ({ key: name, name, state: read.state, word: WORDS[read.state], ms: read.durationMs, time: durationText(read.durationMs), diagnosis: read.diagnosis }))
}

/** `3 of 5 chosen tables were read; 214 are visible.` */
export function readLine(tables: TestReport['tables']): string {
  const passed = tables.reads.filter((read) => read.state === 'passed').length
  if (tables.chosen === 0 && tables.reads.length === 0) return tables.visible === 0 ? 'No table was read.' : `No table was read; ${tables.visible} are visible.`
  const chosen = Math.max(tables.chosen, tables.reads.length)
  const seen = tables.visible === 1 ? '1 is visible' : `${tables.visible} are visible`
  return `${passed} of ${chosen} chosen ${chosen === 1 ? 'table was' : 'tables were'} read; ${seen}.`
}
