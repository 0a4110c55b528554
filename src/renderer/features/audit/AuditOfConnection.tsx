import { Play, RotateCw, Scale, Square } from 'lucide-react'
import { useEffect } from 'react'
import { AUDITS, type AuditTab, HOME, auditAddress, connectionAddress, go } from '../../shared/addresses'
import { Banner } from '../../shared/ui/Banner'
import { Button } from '../../shared/ui/Button'
import { DiagnosisCard } from '../../shared/ui/DiagnosisCard'
import { EmptyState } from '../../shared/ui/EmptyState'
import { LinkButton, TextLink } from '../../shared/ui/Link'
import { Page, PageHeader } from '../../shared/ui/PageHeader'
import { Spinner } from '../../shared/ui/Progress'
import { Tag } from '../../shared/ui/StateBadge'
import { Tabs } from '../../shared/ui/Tabs'
import { AskPanel } from './AskPanel'
import { auditDeed } from './audit-deed'
import { AuditProgress } from './AuditProgress'
import { ExportMenu } from './ExportMenu'
import { Findings } from './Findings'
import { FixView } from './FixView'
import { KeptAudits } from './KeptAudits'
import { UnfinishedBanner } from './UnfinishedBanner'
import { useAuditStores } from './use-audit-store'
import { VerdictCard } from './VerdictCard'

/** Ask, see the verdict and what stands behind it, see what a fix would change, run it, compare with earlier. */
export function AuditOfConnection({ profileId, tab }: { profileId: string; tab: AuditTab }) {
  const { audit, fix } = useAuditStores(profileId)
  const { phase, view, shown, list } = audit
  const { previewWanted } = fix
  const setTab = (wanted: AuditTab) => go(auditAddress(profileId, wanted))
  const running = phase.kind === 'running'
  const present = shown.kind === 'shown' ? shown.audit : undefined
  const wantsPreview = present !== undefined && present.canBeFixed && (tab === 'fix' || fix.whatIf !== 'now')
  const auditId = present?.auditId
  useEffect(() => {
    if (wantsPreview && auditId !== undefined) void previewWanted(auditId)
  }, [wantsPreview, auditId, previewWanted])
  const deed = auditDeed(profileId, { again: () => void audit.auditRequested(), withWarehouse: () => audit.startChosen(true) })
  if (audit.missing) {
    return (
      <Page header={<PageHeader title="Permissions audit" />}>
        <DiagnosisCard diagnosis={audit.missing} />
        <div><LinkButton href={HOME}>Go to Connections</LinkButton></div>
      </Page>
    )
  }
  return (
    <Page
      wide
      header={
        <PageHeader
          context={
            <>
              <TextLink href={AUDITS}>All audits</TextLink> / {view?.profile.form.name || 'Unnamed connection'} {view?.profile.sandboxIdentity ? <Tag tone="accent">sandbox</Tag> : null}
            </>
          }
          title="Permissions audit"
          {...(present ? {} : { lead: 'What the identity can do against what the import needs. An audit reads only; a fix is shown first, and runs when you say so.' })}
          actions={
            <>
              {present && !running ? <ExportMenu profileId={profileId} audit={present} /> : null}
              {running ? (
                <Button icon={<Square size={14} aria-hidden />} onPress={audit.cancelRequested} isDisabled={phase.cancelling}>
                  {phase.cancelling ? 'Cancelling' : 'Cancel'}
                </Button>
              ) : (
                <Button variant={present ? 'default' : 'primary'} icon={present ? <RotateCw size={14} aria-hidden /> : <Play size={14} aria-hidden />} onPress={() => void audit.auditRequested()} isDisabled={!view || !audit.settings || fix.run.kind === 'running'}>
                  {present ? 'Audit again' : 'Audit'}
                </Button>
              )}
            </>
          }
        />
      }
    >
      <div className="visually-hidden" role="status">{audit.spoken}</div>
      <div className="visually-hidden" role="status">{fix.spoken}</div>
      {audit.settings ? <AskPanel state={audit} isDisabled={running} isInitiallyOpen={list.length === 0 && !present} /> : null}
      {running ? <AuditProgress phase={phase} /> : null}
      {phase.kind === 'cancelled' ? <Banner state="info" title="The audit was cancelled">Nothing was kept of it, and nothing was changed. {present ? 'What you see below is the one before.' : ''}</Banner> : null}
      {phase.kind === 'failed' ? <DiagnosisCard diagnosis={phase.diagnosis} {...deed} /> : null}
      {audit.diagnosis ? <DiagnosisCard diagnosis={audit.diagnosis} /> : null}
      {audit.unfinished && fix.run.kind === 'none' ? <UnfinishedBanner fix={audit.unfinished} onContinue={() => { if (audit.unfinished) { void audit.auditOpened(audit.unfinished.auditId); fix.revokesChosen(audit.unfinished.revokes) } setTab('fix') }} /> : null}
      {shown.kind === 'opening' ? <div className="row muted" role="status"><Spinner /> Opening the audit</div> : null}
      {shown.kind === 'failed' ? <DiagnosisCard diagnosis={shown.diagnosis} /> : null}
      {shown.kind === 'none' && !running && phase.kind !== 'failed' ? (
        <EmptyState icon={<Scale size={24} aria-hidden />} title="Not audited yet">
          In seconds, and reading only: what is missing for the import, what is needed and there, what is too much, and what could not be checked, each with the path that proves it. For a proof that a read works, <TextLink href={connectionAddress(profileId, 'test')}>test the connection</TextLink>.
        </EmptyState>
      ) : null}
      {present ? (
        <>
          {list[0] && list[0].auditId !== present.auditId ? (
            <Banner state="info" title="This is an earlier audit" actions={<Button size="s" onPress={() => { const [latest] = list; if (latest) void audit.auditOpened(latest.auditId) }}>Show the latest</Button>}>
              A later one is kept. What stands here may have changed since.
            </Banner>
          ) : null}
          <VerdictCard audit={present} fix={fix} isBusy={running} {...(tab === 'fix' ? {} : { onFix: () => setTab('fix') })} />
          <Tabs
            label="Views of the audit"
            selected={tab}
            onSelect={(id) => setTab(id as AuditTab)}
            tabs={[
              { id: 'findings', title: 'Findings', content: <Findings key={present.auditId} audit={present} fix={fix} fixes={audit.fixes} onFixWanted={audit.fixWanted} /> },
              { id: 'fix', title: 'Fix', content: <FixView audit={present} state={audit} fix={fix} onAgain={() => void audit.auditRequested()} /> },
              { id: 'kept', title: `Kept audits (${list.length})`, content: <KeptAudits state={audit} onOpen={(id) => { setTab('findings'); void audit.auditOpened(id) }} /> },
            ]}
          />
        </>
      ) : null}
    </Page>
  )
}
