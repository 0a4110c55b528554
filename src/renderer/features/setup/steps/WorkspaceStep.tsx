import { cloudOf } from '#shared/connection/cloud'
import { readHost } from '#shared/connection/read-host'
import { RadioGroup } from '../../../shared/ui/Choices'
import { Select } from '../../../shared/ui/Select'
import { fieldOf } from '../answers'
import { PreflightCard } from '../PreflightCard'
import { SetupField } from '../SetupField'
import { SignInForm } from '../SignInForm'
import { SignedIn } from '../SignedIn'
import { useSetup, useSetupActions } from '../use-setup-store'

const CLOUDS = [
  { id: 'unknown', label: 'Not known' },
  { id: 'aws', label: 'AWS' },
  { id: 'azure', label: 'Azure' },
  { id: 'gcp', label: 'Google Cloud' },
] as const

/** Which workspace, and whether the assistant signs in or only writes scripts. */
export function WorkspaceStep() {
  const mode = useSetup((state) => state.answers.mode)
  const signIn = useSetup((state) => state.view?.signIn)
  const { answered } = useSetupActions()
  return (
    <div className="setup-form">
      <RadioGroup
        label="How to work"
        value={mode}
        onChange={(next) => answered({ mode: next })}
        options={[
          { id: 'signed-in', label: 'Sign in', description: 'The assistant looks at what is there, shows only what is missing, and can run it after you have reviewed it.' },
          { id: 'script', label: 'Scripts only, without signing in', description: 'Nothing is looked up and nothing is run. You say what exists, and hand the script to somebody who may run it.' },
        ]}
      />
      {mode === 'script' ? (
        <ScriptHost />
      ) : signIn?.state === 'signed-in' ? (
        <>
          <SignedIn signIn={signIn} />
          <PreflightCard />
        </>
      ) : (
        <SignInForm />
      )}
    </div>
  )
}

function ScriptHost() {
  const host = useSetup((state) => fieldOf(state.answers, 'host'))
  const cloud = useSetup((state) => state.answers.cloud)
  const { answered } = useSetupActions()
  const read = readHost(host).host
  const told = read === undefined ? 'unknown' : cloudOf(read)
  return (
    <>
      <SetupField field="host" label="Workspace" aside="optional" hint="For the links and commands in the scripts." placeholder="e.g. adb-1234567890123456.7.azuredatabricks.net" />
      {told === 'unknown' ? <Select label="Cloud" options={CLOUDS} value={cloud ?? 'unknown'} onChange={(next) => answered({ cloud: next })} hint="Tokens for a service principal are made differently on Azure." /> : null}
    </>
  )
}
