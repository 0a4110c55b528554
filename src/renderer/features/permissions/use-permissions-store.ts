import { useStore } from 'zustand'
import { api } from '../../shared/api'
import { type PermissionsState, createPermissionsStore } from './permissions-store'

const stores = new Map<string, ReturnType<typeof createPermissionsStore>>()

/** One store per connection, so that a report stays while the user looks elsewhere. */
function permissionsStoreOf(profileId: string): ReturnType<typeof createPermissionsStore> {
  const known = stores.get(profileId)
  if (known) return known
  const made = createPermissionsStore(profileId, api, Date.now)
  stores.set(profileId, made)
  return made
}

export const usePermissionsState = (profileId: string): PermissionsState => useStore(permissionsStoreOf(profileId))
