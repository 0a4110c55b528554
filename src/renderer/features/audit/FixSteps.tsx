import { useEffect, useMemo } from 'react'
import type { FixRow } from '#shared/audit/fix-view'
import { chooser, withUnit } from '#shared/audit/revoke-choice'
import type { ActionRun } from '#shared/setup/setup'
import { durationText } from '../../shared/time-text'
import { Checkbox } from '../../shared/ui/Choices'
import { CopyButton } from '../../shared/ui/CopyButton'
import { DiagnosisCard } from '../../shared/ui/DiagnosisCard'
import { StateBadge, StateIcon, Tag } from '../../shared/ui/StateBadge'
import { VirtualList } from '../../shared/ui/VirtualList'
import { keyOf } from './fix-pages'
import { HEADS, stepState } from './fix-rows'
import type { FixState, ShownFix } from './fix-store'

type ListRow = { at: number; row: FixRow | undefined }

/** Step by step what is run, securable by securable, and what became of each. */
export function FixSteps({ fix, shown, isReviewing }: { fix: FixState; shown: ShownFix; isReviewing: boolean }) {
  const read = fix.rows[keyOf(shown)]
  const rows = useMemo(() => (read ?? shown.preview.rows.rows).map((row, at): ListRow => ({ at, row })), [read, shown])
  const revokes = isReviewing ? fix.revokes : shown.revokes
  const isChosen = useMemo(() => chooser(revokes), [revokes])
  const { runs, byRest } = { runs: fix.run.actions, byRest: shown.preview.route?.by === 'rest' }
  return (
    <VirtualList
      label="Changes"
      rows={rows}
      rowHeight={58}
      wholeUpTo={80}
      maxHeight={640}
      rowKey={({ at }) => String(at)}
      render={({ at, row }) => {
        switch (row?.kind) {
          case undefined:
            return <NotRead onWanted={() => void fix.rowsWanted(shown, at)} />
          case 'head':
            return (
              <div className="fix-head">
                <span className="strong">{HEADS[row.part].title}</span> <Tag>{row.count.toLocaleString('en')}</Tag> <span className="muted">{HEADS[row.part].text}</span>
              </div>
            )
          case 'unit':
            return <Unit row={row} isChosen={isChosen(row.unitId)} {...(isReviewing ? { onChosen: (chosen: boolean) => fix.revokesChosen(withUnit(revokes, row.unitId, chosen)) } : {})} />
          case 'step':
            return <Step row={row} isChosen={row.unitId === undefined || isChosen(row.unitId)} run={runs[row.step.id]} byRest={byRest} />
        }
      }}
    />
  )
}

function NotRead({ onWanted }: { onWanted: () => void }) {
  // Wanted when it comes into sight, and not again because its parent is drawn again.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  useEffect(onWanted, [])
  return <div className="fix-step small muted">Reading…</div>
}

function Unit({ row: { securable, securableType, gap }, isChosen, onChosen }: { row: Extract<FixRow, { kind: 'unit' }>; isChosen: boolean; onChosen?: (chosen: boolean) => void }) {
  const name = <><span className="muted">{securableType.toLowerCase()}</span> <span className="mono strong">{securable}</span></>
  return (
    <div className="fix-unit">
      {onChosen ? <Checkbox isSelected={isChosen} onChange={onChosen}><span className="visually-hidden">Revoke on </span>{name}</Checkbox> : <span>{name}</span>}
      {gap === undefined ? <span className="small muted">Nothing that the import needs is interrupted.</span> : (
        <span className="fix-gap"><StateIcon state="warning" size={13} /> {gap}</span>
      )}
    </div>
  )
}

function Step({ row: { step, unitId }, isChosen, run, byRest }: { row: Extract<FixRow, { kind: 'step' }>; isChosen: boolean; run: ActionRun | undefined; byRest: boolean }) {
  const { state, word } = stepState(step, isChosen, run)
  const isRequest = step.sql === undefined || run?.how === 'rest' || (run === undefined && byRest)
  return (
    <div className="fix-step" data-in-unit={unitId === undefined ? undefined : true} data-step-state={state}>
      <div className="fix-line">
        <StateBadge state={state} label={word} />
        <div className="grow">
          <code className="fix-statement">{step.sql ?? `Give ${step.privileges.join(', ')} on SQL warehouse ${step.securable}`}</code>
          {isRequest ? <code className="fix-request">{step.rest}</code> : null}
          <div className="small muted">
            {run?.readBack === undefined ? step.reason : `Seen: ${run.readBack}`}
            {run?.durationMs === undefined ? '' : ` · ${durationText(run.durationMs)}`}
            {run?.requestId === undefined ? null : <span className="mono"> · request {run.requestId}</span>}
          </div>
        </div>
        <CopyButton text={step.sql === undefined ? step.cli : `${step.sql};`} label={step.sql === undefined ? 'Copy the CLI command' : 'Copy the statement'} iconOnly />
      </div>
      {run?.diagnosis ? <DiagnosisCard diagnosis={run.diagnosis} state={run.state === 'not-seen-yet' ? 'could-not-check' : 'failed'} /> : null}
    </div>
  )
}
