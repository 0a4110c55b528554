import { useMemo } from 'react'
import type { Drift } from '#shared/audit/kept-audit'
import { localTimeText } from '../../shared/time-text'
import { Button } from '../../shared/ui/Button'
import { CopyButton } from '../../shared/ui/CopyButton'
import { Panel } from '../../shared/ui/Panel'
import { StateIcon, Tag } from '../../shared/ui/StateBadge'
import { VirtualList } from '../../shared/ui/VirtualList'
import { driftGroups } from './drift-groups'

/** What changed from one audit to a later one. */
export function DriftView({ drift, onClose }: { drift: Drift; onClose: () => void }) {
  const groups = useMemo(() => driftGroups(drift), [drift])
  const text = useMemo(() => [drift.line, ...groups.flatMap(({ title, lines }) => ['', `${title}:`, ...lines.map((line) => `- ${line}`)])].join('\n'), [drift, groups])
  return (
    <Panel
      title="What changed"
      actions={
        <div className="row">
          <CopyButton text={text} label="Copy as text" />
          <Button size="s" variant="quiet" onPress={onClose}>Close</Button>
        </div>
      }
    >
      <div className="stack">
        <p className="drift-line">{drift.line}</p>
        <p className="small muted">From {localTimeText(Date.parse(drift.from))} to {localTimeText(Date.parse(drift.to))}.</p>
        {drift.remark === undefined ? null : <p className="drift-remark"><StateIcon state="could-not-check" size={14} /> {drift.remark}</p>}
        {groups.length === 0 ? null : (
          <div className="drift-groups">
            {groups.map(({ id, title, state, lines }) => (
              <section key={id} className="drift-group" aria-label={title}>
                <h3><StateIcon state={state} size={14} /> {title} <Tag>{lines.length.toLocaleString('en')}</Tag></h3>
                <VirtualList label={title} rows={lines} rowHeight={20} wholeUpTo={20} maxHeight={220} rowKey={(line, index) => `${index} ${line}`} render={(line) => <div className="mono drift-entry">{line}</div>} />
              </section>
            ))}
          </div>
        )}
      </div>
    </Panel>
  )
}
