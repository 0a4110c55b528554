import { useState } from 'react'
import { Banner } from '../../shared/ui/Banner'
import { Button } from '../../shared/ui/Button'
import { CopyButton } from '../../shared/ui/CopyButton'
import { ConfirmDialog } from '../../shared/ui/Dialog'
import { useSetup, useSetupActions } from './use-setup-store'

/** The new token: shown once, on demand, and gone from the page when the person says that it is kept. */
export function TokenOnce() {
  const state = useSetup((one) => one.view?.token ?? 'none')
  const { tokenShown, tokenDeleted } = useSetupActions()
  // The only place in the page that ever holds it, and only while it is on screen.
  const [token, setToken] = useState<string>()
  const [isDeleting, setDeleting] = useState(false)
  const remove = (
    <Button size="s" variant="quiet" onPress={() => setDeleting(true)}>
      Delete this token
    </Button>
  )
  const dialog = (
    <ConfirmDialog title="Delete the token made here?" isOpen={isDeleting} action="Delete the token" isDanger onClose={() => setDeleting(false)} onConfirm={() => { setToken(undefined); void tokenDeleted() }}>
      Whoever uses it is signed out at once. Another one can be made by running the plan again. No other token is touched.
    </ConfirmDialog>
  )
  if (token !== undefined) {
    return (
      <div className="token-once" role="group" aria-label="The new token">
        <div className="strong">The token, for the only time</div>
        <div className="row">
          <code className="token-value grow">{token}</code>
          <CopyButton text={token} label="Copy the token" />
        </div>
        <p className="muted">Put it into your password store now, and later into CleverTap&apos;s field Personal Access Token. It can&apos;t be shown again. For the test it is kept in the assistant&apos;s memory.</p>
        <div className="row">
          <Button variant="primary" onPress={() => setToken(undefined)}>I have kept it</Button>
          {remove}
        </div>
        {dialog}
      </div>
    )
  }
  if (state === 'none') return null
  const show = async () => setToken(await tokenShown())
  return (
    <>
      {state === 'ready' ? (
        <Banner state="info" title="A token was made" actions={<><Button onPress={() => void show()}>Show it once</Button>{remove}</>}>
          It is shown once. Have your password store at hand.
        </Banner>
      ) : state === 'shown' ? (
        <Banner state="ok" title="The token was shown and is not shown again" actions={remove} />
      ) : (
        <Banner state="warning" title="A token was made, but its value is lost" actions={remove}>
          Delete it and run the plan again: another one is made.
        </Banner>
      )}
      {dialog}
    </>
  )
}
