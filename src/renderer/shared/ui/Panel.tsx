import type { ReactNode } from 'react'
import './panel.css'

export interface PanelProps {
  title?: ReactNode
  /** Right end of the title line. */
  actions?: ReactNode
  /** Without inner padding, for tables and lists that reach the border. */
  flush?: boolean
  children: ReactNode
}

/** A bordered region; with a title it is a labelled section. */
export function Panel({ title, actions, flush = false, children }: PanelProps) {
  return (
    <section className="panel" aria-label={typeof title === 'string' ? title : undefined}>
      {title !== undefined || actions !== undefined ? (
        <header className="panel-head">
          <h2 className="grow">{title}</h2>
          {actions}
        </header>
      ) : null}
      <div className={flush ? undefined : 'panel-body'}>{children}</div>
    </section>
  )
}
