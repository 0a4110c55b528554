import type { FieldIssue } from '#shared/connection/connection'
import { FIELD_LABELS } from '#shared/connection/connection'
import type { StageResult } from '#shared/connection-test/report'
import type { FormReading } from '#shared/connection/validate-form'
import { invalidInput } from '../../invalid-input'

const said = (issue: FieldIssue) => `${FIELD_LABELS[issue.field]}: ${issue.message}`

/** The form by itself: pure, and before anything leaves this computer. Remarks that only tidy up don't count. */
export function judgeForm({ details, issues }: FormReading, now: number): StageResult {
  const errors = issues.filter(({ severity }) => severity === 'error')
  const settled = { id: 'form' as const, startedAt: now, durationMs: 0 }
  const first = errors[0]
  if (first || !details) {
    const summary = errors.length === 1 && first ? said(first) : `${errors.length} fields need correction.`
    const diagnosis = invalidInput(errors.length === 1 ? 'A field of the form needs correction' : `${errors.length} fields of the form need correction`, {
      field: first?.field,
      causes: errors.map(said),
    })
    return { ...settled, state: 'failed', summary, evidence: [], diagnosis, improvements: [] }
  }
  const evidence = [
    { label: FIELD_LABELS.host, value: details.host },
    { label: FIELD_LABELS.port, value: String(details.port) },
    { label: FIELD_LABELS.httpPath, value: details.httpPath },
    { label: FIELD_LABELS.catalog, value: details.catalog },
    ...(details.schema === undefined ? [] : [{ label: FIELD_LABELS.schema, value: details.schema }]),
    ...issues.filter(({ severity }) => severity === 'warning').map((issue) => ({ label: 'Remark', value: said(issue) })),
  ]
  return { ...settled, state: 'passed', summary: 'All fields are complete.', evidence, improvements: [] }
}
