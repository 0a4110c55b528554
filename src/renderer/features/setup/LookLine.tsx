import { RefreshCw } from 'lucide-react'
import { Button } from '../../shared/ui/Button'
import { Clock, Spinner, useNow } from '../../shared/ui/Progress'
import { StateIcon } from '../../shared/ui/StateBadge'
import { Age } from '../../shared/ui/Age'
import { useSetup, useSetupActions } from './use-setup-store'

/** How old what the screen knows of the workspace is, and the way to look again. */
export function LookLine() {
  const look = useSetup((state) => state.look)
  const looked = useSetup((state) => state.looked)
  const isSignedIn = useSetup((state) => state.answers.mode === 'signed-in' && state.view?.signIn.state === 'signed-in')
  const { lookRequested } = useSetupActions()
  const now = useNow(false)
  if (!isSignedIn) return null
  if (look.kind === 'looking') {
    return (
      <span className="setup-note">
        <Spinner size={12} /> Looking at the workspace {look.event ? `(${look.event.done} of ${look.event.of})` : ''} <Clock startedAt={look.startedAt} />
      </span>
    )
  }
  return (
    <span className="setup-note">
      {look.kind === 'failed' ? (
        <>
          <StateIcon state="failed" size={13} /> Could not look: {look.diagnosis.title}
        </>
      ) : looked ? (
        <span>Seen <Age at={looked.at} now={Math.max(now, looked.at)} /></span>
      ) : (
        'Not looked at yet'
      )}
      <Button size="s" variant="quiet" icon={<RefreshCw size={12} aria-hidden />} onPress={() => void lookRequested()}>
        Look again
      </Button>
    </span>
  )
}
