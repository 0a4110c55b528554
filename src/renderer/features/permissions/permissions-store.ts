import { createStore } from 'zustand/vanilla'
import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import type { PermissionCheck, PermissionReport, SignInRole } from '#shared/discovery/discovery'
import type { ProfileView } from '#shared/profile/profile'
import type { ScreenApi } from '../../shared/api'
import { tokenOf, withToken } from '../../shared/tokens-of-view'

export type PermissionsPhase =
  | { kind: 'idle' }
  | { kind: 'running'; startedAt: number; step: string; checks: PermissionCheck[]; cancelling: boolean }
  | { kind: 'done'; report: PermissionReport; at: number }
  | { kind: 'failed'; diagnosis: Diagnosis }

export interface PermissionsState {
  view: ProfileView | undefined
  role: SignInRole
  wakeWarehouse: boolean
  phase: PermissionsPhase
  /** What went wrong with the second sign-in's token. */
  tokenDiagnosis: Diagnosis | undefined

  entered: () => Promise<void>
  roleChosen: (role: SignInRole) => void
  wakeChosen: (wake: boolean) => void
  verifyRequested: () => Promise<void>
  cancelRequested: () => void
  /** The token goes straight to the main process; this store never holds it. */
  adminTokenEntered: (token: string) => Promise<boolean>
  adminTokenForgotten: () => Promise<void>
}

export function createPermissionsStore(profileId: string, port: ScreenApi, now: () => number) {
  return createStore<PermissionsState>()((set, get) => {
    let running: { cancel(): void } | undefined
    return {
      view: undefined,
      role: 'importer',
      wakeWarehouse: false,
      phase: { kind: 'idle' },
      tokenDiagnosis: undefined,

      entered: async () => {
        const view = await port.call('profiles.get', { profileId })
        if (view.ok) set({ view: view.value, ...(tokenOf(view.value, 'admin') ? {} : { role: 'importer' as const }) })
        else if (get().phase.kind !== 'running') set({ phase: { kind: 'failed', diagnosis: view.diagnosis } })
      },
      roleChosen: (role) => set({ role: role === 'admin' && !tokenOf(get().view, 'admin') ? 'importer' : role }),
      wakeChosen: (wakeWarehouse) => set({ wakeWarehouse }),
      verifyRequested: async () => {
        if (get().phase.kind === 'running') return
        set({ phase: { kind: 'running', startedAt: now(), step: 'Starting', checks: [], cancelling: false } })
        const { role, wakeWarehouse } = get()
        const handle = port.run('permissions.verify', { profileId, role, wakeWarehouse }, ({ step, check }) => {
          const { phase } = get()
          if (phase.kind === 'running') set({ phase: { ...phase, step, checks: check ? [...phase.checks, check] : phase.checks } })
        })
        running = handle
        const result = await handle.result
        running = undefined
        if (result.ok) set({ phase: { kind: 'done', report: result.value, at: now() } })
        else if (result.diagnosis.category === 'cancelled') set({ phase: { kind: 'idle' } })
        else set({ phase: { kind: 'failed', diagnosis: result.diagnosis } })
      },
      cancelRequested: () => {
        const { phase } = get()
        if (phase.kind !== 'running' || phase.cancelling) return
        set({ phase: { ...phase, cancelling: true } })
        running?.cancel()
      },
      adminTokenEntered: async (token) => {
        const kept = await port.call('tokens.put', { profileId, role: 'admin', token, keep: 'run' })
        if (!kept.ok) {
          set({ tokenDiagnosis: kept.diagnosis })
          return false
        }
        set({ view: withToken(get().view, kept.value), role: 'admin', tokenDiagnosis: undefined })
        return true
      },
      adminTokenForgotten: async () => {
        const gone = await port.call('tokens.forget', { profileId, role: 'admin' })
        if (gone.ok) set({ view: withToken(get().view, gone.value), role: 'importer', tokenDiagnosis: undefined })
        else set({ tokenDiagnosis: gone.diagnosis })
      },
    }
  })
}
