import type { ReactNode } from 'react'
import { StateIcon, type UiState } from '../../shared/ui/StateBadge'

/** One thing that was seen about the answer above it: exists, will be made, could not be checked. */
export function FactLine({ state, children }: { state: UiState; children: ReactNode }) {
  return (
    <p className="fact-line" data-state={state}>
      <StateIcon state={state} size={14} />
      <span className="grow">{children}</span>
    </p>
  )
}
