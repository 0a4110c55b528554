import { useMemo } from 'react'
import type { FixPreview } from '#shared/audit/kept-audit'
import type { ActionRun } from '#shared/setup/setup'
import { durationText } from '../../shared/time-text'
import { CopyButton } from '../../shared/ui/CopyButton'
import { DiagnosisCard } from '../../shared/ui/DiagnosisCard'
import { StateBadge, StateIcon, Tag } from '../../shared/ui/StateBadge'
import { VirtualList } from '../../shared/ui/VirtualList'
import { type FixRow, fixRows } from './fix-rows'

/** Step by step what is run, securable by securable, and what became of each. */
export function FixSteps({ preview, withRevokes, runs }: { preview: FixPreview; withRevokes: boolean; runs: Readonly<Record<string, ActionRun>> }) {
  const rows = useMemo(() => fixRows(preview, withRevokes, runs), [preview, withRevokes, runs])
  return <VirtualList label="Changes" rows={rows} rowHeight={58} wholeUpTo={80} maxHeight={640} rowKey={(row) => row.key} render={(row) => <Row row={row} />} />
}

function Row({ row }: { row: FixRow }) {
  switch (row.kind) {
    case 'head':
      return (
        <div className="fix-head">
          <span className="strong">{row.title}</span> <Tag>{row.count.toLocaleString('en')}</Tag> <span className="muted">{row.text}</span>
        </div>
      )
    case 'unit':
      return (
        <div className="fix-unit">
          <span className="mono strong">{row.title}</span>
          {row.gap === undefined ? <span className="small muted">Nothing that the import needs is interrupted.</span> : (
            <span className="fix-gap"><StateIcon state="warning" size={13} /> {row.gap}</span>
          )}
        </div>
      )
    case 'step':
      return <Step row={row} />
  }
}

function Step({ row: { step, isInUnit, state, word, run } }: { row: Extract<FixRow, { kind: 'step' }> }) {
  return (
    <div className="fix-step" data-in-unit={isInUnit || undefined} data-step-state={state}>
      <div className="fix-line">
        <StateBadge state={state} label={word} />
        <div className="grow">
          <code className="fix-statement">{step.sql}</code>
          <div className="small muted">
            {run?.readBack === undefined ? step.reason : `Seen: ${run.readBack}`}
            {run?.durationMs === undefined ? '' : ` · ${durationText(run.durationMs)}`}
            {run?.requestId === undefined ? null : <span className="mono"> · request {run.requestId}</span>}
          </div>
        </div>
        <CopyButton text={`${step.sql};`} label="Copy the statement" iconOnly />
      </div>
      {run?.diagnosis ? <DiagnosisCard diagnosis={run.diagnosis} state={run.state === 'not-seen-yet' ? 'could-not-check' : 'failed'} /> : null}
    </div>
  )
}
