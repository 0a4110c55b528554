import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { SetupView } from '#shared/setup/setup'
import { setupAddress } from '../../shared/addresses'
import { api } from '../../shared/api'
import { Age } from '../../shared/ui/Age'
import { MenuButton } from '../../shared/ui/Menu'
import { ConfirmDialog } from '../../shared/ui/Dialog'
import { LinkButton, TextLink } from '../../shared/ui/Link'
import { Page, PageHeader } from '../../shared/ui/PageHeader'
import { StateBadge, Tag, type UiState } from '../../shared/ui/StateBadge'
import { fieldOf, setupTitle } from './answers'

function stateOf(view: SetupView): [UiState, string] {
  if (view.unfinished) return ['warning', 'Stopped half way']
  if (view.setup.profileId !== undefined) return ['ok', 'Connection made']
  return view.setup.answers.mode === 'script' ? ['info', 'Scripts only'] : ['not-set-up', 'Not run']
}

/** Setups that were begun: half-typed answers and stopped runs are kept. */
export function SetupList({ setups, onChanged }: { setups: readonly SetupView[]; onChanged: () => void }) {
  const [deleting, setDeleting] = useState<SetupView>()
  const remove = async (view: SetupView) => {
    await api.call('setups.delete', { setupId: view.setup.id })
    onChanged()
  }
  return (
    <Page
      header={
        <PageHeader
          title="New setup"
          lead="Go on where you stopped, or begin another one."
          actions={
            <LinkButton variant="primary" icon={<Plus size={14} aria-hidden />} href={setupAddress('new')}>
              Begin a new setup
            </LinkButton>
          }
        />
      }
    >
      <ul className="setup-list" aria-label="Setups">
        {[...setups].sort((one, other) => other.setup.updatedAt - one.setup.updatedAt).map((view) => {
          const [state, label] = stateOf(view)
          const host = fieldOf(view.setup.answers, 'host').trim()
          return (
            <li key={view.setup.id} className="setup-list-row">
              <div className="grow">
                <div className="row">
                  <span className="name-link"><TextLink href={setupAddress(view.setup.id)}>{setupTitle(view)}</TextLink></span> {view.setup.sandboxIdentity === undefined ? null : <Tag tone="accent">sandbox</Tag>}
                </div>
                <div className="small muted">{host === '' ? 'No workspace yet' : host} · changed <Age at={view.setup.updatedAt} now={Date.now()} /></div>
              </div>
              <StateBadge state={state} label={label} />
              <LinkButton size="s" href={setupAddress(view.setup.id)}>
                Continue
              </LinkButton>
              <MenuButton label={`More for ${setupTitle(view)}`} entries={[{ id: 'delete', label: 'Delete', isDanger: true, onAction: () => setDeleting(view) }]} />
            </li>
          )
        })}
      </ul>
      <ConfirmDialog title="Delete this setup?" isOpen={deleting !== undefined} action="Delete" isDanger onClose={() => setDeleting(undefined)} onConfirm={() => (deleting ? void remove(deleting) : undefined)}>
        Your answers and the record of what was run are deleted from this computer. The workspace is left as it is. {deleting?.unfinished ? 'This run stopped half way: without its record the assistant can no longer continue it.' : ''}
      </ConfirmDialog>
    </Page>
  )
}
