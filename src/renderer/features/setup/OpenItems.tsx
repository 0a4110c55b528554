import type { OpenItem } from '#shared/setup/plan'
import { Checkbox } from '../../shared/ui/Choices'
import { Panel } from '../../shared/ui/Panel'
import { useSetup, useSetupActions } from './use-setup-store'

/** Things beside the plan, to be done by hand up to the export; they stop no run. */
export function OpenItems({ items }: { items: readonly OpenItem[] }) {
  const done = useSetup((state) => state.answers.done)
  const { answered } = useSetupActions()
  if (items.length === 0) return null
  return (
    <Panel title="Not part of the run" flush>
      <ul className="open-items">
        {items.map((item) => (
          <li key={item.id}>
            <Checkbox isSelected={done.includes(item.id)} onChange={(isDone) => answered({ done: isDone ? [...done, item.id] : done.filter((id) => id !== item.id) })}>
              <span className="strong">{item.title}</span>
            </Checkbox>
            <div className="open-item-text">
              <p>{item.detail}</p>
              {item.steps.length > 0 ? (
                <ol className="review-steps">
                  {item.steps.map((step) => (
                    <li key={step}>{step}</li>
                  ))}
                </ol>
              ) : null}
              {item.ask.length > 0 ? <p className="small muted">Ask: {item.ask.join(', ')}</p> : null}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
