import { createStore } from 'zustand/vanilla'
import type { AuditOverviewRow } from '#shared/audit/kept-audit'
import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import type { ScreenApi } from '../../shared/api'

export interface OverviewState {
  phase: { kind: 'loading' } | { kind: 'failed'; diagnosis: Diagnosis } | { kind: 'read'; rows: AuditOverviewRow[] }
  entered: () => Promise<void>
}

/** All connections with their last verdict. */
export function createOverviewStore(port: ScreenApi) {
  return createStore<OverviewState>()((set) => ({
    phase: { kind: 'loading' },
    entered: async () => {
      const read = await port.call('audit.overview', {})
      set({ phase: read.ok ? { kind: 'read', rows: read.value } : { kind: 'failed', diagnosis: read.diagnosis } })
    },
  }))
}
