import { STAGE_IDS, type StageId, type TestOptions } from '#shared/connection-test/report'
import { DEFAULT_DEADLINES, type Settings } from '#shared/settings/settings'
import { parseSeconds } from '../../shared/seconds'

/** The form is checked at once, without a network: a deadline for it would say nothing. */
export const ADJUSTABLE_STAGES = STAGE_IDS.filter((id) => id !== 'form')

/** The options as typed: seconds as text, so that a half-typed number is kept. */
export interface OptionsForm {
  startWarehouse: boolean
  /** Table names, one per line. */
  tables: string
  /** Only what was typed; an absent or empty entry means the default. */
  seconds: Partial<Record<StageId, string>>
}

export const emptyOptions = (tables: readonly string[] = []): OptionsForm => ({ startWarehouse: false, tables: tables.join('\n'), seconds: {} })

/** The deadlines that differ from the defaults, and what is wrong with those that can't be read. */
export function parseDeadlines(seconds: OptionsForm['seconds']): { deadlines: Settings['deadlines']; issues: Partial<Record<StageId, string>> } {
  const deadlines: Settings['deadlines'] = {}
  const issues: Partial<Record<StageId, string>> = {}
  for (const id of STAGE_IDS) {
    const text = seconds[id]
    if (text === undefined || text.trim() === '') continue
    const parsed = parseSeconds(text)
    if (!parsed.ok) issues[id] = parsed.message
    else if (parsed.ms !== DEFAULT_DEADLINES[id]) deadlines[id] = parsed.ms
  }
  return { deadlines, issues }
}

/**
 * Table names, one per line, comma or semicolon; backticks around a whole name are taken off. With a schema set, a name
 * that carries its parents is cut to its last part.
 */
export function parseTables(text: string, schema: string | undefined): string[] {
  const names = text
    .split(/[\n,;]/)
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => {
      const parts = (name.match(/`(?:[^`]|``)*`|[^.`]+/g) ?? []).map((part) => (part.startsWith('`') ? part.slice(1, -1).replaceAll('``', '`') : part.trim()))
      return schema ? (parts.at(-1) ?? '') : parts.slice(-2).join('.')
    })
    .filter((name) => name !== '')
  return [...new Set(names)]
}

/** The options to run with, or nothing while a deadline can't be read. */
export function toTestOptions(form: OptionsForm, settings: Pick<Settings, 'deadlines'> | undefined, schema: string | undefined): TestOptions | undefined {
  const { deadlines, issues } = parseDeadlines(form.seconds)
  if (Object.keys(issues).length > 0) return undefined
  return { startWarehouse: form.startWarehouse, tables: parseTables(form.tables, schema), deadlines: { ...settings?.deadlines, ...deadlines } }
}
