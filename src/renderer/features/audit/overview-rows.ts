import type { AuditOverviewRow } from '#shared/audit/kept-audit'
import type { UiState } from '../../shared/ui/StateBadge'
import { VERDICT_STATES, VERDICT_WORDS } from './what-if'

export interface OverviewLine {
  row: AuditOverviewRow
  name: string
  place: string
  state: UiState
  word: string
  /** Worst first when sorted. */
  rank: number
  identity: string
  next: string
}

const RANKS: Record<UiState, number> = { failed: 0, warning: 1, 'could-not-check': 2, 'not-set-up': 3, ok: 4, waiting: 5, running: 5, cancelled: 5, info: 5 }

/** One connection as a line of the table: how it stands, and what to do next. */
export function overviewLine(row: AuditOverviewRow): OverviewLine {
  const { last } = row
  const state: UiState = last ? VERDICT_STATES[last.verdict.state] : 'not-set-up'
  return {
    row,
    name: row.connection.trim() === '' ? 'Connection without a name' : row.connection,
    place: [[row.catalog, row.schema].filter((part) => part !== '').join('.'), row.host].filter((part) => part !== '').join('  ·  '),
    state,
    word: last ? VERDICT_WORDS[last.verdict.state] : 'Never audited',
    rank: RANKS[state],
    identity: last ? (last.name ?? last.principal) : '',
    next: nextOf(row),
  }
}

function nextOf({ blockedBy, last }: AuditOverviewRow): string {
  if (!last) return blockedBy === undefined ? 'Audit it' : 'Complete it'
  if (last.verdict.state === 'missing' || last.verdict.state === 'too-much') return 'Review the fix'
  return last.verdict.state === 'not-proven' ? 'See details' : 'Look at it'
}

/** `2 of 5 least privilege, 1 with something missing, 1 never audited`: the whole in one line. */
export function overviewSummary(rows: readonly AuditOverviewRow[]): string {
  const of = (state: string) => rows.filter(({ last }) => last?.verdict.state === state).length
  const never = rows.filter(({ last }) => last === undefined).length
  return [
    `${of('least-privilege')} of ${rows.length} with least privilege`,
    ...(of('missing') > 0 ? [`${of('missing')} with something missing`] : []),
    ...(of('too-much') > 0 ? [`${of('too-much')} with too much`] : []),
    ...(of('not-proven') > 0 ? [`${of('not-proven')} not proven`] : []),
    ...(never > 0 ? [`${never} never audited`] : []),
  ].join(', ')
}
