import { createStore } from 'zustand/vanilla'
import type { AuditView } from '#shared/audit/kept-audit'
import type { ScreenApi } from '../../shared/api'
import { withToken } from '../../shared/tokens-of-view'
import { issuesOf, policyOf, principalOf } from './ask'
import type { AuditState } from './audit-state'
import { createFindingFixes, fixesOf } from './finding-fixes'

/** The audits of one connection: how they are asked for, the one under way, the one shown, those kept. */
export function createAuditStore(profileId: string, port: ScreenApi, now: () => number, saveAfterMs = 500) {
  return createStore<AuditState>()((set, get) => {
    let running: { cancel(): void } | undefined
    let saveTimer: ReturnType<typeof setTimeout> | undefined
    let isDirty = false

    const readList = async () => {
      const [list, unfinished] = await Promise.all([port.call('audit.list', { profileId }), port.call('audit.unfinished-fix', { profileId })])
      if (list.ok) set({ list: list.value })
      else set({ diagnosis: list.diagnosis })
      if (unfinished.ok) set({ unfinished: unfinished.value.fix })
    }

    return {
      ...createFindingFixes(profileId, port, { get: () => get(), set: (fixes) => set(fixes) }),
      view: undefined,
      missing: undefined,
      settings: undefined,
      save: { kind: 'nothing' },
      startWarehouse: false,
      issues: {},
      phase: { kind: 'idle' },
      list: [],
      shown: { kind: 'none' },
      comparison: { kind: 'none' },
      unfinished: undefined,
      tokenDiagnosis: undefined,
      diagnosis: undefined,
      spoken: '',

      entered: async () => {
        const [view, settings] = await Promise.all([port.call('profiles.get', { profileId }), port.call('audit.settings', { profileId }), readList()])
        if (view.ok) set({ view: view.value, missing: undefined })
        else set({ missing: view.diagnosis })
        if (!settings.ok) set({ diagnosis: settings.diagnosis })
        else if (!isDirty) set({ settings: settings.value })
        const [latest] = get().list
        if (get().shown.kind === 'none' && latest) await get().auditOpened(latest.auditId)
      },
      asked: (change) => {
        const { settings } = get()
        if (!settings) return
        isDirty = true
        set({ settings: { ...settings, ...change }, save: { kind: 'typing' }, issues: {} })
        clearTimeout(saveTimer)
        saveTimer = setTimeout(() => void get().flush(), saveAfterMs)
      },
      startChosen: (startWarehouse) => set({ startWarehouse }),
      adminTokenEntered: async (token) => {
        const kept = await port.call('tokens.put', { profileId, role: 'admin', token, keep: 'run' })
        if (!kept.ok) {
          set({ tokenDiagnosis: kept.diagnosis })
          return false
        }
        set({ view: withToken(get().view, kept.value), tokenDiagnosis: undefined })
        get().asked({ role: 'admin' })
        return true
      },
      adminTokenForgotten: async () => {
        const gone = await port.call('tokens.forget', { profileId, role: 'admin' })
        if (!gone.ok) set({ tokenDiagnosis: gone.diagnosis })
        else {
          set({ view: withToken(get().view, gone.value), tokenDiagnosis: undefined })
          get().asked({ role: 'importer' })
        }
      },
      auditRequested: async () => {
        const { settings, view, phase, shown } = get()
        if (!settings || !view || phase.kind === 'running') return
        const before = shown.kind === 'shown' ? shown.audit.report : undefined
        const issues = issuesOf(settings, view, before)
        if (Object.keys(issues).length > 0) {
          set({ issues, spoken: Object.values(issues).join(' ') })
          return
        }
        void get().flush()
        set({ phase: { kind: 'running', startedAt: now(), steps: ['Starting'], cancelling: false }, issues: {}, diagnosis: undefined, spoken: 'The audit has started.' })
        const principal = principalOf(settings, view, before)
        const handle = port.run('audit.run', { profileId, role: settings.role, ...(principal === undefined ? {} : { principal }), policy: policyOf(settings, view), startWarehouse: get().startWarehouse }, ({ step }) => {
          const { phase: present } = get()
          if (present.kind === 'running') set({ phase: { ...present, steps: [...present.steps, step] } })
        })
        running = handle
        const result = await handle.result
        running = undefined
        if (result.ok) {
          set({ phase: { kind: 'idle' }, spoken: result.value.report.verdict.line })
          await get().auditMade(result.value)
        } else if (result.diagnosis.category === 'cancelled') set({ phase: { kind: 'cancelled' }, spoken: 'Cancelled.' })
        else set({ phase: { kind: 'failed', diagnosis: result.diagnosis }, spoken: result.diagnosis.title })
      },
      cancelRequested: () => {
        const { phase } = get()
        if (phase.kind !== 'running' || phase.cancelling) return
        set({ phase: { ...phase, cancelling: true } })
        running?.cancel()
      },
      auditOpened: async (auditId) => {
        set({ shown: { kind: 'opening', auditId } })
        const read = await port.call('audit.get', { profileId, auditId })
        const { shown } = get()
        // Another one was opened meanwhile.
        if (shown.kind !== 'opening' || shown.auditId !== auditId) return
        set(read.ok ? { shown: { kind: 'shown', audit: read.value }, fixes: fixesOf(read.value) } : { shown: { kind: 'failed', auditId, diagnosis: read.diagnosis } })
      },
      auditMade: async (audit: AuditView | undefined) => {
        if (audit) set({ shown: { kind: 'shown', audit }, fixes: fixesOf(audit), comparison: { kind: 'none' } })
        await readList()
      },
      auditDeleted: async (auditId) => {
        const gone = await port.call('audit.delete', { profileId, auditId })
        if (!gone.ok) {
          set({ diagnosis: gone.diagnosis })
          return
        }
        const { shown, comparison } = get()
        set({
          ...(comparison.kind !== 'none' && (comparison.from === auditId || comparison.to === auditId) ? { comparison: { kind: 'none' as const } } : {}),
          ...(shown.kind === 'shown' && shown.audit.auditId === auditId ? { shown: { kind: 'none' as const } } : {}),
        })
        await readList()
        const [latest] = get().list
        if (get().shown.kind === 'none' && latest) await get().auditOpened(latest.auditId)
      },
      compared: async (from, to) => {
        set({ comparison: { kind: 'comparing', from, to } })
        const read = await port.call('audit.compare', { profileId, from, to })
        const { comparison } = get()
        if (comparison.kind !== 'comparing' || comparison.from !== from || comparison.to !== to) return
        set({ comparison: read.ok ? { kind: 'compared', from, to, drift: read.value } : { kind: 'failed', from, to, diagnosis: read.diagnosis }, spoken: read.ok ? read.value.line : read.diagnosis.title })
      },
      comparisonClosed: () => set({ comparison: { kind: 'none' } }),
      flush: async () => {
        clearTimeout(saveTimer)
        const { settings } = get()
        if (!isDirty || !settings) return
        isDirty = false
        set({ save: { kind: 'saving' } })
        const saved = await port.call('audit.save-settings', { profileId, settings })
        if (isDirty) return
        set({ save: saved.ok ? { kind: 'saved' } : { kind: 'failed', diagnosis: saved.diagnosis } })
      },
    }
  })
}

export type AuditStore = ReturnType<typeof createAuditStore>
