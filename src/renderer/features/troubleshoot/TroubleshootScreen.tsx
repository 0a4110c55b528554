import { type FormEvent, useEffect, useId, useRef } from 'react'
import type { FieldIssue } from '#shared/connection/connection'
import { Button } from '../../shared/ui/Button'
import { DiagnosisCard } from '../../shared/ui/DiagnosisCard'
import { Page, PageHeader } from '../../shared/ui/PageHeader'
import { Panel } from '../../shared/ui/Panel'
import { Spinner } from '../../shared/ui/Progress'
import { Banner } from '../../shared/ui/Banner'
import { TextField } from '../../shared/ui/TextField'
import { EXAMPLES, MAX_ERROR_TEXT, statusIssue } from './signal'
import './troubleshoot.css'
import { useTroubleshootState } from './use-troubleshoot-store'

/** Explains an error message that somebody got elsewhere. */
export function TroubleshootScreen(_props: { profileId?: string }) {
  const { form, phase, redacted, cut, formChanged, explainRequested, exampleChosen, cleared } = useTroubleshootState()
  const examplesId = useId()
  const answer = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // In a narrow window it comes below the form, out of sight.
    if (phase.kind === 'explained' || phase.kind === 'refused') answer.current?.scrollIntoView({ block: 'nearest' })
  }, [phase])
  const wrongStatus = statusIssue(form.status)
  const statusIssues: FieldIssue[] = wrongStatus ? [{ field: 'name', severity: 'error', code: 'status', message: wrongStatus }] : []
  const isEmpty = form.message.trim() === '' && form.status.trim() === '' && form.code.trim() === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void explainRequested()
  }
  return (
    <Page
      wide
      header={<PageHeader title="Troubleshoot" lead="Paste an error from CleverTap, a driver or Databricks. It is explained on this computer; nothing is sent anywhere." />}
    >
      <div className="troubleshoot-body">
        <Panel title="The error">
          <form className="stack stack-2" onSubmit={submit}>
            <TextField
              label="Error text"
              rows={7}
              mono
              value={form.message}
              onChange={(message) => formChanged({ message })}
              placeholder="e.g. [INSUFFICIENT_PERMISSIONS] Insufficient privileges: …"
              hint="The whole message, as it was shown. A token in it is taken out as soon as it is pasted."
            />
            {redacted ? (
              <Banner state="warning" title="A secret was taken out of the text" live>
                If it was a real token and others may have seen the text, revoke it in Databricks and make a new one.
              </Banner>
            ) : null}
            <div className="troubleshoot-codes">
              <TextField label="HTTP status" aside="optional" inputMode="numeric" mono value={form.status} onChange={(status) => formChanged({ status })} placeholder="e.g. 403" issues={statusIssues} />
              <TextField label="Error code or SQLSTATE" aside="optional" mono value={form.code} onChange={(code) => formChanged({ code })} placeholder="e.g. PERMISSION_DENIED, 42501 or ETIMEDOUT" />
            </div>
            <div className="row">
              <Button type="submit" variant="primary" isDisabled={isEmpty || wrongStatus !== undefined}>
                Explain
              </Button>
              <Button variant="quiet" onPress={cleared} isDisabled={isEmpty && phase.kind === 'idle'}>
                Clear
              </Button>
            </div>
          </form>
          <div className="troubleshoot-examples">
            <h3 id={examplesId}>Examples: the failures in CleverTap’s troubleshooting table</h3>
            <ul aria-labelledby={examplesId}>
              {EXAMPLES.map((example) => (
                <li key={example.title}>
                  <Button size="s" onPress={() => void exampleChosen(example.form)}>
                    {example.title}
                  </Button>
                </li>
              ))}
            </ul>
          </div>
        </Panel>
        <div className="stack stack-2" aria-live="polite" ref={answer}>
          {phase.kind === 'idle' ? <p className="troubleshoot-idle muted">The explanation stands here: what went wrong, why, and what to do now.</p> : null}
          {phase.kind === 'asking' ? (
            <p className="row muted">
              <Spinner /> Looking it up
            </p>
          ) : null}
          {phase.kind === 'explained' || phase.kind === 'refused' ? <DiagnosisCard diagnosis={phase.diagnosis} /> : null}
          {phase.kind === 'explained' && phase.diagnosis.confidence !== 'high' ? <p className="muted">{confidenceLine(phase.diagnosis.confidence)}</p> : null}
          {cut ? <p className="muted">Only the first {MAX_ERROR_TEXT.toLocaleString('en')} characters were looked at.</p> : null}
        </div>
      </div>
    </Page>
  )
}

const confidenceLine = (confidence: 'medium' | 'low') =>
  confidence === 'medium'
    ? 'This is the likely one of a few causes. A test of the connection tells them apart.'
    : 'The text fits many causes. Add the HTTP status or the error code if you have them, or test the connection.'
