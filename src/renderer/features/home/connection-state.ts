import { FIELD_LABELS } from '#shared/connection/connection'
import type { ProfileView } from '#shared/profile/profile'
import type { UiState } from '../../shared/ui/StateBadge'

export const UNNAMED = 'Connection without a name'
export const nameOf = ({ profile }: ProfileView): string => (profile.form.name.trim() === '' ? UNNAMED : profile.form.name)

/** A row's state in one icon and a word or two. */
export function connectionState(view: ProfileView): { state: UiState; label: string } {
  switch (view.validation) {
    case 'validated':
      return view.lastTest && view.lastTest.verdict.improvements > 0 ? { state: 'warning', label: 'Ready, can improve' } : { state: 'ok', label: 'Ready' }
    case 'stale':
      return { state: 'warning', label: 'Test is old' }
    case 'changed':
      return { state: 'warning', label: 'Changed since' }
    case 'never-tested':
      return view.next.screen === 'form' ? { state: 'not-set-up', label: 'Not complete' } : { state: 'not-set-up', label: 'Not tested' }
    case 'not-validated':
      switch (view.lastTest?.verdict.kind) {
        case 'blocked':
          return { state: 'failed', label: 'Failed' }
        case 'empty':
          return { state: 'not-set-up', label: 'Nothing to import' }
        case 'cancelled':
          return { state: 'cancelled', label: 'Cancelled' }
        default:
          return { state: 'could-not-check', label: 'Not proven' }
      }
  }
}

/** What a row shows of the place, as one line. */
export function placeOf({ profile: { form } }: ProfileView): string {
  const data = [form.catalog.trim(), form.schema.trim()].filter((part) => part !== '').join('.')
  return [data, form.host.trim() === '' ? `${FIELD_LABELS.host} not set` : form.host.trim()].filter((part) => part !== '').join('  ·  ')
}
