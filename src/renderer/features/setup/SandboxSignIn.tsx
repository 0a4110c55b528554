import { useEffect, useState } from 'react'
import type { SandboxState } from '#shared/sandbox/sandbox'
import { api } from '../../shared/api'
import { Button } from '../../shared/ui/Button'
import { MenuButton } from '../../shared/ui/Menu'
import { useSetupActions } from './use-setup-store'

/** Signs in to one of the sandbox's sample workspaces as its admin, to try the whole path. */
export function SandboxSignIn({ isBusy }: { isBusy: boolean }) {
  const { signInRequested } = useSetupActions()
  const [sandbox, setSandbox] = useState<SandboxState>()
  useEffect(() => {
    void api.call('sandbox.state', {}).then((state) => (state.ok ? setSandbox(state.value) : undefined))
  }, [])
  const entries = (sandbox?.workspaces ?? []).map(({ name, title }) => ({ id: name, label: `${title} (${name})`, onAction: () => void signInRequested({ method: 'sandbox', workspace: name }) }))
  return (
    <MenuButton
      label="Use the sandbox workspace"
      entries={entries}
      trigger={
        <Button size="s" isDisabled={isBusy || entries.length === 0}>
          Use the sandbox
        </Button>
      }
    />
  )
}
