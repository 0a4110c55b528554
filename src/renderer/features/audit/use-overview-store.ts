import { useEffect } from 'react'
import { useStore } from 'zustand'
import { api } from '../../shared/api'
import { type OverviewState, createOverviewStore } from './overview-store'

const overviewStore = createOverviewStore(api)

/** Read each time the screen opens: what was last seen stays in sight until then. */
export function useOverview(): OverviewState {
  useEffect(() => void overviewStore.getState().entered(), [])
  return useStore(overviewStore)
}
