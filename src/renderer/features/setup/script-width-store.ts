import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

export const LEAST_SCRIPT = 280
export const MOST_SCRIPT = 1200

/** Kept while the program runs, for all setups. */
const widthStore = createStore<{ width: number | undefined }>()(() => ({ width: undefined }))

/** Of the script in px, as chosen; absent: its own, which follows the window. */
export const useScriptWidth = (): number | undefined => useStore(widthStore, ({ width }) => width)

export const chooseScriptWidth = (width: number | undefined): void => widthStore.setState({ width: width === undefined ? undefined : Math.round(Math.min(MOST_SCRIPT, Math.max(LEAST_SCRIPT, width))) })
