import { atPositions } from '#shared/audit/after-fix'
import type { Simulated } from '#shared/audit/fix-view'
import { useMemo } from 'react'
import { Disclosure } from '../../shared/ui/Disclosure'
import { StateBadge, type UiState } from '../../shared/ui/StateBadge'
import { VirtualList } from '../../shared/ui/VirtualList'
import { findingLine } from './finding-title'
import type { FindingRow } from './finding-rows'
import type { WhatIf } from './fix-store'

const count = (number: number, word: string) => `${number.toLocaleString('en')} ${word}${number === 1 ? '' : 's'}`
const BY: Record<WhatIf, string> = { now: '', grants: 'by the grants alone', chosen: 'by grants and the chosen revokes', all: 'by grants and all revokes' }

/** What the fix would change: worked out from what was read, nothing was run. */
export function WhatIfPanel({ findings, simulated, whatIf }: { findings: readonly FindingRow[]; simulated: Simulated; whatIf: WhatIf }) {
  const { findingsGone, findingsNew, tablesLost, tablesGained } = simulated
  const gone = useMemo(() => atPositions(findings, findingsGone).map(({ finding, securable }) => findingLine({ ...finding, securable })), [findings, findingsGone])
  return (
    <section className="panel what-if" aria-label="What would change">
      <div className="what-if-lead">
        <span className="strong">What would change {BY[whatIf]}</span>
        <span className="small muted">Worked out from what was read; nothing was run. The lists below show the state after it.</span>
      </div>
      <Change state="ok" total={gone.length} label={`${count(gone.length, 'finding')} gone`} items={gone} name="Findings gone" />
      <Change state={findingsNew.count > 0 ? 'warning' : 'ok'} total={findingsNew.count} label={findingsNew.count > 0 ? `${count(findingsNew.count, 'new finding')}` : 'No new finding'} items={findingsNew.first.map(findingLine)} name="New findings" />
      <Change state="ok" total={tablesGained.count} label={`${count(tablesGained.count, 'table')} more readable`} items={tablesGained.first} name="Tables gained" />
      <Change state={tablesLost.count > 0 ? 'failed' : 'ok'} total={tablesLost.count} label={tablesLost.count > 0 ? `${count(tablesLost.count, 'table')} lost to the import` : 'The import loses no table'} items={tablesLost.first} name="Tables lost" />
    </section>
  )
}

function Change({ state, label, items, total, name }: { state: UiState; label: string; items: readonly string[]; total: number; name: string }) {
  if (items.length === 0) return <div className="what-if-change"><StateBadge state={state} label={label} /></div>
  return (
    <div className="what-if-change">
      <Disclosure title={<StateBadge state={state} label={label} />}>
        <VirtualList label={name} rows={items} rowHeight={20} wholeUpTo={12} maxHeight={180} rowKey={(item, index) => `${index} ${item}`} render={(item) => <div className="mono">{item}</div>} />
        {items.length < total ? <p className="small muted">The first {items.length.toLocaleString('en')} of {total.toLocaleString('en')} are listed.</p> : null}
      </Disclosure>
    </div>
  )
}
