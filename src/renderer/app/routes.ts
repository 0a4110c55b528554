import { AUDIT_TABS, type AuditTab } from '../shared/addresses'

/** Screens and their addresses. The address is all navigation state there is: reload and back work. */
export type Route =
  | { screen: 'home' }
  | { screen: 'existing' | 'quick-start' | 'test' | 'export' | 'permissions'; profileId: string }
  | { screen: 'audit'; profileId: string; tab: AuditTab }
  | { screen: 'setup'; setupId?: string; step?: string }
  | { screen: 'help'; pageId?: string }
  | { screen: 'existing' | 'quick-start' | 'audit' | 'troubleshoot' | 'settings' }

const OF_CONNECTION = ['existing', 'quick-start', 'test', 'export', 'permissions', 'audit'] as const
const ALONE = ['existing', 'quick-start', 'audit', 'troubleshoot', 'settings'] as const

/** Reads the part after `#`. Anything unknown is home. */
export function readRoute(hash: string): Route {
  const [first, id, last, part] = hash.replace(/^#?\/*/, '').split(/[?]/)[0]!.split('/')
  if (first === 'connections' && id) {
    const screen = OF_CONNECTION.find((one) => one === last) ?? 'existing'
    const profileId = decodeURIComponent(id)
    return screen === 'audit' ? { screen, profileId, tab: AUDIT_TABS.find((tab) => tab === part) ?? 'findings' } : { screen, profileId }
  }
  if (first === 'setup') return { screen: 'setup', ...(id ? { setupId: decodeURIComponent(id) } : {}), ...(last ? { step: last } : {}) }
  if (first === 'help') return { screen: 'help', ...(id ? { pageId: decodeURIComponent(id) } : {}) }
  const screen = ALONE.find((one) => one === first)
  return screen ? { screen } : { screen: 'home' }
}
