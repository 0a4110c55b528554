import type { Finding } from '#shared/audit/finding'
import type { Simulated } from '#shared/audit/kept-audit'
import { Disclosure } from '../../shared/ui/Disclosure'
import { StateBadge, type UiState } from '../../shared/ui/StateBadge'
import { VirtualList } from '../../shared/ui/VirtualList'
import { checkTitle } from './finding-title'
import type { WhatIf } from './fix-store'

const count = (number: number, word: string) => `${number.toLocaleString('en')} ${word}${number === 1 ? '' : 's'}`

/** What the fix would change: worked out from what was read, nothing was run. */
export function WhatIfPanel({ simulated, whatIf }: { simulated: Simulated; whatIf: WhatIf }) {
  const { findingsGone, findingsNew, tablesLost, tablesGained } = simulated
  return (
    <section className="panel what-if" aria-label="What would change">
      <div className="what-if-lead">
        <span className="strong">What would change {whatIf === 'grants' ? 'by the grants alone' : 'by grants and revokes'}</span>
        <span className="small muted">Worked out from what was read; nothing was run. The lists below show the state after it.</span>
      </div>
      <Change state="ok" label={`${count(findingsGone.length, 'finding')} gone`} items={findingsGone.map(findingLine)} name="Findings gone" />
      <Change state={findingsNew.length > 0 ? 'warning' : 'ok'} label={findingsNew.length > 0 ? `${count(findingsNew.length, 'new finding')}` : 'No new finding'} items={findingsNew.map(findingLine)} name="New findings" />
      <Change state="ok" label={`${count(tablesGained.length, 'table')} more readable`} items={tablesGained} name="Tables gained" />
      <Change state={tablesLost.length > 0 ? 'failed' : 'ok'} label={tablesLost.length > 0 ? `${count(tablesLost.length, 'table')} lost to the import` : 'The import loses no table'} items={tablesLost} name="Tables lost" />
    </section>
  )
}

const findingLine = (finding: Finding): string => `${finding.privilege === '' ? checkTitle(finding.id) : finding.privilege} · ${finding.securable}`

function Change({ state, label, items, name }: { state: UiState; label: string; items: readonly string[]; name: string }) {
  if (items.length === 0) return <div className="what-if-change"><StateBadge state={state} label={label} /></div>
  return (
    <div className="what-if-change">
      <Disclosure title={<StateBadge state={state} label={label} />}>
        <VirtualList label={name} rows={items} rowHeight={20} wholeUpTo={12} maxHeight={180} rowKey={(item, index) => `${index} ${item}`} render={(item) => <div className="mono">{item}</div>} />
      </Disclosure>
    </div>
  )
}
