import { useSyncExternalStore } from 'react'
import { ADDRESS_CHANGED } from '../shared/addresses'
import { type Route, readRoute } from './routes'

function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed)
  window.addEventListener(ADDRESS_CHANGED, changed)
  return () => {
    window.removeEventListener('hashchange', changed)
    window.removeEventListener(ADDRESS_CHANGED, changed)
  }
}

/** The screen that the address names. */
export const useRoute = (): Route => readRoute(useSyncExternalStore(subscribe, () => window.location.hash))
