import { ArrowRight, CopyPlus, Download, Pencil, Scale, ShieldCheck, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { ProfileView } from '#shared/profile/profile'
import { connectionAddress, go } from '../../shared/addresses'
import { Age } from '../../shared/ui/Age'
import { ConfirmDialog } from '../../shared/ui/Dialog'
import { LinkButton, TextLink } from '../../shared/ui/Link'
import { MenuButton } from '../../shared/ui/Menu'
import { useNow } from '../../shared/ui/Progress'
import { StateBadge, Tag } from '../../shared/ui/StateBadge'
import { connectionState, nameOf, placeOf } from './connection-state'
import type { HomeState } from './home-store'
import { RenameDialog } from './RenameDialog'

const SCREENS = { form: 'existing', test: 'test', export: 'export' } as const

/** The reason after the colon is what the row's state says anyway. */
const shortLabel = (label: string) => label.split(':')[0] ?? label

/** One row per connection: what it is, how it stands, what to do next. */
export function ConnectionList({ connections, home }: { connections: ProfileView[]; home: HomeState }) {
  const [renaming, setRenaming] = useState<ProfileView>()
  const [deleting, setDeleting] = useState<ProfileView>()
  const sorted = [...connections].sort((a, b) => b.profile.updatedAt - a.profile.updatedAt)
  return (
    <>
      <ul className="connections" aria-label="Connections">
        {sorted.map((view) => (
          <Row key={view.profile.id} view={view} onDuplicate={() => void home.duplicated(view)} onRename={() => setRenaming(view)} onDelete={() => setDeleting(view)} />
        ))}
      </ul>
      {renaming ? <RenameDialog view={renaming} onRename={home.renamed} onClose={() => setRenaming(undefined)} /> : null}
      <ConfirmDialog
        title={deleting ? `Delete “${nameOf(deleting)}”?` : 'Delete?'}
        isOpen={deleting !== undefined}
        action="Delete"
        isDanger
        onClose={() => setDeleting(undefined)}
        onConfirm={() => {
          if (deleting) void home.deleted(deleting)
        }}
      >
        Its fields, its token and its test report are removed from this computer. Nothing changes in Databricks or CleverTap; the token stays valid there.
      </ConfirmDialog>
    </>
  )
}

function Row({ view, onDuplicate, onRename, onDelete }: { view: ProfileView; onDuplicate: () => void; onRename: () => void; onDelete: () => void }) {
  const now = useNow(false)
  const { id, sandboxIdentity } = view.profile
  const name = nameOf(view)
  const { state, label } = connectionState(view)
  const size = 14
  return (
    <li className="connection">
      <div className="connection-what">
        <div className="row">
          <span className="name-link truncate">
            <TextLink href={connectionAddress(id, 'existing')}>{name}</TextLink>
          </span>
          {sandboxIdentity === undefined ? null : <Tag tone="accent">sandbox</Tag>}
        </div>
        <div className="mono muted truncate" title={placeOf(view)}>
          {placeOf(view)}
        </div>
      </div>
      <div className="connection-state">
        <StateBadge state={state} label={label} />
        <div className="small muted truncate">{view.lastTest ? <><span title={view.lastTest.verdict.line}>{view.lastTest.verdict.line}</span> · <Age at={view.lastTest.finishedAt} now={now} /></> : 'No test yet'}</div>
      </div>
      <div className="connection-do">
        <LinkButton size="s" href={connectionAddress(id, SCREENS[view.next.screen])} icon={<ArrowRight size={13} aria-hidden />}>
          {shortLabel(view.next.label)}
        </LinkButton>
        <MenuButton
          label={`More for ${name}`}
          entries={[
            { id: 'permissions', label: 'Verify permissions', icon: <ShieldCheck size={size} aria-hidden />, onAction: () => go(connectionAddress(id, 'permissions')) },
            { id: 'audit', label: 'Audit permissions', icon: <Scale size={size} aria-hidden />, onAction: () => go(connectionAddress(id, 'audit')) },
            { id: 'export', label: 'Export', icon: <Download size={size} aria-hidden />, onAction: () => go(connectionAddress(id, 'export')) },
            { id: 'duplicate', label: 'Duplicate (without its token)', icon: <CopyPlus size={size} aria-hidden />, onAction: onDuplicate },
            { id: 'rename', label: 'Rename', icon: <Pencil size={size} aria-hidden />, onAction: onRename },
            { id: 'delete', label: 'Delete', icon: <Trash2 size={size} aria-hidden />, onAction: onDelete, isDanger: true },
          ]}
        />
      </div>
    </li>
  )
}
