import { useStore } from 'zustand'
import { redact } from '#shared/diagnosis/redact'
import { api } from '../../shared/api'
import { type TroubleshootState, createTroubleshootStore } from './troubleshoot-store'

const store = createTroubleshootStore(api, redact)

export const useTroubleshootState = (): TroubleshootState => useStore(store)
