import type { ReactNode } from 'react'
import './banner.css'
import { StateIcon, type UiState } from './StateBadge'

export interface BannerProps {
  state: Extract<UiState, 'info' | 'ok' | 'warning' | 'failed' | 'not-set-up' | 'could-not-check'>
  title: ReactNode
  children?: ReactNode
  actions?: ReactNode
  /** Announced when it appears. */
  live?: boolean
}

/** Something to know before going on. */
export function Banner({ state, title, children, actions, live = false }: BannerProps) {
  return (
    <div className="banner" data-state={state} role={live ? 'status' : undefined}>
      <StateIcon state={state} />
      <div className="words-and-actions">
        <div className="words">
          <div className="strong">{title}</div>
          {children ? <div className="banner-text">{children}</div> : null}
        </div>
        {actions ? <div className="row row-wrap">{actions}</div> : null}
      </div>
    </div>
  )
}
