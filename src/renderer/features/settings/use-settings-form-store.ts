import { useStore } from 'zustand'
import { api } from '../../shared/api'
import { type SettingsState, createSettingsFormStore } from './settings-form-store'

const store = createSettingsFormStore(api, Date.now)

export const useSettingsState = (): SettingsState => useStore(store)
