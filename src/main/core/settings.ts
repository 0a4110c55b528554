import { Settings } from '#shared/settings/settings'
import { type Result, success } from '#shared/result'
import type { Documents } from './ports/storage'

const NAME = 'settings'

/** Preferences. Every field has a default, so old and damaged documents still open; a wrong field costs only itself. */
export interface SettingsService {
  current(): Settings
  get(): Result<Settings>
  put(settings: Settings): Result<Settings>
}

export function createSettings(documents: Documents): SettingsService {
  function current(): Settings {
    const stored = documents.read(NAME)
    const whole = Settings.safeParse(stored ?? {})
    if (whole.success) return whole.data
    const fields: [string, unknown][] = typeof stored === 'object' && stored !== null ? Object.entries(stored) : []
    return Settings.parse(Object.fromEntries(fields.filter(([name, value]) => Settings.safeParse({ [name]: value }).success)))
  }
  return {
    current,
    get: () => success(current()),
    put(settings) {
      documents.write(NAME, settings)
      return success(settings)
    },
  }
}
