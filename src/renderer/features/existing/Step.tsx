import type { ReactNode } from 'react'
import { StateBadge } from '../../shared/ui/StateBadge'
import type { StepState } from './steps'

const WORDS: Record<StepState, string> = { ok: 'Complete', warning: 'Complete, with a warning', failed: 'Has an error', 'not-set-up': 'To do' }

/** One decision: why it is needed, its fields, how far it is. Always open: nothing hides behind "Next". */
export function Step({ number, title, reason, state, isCurrent, children }: { number: number; title: string; reason: string; state: StepState; isCurrent: boolean; children: ReactNode }) {
  return (
    <li className="step" data-current={isCurrent || undefined} {...(isCurrent ? { 'aria-current': 'step' } : {})}>
      <span className="step-number" aria-hidden>
        {number}
      </span>
      <div className="step-main">
        <div className="row">
          <h2 className="grow">{title}</h2>
          <StateBadge state={state} label={WORDS[state]} />
        </div>
        <p className="step-reason">{reason}</p>
        <div className="step-fields">{children}</div>
      </div>
    </li>
  )
}
