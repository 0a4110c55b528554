import { createStore } from 'zustand/vanilla'
import { type ConnectionForm, type FieldIssue, type FieldName, emptyConnectionForm } from '#shared/connection/connection'
import type { PasteReading } from '#shared/connection/smart-paste'
import type { AppInfo, CredentialSource } from '#shared/contract/contract'
import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import type { ProfileView, Provenance, TokenState } from '#shared/profile/profile'
import type { Result } from '#shared/result'
import type { ScreenApi } from '../../shared/api'
import type { SaveState } from '../../shared/save-state'
import { type TypedField, withReading } from './apply-reading'

/** What a paste or a taken credential filled in, and how to take it back as one step. */
export interface Filled {
  label: string
  fields: FieldName[]
  tables: number
  issues: FieldIssue[]
  before: { form: ConnectionForm; provenance: Provenance; tables: string[] }
}

export interface FormState {
  phase: { kind: 'loading' } | { kind: 'missing'; diagnosis: Diagnosis } | { kind: 'ready' }
  profileId: string | undefined
  form: ConnectionForm
  provenance: Provenance
  tables: string[]
  caFile: string | undefined
  sandboxIdentity: string | undefined
  token: TokenState | undefined
  tokenDiagnosis: Diagnosis | undefined
  keep: 'run' | 'os'
  info: AppInfo | undefined
  takenNames: string[]
  offers: CredentialSource[]
  offerDiagnosis: Diagnosis | undefined
  filled: Filled | undefined
  save: SaveState

  entered: () => Promise<void>
  typed: (field: TypedField, value: string) => void
  /** A value chosen from a list; it says where it came from. */
  picked: (field: TypedField, value: string) => void
  tablesChosen: (tables: string[]) => void
  pasted: (reading: PasteReading) => Promise<void>
  fillUndone: () => void
  fillDismissed: () => void
  offerTaken: (sourceId: string) => Promise<void>
  keepChosen: (keep: 'run' | 'os') => void
  /** Hands a token over at once; this store never holds one. Answers whether it was accepted. */
  tokenEntered: (token: string) => Promise<boolean>
  tokenForgotten: () => Promise<void>
  /** Stores what is typed now. Answers the connection's id, or nothing when it could not be stored. */
  flush: () => Promise<string | undefined>
}

export interface FormDependencies {
  api: ScreenApi
  /** Called once when a new connection got its id. */
  created: (profileId: string) => void
  debounceMs?: number
}

export function createFormStore(startId: string | undefined, { api, created, debounceMs = 500 }: FormDependencies) {
  return createStore<FormState>()((set, get) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let inFlight: Promise<string | undefined> | undefined
    let isDirty = false

    const changed = (change: Partial<FormState>) => {
      isDirty = true
      set({ ...change, save: { kind: 'typing' } })
      clearTimeout(timer)
      timer = setTimeout(() => void get().flush(), debounceMs)
    }

    async function store(): Promise<string | undefined> {
      isDirty = false
      set({ save: { kind: 'saving' } })
      let { profileId } = get()
      if (profileId === undefined) {
        const made = await api.call('profiles.create', { form: { ...get().form, name: '' } })
        if (!made.ok) {
          set({ save: { kind: 'failed', diagnosis: made.diagnosis } })
          return undefined
        }
        profileId = made.value.profile.id
        set({ profileId })
        created(profileId)
      }
      const { form, provenance, tables, caFile } = get()
      const saved = await api.call('profiles.save', { profileId, form, provenance, tables, ...(caFile === undefined ? {} : { caFile }) })
      if (!saved.ok) set({ save: { kind: 'failed', diagnosis: saved.diagnosis } })
      else if (!isDirty) set({ save: { kind: 'saved' } })
      return profileId
    }

    const adopt = ({ profile, tokens }: ProfileView) =>
      set({
        phase: { kind: 'ready' },
        profileId: profile.id,
        form: profile.form,
        provenance: profile.provenance,
        tables: profile.tables,
        caFile: profile.caFile,
        sandboxIdentity: profile.sandboxIdentity,
        token: tokens.find((one) => one.role === 'importer'),
      })
    const snapshot = () => ({ form: get().form, provenance: get().provenance, tables: get().tables })

    return {
      phase: { kind: startId === undefined ? 'ready' : 'loading' },
      profileId: startId,
      form: emptyConnectionForm(),
      provenance: {},
      tables: [],
      caFile: undefined,
      sandboxIdentity: undefined,
      token: undefined,
      tokenDiagnosis: undefined,
      keep: 'run',
      info: undefined,
      takenNames: [],
      offers: [],
      offerDiagnosis: undefined,
      filled: undefined,
      save: { kind: startId === undefined ? 'nothing' : 'saved' },

      entered: async () => {
        const profileId = get().profileId
        const [view, all, info, settings, offers] = await Promise.all([
          profileId === undefined ? undefined : api.call('profiles.get', { profileId }),
          api.call('profiles.list', {}),
          api.call('app.info', {}),
          api.call('settings.get', {}),
          api.call('credentials.list', {}),
        ])
        if (view && !view.ok) set({ phase: { kind: 'missing', diagnosis: view.diagnosis } })
        else if (view?.ok && !isDirty) adopt(view.value)
        const durable = info.ok && info.value.tokenStore.durable
        set({
          ...(all.ok ? { takenNames: all.value.filter((one) => one.profile.id !== profileId).map((one) => one.profile.form.name) } : {}),
          ...(info.ok ? { info: info.value } : {}),
          ...(settings.ok ? { keep: durable ? settings.value.keepTokens : 'run' } : {}),
          ...(offers.ok ? { offers: offers.value } : {}),
        })
      },
      typed: (field, value) => {
        const { [field]: _gone, ...provenance } = get().provenance
        changed({ form: { ...get().form, [field]: value }, provenance })
      },
      picked: (field, value) => changed({ form: { ...get().form, [field]: value }, provenance: { ...get().provenance, [field]: 'picked from the list' } }),
      tablesChosen: (tables) => changed({ tables }),
      pasted: async (reading) => {
        const before = snapshot()
        const applied = withReading(before, reading)
        const fields = [...reading.values.map(({ field }) => field), ...(reading.token === undefined ? [] : ['token' as const])]
        changed({ ...applied, ...(reading.caFile === undefined ? {} : { caFile: reading.caFile }), filled: { label: reading.label, fields, tables: reading.tables?.length ?? 0, issues: reading.issues, before } })
        if (reading.token !== undefined) await get().tokenEntered(reading.token)
      },
      fillUndone: () => {
        const { filled } = get()
        if (!filled) return
        changed({ ...filled.before, filled: undefined })
        if (filled.fields.includes('token')) void get().tokenForgotten()
      },
      fillDismissed: () => set({ filled: undefined }),
      offerTaken: async (sourceId) => {
        const label = get().offers.find((offer) => offer.id === sourceId)?.label ?? sourceId
        const before = snapshot()
        const profileId = await get().flush()
        if (profileId === undefined) return
        const taken = await api.call('credentials.take', { profileId, sourceId })
        if (!taken.ok) {
          set({ offerDiagnosis: taken.diagnosis })
          return
        }
        adopt(taken.value.view)
        set({ offerDiagnosis: undefined, filled: { label, fields: taken.value.filled, tables: 0, issues: [], before } })
      },
      keepChosen: (keep) => set({ keep }),
      tokenEntered: async (token) => {
        const profileId = await get().flush()
        if (profileId === undefined) return false
        const put = await api.call('tokens.put', { profileId, role: 'importer', token, keep: get().keep })
        return tookToken(put)
      },
      tokenForgotten: async () => {
        const { profileId } = get()
        if (profileId !== undefined) tookToken(await api.call('tokens.forget', { profileId, role: 'importer' }))
      },
      flush: async () => {
        clearTimeout(timer)
        while (inFlight) await inFlight
        if (!isDirty && get().profileId !== undefined) return get().profileId
        inFlight = store()
        try {
          return await inFlight
        } finally {
          inFlight = undefined
        }
      },
    }

    function tookToken(result: Result<TokenState>): boolean {
      if (result.ok) set({ token: result.value, tokenDiagnosis: undefined })
      else set({ tokenDiagnosis: result.diagnosis })
      return result.ok
    }
  })
}

export type FormStore = ReturnType<typeof createFormStore>
