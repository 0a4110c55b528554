import { useEffect } from 'react'
import { go, helpAddress } from '../shared/addresses'

const isMac = /mac/i.test(navigator.platform)

/** A shortcut as this computer's keyboard names it: `Ctrl K`, `⌘ K`. */
export const shortcutText = (key: string): string => `${isMac ? '⌘' : 'Ctrl'} ${key}`

/** In a dialog its own filter is meant, not that of the screen behind it. */
function focusFilter(): boolean {
  const place = document.querySelector('[role="dialog"]') ?? document.querySelector('main')
  const filter = place?.querySelector<HTMLInputElement>('input[type="search"]')
  filter?.focus()
  filter?.select()
  return filter !== null && filter !== undefined
}

/** The keys that work on every screen. All have Ctrl or ⌘: a letter alone belongs to whoever types. */
export function useShortcuts(onJump: () => void): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!(isMac ? event.metaKey : event.ctrlKey) || event.altKey || event.isComposing) return
      const key = event.key.toLowerCase()
      const isTaken = key === 'k' && !event.shiftKey ? (onJump(), true) : key === '/' ? (go(helpAddress('keyboard')), true) : key === 'f' && event.shiftKey ? focusFilter() : false
      if (isTaken) event.preventDefault()
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [onJump])
}
