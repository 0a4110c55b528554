import { useStore } from 'zustand'
import { api } from '../../shared/api'
import { type ExportState, createExportStore } from './export-store'

const stores = new Map<string, ReturnType<typeof createExportStore>>()

/** One store per connection, so that the ticks stay while the user looks elsewhere. */
function exportStoreOf(profileId: string): ReturnType<typeof createExportStore> {
  const known = stores.get(profileId)
  if (known) return known
  const made = createExportStore(profileId, api)
  stores.set(profileId, made)
  return made
}

export const useExportState = (profileId: string): ExportState => useStore(exportStoreOf(profileId))
