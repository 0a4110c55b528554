import { createStore } from 'zustand/vanilla'
import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import type { ScreenApi } from '../../shared/api'
import { type ErrorForm, emptyErrorForm, parseErrorForm, redactedForm } from './signal'

export type TroubleshootPhase = { kind: 'idle' } | { kind: 'asking' } | { kind: 'explained'; diagnosis: Diagnosis; ofForm: ErrorForm } | { kind: 'refused'; diagnosis: Diagnosis }

export interface TroubleshootState {
  form: ErrorForm
  phase: TroubleshootPhase
  /** A token was found in the text and taken out. Stays until the text is emptied. */
  redacted: boolean
  cut: boolean

  formChanged: (change: Partial<ErrorForm>) => void
  /** Pasted text is redacted before it is shown, so that a token never stands in the page. */
  exampleChosen: (form: ErrorForm) => Promise<void>
  explainRequested: () => Promise<void>
  cleared: () => void
}

export function createTroubleshootStore(port: ScreenApi, redact: (text: string) => string) {
  return createStore<TroubleshootState>()((set, get) => {
    let asked = 0
    const explain = async (): Promise<void> => {
      const { form } = get()
      const parsed = parseErrorForm(form, redact)
      if (!parsed.signal) return
      const mine = ++asked
      set({ phase: { kind: 'asking' }, cut: parsed.cut })
      const result = await port.call('diagnose', { signal: parsed.signal })
      if (mine !== asked) return
      set({ phase: result.ok ? { kind: 'explained', diagnosis: result.value, ofForm: form } : { kind: 'refused', diagnosis: result.diagnosis } })
    }
    return {
      form: emptyErrorForm(),
      phase: { kind: 'idle' },
      redacted: false,
      cut: false,
      formChanged: (change) => {
        const typed = { ...get().form, ...change }
        const clean = redactedForm(typed, redact)
        const found = clean.message !== typed.message || clean.code !== typed.code
        set({ form: clean, redacted: typed.message === '' ? false : get().redacted || found })
      },
      exampleChosen: async (form) => {
        set({ form, redacted: false })
        await explain()
      },
      explainRequested: explain,
      cleared: () => {
        asked++
        set({ form: emptyErrorForm(), phase: { kind: 'idle' }, redacted: false, cut: false })
      },
    }
  })
}
