import type { FixRow, ScriptForm } from '#shared/audit/fix-view'
import { choiceKey } from '#shared/audit/revoke-choice'
import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import type { ScreenApi } from '../../shared/api'
import type { ShownFix } from './fix-store'

const ROWS = 200
export const LINES = 2_000

export interface ScriptText {
  lines: readonly string[]
  total: number
  isReading: boolean
  /** Where the whole of it was written to. */
  saved?: string
}

/** The parts that were read of the fixes on the screen: their lists and scripts may be longer than a window should hold. */
export interface FixPages {
  /** Of each fix: as long as its list; what was not read yet is a hole. */
  rows: Readonly<Record<string, readonly (FixRow | undefined)[]>>
  scripts: Readonly<Record<string, ScriptText>>
  pageDiagnosis: Diagnosis | undefined
  /** A preview came with its first rows. Pages of fixes that are no longer shown are dropped. */
  begun: (shown: ShownFix, other: ShownFix | undefined) => void
  /** Reads what stands around this row. */
  rowsWanted: (shown: ShownFix, at: number) => Promise<void>
  /** Reads the beginning of a script, or more of it. */
  scriptWanted: (shown: ShownFix, form: ScriptForm, more?: boolean) => Promise<void>
  /** Has the whole of a long script written to a file. */
  scriptSaved: (shown: ShownFix, form: ScriptForm) => Promise<void>
}

/** Names a fix: of one audit, with these revokes chosen. */
export const keyOf = ({ auditId, revokes }: Pick<ShownFix, 'auditId' | 'revokes'>): string => `${auditId} ${choiceKey(revokes)}`
export const scriptKey = (shown: ShownFix, form: ScriptForm): string => `${form} ${keyOf(shown)}`

export function createFixPages(profileId: string, port: ScreenApi, state: { get: () => FixPages; set: (pages: Partial<FixPages>) => void }): FixPages {
  const asked = new Set<string>()
  const { get, set } = state
  const putScript = (key: string, text: Partial<ScriptText>) => set({ scripts: { ...get().scripts, [key]: { lines: [], total: 0, isReading: false, ...get().scripts[key], ...text } } })
  return {
    rows: {},
    scripts: {},
    pageDiagnosis: undefined,
    begun: (shown, other) => {
      const stays = new Set([keyOf(shown), ...(other ? [keyOf(other)] : [])])
      const keep = <T>(record: Readonly<Record<string, T>>, isOf: (key: string) => string): Record<string, T> => Object.fromEntries(Object.entries(record).filter(([key]) => stays.has(isOf(key))))
      const { from, total, rows } = shown.preview.rows
      const list = new Array<FixRow | undefined>(total).fill(undefined)
      list.splice(from, rows.length, ...rows)
      for (const key of asked) if (!stays.has(key.slice(key.indexOf(' ') + 1))) asked.delete(key)
      set({ rows: { ...keep(get().rows, (key) => key), [keyOf(shown)]: list }, scripts: keep(get().scripts, (key) => key.slice(key.indexOf(' ') + 1)), pageDiagnosis: undefined })
    },
    rowsWanted: async (shown, at) => {
      const { auditId, revokes } = shown
      const key = keyOf(shown)
      const from = at - (at % ROWS)
      if (get().rows[key]?.[at] !== undefined || asked.has(`${from} ${key}`)) return
      asked.add(`${from} ${key}`)
      const read = await port.call('audit.fix-rows', { profileId, auditId, revokes, from, count: ROWS })
      const list = get().rows[key]
      if (!read.ok) {
        asked.delete(`${from} ${key}`)
        set({ pageDiagnosis: read.diagnosis })
      } else if (list) set({ rows: { ...get().rows, [key]: list.toSpliced(from, read.value.rows.length, ...read.value.rows) } })
    },
    scriptWanted: async (shown, form, more = false) => {
      const { auditId, revokes } = shown
      const key = scriptKey(shown, form)
      const there = get().scripts[key]
      if (there?.isReading || (there && !more)) return
      putScript(key, { isReading: true })
      const from = there?.lines.length ?? 0
      const read = await port.call('audit.fix-script', { profileId, auditId, revokes, form, from, count: LINES })
      if (read.ok) putScript(key, { isReading: false, total: read.value.total, lines: [...(get().scripts[key]?.lines ?? []), ...read.value.rows] })
      else {
        putScript(key, { isReading: false })
        set({ pageDiagnosis: read.diagnosis })
      }
    },
    scriptSaved: async (shown, form) => {
      const { auditId, revokes } = shown
      const saved = await port.call('audit.save-fix-script', { profileId, auditId, revokes, form })
      if (saved.ok) putScript(scriptKey(shown, form), { saved: `${saved.value.file} (${saved.value.lines.toLocaleString('en')} lines)` })
      else set({ pageDiagnosis: saved.diagnosis })
    },
  }
}
