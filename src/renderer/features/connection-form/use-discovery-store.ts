import { useState } from 'react'
import { useStore } from 'zustand'
import { api } from '../../shared/api'
import { type DiscoveryState, createDiscoveryStore } from './discovery-store'

/** Lists of one picker; forgotten when it closes for good. */
export function useDiscovery(): DiscoveryState {
  const [store] = useState(() => createDiscoveryStore(api, Date.now))
  return useStore(store)
}
