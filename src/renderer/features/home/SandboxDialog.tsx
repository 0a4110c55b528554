import { FlaskConical } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import { Button } from '../../shared/ui/Button'
import { DiagnosisCard } from '../../shared/ui/DiagnosisCard'
import { Dialog } from '../../shared/ui/Dialog'
import { Progress, Spinner } from '../../shared/ui/Progress'
import type { HomeState } from './home-store'

/** Starts the sandbox workspace, then asks as whom to connect to it. */
export function SandboxDialog({ home }: { home: HomeState }) {
  const { door, sandbox } = home
  const close = () => {
    if (door.kind === 'starting') void home.sandboxCancelled()
    else home.sandboxClosed()
  }
  return (
    <Dialog title="Sandbox workspace" isOpen={door.kind !== 'closed'} onClose={close}>
      {door.kind === 'starting' ? (
        <Progress label="Starting the sandbox workspace on this computer" startedAt={door.startedAt} expected="usually one to three seconds">
          <Button onPress={close}>Cancel</Button>
        </Progress>
      ) : null}
      {door.kind === 'failed' ? (
        <DiagnosisCard diagnosis={door.diagnosis} onAction={() => void home.sandboxOpened()} canAct={(action) => action === 'retry'} />
      ) : null}
      {door.kind === 'open' ? (
        <div className="stack">
          <p className="muted">
            It speaks the same protocols as a Databricks workspace, on this computer only. Choose the identity that plays CleverTap&apos;s part. A connection with its token is made for you.
          </p>
          <ul className="identities" aria-label="Identities">
            {sandbox?.identities.map((identity) => (
              <li key={identity.name}>
                <AriaButton className="identity" onPress={() => void home.identityChosen(identity.name)} isDisabled={door.connecting !== undefined}>
                  {door.connecting === identity.name ? <Spinner size={16} /> : <FlaskConical size={16} aria-hidden />}
                  <span className="grow">
                    <span className="row">
                      <span className="strong">{identity.title}</span> <span className="mono muted">{identity.name}</span>
                    </span>
                    <span className="identity-expect">{identity.expect}</span>
                  </span>
                </AriaButton>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </Dialog>
  )
}
