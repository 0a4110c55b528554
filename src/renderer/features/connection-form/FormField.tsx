import type { ClipboardEvent, ReactNode } from 'react'
import { FIELD_LABELS, type FieldIssue, type FieldName } from '#shared/connection/connection'
import { readPaste } from '#shared/connection/smart-paste'
import { Button } from '../../shared/ui/Button'
import { TextField } from '../../shared/ui/TextField'
import type { TypedField } from './apply-reading'
import './form-field.css'
import { useForm, useFormActions } from './use-form-store'

export interface FieldContext {
  issues: Record<FieldName, FieldIssue[]>
  /** Puts a field's page into the guide; absent where there is no guide beside the form. */
  onGuide?: (field: FieldName) => void
}

/** A pasted text that is more than the value of this one field is taken apart; a plain one goes its ordinary way. */
export function usePaste(field: FieldName): (event: ClipboardEvent<HTMLElement>) => void {
  const { pasted } = useFormActions()
  return (event) => {
    const reading = readPaste(event.clipboardData.getData('text/plain'), field)
    if (reading.kind === 'plain') return
    event.preventDefault()
    void pasted(reading)
  }
}

export function FindLink({ field, onGuide }: { field: FieldName; onGuide?: ((field: FieldName) => void) | undefined }) {
  if (!onGuide) return null
  return (
    <Button variant="quiet" size="s" onPress={() => onGuide(field)}>
      Where do I find it?
    </Button>
  )
}

export interface FormFieldProps extends FieldContext {
  field: TypedField
  hint?: ReactNode
  placeholder?: string
  trailing?: ReactNode
  optional?: boolean
}

/** One field of CleverTap's form, under its label there. Says where its value came from and what is wrong at which part. */
export function FormField({ field, issues, onGuide, hint, placeholder, trailing, optional = false }: FormFieldProps) {
  const value = useForm((state) => state.form[field])
  const provenance = useForm((state) => state.provenance[field])
  const { typed } = useFormActions()
  const onPaste = usePaste(field)
  return (
    <div className="form-field" data-field={field} onFocus={() => onGuide?.(field)}>
      <TextField
        label={FIELD_LABELS[field]}
        name={field}
        value={value}
        onChange={(next) => typed(field, next)}
        onPaste={onPaste}
        mono={field !== 'name' && field !== 'port'}
        inputMode={field === 'port' ? 'numeric' : 'text'}
        issues={issues[field]}
        onApplySuggestion={(suggestion) => typed(field, suggestion)}
        hint={provenance === undefined ? hint : `From: ${provenance}`}
        placeholder={placeholder}
        trailing={trailing}
        aside={
          <>
            {optional ? 'optional ' : null}
            <FindLink field={field} onGuide={field === 'port' || field === 'name' ? undefined : onGuide} />
          </>
        }
      />
    </div>
  )
}
