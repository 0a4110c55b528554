import { createStore } from 'zustand/vanilla'
import type { AppInfo } from '#shared/contract/contract'
import type { TestReport } from '#shared/connection-test/report'
import type { ProfileView } from '#shared/profile/profile'
import type { SetupView } from '#shared/setup/setup'
import type { ScreenApi } from '../shared/api'

export interface StatusState {
  info: AppInfo | undefined
  view: ProfileView | undefined
  report: TestReport | undefined
  setup: SetupView | undefined
  /** Reads what the line shows about a connection or a setup, or clears it. */
  shown: (subject: StatusSubject) => Promise<void>
}

/** What the open screen is about; neither: about no workspace. */
export interface StatusSubject {
  profileId?: string | undefined
  setupId?: string | undefined
}

export function createStatusStore(port: ScreenApi) {
  return createStore<StatusState>()((set, get) => {
    let current: StatusSubject = {}
    return {
      info: undefined,
      view: undefined,
      report: undefined,
      setup: undefined,
      shown: async (subject) => {
        current = subject
        const { profileId, setupId } = subject
        if (get().view?.profile.id !== profileId) set({ view: undefined, report: undefined })
        if (get().setup?.setup.id !== setupId) set({ setup: undefined })
        if (!get().info) {
          const info = await port.call('app.info', {})
          if (info.ok) set({ info: info.value })
        }
        if (profileId !== undefined) {
          const [view, last] = await Promise.all([port.call('profiles.get', { profileId }), port.call('test.last', { profileId })])
          if (current === subject) set({ view: view.ok ? view.value : undefined, report: last.ok ? last.value.report : undefined })
        }
        if (setupId !== undefined) {
          const setup = await port.call('setups.get', { setupId })
          if (current === subject) set({ setup: setup.ok ? setup.value : undefined })
        }
      },
    }
  })
}
