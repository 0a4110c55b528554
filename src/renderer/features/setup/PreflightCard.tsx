import { DiagnosisCard } from '../../shared/ui/DiagnosisCard'
import { Panel } from '../../shared/ui/Panel'
import { Progress } from '../../shared/ui/Progress'
import { StateIcon } from '../../shared/ui/StateBadge'
import { useSetup } from './use-setup-store'

const WORDS = { ok: 'OK', warning: 'Warning', failed: 'In the way', 'could-not-check': 'Could not check' } as const

/** What this workspace is and what one may do in it, before anything is planned. */
export function PreflightCard() {
  const preflight = useSetup((state) => state.preflight)
  switch (preflight.kind) {
    case 'none':
      return null
    case 'asking':
      return <Progress label="Asking what this workspace is and what you may do in it" startedAt={preflight.startedAt} expected="usually a few seconds" />
    case 'failed':
      return <DiagnosisCard diagnosis={preflight.diagnosis} />
    case 'read':
      return (
        <Panel title="Before you begin" flush>
          <ul className="preflight">
            {preflight.preflight.rows.map((row) => (
              <li key={row.id} data-state={row.state}>
                <StateIcon state={row.state} />
                <div className="grow">
                  <div>
                    <span className="strong">{row.title}</span> <span className="visually-hidden">{WORDS[row.state]}:</span> <span>{row.text}</span>
                  </div>
                  {row.whatToDo.length > 0 ? (
                    <ul className="preflight-steps">
                      {row.whatToDo.map((text) => (
                        <li key={text}>{text}</li>
                      ))}
                    </ul>
                  ) : null}
                  {row.ask.length > 0 ? <div className="small muted">Ask: {row.ask.join(', ')}</div> : null}
                </div>
              </li>
            ))}
          </ul>
        </Panel>
      )
  }
}
