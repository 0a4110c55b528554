import { useStore } from 'zustand'
import { HELP_PAGES } from './help-pages'
import { type HelpState, createHelpStore } from './help-store'

const store = createHelpStore(HELP_PAGES[0]?.id ?? '')

export const useHelpState = (): HelpState => useStore(store)
