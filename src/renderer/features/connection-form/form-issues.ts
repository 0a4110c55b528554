import { FIELD_LABELS, FIELD_NAMES, type ConnectionForm, type FieldIssue, type FieldName } from '#shared/connection/connection'
import { validateForm } from '#shared/connection/validate-form'

export interface FormReading {
  /** Every remark, per field. */
  byField: Record<FieldName, FieldIssue[]>
  /** What keeps the test from running, in the order of the form. */
  blocking: { field: FieldName; words: string }[]
}

const isMissing = (issue: FieldIssue) => issue.code.endsWith('.required')

export function readForm(form: ConnectionForm, { tokenPresent, takenNames }: { tokenPresent: boolean; takenNames: readonly string[] }): FormReading {
  const { issues } = validateForm(form, { tokenPresent, takenNames: takenNames.filter((name) => name.trim() !== '') })
  const of = (field: FieldName) => issues.filter((issue) => issue.field === field)
  const blocking = FIELD_NAMES.flatMap((field) => {
    const errors = of(field).filter((issue) => issue.severity === 'error')
    if (errors.length === 0) return []
    return [{ field, words: errors.some(isMissing) ? FIELD_LABELS[field] : `${FIELD_LABELS[field]} (has an error)` }]
  })
  return { byField: Object.fromEntries(FIELD_NAMES.map((field) => [field, of(field)])) as Record<FieldName, FieldIssue[]>, blocking }
}

/** An empty field is not scolded before the user has tried to go on; the line at the bottom names it anyway. */
export const shownIssues = (issues: FieldIssue[], showMissing: boolean): FieldIssue[] => (showMissing ? issues : issues.filter((issue) => !isMissing(issue)))
