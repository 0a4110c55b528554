import { useEffect } from 'react'
import { useStore } from 'zustand'
import { go } from '../../shared/addresses'
import { api } from '../../shared/api'
import { createHomeStore, type HomeState } from './home-store'

const homeStore = createHomeStore(api, Date.now, go)

export function useHome(): HomeState {
  useEffect(() => {
    void homeStore.getState().entered()
  }, [])
  return useStore(homeStore)
}
