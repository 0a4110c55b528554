import { Play } from 'lucide-react'
import { useState } from 'react'
import type { FixReport } from '#shared/audit/fix-view'
import type { AuditView } from '#shared/audit/kept-audit'
import { isUnderWay } from '../../shared/run-phase'
import { tokenOf } from '../../shared/tokens-of-view'
import { AdminTokenForm } from '../../shared/ui/AdminTokenForm'
import { Banner, type BannerProps } from '../../shared/ui/Banner'
import { Button } from '../../shared/ui/Button'
import { DiagnosisCard } from '../../shared/ui/DiagnosisCard'
import { RunProgress } from '../../shared/ui/RunProgress'
import type { AuditState } from './audit-state'
import { ConfirmFix } from './ConfirmFix'
import { changes, fixLine, routeLine } from './fix-rows'
import type { FixState, ShownFix } from './fix-store'
import '../../shared/ui/panel.css'

const STATES: Record<FixReport['state'], BannerProps['state']> = { finished: 'ok', 'nothing-to-do': 'ok', stopped: 'failed', cancelled: 'warning', changed: 'warning', obstacle: 'failed' }

/** A step by its id, which is made of what it does. */
const runningLine = (id: string): string => `${id.charAt(0).toUpperCase()}${id.slice(1)}`

interface FixRunBarProps {
  audit: AuditView
  state: AuditState
  fix: FixState
  shown: ShownFix
}

/** The run of a fix: asked for once, followed, cancelled, continued. */
export function FixRunBar({ audit, state, fix, shown }: FixRunBarProps) {
  const { run } = fix
  const { counts, route } = shown.preview
  const [isAsking, setAsking] = useState(false)
  const [isSigningIn, setSigningIn] = useState(false)
  const admin = tokenOf(state.view, 'admin')
  const begin = () => (admin ? setAsking(true) : setSigningIn(true))
  if (run.kind === 'running') {
    const current = run.order.find((id) => isUnderWay(run.actions[id]))
    return <RunProgress run={run} label={run.cancelling ? 'Stopping after the present change' : run.look ? `Reading the state again: ${run.look.what}` : current === undefined ? 'Running' : runningLine(current)} onCancel={fix.runCancelled} />
  }
  const canGoOn = run.kind === 'refused' || (run.kind === 'ended' && run.report.after === undefined && run.report.state !== 'finished' && run.report.state !== 'nothing-to-do')
  const verb = run.kind === 'none' ? `Run ${changes(counts.chosen)}` : 'Continue'
  const button = counts.chosen > 0 && (run.kind === 'none' || canGoOn) ? <Button variant="primary" icon={<Play size={14} aria-hidden />} onPress={begin} isDisabled={fix.isWorking}>{verb}</Button> : null
  const closing = run.kind === 'none' ? null : <Button onPress={fix.runClosed}>{canGoOn ? 'Back to the review' : 'See what is left'}</Button>
  return (
    <>
      {run.kind === 'ended' ? (
        <Banner state={STATES[run.report.state]} title={run.report.line} live actions={<>{closing}{button}</>}>
          {run.report.route?.by === 'rest' ? `Unity Catalog was changed by REST: ${run.report.route.why}. ` : ''}
          {run.report.after ? 'The audit was made again: the verdict above is the new one. ' : ''}
          {run.report.rollbackScript === undefined ? '' : `The rollback script is in ${run.report.rollbackScript}.`}
        </Banner>
      ) : run.kind === 'refused' ? (
        <>
          <DiagnosisCard diagnosis={run.diagnosis} />
          <div className="row">{closing}{button}</div>
        </>
      ) : counts.grants + counts.units === 0 ? (
        <Banner state="info" title="No statement mends this">What is left is decided by a person, or is no grant of the identity’s own: see below, with everyone it affects.</Banner>
      ) : (
        <div className="action-bar words-and-actions">
          <div className="words">
            <div className="strong">{fixLine(counts)}</div>
            <div className="small muted">Nothing is changed before you confirm. {routeLine(route)}</div>
            <div className="small muted">
              {audit.report.scope.caller.as === 'self' ? 'This audit was made with the identity’s own token, which may look and not grant. ' : ''}
              {admin ? `It runs with the admin’s sign-in (token ending in ${admin.lastFour ?? '…'}).` : 'To run it from here an admin signs in: somebody who may grant on these objects. Or copy the script for them.'}
            </div>
          </div>
          {button ?? <span className="small muted">Tick what to revoke to run it.</span>}
        </div>
      )}
      {isSigningIn && !admin ? (
        <section className="panel panel-body" aria-label="Sign in to run the fix">
          <AdminTokenForm onToken={async (token) => { const taken = await state.adminTokenEntered(token); if (taken) { setSigningIn(false); setAsking(true) } return taken }} onCancel={() => setSigningIn(false)} />
          {state.tokenDiagnosis ? <DiagnosisCard diagnosis={state.tokenDiagnosis} /> : null}
        </section>
      ) : null}
      <ConfirmFix audit={audit} fix={fix} shown={shown} isOpen={isAsking} onClose={() => setAsking(false)} />
    </>
  )
}
