import { Database, Globe, KeyRound, Lock, Search, User } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { useNow } from '../shared/ui/Progress'
import { StateBadge, Tag } from '../shared/ui/StateBadge'
import { type StatusFact, statusFacts } from './status-facts'
import type { StatusSubject } from './status-store'
import { shortcutText } from './use-shortcuts'
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
export function StatusLine({ profileId, setupId, onJump }: StatusSubject & { onJump: () => void }) {
  const { view, report, setup, info } = useStatus({ profileId, setupId })
  const now = useNow(false)
  const isSandbox = profileId !== undefined ? view?.profile.sandboxIdentity !== undefined : setupId !== undefined && setup?.signIn.state === 'signed-in' && setup.signIn.method === 'sandbox'
  const facts = statusFacts({ view: profileId === undefined ? undefined : view, report, setup: setupId === undefined ? undefined : setup, info, now })
  return (
    <footer className="status-line" aria-label="Status">
      {isSandbox ? <Tag tone="accent">sandbox</Tag> : null}
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
      <Button className="status-jump" aria-label={`Go to… ${shortcutText('K')}`} onPress={onJump}>
        <Search size={size} aria-hidden /> <span>Go to…</span> <kbd>{shortcutText('K')}</kbd>
      </Button>
      {info ? <span className="muted status-version">{info.version}</span> : null}
    </footer>
  )
}
