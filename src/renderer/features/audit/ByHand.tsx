import type { FixPreview } from '#shared/audit/fix-view'
import { CodeBlock } from '../../shared/ui/CodeBlock'
import { Panel } from '../../shared/ui/Panel'
import { VirtualList } from '../../shared/ui/VirtualList'
import { Affected } from './Affected'
import { checkTitle } from './finding-title'

/** What no fix does: what a person decides or clicks. */
export function ByHand({ preview: { byHand } }: { preview: FixPreview }) {
  if (byHand.count === 0) return null
  return (
    <Panel flush title={`By hand (${byHand.count.toLocaleString('en')}): never run from here`}>
      <VirtualList
        label="By hand"
        rows={byHand.first}
        rowHeight={84}
        wholeUpTo={60}
        maxHeight={640}
        rowKey={(item, index) => `${index} ${item.id}`}
        render={({ id, securable, reason, fix }) => (
          <div className="by-hand">
            <div><span className="strong">{checkTitle(id)}</span> <span className="mono">{securable}</span></div>
            <p className="muted">{reason}</p>
            {fix.map((one, index) => (
              <div key={index} className="by-hand-fix">
                <p>{one.text}</p>
                {one.cli ?? one.sql ? <CodeBlock code={one.sql ?? one.cli ?? ''} language={one.sql === undefined ? 'shell' : 'sql'} maxLines={6} /> : null}
                {one.affects && one.affects.length > 0 ? <Affected people={one.affects} /> : null}
              </div>
            ))}
          </div>
        )}
      />
      {byHand.first.length < byHand.count ? <p className="fix-more small muted">The first {byHand.first.length.toLocaleString('en')} are here; the findings have all of them.</p> : null}
    </Panel>
  )
}
