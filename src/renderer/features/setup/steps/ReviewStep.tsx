import { useMemo, useState } from 'react'
import { Banner } from '../../../shared/ui/Banner'
import { Checkbox } from '../../../shared/ui/Choices'
import { DiagnosisCard } from '../../../shared/ui/DiagnosisCard'
import { Panel } from '../../../shared/ui/Panel'
import { Spinner } from '../../../shared/ui/Progress'
import { VirtualList } from '../../../shared/ui/VirtualList'
import { ActionItem } from '../ActionItem'
import { AskPeople } from '../AskPeople'
import { CopyMenu } from '../CopyMenu'
import { OpenItems } from '../OpenItems'
import { type ReviewRow, planCounts, reviewRows } from '../review-rows'
import { RunBar } from '../RunBar'
import { TokenOnce } from '../TokenOnce'
import { useSetup, useSetupContext } from '../use-setup-store'

/** Current -> wanted -> difference, who may do each, and the run. */
export function ReviewStep() {
  const { planning } = useSetupContext()
  const run = useSetup((state) => state.run)
  const journal = useSetup((state) => state.journal)
  const [showsSatisfied, setShowsSatisfied] = useState(false)
  const planned = planning?.planned
  const rows = useMemo(() => (planned ? reviewRows(planned.plan, run.actions, journal, showsSatisfied) : []), [planned, run.actions, journal, showsSatisfied])
  const counts = useMemo(() => (planned ? planCounts(planned.plan) : undefined), [planned])
  if (!planning) return <div className="row muted"><Spinner /> Preparing the plan</div>
  if (!planned || !counts) {
    return (
      <Banner state="not-set-up" title="The plan waits for answers">
        What is missing is named below; each name leads to its step.
      </Banner>
    )
  }
  const { facts, plan } = planned
  return (
    <div className="setup-form setup-form-wide">
      {facts.origin === 'read' ? null : (
        <Banner state="info" title={facts.origin === 'answered' ? 'From your answers, not from the workspace' : 'For an empty workspace, because nothing was looked up yet'}>
          {facts.origin === 'answered' ? 'Copy the script, or hand each person the lines that only they may run.' : 'Sign in at step 1: then only what is missing is listed, with who may do it.'}
        </Banner>
      )}
      <RunBar planned={planned} counts={counts} />
      <TokenOnce />
      {run.kind === 'refused' ? <DiagnosisCard diagnosis={run.diagnosis} /> : null}
      <Panel
        title={counts.open === 0 ? 'Nothing differs' : `${counts.open.toLocaleString('en')} difference${counts.open === 1 ? '' : 's'}`}
        flush
        actions={
          <div className="row">
            {counts.satisfied > 0 ? (
              <Checkbox isSelected={showsSatisfied} onChange={setShowsSatisfied}>
                Show {counts.satisfied.toLocaleString('en')} as wanted
              </Checkbox>
            ) : null}
            <CopyMenu planned={planned} label="Copy all" />
          </div>
        }
      >
        {rows.length === 0 ? (
          <p className="setup-empty muted">Everything is as wanted: there is nothing to do.</p>
        ) : (
          <VirtualList
            label="Differences"
            rows={rows}
            rowHeight={58}
            wholeUpTo={80}
            maxHeight={640}
            rowKey={keyOf}
            render={(row) => (row.kind === 'group' ? <div className="review-group">{row.title} <span className="muted">{groupText(row.open, row.satisfied)}</span></div> : <ActionItem row={row} planned={planned} />)}
          />
        )}
      </Panel>
      <AskPeople planned={planned} />
      <OpenItems items={plan.openItems} />
    </div>
  )
}

const keyOf = (row: ReviewRow): string => (row.kind === 'group' ? `step:${row.step}` : row.action.id)

function groupText(open: number, satisfied: number): string {
  if (open === 0) return satisfied > 0 ? 'as wanted' : 'done'
  return satisfied > 0 ? `${open.toLocaleString('en')} to do, ${satisfied.toLocaleString('en')} as wanted` : `${open.toLocaleString('en')} to do`
}
