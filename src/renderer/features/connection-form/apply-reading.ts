import type { ConnectionForm, FieldName } from '#shared/connection/connection'
import type { PasteReading } from '#shared/connection/smart-paste'
import type { Provenance } from '#shared/profile/profile'

/** Fields whose value is part of the stored form: all but the token. */
export type TypedField = Exclude<FieldName, 'token'>

export interface FormValues {
  form: ConnectionForm
  provenance: Provenance
  tables: string[]
}

/** The form with what a paste brought. Fields it says nothing about stay; a name that was chosen already stays too. */
export function withReading(before: FormValues, reading: PasteReading): FormValues {
  const form = { ...before.form }
  const provenance: Provenance = { ...before.provenance }
  for (const { field, value, from } of reading.values) {
    if (field === 'token') continue
    form[field] = value
    provenance[field] = from
  }
  return { form, provenance, tables: reading.tables ?? before.tables }
}
