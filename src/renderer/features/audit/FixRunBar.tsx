import { Play, Square } from 'lucide-react'
import { useState } from 'react'
import type { AuditView, FixPreview, FixReport } from '#shared/audit/kept-audit'
import { AdminTokenForm } from '../../shared/ui/AdminTokenForm'
import { Banner, type BannerProps } from '../../shared/ui/Banner'
import { Button } from '../../shared/ui/Button'
import { DiagnosisCard } from '../../shared/ui/DiagnosisCard'
import { Progress } from '../../shared/ui/Progress'
import { tokenOf } from './ask'
import type { AuditState } from './audit-state'
import { ConfirmFix } from './ConfirmFix'
import { type FixCounts, stepsInOrder } from './fix-rows'
import type { FixState } from './fix-store'

const STATES: Record<FixReport['state'], BannerProps['state']> = { finished: 'ok', 'nothing-to-do': 'ok', stopped: 'failed', cancelled: 'warning', changed: 'warning', obstacle: 'failed' }
const changes = (count: number) => `${count.toLocaleString('en')} change${count === 1 ? '' : 's'}`

interface FixRunBarProps {
  audit: AuditView
  state: AuditState
  fix: FixState
  counts: FixCounts
  preview: FixPreview
}

/** The run of a fix: asked for once, followed, cancelled, continued. */
export function FixRunBar({ audit, state, fix, counts, preview }: FixRunBarProps) {
  const { run } = fix
  const [isAsking, setAsking] = useState(false)
  const [isSigningIn, setSigningIn] = useState(false)
  const admin = tokenOf(state.view, 'admin')
  const begin = () => (admin ? setAsking(true) : setSigningIn(true))
  if (run.kind === 'running') {
    const settled = Object.values(run.actions).filter((action) => action.state !== 'running' && action.state !== 'checking').length
    const current = stepsInOrder(preview, true).find(({ id }) => run.actions[id]?.state === 'running' || run.actions[id]?.state === 'checking')
    const label = run.cancelling ? 'Stopping after the present change' : run.look ? `Reading the state again: ${run.look.what}` : current ? `${current.kind === 'grant' ? 'Granting' : 'Revoking'} on ${current.securable}` : 'Running'
    return (
      <Progress label={label} startedAt={run.startedAt} {...(run.order.length > 0 ? { expected: `${Math.min(settled, run.order.length)} of ${run.order.length} done` } : {})}>
        <Button icon={<Square size={12} aria-hidden />} isDisabled={run.cancelling} onPress={fix.runCancelled}>{run.cancelling ? 'Stopping' : 'Cancel'}</Button>
      </Progress>
    )
  }
  const canGoOn = run.kind === 'refused' || (run.kind === 'ended' && run.report.after === undefined && run.report.state !== 'finished' && run.report.state !== 'nothing-to-do')
  const verb = run.kind === 'none' ? `Run ${changes(counts.chosen)}` : 'Continue'
  const button = counts.chosen > 0 && (run.kind === 'none' || canGoOn) ? <Button variant="primary" icon={<Play size={14} aria-hidden />} onPress={begin}>{verb}</Button> : null
  const closing = run.kind === 'none' ? null : <Button onPress={fix.runClosed}>{canGoOn ? 'Back to the review' : 'See what is left'}</Button>
  return (
    <>
      {run.kind === 'ended' ? (
        <Banner state={STATES[run.report.state]} title={run.report.line} live actions={<>{closing}{button}</>}>
          {run.report.after ? 'The audit was made again: the verdict above is the new one. ' : ''}
          {run.report.rollbackScript === undefined ? '' : `How to undo it was written to ${run.report.rollbackScript}.`}
        </Banner>
      ) : run.kind === 'refused' ? (
        <>
          <DiagnosisCard diagnosis={run.diagnosis} />
          <div className="row">{closing}{button}</div>
        </>
      ) : counts.grants + counts.revokes === 0 ? (
        <Banner state="info" title="No statement mends this">What is left is decided by a person, or is no grant of the identity’s own: see below, with everyone it affects.</Banner>
      ) : (
        <div className="fix-bar">
          <div className="grow">
            <div className="strong">{counts.grants > 0 ? `${counts.grants.toLocaleString('en')} grant${counts.grants === 1 ? '' : 's'}` : 'No grant is missing'}{counts.revokes > 0 ? `, and ${counts.revokes.toLocaleString('en')} change${counts.revokes === 1 ? '' : 's'} to take away what is too much${fix.withRevokes ? '' : ' (left out)'}` : ''}</div>
            <div className="small muted">Nothing is changed before you confirm. {admin ? `Runs with the admin’s sign-in (token ending in ${admin.lastFour ?? '…'}).` : 'To run it from here, sign in as somebody who may grant on these securables; or copy the script.'}</div>
          </div>
          {button ?? <span className="small muted">Tick “Revokes too” to run them.</span>}
        </div>
      )}
      {isSigningIn && !admin ? (
        <section className="panel panel-body" aria-label="Sign in to run the fix">
          <AdminTokenForm onToken={async (token) => { const taken = await state.adminTokenEntered(token); if (taken) { setSigningIn(false); setAsking(true) } return taken }} onCancel={() => setSigningIn(false)} />
          {state.tokenDiagnosis ? <DiagnosisCard diagnosis={state.tokenDiagnosis} /> : null}
        </section>
      ) : null}
      <ConfirmFix audit={audit} fix={fix} counts={counts} isOpen={isAsking} onClose={() => setAsking(false)} />
    </>
  )
}
