import { type Known, type WorkspaceFacts, valueOf } from '#shared/setup/facts'
import { RadioGroup } from '../../../shared/ui/Choices'
import { identityChoice, makesToken } from '../answers'
import { FactLine } from '../FactLine'
import { SetupField } from '../SetupField'
import { useSetup, useSetupActions, useSetupContext } from '../use-setup-store'

/** The personal access token: whether, for how long, for what. Its value is made and shown in the run. */
export function TokenPart() {
  const makes = useSetup((state) => makesToken(state.answers))
  const { answered } = useSetupActions()
  const { planning } = useSetupContext()
  const facts = planning?.planned?.facts
  return (
    <>
      <RadioGroup
        label="Personal access token"
        value={makes ? 'make' : 'none'}
        onChange={(token) => answered({ token })}
        options={[
          { id: 'make', label: 'Make one in the run', description: 'It is shown once. Copy it into your password store and into CleverTap; here it is kept only for the test.' },
          { id: 'none', label: 'No token now', description: 'Somebody makes it later, or there is one already.' },
        ]}
      />
      {makes ? (
        <>
          <div className="setup-pair">
            <SetupField field="lifetimeDays" label="Lifetime (days)" inputMode="numeric" hint="CleverTap asks for 90 or more." />
            <SetupField field="tokenComment" label="Comment" mono={false} hint="Stands in the token list, so that nobody deletes it by mistake." />
          </div>
          <ManagedBy facts={facts} />
          <TokenFacts facts={facts} />
          <p className="setup-remark">
            Scope: <code>sql</code>. With it the token runs queries on a SQL warehouse and does nothing else; without a scope a token may do all that its identity may. A value that is lost can&apos;t be read again: the token is replaced.
          </p>
        </>
      ) : null}
    </>
  )
}

/** Asked only where it matters and the workspace doesn't say: no API of a workspace tells the two kinds apart. */
function ManagedBy({ facts }: { facts: WorkspaceFacts | undefined }) {
  const isThere = useSetup((state) => identityChoice(state.answers) === 'servicePrincipal')
  const managedBy = useSetup((state) => state.answers.managedBy)
  const { answered } = useSetupActions()
  const principal = facts && valueOf(facts.principal)
  const isSeen = principal?.state === 'present' && principal.managedBy.known
  if (!isThere || facts?.cloud !== 'azure' || isSeen) return null
  return (
    <RadioGroup
      label="Who manages this service principal"
      value={managedBy ?? 'unknown'}
      onChange={(next) => {
        if (next === 'unknown') answered({ managedBy: undefined })
        else answered({ managedBy: next })
      }}
      options={[
        { id: 'databricks', label: 'Databricks', description: 'It was made in Databricks. The run makes its token with a short-lived OAuth secret.' },
        { id: 'entra', label: 'Microsoft Entra ID', description: 'It is an app registration in Azure. Its token is a step by hand: the sign-in with its Entra secret stays with you.' },
        { id: 'unknown', label: 'I don’t know', description: 'The OAuth secret is tried. If the Azure portal finds its application id under App registrations, it is Entra ID.' },
      ]}
    />
  )
}

const saysNo = (fact: Known<boolean>) => fact.known && !fact.value

function TokenFacts({ facts }: { facts: WorkspaceFacts | undefined }) {
  const identity = useSetup((state) => identityChoice(state.answers))
  const managedBy = useSetup((state) => state.answers.managedBy)
  if (facts?.origin !== 'read') return null
  const { tokens, cloud, principal } = facts
  const seen = valueOf(principal)
  const isByHand = (seen?.state === 'present' && valueOf(seen.managedBy) === 'entra') || (identity === 'servicePrincipal' && managedBy === 'entra')
  if (saysNo(tokens.enabled)) return <FactLine state="failed">Personal access tokens are switched off in this workspace. The token stays a step by hand, with what a workspace admin has to switch on.</FactLine>
  return (
    <>
      {tokens.maxLifetimeDays.known && tokens.maxLifetimeDays.value !== null ? <FactLine state="info">This workspace allows at most {tokens.maxLifetimeDays.value} days.</FactLine> : null}
      {cloud === 'azure' && !isByHand ? <FactLine state="info">On Azure a token can&apos;t be made on behalf of a service principal. A short-lived OAuth secret is made, used once to sign in as it, and deleted again.</FactLine> : null}
    </>
  )
}
