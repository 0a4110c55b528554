import type { ReactNode } from 'react'
import './page.css'

export interface PageHeaderProps {
  title: ReactNode
  /** One sentence: what this screen is for, or what it shows now. */
  lead?: ReactNode
  /** Buttons; the primary one last. */
  actions?: ReactNode
  /** Above the title, e.g. the connection it belongs to. */
  context?: ReactNode
}

/** Top of every screen. */
export function PageHeader({ title, lead, actions, context }: PageHeaderProps) {
  return (
    <header className="page-header">
      <div className="grow">
        {context ? <div className="page-context">{context}</div> : null}
        <h1>{title}</h1>
        {lead ? <p className="page-lead">{lead}</p> : null}
      </div>
      {actions ? <div className="row row-wrap">{actions}</div> : null}
    </header>
  )
}

/** A screen: header, scrolling body, optional footer that stays in sight. `wide` uses the whole width. */
export function Page({ header, footer, wide = false, children }: { header?: ReactNode; footer?: ReactNode; wide?: boolean; children: ReactNode }) {
  return (
    <div className="page">
      <div className="page-scroll" tabIndex={-1}>
        <div className="page-body" data-wide={wide || undefined}>
          {header}
          {children}
        </div>
      </div>
      {footer ? <footer className="page-footer">{footer}</footer> : null}
    </div>
  )
}
