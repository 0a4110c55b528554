import { useState } from 'react'
import { Button } from '../../shared/ui/Button'
import { Checkbox } from '../../shared/ui/Choices'
import { Dialog } from '../../shared/ui/Dialog'
import type { Planning } from './planner'
import { type PlanCounts, runText } from './review-rows'
import { useSetup, useSetupActions } from './use-setup-store'

/** The one confirmation of a reviewed plan: what changes where, and what costs or lasts is agreed to by itself. */
export function ConfirmRun({ planned, counts, isOpen, onClose }: { planned: NonNullable<Planning['planned']>; counts: PlanCounts; isOpen: boolean; onClose: () => void }) {
  const signIn = useSetup((state) => state.view?.signIn)
  const confirmations = useSetup((state) => state.confirmations)
  const { runRequested, confirmed } = useSetupActions()
  const [wasTried, setTried] = useState(false)
  const open = counts.questions.filter(({ id }) => !confirmations.includes(id))
  const run = () => {
    if (open.length > 0) {
      setTried(true)
      return
    }
    onClose()
    void runRequested({ reviewed: planned.plan.actions.map(({ id }) => id), startWarehouse: counts.startsWarehouse })
  }
  return (
    <Dialog
      title={`${runText(counts)}?`}
      isOpen={isOpen}
      onClose={onClose}
      role="alertdialog"
      actions={
        <>
          <Button onPress={onClose} autoFocus>
            Cancel
          </Button>
          <Button variant="primary" onPress={run}>
            Run them
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>
          {signIn?.state === 'signed-in' ? (
            <>
              As <span className="strong">{signIn.principal}</span> on <span className="mono">{signIn.host}</span>.{' '}
            </>
          ) : null}
          Exactly the changes of this list are made, in order. After each, the workspace is read back. At the first failure the run stops; you can continue it later.
        </p>
        {counts.theirs > 0 ? <p>{counts.theirs.toLocaleString('en')} of them need a right that you do not seem to have: the run stops there unless somebody has done them by then.</p> : null}
        {counts.questions.length > 0 ? (
          <ul className="stack" aria-label="To agree to">
            {counts.questions.map(({ id, title, text }) => (
              <li key={id}>
                <Checkbox isSelected={confirmations.includes(id)} onChange={(agreed) => confirmed(id, agreed)}>
                  <span className="strong">{title}.</span> {text}
                </Checkbox>
              </li>
            ))}
          </ul>
        ) : null}
        <p role="alert" className="field-issue-text" data-state="failed">
          {wasTried && open.length > 0 ? `Agree to ${open.length === 1 ? 'the point above' : `all ${open.length} points above`} first, or cancel.` : ''}
        </p>
      </div>
    </Dialog>
  )
}
