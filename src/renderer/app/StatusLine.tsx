import { Database, Globe, KeyRound, Lock, User } from 'lucide-react'
import type { ReactNode } from 'react'
import { useNow } from '../shared/ui/Progress'
import { StateBadge, Tag } from '../shared/ui/StateBadge'
import { type StatusFact, statusFacts } from './status-facts'
import { useStatus } from './use-status-store'

const size = 13
const ICONS: Record<StatusFact['id'], ReactNode> = {
  host: <Globe size={size} aria-hidden />,
  identity: <User size={size} aria-hidden />,
  warehouse: <Database size={size} aria-hidden />,
  token: <KeyRound size={size} aria-hidden />,
  kept: <Lock size={size} aria-hidden />,
}

/** Where one is: workspace, identity, warehouse, token. */
export function StatusLine({ profileId }: { profileId: string | undefined }) {
  const { view, report, info } = useStatus(profileId)
  const now = useNow(false)
  const facts = statusFacts({ view: profileId === undefined ? undefined : view, report, info, now })
  return (
    <footer className="status-line" aria-label="Status">
      {view?.profile.sandboxIdentity !== undefined && profileId !== undefined ? <Tag tone="accent">sandbox</Tag> : null}
      {facts.map((fact) =>
        fact.state ? (
          <span key={fact.id}>
            <StateBadge state={fact.state} label={fact.text} />
          </span>
        ) : (
          <span key={fact.id} data-fact={fact.id} title={fact.note}>
            {ICONS[fact.id]}
            <span className="truncate">{fact.text}</span>
          </span>
        ),
      )}
      <span className="grow" />
      {info ? <span className="muted">{info.version}</span> : null}
    </footer>
  )
}
