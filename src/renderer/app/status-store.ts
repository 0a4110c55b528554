import { createStore } from 'zustand/vanilla'
import type { AppInfo } from '#shared/contract/contract'
import type { TestReport } from '#shared/connection-test/report'
import type { ProfileView } from '#shared/profile/profile'
import type { ScreenApi } from '../shared/api'

export interface StatusState {
  info: AppInfo | undefined
  view: ProfileView | undefined
  report: TestReport | undefined
  /** Reads what the line shows about a connection, or clears it. */
  shown: (profileId: string | undefined) => Promise<void>
}

export function createStatusStore(port: ScreenApi) {
  return createStore<StatusState>()((set, get) => {
    let current: string | undefined
    return {
      info: undefined,
      view: undefined,
      report: undefined,
      shown: async (profileId) => {
        current = profileId
        if (get().view?.profile.id !== profileId) set({ view: undefined, report: undefined })
        if (!get().info) {
          const info = await port.call('app.info', {})
          if (info.ok) set({ info: info.value })
        }
        if (profileId === undefined) return
        const [view, last] = await Promise.all([port.call('profiles.get', { profileId }), port.call('test.last', { profileId })])
        if (current === profileId) set({ view: view.ok ? view.value : undefined, report: last.ok ? last.value.report : undefined })
      },
    }
  })
}
