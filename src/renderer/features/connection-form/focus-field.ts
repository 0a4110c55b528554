import { FIELD_NAMES, type FieldName } from '#shared/connection/connection'

/** Puts the cursor into a field, or onto the first button of a kept token. */
export function focusField(field: FieldName): void {
  const place = document.querySelector<HTMLElement>(`[data-field="${field}"]`)
  place?.scrollIntoView({ block: 'center' })
  place?.querySelector<HTMLElement>('input, .token-kept button')?.focus()
}

/** Field, or `tables`, that the address asks to start at: `?focus=token`. */
export function fieldInAddress(): FieldName | 'tables' | undefined {
  const wanted = /[?&]focus=([\w-]+)/.exec(window.location.hash)?.[1]
  return wanted === 'tables' ? 'tables' : FIELD_NAMES.find((field) => field === wanted)
}
