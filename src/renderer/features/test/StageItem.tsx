import { ChevronRight, RotateCw } from 'lucide-react'
import { useId } from 'react'
import type { FixAction } from '#shared/diagnosis/diagnosis'
import { Button } from '../../shared/ui/Button'
import { CopyButton } from '../../shared/ui/CopyButton'
import { DiagnosisCard } from '../../shared/ui/DiagnosisCard'
import { KeyValueList } from '../../shared/ui/KeyValueList'
import { StateBadge, Tag } from '../../shared/ui/StateBadge'
import type { StageRow, WakeProgress } from './stage-rows'

interface StageItemProps {
  row: StageRow
  isOpen: boolean
  wake: WakeProgress | undefined
  canRetry: boolean
  /** Buttons of a diagnosis work only when no test runs. */
  canAct: boolean
  onToggle: (open: boolean) => void
  onAction: (action: FixAction) => void
  onRetry: () => void
}

/** One stage: a line that opens to its diagnosis, its improvements and its evidence. */
export function StageItem({ row, isOpen, wake, canRetry, canAct, onToggle, onAction, onRetry }: StageItemProps) {
  const detailId = useId()
  const head = (
    <>
      <span className="stage-number">{row.number}</span>
      <StateBadge state={row.tone} label={row.word} />
      <span className="stage-title">{row.title}</span>
      <span className="stage-summary">
        {row.summary} {row.result.improvements.length > 0 ? <Tag tone="warning">{row.result.improvements.length} to improve</Tag> : null}
      </span>
      <span className="stage-time">{row.time}</span>
      <span className="stage-chevron">{row.hasDetails ? <ChevronRight size={14} aria-hidden /> : null}</span>
    </>
  )
  return (
    <li className={isOpen ? 'stage stage-open' : 'stage'} data-stage={row.id} data-outcome={row.state}>
      {row.hasDetails ? (
        <button type="button" className="stage-head" aria-expanded={isOpen} aria-controls={isOpen ? detailId : undefined} onClick={() => onToggle(!isOpen)}>
          {head}
        </button>
      ) : (
        <div className="stage-head">{head}</div>
      )}
      {wake ? (
        <div className="stage-wake">
          <progress aria-label="Share of the usual time" max={1} value={wake.fraction} />
          <span className="small muted">{wake.text}</span>
        </div>
      ) : null}
      {isOpen ? (
        <div className="stage-detail" id={detailId}>
          {row.result.diagnosis ? <DiagnosisCard diagnosis={row.result.diagnosis} state={cardState(row)} {...(canAct ? { onAction } : {})} /> : null}
          {row.result.improvements.map((one) => (
            <DiagnosisCard key={one.title} diagnosis={one} state="warning" {...(canAct ? { onAction } : {})} />
          ))}
          {row.result.evidence.length > 0 ? <KeyValueList items={row.result.evidence.map((fact) => ({ ...fact, mono: true }))} /> : null}
          <div className="stage-tools">
            {row.result.evidence.length > 0 ? <CopyButton text={row.result.evidence.map((fact) => `${fact.label}: ${fact.value}`).join('\n')} label="Copy evidence" /> : null}
            {canRetry ? (
              <Button size="s" icon={<RotateCw size={14} aria-hidden />} onPress={onRetry}>
                Test again from here
              </Button>
            ) : null}
          </div>
        </div>
      ) : null}
    </li>
  )
}

const cardState = (row: StageRow) => (row.state === 'warning' || row.state === 'not-set-up' || row.state === 'could-not-check' ? row.state : 'failed')
