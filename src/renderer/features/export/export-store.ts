import { createStore } from 'zustand/vanilla'
import type { FieldName } from '#shared/connection/connection'
import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import type { HandoffPreview } from '#shared/handoff/handoff'
import type { ScreenApi } from '../../shared/api'

export type ExportPhase = { kind: 'loading' } | { kind: 'shown'; preview: HandoffPreview } | { kind: 'failed'; diagnosis: Diagnosis }

export interface ExportState {
  phase: ExportPhase
  /** Fields already carried over to CleverTap's form. Belongs to the values shown: other values, new ticks. */
  ticked: ReadonlySet<FieldName>
  /** Asks what an export would say now. */
  entered: () => Promise<void>
  fieldTicked: (field: FieldName, done: boolean) => void
  ticksCleared: () => void
}

export function createExportStore(profileId: string, port: ScreenApi) {
  return createStore<ExportState>()((set, get) => ({
    phase: { kind: 'loading' },
    ticked: new Set(),
    entered: async () => {
      const before = get().phase
      const result = await port.call('handoff.preview', { profileId })
      if (!result.ok) {
        set({ phase: { kind: 'failed', diagnosis: result.diagnosis } })
        return
      }
      const same = before.kind === 'shown' && JSON.stringify(before.preview.document.connection) === JSON.stringify(result.value.document.connection)
      set({ phase: { kind: 'shown', preview: result.value }, ...(same ? {} : { ticked: new Set<FieldName>() }) })
    },
    fieldTicked: (field, done) => {
      const ticked = new Set(get().ticked)
      if (done) ticked.add(field)
      else ticked.delete(field)
      set({ ticked })
    },
    ticksCleared: () => set({ ticked: new Set() }),
  }))
}
