import { UserCheck } from 'lucide-react'
import type { SetupSignIn } from '#shared/setup/setup'
import { Button } from '../../shared/ui/Button'
import { useSetup, useSetupActions } from './use-setup-store'

const METHODS = { pat: 'with a personal access token', m2m: 'by OAuth, as a service principal', u2m: 'by OAuth in the browser', profile: 'with a profile of this computer', sandbox: 'to the sandbox workspace' } as const

/** Who is signed in where, and the way out. */
export function SignedIn({ signIn }: { signIn: Extract<SetupSignIn, { state: 'signed-in' }> }) {
  const isRunning = useSetup((state) => state.run.kind === 'running')
  const { signedOut } = useSetupActions()
  return (
    <div className="signed-in">
      <UserCheck size={16} aria-hidden />
      <div className="grow">
        <div className="strong">{signIn.principal}</div>
        <div className="mono">{signIn.host}</div>
        <div className="small muted">
          Signed in {METHODS[signIn.method]}; kept {signIn.keeping === 'os' ? 'in the key store of this computer' : 'in memory, until you close the assistant'}
        </div>
      </div>
      <Button size="s" isDisabled={isRunning} onPress={() => void signedOut()}>
        Sign out
      </Button>
    </div>
  )
}
