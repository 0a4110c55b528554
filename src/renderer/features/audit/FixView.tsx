import { Wrench } from 'lucide-react'
import type { AuditView } from '#shared/audit/kept-audit'
import { EVERY_REVOKE, NO_REVOKE } from '#shared/audit/revoke-choice'
import { Button } from '../../shared/ui/Button'
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
import { changes, isNothingToFix } from './fix-rows'
import type { FixState, ShownFix } from './fix-store'

interface FixViewProps {
  audit: AuditView
  state: AuditState
  fix: FixState
  onAgain: () => void
}

/** The fix to review: grants, apart from them the revokes, what is by hand, the scripts, and the run. */
export function FixView({ audit, state, fix, onAgain }: FixViewProps) {
  const { preview, run, ran } = fix
  // A run under way or just ended shows what it runs; the audit it ends with has another fix.
  if (ran && run.kind !== 'none') return <Review audit={audit} state={state} fix={fix} shown={ran} />
  if (!audit.canBeFixed) {
    return (
      <EmptyState icon={<Wrench size={24} aria-hidden />} title="The facts of this audit are no longer in memory" actions={<Button onPress={onAgain}>Audit again</Button>}>
        They are never written to disk: they name everybody’s grants. Audit again, which reads only, then review the fix.
      </EmptyState>
    )
  }
  if (preview.kind === 'failed') return <DiagnosisCard diagnosis={preview.diagnosis} onAction={() => void fix.previewWanted(audit.auditId)} />
  if (preview.kind !== 'read' || preview.auditId !== audit.auditId) {
    return <div className="row muted" role="status"><Spinner /> {preview.kind === 'asking' && preview.step !== '' ? preview.step : 'Working out the fix'}</div>
  }
  if (isNothingToFix(preview.preview)) {
    return (
      <EmptyState icon={<StateIcon state="ok" size={24} />} title="There is nothing to fix">
        Nothing that the import needs is missing, and nothing of the identity’s own goes beyond it.
      </EmptyState>
    )
  }
  return <Review audit={audit} state={state} fix={fix} shown={preview} />
}

function Review({ audit, state, fix, shown }: { audit: AuditView; state: AuditState; fix: FixState; shown: ShownFix }) {
  const { counts } = shown.preview
  const isReviewing = fix.run.kind === 'none'
  return (
    <div className="stack stack-2">
      <FixRunBar audit={audit} state={state} fix={fix} shown={shown} />
      {fix.pageDiagnosis ? <DiagnosisCard diagnosis={fix.pageDiagnosis} /> : null}
      <div className="fix-body">
        <div className="stack stack-2">
          {counts.grants + counts.units === 0 ? null : (
            <Panel
              flush
              title={isReviewing ? `${changes(counts.chosen)} to run` : 'The changes of this run'}
              actions={
                isReviewing && counts.units > 0 ? (
                  <div className="row">
                    {fix.isWorking ? <Spinner size={12} /> : null}
                    <span className="small muted" role="status">Revokes on {counts.chosenUnits.toLocaleString('en')} of {counts.units.toLocaleString('en')}</span>
                    <Button size="s" onPress={() => fix.revokesChosen(EVERY_REVOKE)} isDisabled={counts.chosenUnits === counts.units} aria-label="Choose all revokes">All</Button>
                    <Button size="s" onPress={() => fix.revokesChosen(NO_REVOKE)} isDisabled={counts.chosenUnits === 0} aria-label="Choose no revoke">None</Button>
                  </div>
                ) : null
              }
            >
              <FixSteps fix={fix} shown={shown} isReviewing={isReviewing} />
            </Panel>
          )}
          <ByHand preview={shown.preview} />
        </div>
        <FixScripts audit={audit} fix={fix} shown={shown} />
      </div>
    </div>
  )
}
