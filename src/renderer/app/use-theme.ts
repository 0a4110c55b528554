import { useEffect } from 'react'
import type { Settings } from '#shared/settings/settings'
import { api } from '../shared/api'
import { onChange } from '../shared/changes'

const prefersDark = window.matchMedia('(prefers-color-scheme: dark)')

/** Sets `data-theme` on the page from the preference, and follows the system where the preference is to. */
export function useTheme(): void {
  useEffect(() => {
    let preference: Settings['theme'] = 'system'
    const apply = () => {
      const isDark = preference === 'dark' || (preference === 'system' && prefersDark.matches)
      document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light'
    }
    const read = async () => {
      const settings = await api.call('settings.get', {})
      if (settings.ok) preference = settings.value.theme
      apply()
    }
    apply()
    void read()
    prefersDark.addEventListener('change', apply)
    const stop = onChange((name) => {
      if (name === 'settings.put') void read()
    })
    return () => {
      prefersDark.removeEventListener('change', apply)
      stop()
    }
  }, [])
}
