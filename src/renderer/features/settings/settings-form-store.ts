import { createStore } from 'zustand/vanilla'
import type { StageId } from '#shared/connection-test/report'
import type { AppInfo } from '#shared/contract/contract'
import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import type { Settings } from '#shared/settings/settings'
import type { ScreenApi } from '../../shared/api'
import { deadlineFromText } from './deadline-rows'

export interface SettingsState {
  settings: Settings | undefined
  info: AppInfo | undefined
  /** Deadlines as typed, in seconds, while they differ from what is stored. */
  typed: Partial<Record<StageId, string>>
  diagnosis: Diagnosis | undefined
  /** Set after a change was stored, for a quiet "Saved". */
  savedAt: number | undefined

  entered: () => Promise<void>
  themeChosen: (theme: Settings['theme']) => Promise<void>
  keepingChosen: (keep: Settings['keepTokens']) => Promise<void>
  deadlineTyped: (stage: StageId, text: string) => void
  /** Stores a typed deadline if it can be read; an empty one goes back to the default. */
  deadlineLeft: (stage: StageId) => Promise<void>
  deadlinesReset: () => Promise<void>
}

/** The frame hears of a stored theme by itself (`shared/changes.ts`). */
export function createSettingsFormStore(port: ScreenApi, now: () => number) {
  return createStore<SettingsState>()((set, get) => {
    const put = async (change: Partial<Settings>): Promise<void> => {
      const { settings } = get()
      if (!settings) return
      const result = await port.call('settings.put', { ...settings, ...change })
      if (!result.ok) {
        set({ diagnosis: result.diagnosis })
        return
      }
      set({ settings: result.value, diagnosis: undefined, savedAt: now() })
    }
    return {
      settings: undefined,
      info: undefined,
      typed: {},
      diagnosis: undefined,
      savedAt: undefined,
      entered: async () => {
        const [settings, info] = await Promise.all([port.call('settings.get', {}), port.call('app.info', {})])
        set({ savedAt: undefined, diagnosis: settings.ok ? (info.ok ? undefined : info.diagnosis) : settings.diagnosis })
        if (settings.ok) set({ settings: settings.value })
        if (info.ok) set({ info: info.value })
      },
      themeChosen: (theme) => put({ theme }),
      keepingChosen: (keepTokens) => put({ keepTokens }),
      deadlineTyped: (stage, text) => set({ typed: { ...get().typed, [stage]: text } }),
      deadlineLeft: async (stage) => {
        const text = get().typed[stage]
        const { settings } = get()
        if (text === undefined || !settings) return
        const read = deadlineFromText(stage, text)
        if (!read.ok) return
        const { [stage]: _old, ...others } = settings.deadlines
        await put({ deadlines: read.ms === undefined ? others : { ...others, [stage]: read.ms } })
        const { [stage]: _typed, ...typed } = get().typed
        set({ typed })
      },
      deadlinesReset: async () => {
        set({ typed: {} })
        await put({ deadlines: {} })
      },
    }
  })
}
