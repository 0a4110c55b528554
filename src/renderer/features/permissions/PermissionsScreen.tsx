import { KeySquare, Play, Square } from 'lucide-react'
import { useEffect } from 'react'
import { HOME, connectionAddress } from '../../shared/addresses'
import { Button } from '../../shared/ui/Button'
import { DiagnosisCard } from '../../shared/ui/DiagnosisCard'
import { EmptyState } from '../../shared/ui/EmptyState'
import { LinkButton, TextLink } from '../../shared/ui/Link'
import { Page, PageHeader } from '../../shared/ui/PageHeader'
import { Panel } from '../../shared/ui/Panel'
import { Progress } from '../../shared/ui/Progress'
import { AskAsPanel } from './AskAsPanel'
import { permissionDeed } from './permission-deed'
import { PermissionTable } from './PermissionTable'
import { PermissionVerdict } from './PermissionVerdict'
import './permissions.css'
import { usePermissionsState } from './use-permissions-store'

/** What the identity has on catalog, schema and tables against what the import needs. */
export function PermissionsScreen({ profileId }: { profileId?: string }) {
  if (profileId === undefined) {
    return (
      <Page>
        <EmptyState icon={<KeySquare size={24} aria-hidden />} title="No connection chosen" actions={<LinkButton href={HOME}>Go to Connections</LinkButton>}>
          Choose a connection to verify its permissions.
        </EmptyState>
      </Page>
    )
  }
  return <PermissionsOfConnection key={profileId} profileId={profileId} />
}

function PermissionsOfConnection({ profileId }: { profileId: string }) {
  const state = usePermissionsState(profileId)
  const { phase, view, entered } = state
  useEffect(() => void entered(), [entered])
  const running = phase.kind === 'running'
  const checks = running ? phase.checks : phase.kind === 'done' ? phase.report.checks : []

  return (
    <Page
      wide
      header={
        <PageHeader
          context={view?.profile.form.name || 'Unnamed connection'}
          title="Permissions"
          lead="What the identity has against what the import needs: USE CATALOG, USE SCHEMA and SELECT. A real read decides; the table explains where the right comes from."
          actions={
            running ? (
              <Button icon={<Square size={14} aria-hidden />} onPress={state.cancelRequested} isDisabled={phase.cancelling}>
                {phase.cancelling ? 'Cancelling' : 'Cancel'}
              </Button>
            ) : (
              <Button variant={phase.kind === 'done' ? 'default' : 'primary'} icon={<Play size={14} aria-hidden />} onPress={() => void state.verifyRequested()} isDisabled={!view}>
                {phase.kind === 'done' ? 'Verify again' : 'Verify permissions'}
              </Button>
            )
          }
        />
      }
    >
      <AskAsPanel state={state} isDisabled={running} />
      {running ? <Progress label={phase.step} startedAt={phase.startedAt} /> : null}
      {phase.kind === 'failed' ? <DiagnosisCard diagnosis={phase.diagnosis} {...permissionDeed(profileId, () => void state.verifyRequested())} /> : null}
      {phase.kind === 'done' ? <PermissionVerdict report={phase.report} /> : null}
      {checks.length > 0 ? <PermissionTable checks={checks} {...(phase.kind === 'done' ? { report: phase.report } : {})} /> : null}
      {phase.kind === 'done' && phase.report.notChecked.length > 0 ? (
        <Panel title="Not checked">
          <ul className="not-checked">
            {phase.report.notChecked.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Panel>
      ) : null}
      <p className="muted">
        Permissions explain a result; they don’t prove it. <TextLink href={connectionAddress(profileId, 'test')}>Test the connection</TextLink> for a proof, or <TextLink href={connectionAddress(profileId, 'audit')}>audit the identity</TextLink> to see what it has too much.
      </p>
    </Page>
  )
}
