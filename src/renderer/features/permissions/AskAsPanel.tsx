import { useState } from 'react'
import { tokenOf } from '../../shared/tokens-of-view'
import { AdminTokenForm } from '../../shared/ui/AdminTokenForm'
import { Button } from '../../shared/ui/Button'
import { Checkbox, RadioGroup } from '../../shared/ui/Choices'
import { DiagnosisCard } from '../../shared/ui/DiagnosisCard'
import { Panel } from '../../shared/ui/Panel'
import type { PermissionsState } from './permissions-store'

/** Who asks: the identity itself, or an admin's second sign-in that sees more grants. */
export function AskAsPanel({ state, isDisabled }: { state: PermissionsState; isDisabled: boolean }) {
  const [entering, setEntering] = useState(false)
  const admin = tokenOf(state.view, 'admin')
  return (
    <Panel title="Who asks">
      <div className="ask-as">
        <RadioGroup
          label="Ask as"
          isLabelHidden
          value={entering && !admin ? 'admin' : state.role}
          onChange={(role) => {
            setEntering(role === 'admin' && !admin)
            state.roleChosen(role)
          }}
          options={[
            { id: 'importer', label: 'The identity CleverTap will use', description: 'Sees its own grants. Grants to groups it may not see show as “proved” once a read succeeds.', isDisabled },
            {
              id: 'admin',
              label: admin ? `Admin, second sign-in (token ending in ${admin.lastFour ?? '…'})` : 'Admin, second sign-in',
              description: 'Only looks up where rights come from. It is never tested, never exported and kept for this run only.',
              isDisabled,
            },
          ]}
        />
        <div className="stack">
          <Checkbox isSelected={state.wakeWarehouse} onChange={state.wakeChosen} isDisabled={isDisabled} description="Costs money while it runs. Without this leave, a stopped warehouse stays stopped and only REST is asked.">
            May start the SQL warehouse if it is stopped
          </Checkbox>
          {admin ? (
            <div>
              <Button size="s" onPress={() => void state.adminTokenForgotten()} isDisabled={isDisabled}>
                Forget the admin token
              </Button>
            </div>
          ) : null}
        </div>
      </div>
      {entering && !admin ? <AdminTokenForm onToken={state.adminTokenEntered} onCancel={() => setEntering(false)} /> : null}
      {state.tokenDiagnosis ? <DiagnosisCard diagnosis={state.tokenDiagnosis} /> : null}
    </Panel>
  )
}
