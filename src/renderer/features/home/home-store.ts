import { createStore } from 'zustand/vanilla'
import type { AppInfo } from '#shared/contract/contract'
import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import type { ProfileView } from '#shared/profile/profile'
import type { SandboxState } from '#shared/sandbox/sandbox'
import type { ScreenApi } from '../../shared/api'
import { connectionAddress } from '../../shared/addresses'

export type SandboxDoor =
  | { kind: 'closed' }
  | { kind: 'starting'; startedAt: number }
  | { kind: 'open'; connecting: string | undefined }
  | { kind: 'failed'; diagnosis: Diagnosis }

export interface HomeState {
  /** Absent until the first answer. */
  connections: ProfileView[] | undefined
  info: AppInfo | undefined
  sandbox: SandboxState | undefined
  door: SandboxDoor
  diagnosis: Diagnosis | undefined
  /** What an import had to say. */
  remarks: string[]
  /** Said to screen readers after something was done. */
  spoken: string

  entered: () => Promise<void>
  duplicated: (view: ProfileView) => Promise<void>
  /** Answers what is wrong with the name, or nothing. */
  renamed: (profileId: string, name: string) => Promise<Diagnosis | undefined>
  deleted: (view: ProfileView) => Promise<void>
  imported: (text: string) => Promise<void>
  sandboxOpened: () => Promise<void>
  sandboxCancelled: () => Promise<void>
  sandboxClosed: () => void
  identityChosen: (identity: string) => Promise<void>
  noticesDismissed: () => void
}

export function createHomeStore(port: ScreenApi, now: () => number, openAddress: (address: string) => void) {
  return createStore<HomeState>()((set, get) => {
    /** A start that was cancelled may still answer; its number tells it apart. */
    let attempt = 0
    const reload = async () => {
      const list = await port.call('profiles.list', {})
      if (list.ok) set({ connections: list.value, diagnosis: undefined })
      else set({ diagnosis: list.diagnosis, connections: get().connections ?? [] })
    }
    return {
      connections: undefined,
      info: undefined,
      sandbox: undefined,
      door: { kind: 'closed' },
      diagnosis: undefined,
      remarks: [],
      spoken: '',

      entered: async () => {
        const [info, sandbox] = await Promise.all([port.call('app.info', {}), port.call('sandbox.state', {}), reload()])
        set({ ...(info.ok ? { info: info.value } : {}), ...(sandbox.ok ? { sandbox: sandbox.value } : {}) })
      },
      duplicated: async ({ profile }) => {
        const made = await port.call('profiles.duplicate', { profileId: profile.id })
        if (made.ok) set({ spoken: `Duplicated as ${made.value.profile.form.name}.` })
        await reload()
        if (!made.ok) set({ diagnosis: made.diagnosis })
      },
      renamed: async (profileId, name) => {
        const renamed = await port.call('profiles.rename', { profileId, name })
        if (!renamed.ok) return renamed.diagnosis
        set({ spoken: `Renamed to ${name}.` })
        await reload()
        return undefined
      },
      deleted: async ({ profile }) => {
        const gone = await port.call('profiles.delete', { profileId: profile.id })
        if (gone.ok) set({ spoken: `${profile.form.name} deleted.` })
        await reload()
        if (!gone.ok) set({ diagnosis: gone.diagnosis })
      },
      imported: async (text) => {
        const made = await port.call('handoff.import', { text })
        if (!made.ok) {
          set({ diagnosis: made.diagnosis })
          return
        }
        set({ remarks: made.value.remarks, spoken: `Imported ${made.value.view.profile.form.name}.` })
        await reload()
      },
      sandboxOpened: async () => {
        if (get().sandbox?.running) {
          set({ door: { kind: 'open', connecting: undefined } })
          return
        }
        const mine = ++attempt
        set({ door: { kind: 'starting', startedAt: now() } })
        const started = await port.call('sandbox.start', {})
        if (mine !== attempt) return
        if (started.ok) set({ sandbox: started.value, door: { kind: 'open', connecting: undefined } })
        else set({ door: { kind: 'failed', diagnosis: started.diagnosis } })
      },
      sandboxCancelled: async () => {
        attempt++
        set({ door: { kind: 'closed' } })
        const stopped = await port.call('sandbox.stop', {})
        if (stopped.ok) set({ sandbox: stopped.value })
      },
      sandboxClosed: () => set({ door: { kind: 'closed' } }),
      identityChosen: async (identity) => {
        set({ door: { kind: 'open', connecting: identity } })
        const made = await port.call('sandbox.connect', { identity })
        if (!made.ok) {
          set({ door: { kind: 'failed', diagnosis: made.diagnosis } })
          return
        }
        set({ door: { kind: 'closed' } })
        openAddress(connectionAddress(made.value.profile.id, 'existing'))
      },
      noticesDismissed: () => {
        const { info } = get()
        set({ remarks: [], ...(info ? { info: { ...info, notices: [] } } : {}) })
      },
    }
  })
}
