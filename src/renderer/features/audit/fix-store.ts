import { createStore } from 'zustand/vanilla'
import type { AuditView, FixPreview, FixReport } from '#shared/audit/kept-audit'
import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import type { SignInRole } from '#shared/discovery/discovery'
import type { ScreenApi } from '../../shared/api'
import { type RunPhase, mergedActions, runEvent } from '../../shared/run-phase'
import { reviewedIds } from './fix-rows'

export type WhatIf = 'now' | 'grants' | 'all'
export type PreviewPhase =
  | { kind: 'none' }
  | { kind: 'asking'; auditId: string; startedAt: number }
  | { kind: 'failed'; auditId: string; diagnosis: Diagnosis }
  | { kind: 'read'; auditId: string; preview: FixPreview }

export interface FixState {
  preview: PreviewPhase
  whatIf: WhatIf
  /** Opt-in. */
  withRevokes: boolean
  run: RunPhase<FixReport>
  /** What ran, as it was reviewed: the audit after the fix has another fix. */
  ran: { preview: FixPreview; withRevokes: boolean } | undefined
  spoken: string

  /** Reads the fix of this audit once. */
  previewWanted: (auditId: string) => Promise<void>
  whatIfChosen: (whatIf: WhatIf) => void
  revokesChosen: (withRevokes: boolean) => void
  runRequested: (wish: { role: SignInRole; startWarehouse: boolean }) => Promise<void>
  runCancelled: () => void
  /** Back from how a run went to what there is to fix now. */
  runClosed: () => void
}

/** The fix of the audit that is shown: what would change, and the run. `made` hears of the end of a run, and gets the audit that it ends with. */
export function createFixStore(profileId: string, port: ScreenApi, now: () => number, made: (audit: AuditView | undefined) => Promise<void>) {
  return createStore<FixState>()((set, get) => {
    let running: { cancel(): void } | undefined
    return {
      preview: { kind: 'none' },
      whatIf: 'now',
      withRevokes: false,
      run: { kind: 'none', actions: {} },
      ran: undefined,
      spoken: '',

      previewWanted: async (auditId) => {
        const { preview } = get()
        if (preview.kind !== 'none' && preview.kind !== 'failed' && preview.auditId === auditId) return
        set({ preview: { kind: 'asking', auditId, startedAt: now() } })
        const read = await port.call('audit.fix-preview', { profileId, auditId })
        const { preview: present } = get()
        if (present.kind !== 'asking' || present.auditId !== auditId) return
        set({ preview: read.ok ? { kind: 'read', auditId, preview: read.value } : { kind: 'failed', auditId, diagnosis: read.diagnosis } })
      },
      whatIfChosen: (whatIf) => set({ whatIf }),
      revokesChosen: (withRevokes) => set({ withRevokes }),
      runRequested: async ({ role, startWarehouse }) => {
        const { preview, withRevokes, run } = get()
        if (preview.kind !== 'read' || run.kind === 'running') return
        set({ run: { kind: 'running', startedAt: now(), look: undefined, order: [], actions: {}, cancelling: false }, ran: { preview: preview.preview, withRevokes }, spoken: 'The fix has started.' })
        const handle = port.run('audit.apply-fix', { profileId, auditId: preview.auditId, role, reviewed: reviewedIds(preview.preview, withRevokes), withRevokes, startWarehouse }, (event) => set({ run: runEvent(get().run, event) }))
        running = handle
        const result = await handle.result
        running = undefined
        if (!result.ok) {
          set({ run: { kind: 'refused', diagnosis: result.diagnosis, actions: get().run.actions }, spoken: result.diagnosis.title })
          return
        }
        const { after } = result.value
        set({ run: { kind: 'ended', report: result.value, actions: mergedActions(get().run.actions, result.value.actions) }, spoken: result.value.line })
        if (after) set({ preview: { kind: 'none' }, whatIf: 'now', withRevokes: false })
        await made(after)
      },
      runCancelled: () => {
        const { run } = get()
        if (run.kind !== 'running' || run.cancelling) return
        set({ run: { ...run, cancelling: true }, spoken: 'Cancelling.' })
        running?.cancel()
      },
      runClosed: () => set({ run: { kind: 'none', actions: {} }, ran: undefined }),
    }
  })
}

export type FixStore = ReturnType<typeof createFixStore>
