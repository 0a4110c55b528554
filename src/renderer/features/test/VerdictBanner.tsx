import { ArrowDown } from 'lucide-react'
import { redact } from '#shared/diagnosis/redact'
import type { TestReport } from '#shared/connection-test/report'
import type { Validation } from '#shared/profile/profile'
import { connectionAddress } from '../../shared/addresses'
import { ageText, durationText, localTimeText } from '../../shared/time-text'
import { Button } from '../../shared/ui/Button'
import { CopyButton } from '../../shared/ui/CopyButton'
import { LinkButton } from '../../shared/ui/Link'
import { Clock } from '../../shared/ui/Progress'
import { StateIcon } from '../../shared/ui/StateBadge'
import { reportText } from './report-text'
import { progressLine, verdictMeaning, verdictTone } from './stage-rows'
import type { TestPhase } from './test-store'

interface VerdictBannerProps {
  profileId: string
  running: Extract<TestPhase, { kind: 'running' }> | undefined
  report: TestReport | undefined
  validation: Validation | undefined
  now: number
  /** The first stage that needs the reader: what is wrong there, and the way to it. */
  trouble?: { title: string; onShow: () => void }
}

/** Why an earlier result may no longer hold. */
const AGE_WARNINGS: Partial<Record<Validation, string>> = {
  changed: 'The connection, its tables or its token changed after this test. Test again before you export.',
  stale: 'This test is older than 24 hours. Test again before you export.',
}

/** The closing line, on top: what came out, how old it is, and the way on. */
export function VerdictBanner({ profileId, running, report, validation, now, trouble }: VerdictBannerProps) {
  if (running) {
    return (
      <section className="verdict" data-state="running" aria-label="Result">
        <StateIcon state="running" size={22} />
        <div className="grow">
          <div className="verdict-line">{running.cancelling ? 'Cancelling' : progressLine(running.stages)}</div>
          <div className="verdict-meta">
            Running for <Clock startedAt={running.startedAt} />. You can look at other screens; the test goes on.
          </div>
        </div>
      </section>
    )
  }
  if (!report) {
    return (
      <section className="verdict" data-state="waiting" aria-label="Result">
        <StateIcon state="not-set-up" size={22} />
        <div className="grow">
          <div className="verdict-line">Not tested yet</div>
          <div className="verdict-meta">A test takes a few seconds when the SQL warehouse is running. It never starts a stopped one without your leave.</div>
        </div>
      </section>
    )
  }
  const warning = validation ? AGE_WARNINGS[validation] : undefined
  const tone = verdictTone(report.verdict)
  return (
    <section className="verdict" data-state={warning ? 'warning' : tone} aria-label="Result">
      <StateIcon state={warning ? 'warning' : tone} size={22} />
      <div className="grow">
        <h2 className="verdict-line">{report.verdict.line}</h2>
        <p className="verdict-meta">{warning ?? (report.verdict.kind === 'blocked' ? trouble?.title : undefined) ?? verdictMeaning(report.verdict)}</p>
        <p className="small muted">
          Tested {ageText(report.finishedAt, now)} ({localTimeText(report.finishedAt)}), took {durationText(report.finishedAt - report.startedAt)}, from {report.testedFrom.computer}.
        </p>
      </div>
      <div className="verdict-actions">
        {trouble && report.verdict.kind !== 'ready' ? (
          <Button size="s" variant="primary" icon={<ArrowDown size={14} aria-hidden />} onPress={trouble.onShow}>
            What to do
          </Button>
        ) : null}
        <CopyButton text={reportText(report, redact)} label="Copy report" />
        <LinkButton href={connectionAddress(profileId, 'export')} size="s" variant={report.verdict.kind === 'ready' && !warning ? 'primary' : 'default'}>
          {report.verdict.kind === 'ready' && !warning ? 'Next: Export' : 'Export as draft'}
        </LinkButton>
      </div>
    </section>
  )
}
