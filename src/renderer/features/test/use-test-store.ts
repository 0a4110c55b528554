import { useStore } from 'zustand'
import { api } from '../../shared/api'
import { type TestState, createTestStore } from './test-store'

const stores = new Map<string, ReturnType<typeof createTestStore>>()

/** One store per connection, kept while the program runs, so that a test goes on while the user looks elsewhere. */
function testStoreOf(profileId: string): ReturnType<typeof createTestStore> {
  const known = stores.get(profileId)
  if (known) return known
  const made = createTestStore(profileId, api, Date.now)
  stores.set(profileId, made)
  return made
}

export const useTestState = (profileId: string): TestState => useStore(testStoreOf(profileId))
