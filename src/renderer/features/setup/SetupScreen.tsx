import { useCallback, useEffect, useState } from 'react'
import type { SetupView } from '#shared/setup/setup'
import { api } from '../../shared/api'
import { DiagnosisCard } from '../../shared/ui/DiagnosisCard'
import { Page } from '../../shared/ui/PageHeader'
import { Spinner } from '../../shared/ui/Progress'
import './review.css'
import './setup.css'
import { SetupList } from './SetupList'
import { type StepId, stepOf } from './steps'
import { SetupProvider, usePlanning, useSetupStore } from './use-setup-store'
import { Wizard } from './Wizard'

/** From an empty workspace to everything that CleverTap needs. Without an id: the setups there are, or a new one where there are none. */
export function SetupScreen({ setupId, step }: { setupId?: string; step?: string }) {
  const { setups, read } = useSetups(setupId === undefined)
  if (setupId === undefined && !setups) return <Page><div className="row muted"><Spinner /> Reading the setups</div></Page>
  if (setupId === undefined && setups && setups.length > 0) return <SetupList setups={setups} onChanged={read} />
  // One place for a setup without an id and with one: getting it while somebody types must not draw the form anew.
  return <SetupOfId setupId={setupId === 'new' ? undefined : setupId} step={stepOf(step)} />
}

/** The list, read anew each time it is wanted. */
function useSetups(isWanted: boolean): { setups: readonly SetupView[] | undefined; read: () => void } {
  const [setups, setSetups] = useState<readonly SetupView[]>()
  const read = useCallback(() => void api.call('setups.list', {}).then((list) => setSetups(list.ok ? list.value : [])), [])
  useEffect(() => {
    if (isWanted) read()
    else setSetups(undefined)
  }, [isWanted, read])
  return { setups, read }
}

function SetupOfId({ setupId, step }: { setupId: string | undefined; step: StepId | undefined }) {
  const store = useSetupStore(setupId)
  const value = usePlanning(store)
  const { phase, answers } = store.getState()
  if (phase.kind === 'loading') return <Page><div className="row muted"><Spinner /> Reading the setup</div></Page>
  if (phase.kind === 'missing') return <Page><DiagnosisCard diagnosis={phase.diagnosis} /></Page>
  return (
    <SetupProvider value={value}>
      <Wizard step={step ?? (answers.step === 'test' ? 'review' : answers.step)} />
    </SetupProvider>
  )
}
