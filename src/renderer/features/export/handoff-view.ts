import { FIELD_LABELS, FIELD_NAMES, type FieldName } from '#shared/connection/connection'
import type { HandoffDocument } from '#shared/handoff/handoff'
import { ageText, localTimeText } from '../../shared/time-text'

/** One line of CleverTap's form to fill in. */
export interface HandoffRow {
  field: FieldName
  label: string
  /** Absent for the token: it is never in a file nor on this screen. */
  value: string | undefined
  note: string
}

const valueOf = (document: HandoffDocument, field: FieldName): string | undefined => {
  const listed = document.fields.find((one) => one.label === FIELD_LABELS[field])?.value
  if (field === 'token') return undefined
  if (listed !== undefined) return listed
  const { connection } = document
  return field === 'port' ? String(connection.port) : connection[field]
}

const OWN_NOTES: Partial<Record<FieldName, string>> = {
  token: 'Never in this file. Paste it from where you keep it. A lost token cannot be read back: make a new one and test again.',
}

/** The seven fields in the order of CleverTap's form. */
export function handoffRows(document: HandoffDocument): HandoffRow[] {
  return FIELD_NAMES.map((field) => {
    const value = valueOf(document, field)
    const listed = document.fields.find((one) => one.label === FIELD_LABELS[field])?.note
    const empty = field === 'schema' && !value ? 'Leave it empty: no schema is set in this connection.' : ''
    return { field, label: FIELD_LABELS[field], value: value === '' ? undefined : value, note: OWN_NOTES[field] ?? listed ?? empty }
  })
}

/** Fields that can be ticked off: all seven, the token by hand. */
export interface FollowAlong {
  done: number
  total: number
  line: string
}

export function followAlong(rows: readonly HandoffRow[], ticked: ReadonlySet<FieldName>): FollowAlong {
  const needed = rows.filter((row) => row.value !== undefined || row.field === 'token')
  const done = needed.filter((row) => ticked.has(row.field)).length
  const next = needed.find((row) => !ticked.has(row.field))
  return { done, total: needed.length, line: next ? `${done} of ${needed.length} done. Next: ${next.label}.` : 'All fields are done. Press Test Connection in CleverTap, then Save.' }
}

export interface Stamp {
  validated: boolean
  word: 'Validated' | 'DRAFT'
  reason: string
  /** When the validation ends, or nothing for a draft. */
  validUntil: string | undefined
}

const timeOf = (text: string) => {
  const ms = Date.parse(text)
  return Number.isNaN(ms) ? undefined : ms
}

/** A validation runs out while the screen is open: then the stamp turns to DRAFT without asking again. */
export function stampOf(document: HandoffDocument, now: number): Stamp {
  const until = document.test ? timeOf(document.test.validUntil) : undefined
  if (document.status !== 'validated') return { validated: false, word: 'DRAFT', reason: document.statusReason, validUntil: undefined }
  if (until !== undefined && until <= now) {
    return { validated: false, word: 'DRAFT', reason: `The validation ran out at ${localTimeText(until)}. Test the connection again.`, validUntil: undefined }
  }
  return { validated: true, word: 'Validated', reason: document.statusReason, validUntil: until === undefined ? undefined : localTimeText(until) }
}

/** What was tested, when, as whom and from where. */
export function testFacts(document: HandoffDocument, now: number): { label: string; value: string }[] {
  const { test } = document
  if (!test) return []
  const finished = timeOf(test.finishedAt)
  return [
    { label: 'Result', value: test.verdict.line },
    { label: 'When', value: finished === undefined ? test.finishedAt : `${localTimeText(finished)} (${ageText(finished, now)})` },
    { label: 'As whom', value: test.testedAs ? `${test.testedAs.displayName ? `${test.testedAs.displayName}, ` : ''}${test.testedAs.principal}` : 'not known' },
    { label: 'From where', value: test.testedFrom },
    { label: 'Tables', value: document.tables.length === 0 ? 'a sample' : document.tables.join(', ') },
  ]
}
