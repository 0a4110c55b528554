import { Wrench } from 'lucide-react'
import type { AuditView } from '#shared/audit/kept-audit'
import { ageText, localTimeText } from '../../shared/time-text'
import { Button } from '../../shared/ui/Button'
import { Segmented } from '../../shared/ui/Segmented'
import { Spinner, useNow } from '../../shared/ui/Progress'
import { StateIcon } from '../../shared/ui/StateBadge'
import type { FixState, WhatIf } from './fix-store'
import { VERDICT_STATES, WHAT_IF_WORDS, simulatedOf } from './what-if'

const KINDS = { user: 'user', 'service-principal': 'service principal', unknown: 'kind not known' } as const

/** The closing line on top, whom it is about, who saw it, and the switch to the state after a fix. */
export function VerdictCard({ audit, fix, isBusy, onFix }: { audit: AuditView; fix: FixState; isBusy: boolean; /** Absent where the fix is in sight already. */ onFix?: () => void }) {
  const now = useNow(false)
  const { report } = audit
  const { subject, scope } = report
  const preview = fix.preview.kind === 'read' && fix.preview.auditId === audit.auditId ? fix.preview.preview : undefined
  const simulated = simulatedOf(preview, fix.whatIf)
  const verdict = simulated?.verdict ?? report.verdict
  const tables = simulated?.tables ?? report.tables
  const state = VERDICT_STATES[verdict.state]
  const options: { id: WhatIf; label: string }[] = [{ id: 'now', label: 'Now' }, ...(['grants', ...(preview?.afterChosen ? (['chosen'] as const) : []), 'all'] as const).map((id) => ({ id, label: WHAT_IF_WORDS[id].label }))]
  const isMendable = verdict.missing + verdict.excess > 0
  return (
    <section className="audit-verdict" data-state={state} data-what-if={simulated ? '' : undefined} aria-label="Verdict">
      <StateIcon state={state} size={22} />
      <div className="grow audit-verdict-words">
        <h2 className="audit-verdict-line">
          {simulated && fix.whatIf !== 'now' ? <span className="audit-verdict-if">{WHAT_IF_WORDS[fix.whatIf].after}: </span> : null}
          {verdict.line}
        </h2>
        <p className="audit-verdict-meta">
          <span className="strong">{subject.name ?? subject.principal}</span>
          {subject.name === undefined ? null : <span className="mono"> {subject.principal}</span>} ({KINDS[subject.kind]}). Seen by {scope.caller.name ?? scope.caller.principal}
          {scope.caller.as === 'self' ? ' itself: only what it can see' : ''}.
        </p>
        <p className="small muted" title={localTimeText(audit.at)}>
          Read {ageText(audit.at, now)} ({localTimeText(audit.at)}), {report.requests.toLocaleString('en')} request{report.requests === 1 ? '' : 's'}
          {report.notChecked.length > 0 ? `, ${report.notChecked.length.toLocaleString('en')} point${report.notChecked.length === 1 ? '' : 's'} could not be checked` : ''}.
        </p>
        <ReadableBar {...tables} />
      </div>
      <div className="audit-verdict-side">
        {audit.canBeFixed ? (
          <div className="audit-what-if">
            <span className="small muted" id="what-if">What if?</span>
            <Segmented label="What if" options={options} value={fix.whatIf} onChange={fix.whatIfChosen} />
          </div>
        ) : (
          <p className="small muted audit-what-if-not">For a what-if and a fix, audit again: what this one read is no longer in memory.</p>
        )}
        {fix.whatIf !== 'now' && (fix.preview.kind === 'asking' || fix.isWorking) ? <span className="row small muted" role="status"><Spinner size={12} /> Working it out</span> : null}
        {audit.canBeFixed && isMendable && onFix ? (
          <Button variant="primary" size="s" icon={<Wrench size={13} aria-hidden />} onPress={onFix} isDisabled={isBusy}>Review the fix</Button>
        ) : null}
      </div>
    </section>
  )
}

/** How many of the tables can be read, as words and as a bar. */
function ReadableBar({ total, readable, unknown }: { total: number; readable: number; unknown: number }) {
  if (total === 0) return null
  const part = (count: number) => ({ width: `${(100 * count) / total}%` })
  const missing = total - readable - unknown
  return (
    <div className="readable">
      <div className="readable-bar" aria-hidden>
        <span data-part="ok" style={part(readable)} />
        <span data-part="unknown" style={part(unknown)} />
      </div>
      <span className="small">
        {readable.toLocaleString('en')} of {total.toLocaleString('en')} readable
        {missing > 0 ? `, ${missing.toLocaleString('en')} not` : ''}
        {unknown > 0 ? `, ${unknown.toLocaleString('en')} could not be checked` : ''}
      </span>
    </div>
  )
}
