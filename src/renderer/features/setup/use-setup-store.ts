import { createContext, useContext, useDeferredValue, useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { api } from '../../shared/api'
import { setupAddress, stayAs } from '../../shared/addresses'
import { useKeptTyping } from '../../shared/use-kept-typing'
import { dataChoice } from './answers'
import type { Planning, planningOf } from './planner'
import { type Remark, remarksOf } from './remarks'
import type { SetupState } from './setup-state'
import { type SetupStore, createSetupStore } from './setup-store'
import { type StepFacts, stepOf } from './steps'

const stores = new Map<string, SetupStore>()
/** The new setup that has no id yet. The address changes with its step before it has one: it must stay the same setup then. */
let unborn: SetupStore | undefined

/**
 * The setup that the address names, or a new one, which gets its id with the first answer. One store per setup for the life of the
 * page, so that a run goes on while the user looks elsewhere.
 */
export function useSetupStore(setupId: string | undefined): SetupStore {
  const make = (): SetupStore => {
    const known = setupId === undefined ? unborn : stores.get(setupId)
    if (known) return known
    const store: SetupStore = createSetupStore(setupId, {
      api,
      now: Date.now,
      created: (id) => {
        stores.set(id, store)
        unborn = undefined
        // Only where the user still is on the new setup.
        if (/^#\/setup(\/|$)/.test(window.location.hash)) stayAs(setupAddress(id, stepOf(window.location.hash.split('/')[3])))
      },
    })
    if (setupId === undefined) unborn = store
    else stores.set(setupId, store)
    return store
  }
  const [store, setStore] = useState(make)
  const isAnother = store.getState().setupId !== setupId
  useEffect(() => {
    if (isAnother) setStore(make())
    // `make` differs in every render; only another setup asks for another store.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isAnother, setupId])
  useKeptTyping(store)
  return store
}

export interface SetupContextValue {
  store: SetupStore
  /** Absent until the plan engine has loaded. */
  planning: Planning | undefined
  remarks: readonly Remark[]
  steps: StepFacts
}
const SetupContext = createContext<SetupContextValue | undefined>(undefined)
export const SetupProvider = SetupContext.Provider

export function useSetupContext(): SetupContextValue {
  const value = useContext(SetupContext)
  if (!value) throw new Error('a setup part stands outside SetupProvider')
  return value
}
export const useSetup = <T>(select: (state: SetupState) => T): T => useStore(useSetupContext().store, select)
export const useSetupActions = (): SetupState => useSetupContext().store.getState()

/** The plan for the answers as they stand. It follows typing without holding it up: a large plan may come a frame later. */
export function usePlanning(store: SetupStore): SetupContextValue {
  const state = useStore(store)
  const [planner, setPlanner] = useState<{ planningOf: typeof planningOf }>()
  useEffect(() => {
    let isCurrent = true
    void import('./planner').then((loaded) => {
      if (isCurrent) setPlanner(loaded)
    })
    return () => {
      isCurrent = false
    }
  }, [])
  const answers = useDeferredValue(state.answers)
  const planning = useMemo(() => planner?.planningOf(answers, state.looked), [planner, answers, state.looked])
  const goal = planning?.planned?.goal
  useEffect(() => store.getState().goalChanged(goal), [store, goal])

  const preflight = state.preflight.kind === 'read' ? state.preflight.preflight : undefined
  const remarks = useMemo(() => remarksOf(answers, planning?.issues ?? [], preflight), [answers, planning, preflight])
  const plan = planning?.planned?.plan
  const facts = planning?.planned?.facts
  const steps: StepFacts = {
    isScriptMode: answers.mode === 'script',
    signIn: state.view?.signIn ?? { state: 'signed-out' },
    remarks,
    actions: plan?.actions,
    obstacles: plan?.obstacles ?? [],
    isNothingToImport: dataChoice(answers) === 'existing-schema' && facts?.origin === 'read' && facts.tables.known && facts.tables.value.count === 0,
    preflight: { failed: preflight?.rows.filter((row) => row.state === 'failed').length ?? 0, warnings: preflight?.rows.filter((row) => row.state === 'warning').length ?? 0 },
    report: state.run.kind === 'ended' ? state.run.report : undefined,
    isRunning: state.run.kind === 'running',
    profileId: state.view?.setup.profileId,
  }
  return { store, planning, remarks, steps }
}
