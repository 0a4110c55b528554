import { useState } from 'react'
import { api } from '../../../shared/api'
import type { PrincipalChoice } from '#shared/setup/setup'
import { valueOf } from '#shared/setup/facts'
import { Banner } from '../../../shared/ui/Banner'
import { RadioGroup } from '../../../shared/ui/Choices'
import type { DataColumn } from '../../../shared/ui/DataTable'
import { StateBadge } from '../../../shared/ui/StateBadge'
import { TextField } from '../../../shared/ui/TextField'
import { type IdentityChoice, fieldOf, identityChoice, identityField } from '../answers'
import { FactLine } from '../FactLine'
import { NamePicker } from '../NamePicker'
import { ScriptAnswer } from '../ScriptAnswer'
import { SetupField } from '../SetupField'
import { useSetup, useSetupActions, useSetupContext } from '../use-setup-store'
import { TokenPart } from './TokenPart'

const LABELS: Record<IdentityChoice, string> = { new: 'Name', servicePrincipal: 'Application id', user: 'E-mail', group: 'Group' }
const HINTS: Record<IdentityChoice, string> = {
  new: 'A display name. Grants use the application id that it gets; a grant to the display name is refused.',
  servicePrincipal: 'The UUID, not the display name: Databricks finds it in a grant by nothing else.',
  user: 'As in Databricks: grants spell a person by e-mail.',
  group: 'An account group. A group of the workspace holds no Unity Catalog privilege.',
}
const NOUNS: Record<IdentityChoice, string> = { new: '', servicePrincipal: 'service principals', user: 'users', group: 'groups' }
const COLUMNS: DataColumn<PrincipalChoice>[] = [
  { id: 'displayName', title: 'Name', value: ({ displayName, name }) => displayName ?? name, width: 'minmax(140px, 1fr)' },
  { id: 'name', title: 'As a grant spells it', value: ({ name }) => name, mono: true, width: 'minmax(200px, 2fr)' },
  { id: 'active', title: 'State', value: ({ active }) => (active ? 'Active' : 'Switched off'), render: ({ active }) => <StateBadge state={active ? 'ok' : 'warning'} label={active ? 'Active' : 'Switched off'} />, width: '130px' },
]

/** Who CleverTap is in Databricks, and the token that says so. */
export function IdentityStep() {
  const choice = useSetup((state) => identityChoice(state.answers))
  const field = useSetup((state) => identityField(state.answers))
  const { answered, typed } = useSetupActions()
  const [search, setSearch] = useState('')
  const kind = choice === 'new' ? 'servicePrincipal' : choice
  return (
    <div className="setup-form">
      <RadioGroup<IdentityChoice>
        label="Identity"
        value={choice}
        onChange={(next) => answered(next === 'new' ? { principal: 'new', principalKind: 'servicePrincipal' } : { principal: 'existing', principalKind: next })}
        options={[
          { id: 'new', label: 'A new service principal (recommended)', description: 'It belongs to no person: it does not leave the company, has no mailbox and no password, and can do only what is granted below.' },
          { id: 'servicePrincipal', label: 'A service principal that is there', description: 'What it may already do stays, and CleverTap gets that too.' },
          { id: 'user', label: 'A person', description: 'CleverTap may then do all that this person may. When the person leaves, the import stops.' },
          { id: 'group', label: 'A group', description: 'Grants only: a group has no token, so there is no test as CleverTap.' },
        ]}
      />
      <SetupField
        key={field}
        field={field}
        label={LABELS[choice]}
        hint={HINTS[choice]}
        mono={choice !== 'new'}
        trailing={
          choice === 'new' ? null : (
            <NamePicker
              key={kind}
              title={`Choose from the ${NOUNS[choice]}`}
              noun={NOUNS[choice]}
              list={(setupId) => api.call('setup.principals', { setupId, kind, text: search.trim() })}
              columns={COLUMNS}
              itemKey={(item) => item.name}
              onPick={(item) => typed(field, item.name)}
              empty={`No ${NOUNS[choice]} with this text in their name.`}
            >
              <TextField label="Name contains" value={search} onChange={setSearch} hint="At most 100 are listed. Close and open this list again after a change." />
            </NamePicker>
          )
        }
      />
      <PrincipalFact />
      {choice === 'new' ? <ScriptAnswer object="principal" noun="a service principal of this name" otherwise="create" /> : null}
      <p className="setup-remark">It is assigned to the workspace and gets the entitlement &quot;Databricks SQL access&quot;, without which no query runs. It gets no other entitlement: not the workspace itself, not cluster creation.</p>
      {choice === 'group' ? (
        <Banner state="info" title="No token for a group">
          Somebody in the group makes a token. The grants are made and read back; the test as CleverTap is left out.
        </Banner>
      ) : (
        <TokenPart />
      )}
    </div>
  )
}

function PrincipalFact() {
  const { planning } = useSetupContext()
  const { answered, typed } = useSetupActions()
  const name = useSetup((state) => fieldOf(state.answers, identityField(state.answers)).trim())
  const facts = planning?.planned?.facts
  if (facts?.origin !== 'read') return null
  if (!facts.principal.known) return <FactLine state="could-not-check">{facts.principal.why}</FactLine>
  const fact = facts.principal.value
  switch (fact.state) {
    case 'absent':
      return <FactLine state="waiting">{name} is not there{planning?.planned?.goal.principal.kind === 'servicePrincipal' ? ': it will be created' : ' in this workspace'}.</FactLine>
    case 'ambiguous':
      return (
        <div className="stack">
          <FactLine state="warning">{fact.candidates.length} service principals are called {name}. Choose one by its application id, or take another name.</FactLine>
          <ul className="setup-choices" aria-label="Service principals of this name">
            {fact.candidates.map((one) => (
              <li key={one.applicationId}>
                <button type="button" className="setup-choice" onClick={() => { answered({ principal: 'existing', principalKind: 'servicePrincipal' }); typed('applicationId', one.applicationId) }}>
                  <span className="strong">{one.displayName}</span> <span className="mono muted">{one.applicationId}</span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )
    case 'present': {
      const entitlements = valueOf(fact.entitlements)
      return (
        <>
          <FactLine state={fact.active ? 'ok' : 'failed'}>
            {fact.displayName ?? fact.name} is there{fact.active ? '' : ', but switched off: it can not sign in'}. {valueOf(fact.assigned) === false ? 'It is not assigned to this workspace yet.' : ''}
          </FactLine>
          {entitlements ? <FactLine state="info">Entitlements now: {entitlements.length === 0 ? 'none' : entitlements.join(', ')}</FactLine> : null}
        </>
      )
    }
  }
}
