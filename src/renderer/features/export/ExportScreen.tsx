import { FileCheck } from 'lucide-react'
import { useEffect } from 'react'
import type { HandoffPreview } from '#shared/handoff/handoff'
import { HOME, connectionAddress } from '../../shared/addresses'
import { Banner } from '../../shared/ui/Banner'
import { CodeBlock } from '../../shared/ui/CodeBlock'
import { CopyButton } from '../../shared/ui/CopyButton'
import { DiagnosisCard } from '../../shared/ui/DiagnosisCard'
import { EmptyState } from '../../shared/ui/EmptyState'
import { LinkButton } from '../../shared/ui/Link'
import { Page, PageHeader } from '../../shared/ui/PageHeader'
import { Panel } from '../../shared/ui/Panel'
import { Spinner, useNow } from '../../shared/ui/Progress'
import { DownloadButton } from '../../shared/ui/DownloadButton'
import './export.css'
import { HandoffFields } from './HandoffFields'
import { stampOf } from './handoff-view'
import { TestedSummary } from './TestedSummary'
import { useExportState } from './use-export-store'

/** The configuration to hand over: field by field for CleverTap's form, and as a file. */
export function ExportScreen({ profileId }: { profileId?: string }) {
  if (profileId === undefined) {
    return (
      <Page>
        <EmptyState icon={<FileCheck size={24} aria-hidden />} title="No connection chosen" actions={<LinkButton href={HOME}>Go to Connections</LinkButton>}>
          Choose a connection to export.
        </EmptyState>
      </Page>
    )
  }
  return <ExportOfConnection key={profileId} profileId={profileId} />
}

function ExportOfConnection({ profileId }: { profileId: string }) {
  const { phase, ticked, entered, fieldTicked, ticksCleared } = useExportState(profileId)
  useEffect(() => void entered(), [entered])
  if (phase.kind === 'shown') return <Handoff profileId={profileId} preview={phase.preview} ticked={ticked} onTick={fieldTicked} onClear={ticksCleared} />
  return (
    <Page header={<PageHeader title="Export" />}>
      {phase.kind === 'failed' ? (
        <>
          <DiagnosisCard diagnosis={phase.diagnosis} />
          <div>
            <LinkButton href={connectionAddress(profileId, 'existing')}>Back to the form</LinkButton>
          </div>
        </>
      ) : (
        <p className="row muted" role="status">
          <Spinner /> Reading the configuration
        </p>
      )}
    </Page>
  )
}

interface HandoffProps {
  profileId: string
  preview: HandoffPreview
  ticked: ReturnType<typeof useExportState>['ticked']
  onTick: ReturnType<typeof useExportState>['fieldTicked']
  onClear: () => void
}

function Handoff({ profileId, preview, ticked, onTick, onClear }: HandoffProps) {
  const { document, json, fileName } = preview
  const now = useNow(true)
  const stamp = stampOf(document, now)
  return (
    <Page
      wide
      header={
        <PageHeader
          context={document.connection.name || 'Unnamed connection'}
          title="Export"
          lead="Fill in CleverTap’s form field by field, or hand the file to the person who does."
          actions={
            <>
              <CopyButton text={json} label="Copy JSON" />
              <DownloadButton text={json} fileName={fileName} variant={stamp.validated ? 'primary' : 'default'}>
                {stamp.validated ? 'Download file' : 'Download DRAFT'}
              </DownloadButton>
            </>
          }
        />
      }
    >
      {stamp.validated ? (
        <Banner state="ok" title={stamp.validUntil ? `Validated until ${stamp.validUntil}` : 'Validated'}>
          {stamp.reason}
        </Banner>
      ) : (
        <Banner state="warning" title="DRAFT: not validated" actions={<LinkButton size="s" href={connectionAddress(profileId, 'test')}>Test the connection</LinkButton>}>
          {stamp.reason}
        </Banner>
      )}
      <div className="export-body">
        <div className="stack stack-2">
          <HandoffFields document={document} ticked={ticked} onTick={onTick} onClear={onClear} />
        </div>
        <div className="stack stack-2">
          <TestedSummary document={document} now={now} />
          <Panel title={fileName} flush>
            <div className="export-json">
              <CodeBlock code={json} language="json" maxLines={16} />
            </div>
          </Panel>
        </div>
      </div>
    </Page>
  )
}
