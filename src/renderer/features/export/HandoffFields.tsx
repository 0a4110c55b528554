import type { FieldName } from '#shared/connection/connection'
import type { HandoffDocument } from '#shared/handoff/handoff'
import { Button } from '../../shared/ui/Button'
import { Checkbox } from '../../shared/ui/Choices'
import { CopyButton } from '../../shared/ui/CopyButton'
import { Panel } from '../../shared/ui/Panel'
import { StateIcon } from '../../shared/ui/StateBadge'
import { type HandoffRow, followAlong, handoffRows } from './handoff-view'

interface HandoffFieldsProps {
  document: HandoffDocument
  ticked: ReadonlySet<FieldName>
  onTick: (field: FieldName, done: boolean) => void
  onClear: () => void
}

/** CleverTap's form, line by line in its own order: copy a value, and it is ticked off. */
export function HandoffFields({ document, ticked, onTick, onClear }: HandoffFieldsProps) {
  const rows = handoffRows(document)
  const follow = followAlong(rows, ticked)
  const next = rows.find((row) => (row.value !== undefined || row.field === 'token') && !ticked.has(row.field))
  return (
    <Panel
      title="CleverTap’s form: Settings > Partners > Databricks > Add Database"
      flush
      actions={
        ticked.size > 0 ? (
          <Button size="s" variant="quiet" onPress={onClear}>
            Clear the ticks
          </Button>
        ) : null
      }
    >
      <div className="handoff-where">
        <p className="handoff-notice">
          <StateIcon state="info" size={14} />
          <span>{document.notice}</span>
        </p>
      </div>
      <ol className="handoff-rows">
        {rows.map((row) => (
          <FieldLine key={row.field} row={row} isDone={ticked.has(row.field)} isNext={row === next} onTick={(done) => onTick(row.field, done)} />
        ))}
      </ol>
      <p className="handoff-progress" role="status">
        {follow.line}
      </p>
    </Panel>
  )
}

function FieldLine({ row, isDone, isNext, onTick }: { row: HandoffRow; isDone: boolean; isNext: boolean; onTick: (done: boolean) => void }) {
  const canTick = row.value !== undefined || row.field === 'token'
  return (
    <li className="handoff-row" data-next={isNext || undefined}>
      <span className="handoff-tick">{canTick ? <Checkbox label={`${row.label} is filled in`} isSelected={isDone} onChange={onTick} /> : null}</span>
      <div>
        <div className="handoff-label">{row.label}</div>
        {row.value === undefined ? null : <div className="handoff-value mono">{row.value}</div>}
        {row.note ? <div className="handoff-note">{row.note}</div> : null}
      </div>
      <span>{row.value === undefined ? null : <CopyButton text={row.value} label="Copy" onCopied={() => onTick(true)} />}</span>
    </li>
  )
}
