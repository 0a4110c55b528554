import type { ReactNode } from 'react'
import type { Diagnosis, Fix, FixAction } from '#shared/diagnosis/diagnosis'
import { Button } from './Button'
import { CodeBlock } from './CodeBlock'
import { CopyButton } from './CopyButton'
import './diagnosis-card.css'
import { Disclosure } from './Disclosure'
import { evidenceRows, evidenceText } from './evidence-text'
import { KeyValueList } from './KeyValueList'
import { TextLink } from './Link'
import { StateIcon, type UiState } from './StateBadge'

/** Words of the buttons. */
const ACTION_LABELS: Record<FixAction, string> = {
  'edit-name': 'Edit the name',
  'edit-host': 'Edit the host',
  'edit-port': 'Edit the port',
  'edit-http-path': 'Edit the HTTP path',
  'edit-token': 'Enter another token',
  'edit-catalog': 'Edit the catalog',
  'edit-schema': 'Edit the schema',
  'choose-warehouse': 'Choose a warehouse',
  'choose-catalog': 'Choose a catalog',
  'choose-schema': 'Choose a schema',
  'choose-tables': 'Choose tables',
  'start-warehouse': 'Start the warehouse',
  retry: 'Try again',
}

export interface DiagnosisCardProps {
  diagnosis: Diagnosis
  state?: Extract<UiState, 'failed' | 'warning' | 'not-set-up' | 'could-not-check'>
  /** Does what a button promises. Without it, or where `canAct` says no, the button is left out and the words stay. */
  onAction?: (action: FixAction) => void
  canAct?: (action: FixAction) => boolean
  /** Right end of the title line, e.g. a close button. */
  aside?: ReactNode
}

/** A failure as a diagnosis: what, why, do this now, ask whom, details. The one way failures are shown. */
export function DiagnosisCard({ diagnosis, state = 'failed', onAction, canAct, aside }: DiagnosisCardProps) {
  const rows = evidenceRows(diagnosis)
  const act = (action: FixAction) => (onAction && (canAct?.(action) ?? true) ? () => onAction(action) : undefined)
  return (
    <div className="diagnosis" data-state={state} role="group" aria-label={diagnosis.title}>
      <div className="diagnosis-title">
        <StateIcon state={state} />
        <h3 className="grow">{diagnosis.title}</h3>
        {aside}
      </div>
      {diagnosis.causes.length > 0 ? (
        <section>
          <h4>{diagnosis.causes.length > 1 ? 'Why, most likely first' : 'Why'}</h4>
          {diagnosis.causes.length > 1 ? (
            <ol className="diagnosis-causes">
              {diagnosis.causes.map((cause) => (
                <li key={cause}>{cause}</li>
              ))}
            </ol>
          ) : (
            <p>{diagnosis.causes[0]}</p>
          )}
        </section>
      ) : null}
      {diagnosis.fixes.length > 0 ? (
        <section>
          <h4>Do this now</h4>
          <ul className="diagnosis-fixes">
            {diagnosis.fixes.map((fix, index) => (
              <FixItem key={`${fix.text}-${index}`} fix={fix} isFirst={index === 0} act={fix.action ? act(fix.action) : undefined} />
            ))}
          </ul>
        </section>
      ) : null}
      {rows.length > 0 ? (
        <Disclosure title="Details">
          <div className="stack">
            <KeyValueList items={rows.map((row) => ({ ...row, mono: true }))} />
            <div>
              <CopyButton text={evidenceText(diagnosis)} label="Copy details" />
            </div>
          </div>
        </Disclosure>
      ) : null}
    </div>
  )
}

function FixItem({ fix, isFirst, act }: { fix: Fix; isFirst: boolean; act: (() => void) | undefined }) {
  return (
    <li>
      <div className="row row-wrap">
        <span className="grow">
          {fix.text} {fix.link ? <TextLink href={fix.link.href}>{fix.link.label}</TextLink> : null}
        </span>
        {act && fix.action ? (
          <Button size="s" variant={isFirst ? 'primary' : 'default'} onPress={act}>
            {ACTION_LABELS[fix.action]}
          </Button>
        ) : null}
      </div>
      {fix.statement ? <CodeBlock code={fix.statement.text} language={fix.statement.language} /> : null}
      {fix.ask ? (
        <div className="diagnosis-ask">
          <div className="row">
            <span className="grow">
              Ask: <span className="strong">{fix.ask.whom}</span>
            </span>
            <CopyButton text={fix.ask.message} label="Copy message" />
          </div>
          <Disclosure title="Show the message">
            <p className="diagnosis-message">{fix.ask.message}</p>
          </Disclosure>
        </div>
      ) : null}
    </li>
  )
}
