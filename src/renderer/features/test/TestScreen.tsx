import { useEffect, useState } from 'react'
import { ClipboardList } from 'lucide-react'
import type { StageId } from '#shared/connection-test/report'
import type { FixAction } from '#shared/diagnosis/diagnosis'
import { HOME, connectionAddress, go, stayAs } from '../../shared/addresses'
import { DiagnosisCard } from '../../shared/ui/DiagnosisCard'
import { EmptyState } from '../../shared/ui/EmptyState'
import { LinkButton, TextLink } from '../../shared/ui/Link'
import { Page } from '../../shared/ui/PageHeader'
import { Panel } from '../../shared/ui/Panel'
import { useNow } from '../../shared/ui/Progress'
import { fixDeed } from './fix-actions'
import { ReadList } from './ReadList'
import { completeStages, identitySoFar, stageRows } from './stage-rows'
import { StageTimeline } from './StageTimeline'
import { StartWarehouseDialog } from './StartWarehouseDialog'
import './test.css'
import { TestHeader } from './TestHeader'
import { TestOptionsPanel } from './TestOptionsPanel'
import { useTestState } from './use-test-store'
import { VerdictBanner } from './VerdictBanner'

/** Tests a connection stage by stage, as the identity CleverTap will use. */
export function TestScreen({ profileId }: { profileId?: string }) {
  if (profileId === undefined) {
    return (
      <Page>
        <EmptyState icon={<ClipboardList size={24} aria-hidden />} title="No connection chosen" actions={<LinkButton href={HOME}>Go to Connections</LinkButton>}>
          Choose a connection to test.
        </EmptyState>
      </Page>
    )
  }
  return <TestOfConnection key={profileId} profileId={profileId} />
}

function TestOfConnection({ profileId }: { profileId: string }) {
  const state = useTestState(profileId)
  const { phase, view, report, entered, runRequested } = state
  const [asksToStart, setAsksToStart] = useState(false)
  const running = phase.kind === 'running'
  const now = useNow(running)
  useEffect(() => {
    void entered().then(() => {
      if (!window.location.hash.endsWith('?begin')) return
      // Begun once: coming back by the browser's history or a reload shows the report instead of testing again.
      stayAs(connectionAddress(profileId, 'test'))
      void runRequested()
    })
  }, [entered, runRequested, profileId])

  const act = (action: FixAction, stage: StageId) => {
    const deed = fixDeed(action, stage)
    switch (deed.kind) {
      case 'form':
        return go(connectionAddress(profileId, 'existing', deed.focus))
      case 'start-warehouse':
        return setAsksToStart(true)
      case 'run-from':
        return void state.runRequested(deed.stage)
    }
  }

  const stages = running ? phase.stages : completeStages(report?.stages ?? [])
  const finished = running ? undefined : report
  const rows = stageRows(stages, now)
  const needy = rows.find((row) => row.state === 'failed') ?? rows.find((row) => row.opensItself)
  return (
    <Page
      wide
      header={
        <TestHeader
          view={view}
          identity={finished?.identity ?? identitySoFar(stages)}
          running={running}
          cancelling={running && phase.cancelling}
          hasReport={report !== undefined}
          onRun={() => void state.runRequested()}
          onCancel={state.cancelRequested}
        />
      }
    >
      <div className="visually-hidden" role="status" aria-live="polite">
        {state.spoken}
      </div>
      <div className="test-body">
        <div className="stack stack-2 test-main">
          {phase.kind === 'refused' ? <DiagnosisCard diagnosis={phase.diagnosis} onAction={(action) => act(action, 'form')} /> : null}
          <VerdictBanner profileId={profileId} running={running ? phase : undefined} report={report} validation={view?.validation} now={running ? now : Date.now()} {...(needy ? { trouble: { title: `${needy.title}: ${needy.result.diagnosis?.title ?? needy.summary}`, onShow: () => showStage(needy.id) } } : {})} />
          {running || report ? (
            <StageTimeline rows={rows} report={finished} toggled={state.toggled} now={now} onToggle={state.stageToggled} onAction={act} onRetry={(stage) => void state.runRequested(stage)} />
          ) : null}
          {finished && finished.tables.reads.length > 0 ? <ReadList tables={finished.tables} onAction={(action) => act(action, 'read')} /> : null}
        </div>
        <aside className="stack stack-2 test-aside" aria-label="Options and limits">
          <TestOptionsPanel profileId={profileId} state={state} isDisabled={running} />
          <Panel title="What this does not prove">
            <ul className="limits">{(report?.notProven ?? GENERAL_LIMITS).map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
            <p className="limits-more">
              What the identity may do beyond the import: <TextLink href={connectionAddress(profileId, 'audit')}>audit its permissions</TextLink>.
            </p>
          </Panel>
        </aside>
      </div>
      <StartWarehouseDialog isOpen={asksToStart} report={report} onClose={() => setAsksToStart(false)} onConfirm={() => void state.startWarehouseConfirmed()} />
    </Page>
  )
}

/** Brings a stage into sight and the focus to it. */
function showStage(stage: StageId) {
  const head = document.querySelector<HTMLElement>(`[data-stage="${stage}"] > .stage-head`)
  head?.scrollIntoView({ block: 'start', behavior: 'auto' })
  head?.focus({ preventScroll: true })
}

/** Said before the first test too: nobody should expect more of it. */
const GENERAL_LIMITS = [
  'The test runs from this computer, not from CleverTap’s addresses. A firewall or an IP access list may still refuse CleverTap.',
  'It reads one row of each chosen table. It says nothing about tables that were not chosen.',
]
