import type { Action, Plan } from '#shared/setup/plan'
import { StateIcon } from '../../shared/ui/StateBadge'
import { VirtualList } from '../../shared/ui/VirtualList'
import { whoText } from './review-rows'

/** The plan in words: what, why, who may, and where CleverTap's guide says otherwise. */
export function Explanation({ plan }: { plan: Plan | undefined }) {
  if (!plan) return null
  const byId = new Map(plan.actions.map((action) => [action.id, action]))
  const actions = plan.guideOrder.flatMap((id) => byId.get(id) ?? [])
  return (
    <div className="explanation">
      <VirtualList label="The plan in words" rows={actions} rowKey={({ id }) => id} rowHeight={96} wholeUpTo={0} render={(action) => <Entry action={action} />} />
    </div>
  )
}

function Entry({ action }: { action: Action }) {
  return (
    <div className="explanation-entry">
      <div className="explanation-title">
        <StateIcon state={action.state === 'satisfied' ? 'ok' : action.state === 'unknown' ? 'could-not-check' : 'waiting'} size={14} />
        <span className="grow strong">{action.title}</span>
      </div>
      <p>{action.why}</p>
      <p className="small muted">{action.state === 'satisfied' ? `As wanted: ${action.current}` : `${action.current} → ${action.wanted}. ${whoText(action)}: ${action.who.right}.`}</p>
      {action.notes.map((note) => (
        <p key={note} className="reason-note">
          <StateIcon state="info" size={13} /> <span>{note}</span>
        </p>
      ))}
    </div>
  )
}
