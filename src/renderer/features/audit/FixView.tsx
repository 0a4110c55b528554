import { Wrench } from 'lucide-react'
import type { AuditView, FixPreview } from '#shared/audit/kept-audit'
import { Button } from '../../shared/ui/Button'
import { Checkbox } from '../../shared/ui/Choices'
import { DiagnosisCard } from '../../shared/ui/DiagnosisCard'
import { EmptyState } from '../../shared/ui/EmptyState'
import { Panel } from '../../shared/ui/Panel'
import { Spinner } from '../../shared/ui/Progress'
import { StateIcon } from '../../shared/ui/StateBadge'
import type { AuditState } from './audit-state'
import { ByHand } from './ByHand'
import './fix.css'
import { FixRunBar } from './FixRunBar'
import { FixScripts } from './FixScripts'
import { FixSteps } from './FixSteps'
import { fixCounts, isNothingToFix } from './fix-rows'
import type { FixState } from './fix-store'

interface FixViewProps {
  profileId: string
  audit: AuditView
  state: AuditState
  fix: FixState
  onAgain: () => void
}

/** The fix to review: grants, apart from them the revokes, what is by hand, the scripts, and the run. */
export function FixView({ audit, state, fix, onAgain }: FixViewProps) {
  const { preview, run, ran } = fix
  // A run under way or just ended shows what it runs; the audit it ends with has another fix.
  if (ran && run.kind !== 'none') return <Review audit={audit} state={state} fix={fix} preview={ran.preview} withRevokes={ran.withRevokes} />
  if (!audit.canBeFixed) {
    return (
      <EmptyState icon={<Wrench size={24} aria-hidden />} title="The facts of this audit are no longer in memory" actions={<Button onPress={onAgain}>Audit again</Button>}>
        They are never written to disk: they name everybody’s grants. Audit again, which reads only, then review the fix.
      </EmptyState>
    )
  }
  if (preview.kind === 'failed') return <DiagnosisCard diagnosis={preview.diagnosis} onAction={() => void fix.previewWanted(audit.auditId)} />
  if (preview.kind !== 'read' || preview.auditId !== audit.auditId) return <div className="row muted" role="status"><Spinner /> Working out the fix</div>
  if (isNothingToFix(preview.preview)) {
    return (
      <EmptyState icon={<StateIcon state="ok" size={24} />} title="There is nothing to fix">
        Nothing that the import needs is missing, and nothing of the identity’s own goes beyond it.
      </EmptyState>
    )
  }
  return <Review audit={audit} state={state} fix={fix} preview={preview.preview} withRevokes={fix.withRevokes} />
}

function Review({ audit, state, fix, preview, withRevokes }: { audit: AuditView; state: AuditState; fix: FixState; preview: FixPreview; withRevokes: boolean }) {
  const counts = fixCounts(preview, withRevokes)
  const isReviewing = fix.run.kind === 'none'
  return (
    <div className="stack stack-2">
      <FixRunBar audit={audit} state={state} fix={fix} counts={counts} preview={preview} />
      <div className="fix-body">
        <div className="stack stack-2">
          {counts.grants + counts.revokes === 0 ? null : (
            <Panel
              flush
              title={isReviewing ? `${counts.chosen.toLocaleString('en')} change${counts.chosen === 1 ? '' : 's'} to run` : 'The changes of this run'}
              actions={
                isReviewing && counts.revokes > 0 ? (
                  <Checkbox isSelected={withRevokes} onChange={fix.revokesChosen}>
                    Revokes too ({counts.revokes.toLocaleString('en')})
                  </Checkbox>
                ) : null
              }
            >
              <FixSteps preview={preview} withRevokes={withRevokes} runs={fix.run.actions} />
            </Panel>
          )}
          <ByHand preview={preview} />
        </div>
        <FixScripts audit={audit} preview={preview} withRevokes={withRevokes} />
      </div>
    </div>
  )
}
