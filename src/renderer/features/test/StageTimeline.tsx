import type { StageId, TestReport } from '#shared/connection-test/report'
import type { FixAction } from '#shared/diagnosis/diagnosis'
import { StageItem } from './StageItem'
import { type StageRow, canRetryFrom, wakeProgress } from './stage-rows'

interface StageTimelineProps {
  rows: readonly StageRow[]
  /** The finished report, when none runs: only then can a stage be retried. */
  report: TestReport | undefined
  toggled: Partial<Record<StageId, boolean>>
  now: number
  onToggle: (stage: StageId, open: boolean) => void
  onAction: (action: FixAction, stage: StageId) => void
  onRetry: (stage: StageId) => void
}

/** The twelve stages in order. What needs the reader is open; everything else opens on demand. */
export function StageTimeline({ rows, report, toggled, now, onToggle, onAction, onRetry }: StageTimelineProps) {
  return (
    <ol className="timeline" aria-label="Stages of the test">
      {rows.map((row) => (
        <StageItem
          key={row.id}
          row={row}
          isOpen={row.hasDetails && (toggled[row.id] ?? row.opensItself)}
          wake={wakeProgress(row.result, now)}
          canRetry={canRetryFrom(report, row.id)}
          canAct={report !== undefined}
          onToggle={(open) => onToggle(row.id, open)}
          onAction={(action) => onAction(action, row.id)}
          onRetry={() => onRetry(row.id)}
        />
      ))}
    </ol>
  )
}
