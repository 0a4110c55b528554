import { Square } from 'lucide-react'
import { type RunPhase, isUnderWay } from '../run-phase'
import { Button } from './Button'
import { Progress } from './Progress'

/** A run of reviewed changes under way: what it does now, how many of them are done, and the way to stop it. */
export function RunProgress<Report>({ run, label, onCancel }: { run: Extract<RunPhase<Report>, { kind: 'running' }>; label: string; onCancel: () => void }) {
  const settled = Object.values(run.actions).filter((action) => !isUnderWay(action)).length
  return (
    <Progress label={label} startedAt={run.startedAt} {...(run.order.length > 0 ? { expected: `${Math.min(settled, run.order.length)} of ${run.order.length} done` } : {})}>
      <Button icon={<Square size={12} aria-hidden />} isDisabled={run.cancelling} onPress={onCancel}>
        {run.cancelling ? 'Stopping' : 'Cancel'}
      </Button>
    </Progress>
  )
}
