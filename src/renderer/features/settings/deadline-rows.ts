import { STAGE_IDS, STAGE_TITLES, type StageId } from '#shared/connection-test/report'
import { DEFAULT_DEADLINES, type Settings } from '#shared/settings/settings'
import { parseSeconds, secondsText } from '../../shared/seconds'

/** One stage's deadline, ready to draw. */
export interface DeadlineRow {
  id: StageId
  title: string
  /** What stands in the field, in seconds. */
  value: string
  /** The default, in seconds. */
  standard: string
  changed: boolean
  issue: string | undefined
}

/** The form is checked at once, without a network: a deadline for it would say nothing. */
const ADJUSTABLE = STAGE_IDS.filter((id) => id !== 'form')

/** A typed deadline: whole ms, or nothing for the default. */
export function deadlineFromText(stage: StageId, text: string): { ok: true; ms: number | undefined } | { ok: false; message: string } {
  if (text.trim() === '') return { ok: true, ms: undefined }
  const read = parseSeconds(text)
  return read.ok ? { ok: true, ms: read.ms === DEFAULT_DEADLINES[stage] ? undefined : read.ms } : read
}

export function deadlineRows(stored: Settings['deadlines'], typed: Partial<Record<StageId, string>>): DeadlineRow[] {
  return ADJUSTABLE.map((id) => {
    const kept = stored[id]
    const text = typed[id]
    const read = text === undefined ? undefined : deadlineFromText(id, text)
    return {
      id,
      title: id === 'read' ? `${STAGE_TITLES[id]} (each)` : STAGE_TITLES[id],
      value: text ?? secondsText(kept ?? DEFAULT_DEADLINES[id]),
      standard: secondsText(DEFAULT_DEADLINES[id]),
      changed: kept !== undefined && kept !== DEFAULT_DEADLINES[id],
      issue: read && !read.ok ? read.message : undefined,
    }
  })
}
