import type { Diagnosis, FixAction } from '#shared/diagnosis/diagnosis'
import type { FieldName } from '#shared/connection/connection'

const EDIT: Record<FieldName, FixAction> = {
  name: 'edit-name', host: 'edit-host', port: 'edit-port', httpPath: 'edit-http-path', token: 'edit-token', catalog: 'edit-catalog', schema: 'edit-schema',
}

/** What was given can't be used; `field` says where, and for a form field the fix leads there. */
export function invalidInput(title: string, { field, causes = [], fix }: { field?: string; causes?: string[]; fix?: string } = {}): Diagnosis {
  const action = field !== undefined && field in EDIT ? EDIT[field as FieldName] : undefined
  return {
    category: 'invalid_input',
    confidence: 'high',
    title,
    causes,
    fixes: fix !== undefined || action ? [{ text: fix ?? 'Correct the field.', action }] : [],
    field,
  }
}
