import { createStore } from 'zustand/vanilla'
import type { FixEvent, FixPreview, FixReport } from '#shared/audit/fix-view'
import type { AuditView } from '#shared/audit/kept-audit'
import { NO_REVOKE, type RevokeChoice } from '#shared/audit/revoke-choice'
import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import type { SignInRole } from '#shared/discovery/discovery'
import type { ScreenApi } from '../../shared/api'
import { type RunPhase, gathered, mergedActions, runEvents } from '../../shared/run-phase'
import { type FixPages, createFixPages, keyOf } from './fix-pages'

export type WhatIf = 'now' | 'grants' | 'chosen' | 'all'

/** A fix as it is shown: of one audit, with these revokes chosen. */
export interface ShownFix {
  auditId: string
  revokes: RevokeChoice
  preview: FixPreview
}
export type PreviewPhase =
  | { kind: 'none' }
  | { kind: 'asking'; auditId: string; startedAt: number; step: string }
  | { kind: 'failed'; auditId: string; diagnosis: Diagnosis }
  | ({ kind: 'read' } & ShownFix)

export interface FixState extends FixPages {
  preview: PreviewPhase
  /** The choice has changed, and what it leads to is worked out; what is shown is of the choice before. */
  isWorking: boolean
  whatIf: WhatIf
  /** Opt-in, unit by unit. */
  revokes: RevokeChoice
  run: RunPhase<FixReport>
  /** What ran, as it was reviewed: the audit after the fix has another fix. */
  ran: ShownFix | undefined
  spoken: string

  /** Reads the fix of this audit, with what is chosen, once. */
  previewWanted: (auditId: string) => Promise<void>
  whatIfChosen: (whatIf: WhatIf) => void
  revokesChosen: (revokes: RevokeChoice) => void
  runRequested: (wish: { role: SignInRole; startWarehouse: boolean }) => Promise<void>
  runCancelled: () => void
  /** Back from how a run went to what there is to fix now. */
  runClosed: () => void
}

/** The fix of the audit that is shown: what would change, and the run. `made` hears of the end of a run, and gets the audit that it ends with. */
export function createFixStore(profileId: string, port: ScreenApi, now: () => number, made: (audit: AuditView | undefined) => Promise<void>) {
  return createStore<FixState>()((set, get) => {
    let running: { cancel(): void } | undefined
    let reading: { key: string; cancel(): void } | undefined
    return {
      ...createFixPages(profileId, port, { get: () => get(), set: (pages) => set(pages) }),
      preview: { kind: 'none' },
      isWorking: false,
      whatIf: 'now',
      revokes: NO_REVOKE,
      run: { kind: 'none', actions: {} },
      ran: undefined,
      spoken: '',

      previewWanted: async (auditId) => {
        const { preview, revokes } = get()
        const key = keyOf({ auditId, revokes })
        if (reading?.key === key || (preview.kind === 'read' && keyOf(preview) === key)) return
        reading?.cancel()
        const isAgain = preview.kind === 'read' && preview.auditId === auditId
        set(isAgain ? { isWorking: true } : { preview: { kind: 'asking', auditId, startedAt: now(), step: '' }, isWorking: false })
        const handle = port.run('audit.fix-preview', { profileId, auditId, revokes }, ({ step }) => {
          const { preview: present } = get()
          if (present.kind === 'asking' && present.auditId === auditId) set({ preview: { ...present, step } })
        })
        const mine = { key, cancel: () => handle.cancel() }
        reading = mine
        const read = await handle.result
        // Another audit was opened, or something else chosen, meanwhile.
        if (reading !== mine) return
        reading = undefined
        set({ isWorking: false, preview: read.ok ? { kind: 'read', auditId, revokes, preview: read.value } : { kind: 'failed', auditId, diagnosis: read.diagnosis } })
        if (read.ok) get().begun({ auditId, revokes, preview: read.value }, get().ran)
        if (read.ok && get().whatIf === 'chosen' && !read.value.afterChosen) set({ whatIf: read.value.counts.chosenUnits > 0 ? 'all' : 'grants' })
      },
      whatIfChosen: (whatIf) => set({ whatIf }),
      revokesChosen: (revokes) => {
        set({ revokes })
        const { preview } = get()
        if (preview.kind === 'read' || preview.kind === 'asking') void get().previewWanted(preview.auditId)
      },
      runRequested: async ({ role, startWarehouse }) => {
        const { preview, run, isWorking } = get()
        if (preview.kind !== 'read' || run.kind === 'running' || isWorking) return
        const { auditId, revokes } = preview
        set({ run: { kind: 'running', startedAt: now(), look: undefined, order: [], actions: {}, cancelling: false }, ran: preview, spoken: 'The fix has started.' })
        const events = gathered<FixEvent>((some) => set({ run: runEvents(get().run, some) }))
        const handle = port.run('audit.apply-fix', { profileId, auditId, revokes, role, startWarehouse }, (event) => events.add(event))
        running = handle
        const result = await handle.result
        running = undefined
        events.flush()
        if (!result.ok) {
          set({ run: { kind: 'refused', diagnosis: result.diagnosis, actions: get().run.actions }, spoken: result.diagnosis.title })
          return
        }
        const { after, state } = result.value
        set({ run: { kind: 'ended', report: result.value, actions: mergedActions(get().run.actions, result.value.actions) }, spoken: result.value.line })
        // What was chosen is done; where it is not, the rest of it stays chosen.
        if (after) set({ preview: { kind: 'none' }, whatIf: 'now', ...(state === 'finished' ? { revokes: NO_REVOKE } : {}) })
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
