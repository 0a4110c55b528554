import { Play } from 'lucide-react'
import { useState } from 'react'
import type { ApplyReport } from '#shared/setup/setup'
import { api } from '../../shared/api'
import { Banner, type BannerProps } from '../../shared/ui/Banner'
import { Button } from '../../shared/ui/Button'
import { Disclosure } from '../../shared/ui/Disclosure'
import { CodeBlock } from '../../shared/ui/CodeBlock'
import { RunProgress } from '../../shared/ui/RunProgress'
import { isUnderWay } from '../../shared/run-phase'
import { durationText } from '../../shared/time-text'
import { ConfirmRun } from './ConfirmRun'
import type { Planning } from './planner'
import { blockers } from './steps'
import { type PlanCounts, isDone, runText, whoText } from './review-rows'
import { useSetup, useSetupActions, useSetupContext } from './use-setup-store'
import '../../shared/ui/panel.css'

const STATES: Record<ApplyReport['state'], BannerProps['state']> = {
  finished: 'ok', 'nothing-to-do': 'ok', stopped: 'failed', 'needs-you': 'not-set-up', cancelled: 'warning', changed: 'warning', obstacle: 'failed',
}

/** The run: asked for once, followed, cancelled, continued. */
export function RunBar({ planned, counts }: { planned: NonNullable<Planning['planned']>; counts: PlanCounts }) {
  const { steps } = useSetupContext()
  const run = useSetup((state) => state.run)
  const unfinished = useSetup((state) => state.view?.unfinished ?? false)
  const { runCancelled } = useSetupActions()
  const [isAsking, setAsking] = useState(false)
  if (steps.isScriptMode) return null
  const isBlocked = blockers(steps).length > 0
  if (run.kind === 'running') {
    const current = planned.plan.actions.find(({ id }) => isUnderWay(run.actions[id]))
    return <RunProgress run={run} label={run.cancelling ? 'Stopping after the present action' : run.look ? `Looking at the workspace again: ${run.look.what}` : (current?.title ?? 'Running')} onCancel={runCancelled} />
  }
  const report = run.kind === 'ended' ? run.report : undefined
  const isLeft = planned.plan.actions.some(({ id, state }) => state !== 'satisfied' && !isDone(run.actions[id]))
  const isContinuing = counts.open > 0 && (report !== undefined || unfinished || run.kind === 'refused')
  const verb = isContinuing ? 'Continue' : runText(counts)
  const button =
    counts.open === 0 || !isLeft ? null : (
      <Button variant="primary" icon={<Play size={14} aria-hidden />} isDisabled={isBlocked} onPress={() => setAsking(true)}>
        {verb}
      </Button>
    )
  return (
    <>
      {report ? (
        <Banner state={STATES[report.state]} title={report.line} live actions={button}>
          {durationText(report.finishedAt - report.startedAt)}, {report.requests} requests. {report.rollbackScript === undefined ? '' : `The rollback script is in ${report.rollbackScript}.`}
          <Rollback />
        </Banner>
      ) : unfinished ? (
        <Banner state="warning" title="A run of this setup stopped half way" actions={button}>
          The record of it says what was done. Continue: what is there already is found and not made twice.
          <Rollback />
        </Banner>
      ) : counts.open === 0 ? (
        <Banner state="ok" title="Everything is as wanted">
          There is nothing to run. Go on to the test.
        </Banner>
      ) : (
        <div className="action-bar words-and-actions">
          <div className="words">
            <div className="strong">
              {counts.yours.toLocaleString('en')} you can run{counts.theirs > 0 ? `, ${counts.theirs.toLocaleString('en')} somebody else has to` : ''}
              {counts.byHand > 0 ? `, ${counts.byHand} by hand` : ''}
            </div>
            {counts.stopsAt ? <div className="small">A run stops at “{counts.stopsAt.title}” ({whoText(counts.stopsAt)}), unless it has been done by then.</div> : null}
            <div className="small muted">Nothing is changed before you confirm. {planned.plan.unityCatalogBy === 'rest' ? 'Unity Catalog is changed by REST, which needs no warehouse.' : `SQL runs ${planned.plan.runsOn ? `on ${planned.plan.runsOn.name}` : 'on the warehouse'}.`}</div>
          </div>
          {button}
        </div>
      )}
      <ConfirmRun planned={planned} counts={counts} isOpen={isAsking} onClose={() => setAsking(false)} />
    </>
  )
}

function Rollback() {
  const setupId = useSetup((state) => state.setupId)
  const [script, setScript] = useState<string>()
  const read = async () => {
    if (setupId === undefined || script !== undefined) return
    const answer = await api.call('setup.rollback-script', { setupId })
    setScript(answer.ok ? answer.value.text : answer.diagnosis.title)
  }
  return (
    <Disclosure title="Rollback script" onToggle={(open) => (open ? void read() : undefined)}>
      {script === undefined ? null : <CodeBlock code={script} language="sql" label="How to undo it" maxLines={14} />}
    </Disclosure>
  )
}
