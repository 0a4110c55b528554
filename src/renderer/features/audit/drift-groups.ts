import type { Drift } from '#shared/audit/kept-audit'
import type { UiState } from '../../shared/ui/StateBadge'
import { findingLine } from './finding-title'

export interface DriftGroup {
  id: string
  title: string
  state: UiState
  lines: string[]
}

/** What changed, by kind, what needs a look first; kinds without a change are left out. */
export function driftGroups(drift: Drift): DriftGroup[] {
  const newReadable = drift.newTables.filter((name) => !drift.newTablesNotReadable.includes(name))
  const groups: DriftGroup[] = [
    { id: 'new-not-readable', title: 'New tables that can’t be read', state: 'failed', lines: drift.newTablesNotReadable },
    { id: 'lost', title: 'Tables no longer readable', state: 'failed', lines: drift.lostTables },
    { id: 'findings-new', title: 'New findings', state: 'warning', lines: drift.findingsNew.map(findingLine) },
    { id: 'grants-gained', title: 'Grants gained', state: 'warning', lines: drift.grantsGained },
    { id: 'grants-lost', title: 'Grants lost', state: 'warning', lines: drift.grantsLost },
    { id: 'owners', title: 'Owners changed', state: 'warning', lines: drift.ownersChanged.map(({ securable, from, to }) => `${securable}: ${from} → ${to}`) },
    { id: 'gone', title: 'Tables gone', state: 'info', lines: drift.tablesGone },
    { id: 'new', title: 'New tables, readable', state: 'ok', lines: newReadable },
    { id: 'gained', title: 'Tables now readable', state: 'ok', lines: drift.gainedTables },
    { id: 'findings-gone', title: 'Findings gone', state: 'ok', lines: drift.findingsGone.map(findingLine) },
  ]
  return groups.filter(({ lines }) => lines.length > 0)
}
