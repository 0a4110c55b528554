import { createContext, useContext, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { api } from '../../shared/api'
import { type ConnectionScreen, connectionAddress, stayAs } from '../../shared/addresses'
import { useKeptTyping } from '../../shared/use-kept-typing'
import { type FormState, type FormStore, createFormStore } from './form-store'

/**
 * The form of the connection that the address names, or of a new one. A new one gets its id with the first keystroke; the
 * address changes then and the store stays.
 */
export function useFormStore(profileId: string | undefined, screen: ConnectionScreen): FormStore {
  const created = (id: string) => {
    // Stored after the user had left: the address is another screen's by then.
    if (window.location.hash.split('?')[0] === `#/${screen}`) stayAs(connectionAddress(id, screen))
  }
  const make = () => createFormStore(profileId, { api, created })
  const [store, setStore] = useState(make)
  const isAnother = store.getState().profileId !== profileId
  useEffect(() => {
    if (isAnother) setStore(make())
    // `make` differs in every render; only another connection asks for another store.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isAnother])

  useKeptTyping(store)
  return store
}

const FormContext = createContext<FormStore | undefined>(undefined)
export const FormProvider = FormContext.Provider

function useFormContext(): FormStore {
  const store = useContext(FormContext)
  if (!store) throw new Error('a form part stands outside FormProvider')
  return store
}
export const useForm = <T>(select: (state: FormState) => T): T => useStore(useFormContext(), select)
export const useFormActions = (): FormState => useFormContext().getState()
