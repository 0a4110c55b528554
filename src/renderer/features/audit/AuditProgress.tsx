import { Progress } from '../../shared/ui/Progress'
import { StateIcon } from '../../shared/ui/StateBadge'
import type { AuditPhase } from './audit-state'

const SHOWN = 6

/** An audit under way: what it does now, what it has done, seconds. */
export function AuditProgress({ phase }: { phase: Extract<AuditPhase, { kind: 'running' }> }) {
  const done = phase.steps.slice(1, -1).slice(-SHOWN)
  return (
    <section className="audit-progress" aria-label="Progress">
      <Progress label={phase.cancelling ? 'Cancelling' : (phase.steps.at(-1) ?? 'Starting')} startedAt={phase.startedAt} expected="Usually a few seconds when the SQL warehouse is running. You can look at other screens; the audit goes on." />
      {done.length > 0 ? (
        <ol className="audit-steps">
          {done.map((step, index) => (
            <li key={`${index} ${step}`}>
              <StateIcon state="ok" size={13} /> {step}
            </li>
          ))}
        </ol>
      ) : null}
    </section>
  )
}
