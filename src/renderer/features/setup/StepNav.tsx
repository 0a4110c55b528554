import { Link } from 'react-aria-components'
import { setupAddress } from '../../shared/addresses'
import { StateIcon } from '../../shared/ui/StateBadge'
import type { StepId, StepView } from './steps'

/** All steps with their states. Any can be opened at any time. */
export function StepNav({ views, current, setupId }: { views: readonly StepView[]; current: StepId; setupId: string }) {
  return (
    <nav className="step-nav" aria-label="Steps">
      <ol>
        {views.map((view) => (
          <li key={view.id}>
            <Link href={setupAddress(setupId, view.id)} className="step-link" {...(view.id === current ? { 'aria-current': 'step' as const } : {})}>
              <span className="step-number" aria-hidden>
                {view.number}
              </span>
              <span className="grow">
                <span className="step-link-title">{view.title}</span>
                <span className="step-link-state" data-state={view.state}>
                  <StateIcon state={view.state} size={12} />
                  <span>{view.label}</span>
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}
