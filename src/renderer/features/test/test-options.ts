import { STAGE_IDS, type StageId, type TestOptions } from '#shared/connection-test/report'
import { DEFAULT_DEADLINES, type Settings } from '#shared/settings/settings'
import { parseSeconds } from '../../shared/seconds'

/** The form is checked at once, without a network: a deadline for it would say nothing. */
export const ADJUSTABLE_STAGES = STAGE_IDS.filter((id) => id !== 'form')

/** The contract's limit for one run. */
const MAX_TABLES = 1000

/** The options as typed: seconds as text, so that a half-typed number is kept. */
export interface OptionsForm {
  startWarehouse: boolean
  /** Only what was typed; an absent or empty entry means the default. */
  seconds: Partial<Record<StageId, string>>
}

export const emptyOptions = (): OptionsForm => ({ startWarehouse: false, seconds: {} })

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
 * The options to run with, or nothing while a deadline can't be read.
 *
 * @param tables the connection's own: a report on other tables would not validate the connection.
 */
export function toTestOptions(form: OptionsForm, settings: Pick<Settings, 'deadlines'> | undefined, tables: readonly string[]): TestOptions | undefined {
  const { deadlines, issues } = parseDeadlines(form.seconds)
  if (Object.keys(issues).length > 0) return undefined
  return { startWarehouse: form.startWarehouse, tables: tables.slice(0, MAX_TABLES), deadlines: { ...settings?.deadlines, ...deadlines } }
}
