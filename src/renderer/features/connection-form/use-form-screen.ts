import { useEffect, useMemo, useState } from 'react'
import type { FieldName } from '#shared/connection/connection'
import { fieldInAddress, focusField } from './focus-field'
import { readForm, shownIssues } from './form-issues'
import { useForm } from './use-form-store'

/** What both form screens need: the reading of the form, and when empty fields may be pointed at. */
export function useFormScreen() {
  const { form, token, takenNames, phase } = useForm((state) => state)
  const [hasTried, setTried] = useState(false)
  const tokenPresent = token !== undefined && token.keeping !== 'none'
  const reading = useMemo(() => readForm(form, { tokenPresent, takenNames }), [form, tokenPresent, takenNames])
  const issues = useMemo(
    () => Object.fromEntries(Object.entries(reading.byField).map(([field, all]) => [field, shownIssues(all, hasTried)])) as Record<FieldName, (typeof reading.byField)[FieldName]>,
    [reading, hasTried],
  )
  const isReady = phase.kind === 'ready'
  useEffect(() => {
    const field = fieldInAddress()
    if (!isReady || field === undefined) return
    if (field === 'tables') document.querySelector<HTMLElement>('[data-field="tables"] button:last-of-type')?.focus()
    else focusField(field)
  }, [isReady])
  return { reading, issues, phase, tried: () => setTried(true) }
}
