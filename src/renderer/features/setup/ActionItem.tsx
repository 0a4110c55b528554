import { useState } from 'react'
import { Button } from '../../shared/ui/Button'
import { Checkbox } from '../../shared/ui/Choices'
import { CodeBlock } from '../../shared/ui/CodeBlock'
import { DiagnosisCard } from '../../shared/ui/DiagnosisCard'
import { Disclosure } from '../../shared/ui/Disclosure'
import { StateBadge, StateIcon, Tag } from '../../shared/ui/StateBadge'
import { durationText } from '../../shared/time-text'
import { CopyMenu } from './CopyMenu'
import type { Planning } from './planner'
import { changeText } from './renderings'
import { type ActionRow, isDone } from './review-rows'
import { useSetup, useSetupActions } from './use-setup-store'

/** One difference: current, wanted, who; the exact change on demand; what became of it in the run. */
export function ActionItem({ row, planned }: { row: ActionRow; planned: NonNullable<Planning['planned']> }) {
  const { action, run } = row
  return (
    <div className="review-action" data-action={action.id} data-theirs={action.who.youCan === 'no' && action.state !== 'satisfied' ? '' : undefined}>
      <div className="review-line">
        <StateBadge state={row.state} label={row.label} />
        <div className="grow">
          <div>
            <span className="strong">{action.title}</span> <Tag>{row.how}</Tag> {run?.durationMs === undefined ? null : <span className="small muted nowrap">{durationText(run.durationMs)}</span>}
          </div>
          <div className="review-difference">
            {run?.readBack === undefined ? (
              <>
                <span className="muted">{action.current}</span> {action.state === 'satisfied' ? null : <><span role="img" aria-label="becomes">→</span> <span>{action.wanted}</span></>}
              </>
            ) : (
              <>Seen: {run.readBack}</>
            )}
          </div>
          {row.who === '' || row.who === 'You can' ? null : <div className="review-who">{row.who} <span className="muted">({action.who.right})</span></div>}
          {run?.requestId === undefined ? null : <div className="small muted mono">request {run.requestId}</div>}
        </div>
      </div>
      <NeedsYou row={row} />
      {run?.diagnosis ? <DiagnosisCard diagnosis={run.diagnosis} state={run.state === 'refused' ? 'warning' : run.state === 'not-seen-yet' ? 'could-not-check' : 'failed'} /> : null}
      <div className="review-tools">
        <Details row={row} planned={planned} />
        <RunOne row={row} planned={planned} />
      </div>
    </div>
  )
}

function RunOne({ row, planned }: { row: ActionRow; planned: NonNullable<Planning['planned']> }) {
  const isBusy = useSetup((state) => state.run.kind === 'running')
  const isSignedIn = useSetup((state) => state.answers.mode === 'signed-in' && state.view?.signIn.state === 'signed-in')
  const { runRequested } = useSetupActions()
  const { action } = row
  const [asks, setAsks] = useState(false)
  if (action.state === 'satisfied' || action.change.kind === 'by-hand' || isDone(row.run) || action.who.youCan === 'no') return null
  if (!isSignedIn || action.asksFirst !== undefined) return null
  if (!asks) {
    return (
      <Button size="s" variant="quiet" isDisabled={isBusy} onPress={() => setAsks(true)} aria-label={`Run only: ${action.title}`}>
        Run only this
      </Button>
    )
  }
  return (
    <span className="row">
      <Button size="s" isDisabled={isBusy} autoFocus onPress={() => { setAsks(false); void runRequested({ reviewed: planned.plan.actions.map(({ id }) => id), only: action.id, startWarehouse: false }) }}>
        Run it now
      </Button>
      <Button size="s" variant="quiet" onPress={() => setAsks(false)}>Cancel</Button>
    </span>
  )
}

/** A step by hand, or a question of the run: it goes on when the person says so. */
function NeedsYou({ row: { action, run } }: { row: ActionRow }) {
  const isAgreed = useSetup((state) => state.confirmations.includes(action.id))
  const { confirmed } = useSetupActions()
  const isByHand = action.change.kind === 'by-hand' && action.state !== 'satisfied' && !isDone(run)
  if (run?.state !== 'needs-you' && !isByHand) return null
  return (
    <div className="review-needs">
      {action.change.kind === 'by-hand' ? (
        <ol className="review-steps">
          {action.change.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      ) : null}
      <Checkbox isSelected={isAgreed} onChange={(agreed) => confirmed(action.id, agreed)}>
        {run?.question ?? (action.expected.check === 'confirmed' ? action.expected.question : 'I have done this')}
      </Checkbox>
    </div>
  )
}

function Details({ row: { action }, planned }: { row: ActionRow; planned: NonNullable<Planning['planned']> }) {
  const [isOpen, setOpen] = useState(false)
  const values = planned.plan.values
  return (
    <Disclosure title="Why and how" isOpen={isOpen} onToggle={setOpen}>
      {isOpen ? (
        <div className="stack">
          <p>{action.why}</p>
          {action.notes.map((note) => (
            <p key={note} className="reason-note">
              <StateIcon state="info" size={13} /> <span>{note}</span>
            </p>
          ))}
          {action.skipIf ? <p className="muted">{action.skipIf.text}</p> : null}
          <CodeBlock {...codeOf(action, values)} />
          <p className="small muted">Undo: {action.undo.kind === 'none' ? action.undo.reason : changeText({ change: action.undo }, values).text}</p>
          <div className="row">
            <CopyMenu planned={planned} label="Copy this as" only={[action.id]} />
          </div>
        </div>
      ) : null}
    </Disclosure>
  )
}

function codeOf(action: ActionRow['action'], values: Parameters<typeof changeText>[1]) {
  const { language, text } = changeText(action, values)
  return { code: text, language, label: { sql: 'Statement', http: 'Request', text: 'Steps' }[language] }
}
