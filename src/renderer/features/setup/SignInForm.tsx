import { FlaskConical, LogIn } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { tokenIssues } from '#shared/connection/read-token'
import type { SetupSignInInput } from '#shared/setup/setup'
import { Button } from '../../shared/ui/Button'
import { Checkbox } from '../../shared/ui/Choices'
import { DiagnosisCard } from '../../shared/ui/DiagnosisCard'
import { Disclosure } from '../../shared/ui/Disclosure'
import { TextLink } from '../../shared/ui/Link'
import { Progress } from '../../shared/ui/Progress'
import { Select } from '../../shared/ui/Select'
import { TextField } from '../../shared/ui/TextField'
import { fieldOf } from './answers'
import { SandboxSignIn } from './SandboxSignIn'
import { SetupField } from './SetupField'
import { useSetup, useSetupActions } from './use-setup-store'

type Method = Exclude<SetupSignInInput['method'], 'sandbox'>
const METHODS = [
  { id: 'pat', label: 'Personal access token', description: 'Your own, not the one for CleverTap' },
  { id: 'u2m', label: 'OAuth in the browser', description: 'As yourself, by your company’s sign-in' },
  { id: 'm2m', label: 'OAuth as a service principal', description: 'With its client id and secret' },
  { id: 'profile', label: 'A profile of this computer', description: '.databrickscfg or environment variables' },
] as const
const STEPS = { asking: 'Asking the workspace how to sign in', 'waiting-for-browser': 'Waiting for your sign-in in the browser', checking: 'Checking who you are' } as const

/** The administrator's own sign-in. Secrets are handed over at once and never kept in the page. */
export function SignInForm() {
  const signing = useSetup((state) => state.signing)
  const { signInCancelled } = useSetupActions()
  const [method, setMethod] = useState<Method>('pat')
  const isBusy = signing.kind === 'running'
  return (
    <>
      {method === 'profile' ? null : <SetupField field="host" label="Workspace" hint="The address in the browser, when the workspace is open there." placeholder="e.g. adb-1234567890123456.7.azuredatabricks.net" />}
      {method === 'profile' ? null : <Network />}
      <Select label="Sign in with" options={METHODS} value={method} onChange={setMethod} />
      {method === 'pat' ? <WithToken isBusy={isBusy} /> : method === 'm2m' ? <WithSecret isBusy={isBusy} /> : method === 'profile' ? <WithProfile isBusy={isBusy} /> : <WithBrowser isBusy={isBusy} />}
      {signing.kind === 'running' ? (
        <Progress label={STEPS[signing.event?.step ?? 'checking']} startedAt={signing.startedAt} {...(signing.method === 'u2m' ? { expected: 'The page opens in your browser.' } : {})}>
          {signing.event?.url === undefined ? null : <TextLink href={signing.event.url}>Open it yourself</TextLink>}
          <Button onPress={signInCancelled}>Cancel</Button>
        </Progress>
      ) : null}
      {signing.kind === 'failed' ? <DiagnosisCard diagnosis={signing.diagnosis} /> : null}
      <div className="setup-or">
        <FlaskConical size={14} aria-hidden />
        <span className="grow muted">No workspace at hand? The sandbox workspace runs on this computer.</span>
        <SandboxSignIn isBusy={isBusy} />
      </div>
    </>
  )
}

/** What few networks need: a port of their own, and the certificate authority of a proxy that looks into TLS. */
function Network() {
  return (
    <Disclosure title="Port and certificate authority">
      <div className="stack">
        <SetupField field="port" label="Port" inputMode="numeric" hint="443, unless a gateway of yours has another." />
        <SetupField field="caFile" label="Certificate authority file" aside="optional" placeholder="e.g. /etc/ssl/company-ca.pem" hint="A PEM file on this computer, where a proxy of your company looks into TLS." />
      </div>
    </Disclosure>
  )
}

/** Signing in, and what is missing for it. */
function SignInButton({ isBusy, needs, onPress, children = 'Sign in' }: { isBusy: boolean; needs: (string | false)[]; onPress: () => void; children?: ReactNode }) {
  const missing = needs.filter((need) => need !== false)
  return (
    <div className="row row-wrap">
      <Button variant="primary" icon={<LogIn size={14} aria-hidden />} isPending={isBusy} isDisabled={missing.length > 0} onPress={onPress}>
        {children}
      </Button>
      {missing.length > 0 && !isBusy ? <span className="small muted">Needs {missing.join(' and ')} first</span> : null}
    </div>
  )
}

const useHasHost = () => useSetup((state) => fieldOf(state.answers, 'host').trim() !== '')

function WithToken({ isBusy }: { isBusy: boolean }) {
  const durable = useSetup((state) => state.info?.tokenStore)
  const { signInRequested } = useSetupActions()
  const [token, setToken] = useState('')
  const [keep, setKeep] = useState(false)
  const hasHost = useHasHost()
  const issues = token === '' ? [] : tokenIssues(token)
  const isUsable = token.trim() !== '' && !issues.some(({ severity }) => severity === 'error')
  const hand = () => {
    if (!isUsable || !hasHost || isBusy) return
    setToken('')
    void signInRequested({ method: 'pat', token: token.trim(), keep: keep && durable?.durable ? 'os' : 'run' })
  }
  return (
    <>
      <div onKeyDown={(event) => (event.key === 'Enter' ? hand() : undefined)}>
        <TextField label="Your personal access token" type="password" mono value={token} onChange={setToken} issues={issues} placeholder="dapi…" hint="Of yours: it needs the scopes to manage the workspace. It is not shown again." />
      </div>
      {durable?.durable ? (
        <Checkbox isSelected={keep} onChange={setKeep}>
          Keep it in the key store of this computer
        </Checkbox>
      ) : null}
      <SignInButton isBusy={isBusy} needs={[!hasHost && 'the workspace', !isUsable && 'your token']} onPress={hand} />
    </>
  )
}

function WithSecret({ isBusy }: { isBusy: boolean }) {
  const clientId = useSetup((state) => fieldOf(state.answers, 'clientId').trim())
  const { signInRequested } = useSetupActions()
  const [secret, setSecret] = useState('')
  const hasHost = useHasHost()
  const hand = () => {
    setSecret('')
    void signInRequested({ method: 'm2m', clientId, clientSecret: secret.trim() })
  }
  return (
    <>
      <SetupField field="clientId" label="Client id" hint="The application id of your service principal." />
      <TextField label="Secret" type="password" mono value={secret} onChange={setSecret} placeholder="dose…" hint="It is used for this run and not stored." />
      <SignInButton isBusy={isBusy} needs={[!hasHost && 'the workspace', (clientId === '' || secret.trim() === '') && 'client id and secret']} onPress={hand} />
    </>
  )
}

function WithBrowser({ isBusy }: { isBusy: boolean }) {
  const { signInRequested } = useSetupActions()
  const hasHost = useHasHost()
  return (
    <SignInButton isBusy={isBusy} needs={[!hasHost && 'the workspace']} onPress={() => void signInRequested({ method: 'u2m' })}>
      Sign in in the browser
    </SignInButton>
  )
}

function WithProfile({ isBusy }: { isBusy: boolean }) {
  const offers = useSetup((state) => state.offers)
  const { signInRequested } = useSetupActions()
  if (offers.length === 0) return <p className="muted">There is no .databrickscfg with a profile on this computer, and no DATABRICKS_* variable is set.</p>
  return (
    <ul className="setup-choices" aria-label="Profiles">
      {offers.map((offer) => (
        <li key={offer.id} className="setup-offer">
          <div className="grow">
            <div className="mono">{offer.label}</div>
            <div className="small muted">{offer.host ?? 'no host'}{offer.remark ? ` · ${offer.remark}` : ''}</div>
          </div>
          <Button size="s" isDisabled={isBusy} onPress={() => void signInRequested({ method: 'profile', sourceId: offer.id })}>
            Sign in
          </Button>
        </li>
      ))}
    </ul>
  )
}
