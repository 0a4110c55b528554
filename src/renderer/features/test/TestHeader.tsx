import { Play, RotateCw, Square } from 'lucide-react'
import type { ProfileView } from '#shared/profile/profile'
import { Button } from '../../shared/ui/Button'
import { TextLink } from '../../shared/ui/Link'
import { PageHeader } from '../../shared/ui/PageHeader'
import { Tag } from '../../shared/ui/StateBadge'
import { workspacePages } from '../../shared/workspace-pages'
import { type KnownIdentity, identityText } from './stage-rows'

interface TestHeaderProps {
  view: ProfileView | undefined
  identity: KnownIdentity | undefined
  running: boolean
  cancelling: boolean
  hasReport: boolean
  onRun: () => void
  onCancel: () => void
}

/** What is tested, as whom, and the one button. */
export function TestHeader({ view, identity, running, cancelling, hasReport, onRun, onCancel }: TestHeaderProps) {
  const form = view?.profile.form
  const who = identityText(identity)
  const pages = form ? workspacePages(form) : {}
  return (
    <div className="stack">
      <PageHeader
        context={
          <>
            {form?.name || 'Unnamed connection'} {view?.profile.sandboxIdentity ? <Tag tone="accent">sandbox</Tag> : null}
          </>
        }
        title="Test connection"
        lead="Each stage is checked in order, signed in as the identity CleverTap will use."
        actions={
          running ? (
            <Button icon={<Square size={14} aria-hidden />} onPress={onCancel} isDisabled={cancelling}>
              {cancelling ? 'Cancelling' : 'Cancel'}
            </Button>
          ) : (
            <Button variant={hasReport ? 'default' : 'primary'} icon={hasReport ? <RotateCw size={14} aria-hidden /> : <Play size={14} aria-hidden />} onPress={onRun} isDisabled={!view}>
              {hasReport ? 'Test again' : 'Test connection'}
            </Button>
          )
        }
      />
      {form ? (
        <dl className="test-subject">
          <Fact label="Host" value={`${form.host || '(empty)'}${form.port && form.port !== '443' ? `:${form.port}` : ''}`} mono />
          <Fact label="HTTP path" value={form.httpPath || '(empty)'} mono href={pages.warehouse} />
          <Fact label="Reads from" value={[form.catalog || '(no catalog)', form.schema].filter(Boolean).join('.')} mono href={form.catalog ? pages.data : undefined} />
          {who ? <Identity {...who} /> : <Fact label="Identity" value="known after sign-in" />}
        </dl>
      ) : null}
    </div>
  )
}

/** `href`: its page in the workspace. */
function Fact({ label, value, mono = false, href }: { label: string; value: string; mono?: boolean; href?: string | undefined }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className={mono ? 'mono' : undefined}>{href === undefined ? value : <TextLink href={href}>{value}</TextLink>}</dd>
    </div>
  )
}

function Identity({ kind, name, principal, learnt }: NonNullable<ReturnType<typeof identityText>>) {
  return (
    <div title={learnt}>
      <dt>Identity</dt>
      <dd>
        {name ? `${name} ` : ''}
        <span className="mono">{principal}</span>
        {kind ? <span className="muted"> ({kind})</span> : null}
      </dd>
    </div>
  )
}
