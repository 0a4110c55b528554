import type { FixPreview } from '#shared/audit/kept-audit'
import { CodeBlock } from '../../shared/ui/CodeBlock'
import { Panel } from '../../shared/ui/Panel'
import { VirtualList } from '../../shared/ui/VirtualList'
import { Affected } from './Affected'
import { checkTitle } from './finding-title'

/** What no script of this fix does: rights on the warehouse, and what a person decides or clicks. */
export function ByHand({ preview: { byHand, cliOnly } }: { preview: FixPreview }) {
  return (
    <>
      {cliOnly.length > 0 ? (
        <Panel title="No SQL for these: run them with the Databricks CLI">
          <div className="stack">
            {cliOnly.map(({ text, cli }) => <CodeBlock key={cli} code={cli} language="shell" label={text} maxLines={6} />)}
          </div>
        </Panel>
      ) : null}
      {byHand.length > 0 ? (
        <Panel flush title={`By hand (${byHand.length.toLocaleString('en')}): never run from here`}>
          <VirtualList
            label="By hand"
            rows={byHand}
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
        </Panel>
      ) : null}
    </>
  )
}
