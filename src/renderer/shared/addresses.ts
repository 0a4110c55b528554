/** Addresses of screens, for links: features know each other only by these. */
export type ConnectionScreen = 'existing' | 'quick-start' | 'test' | 'export' | 'permissions' | 'audit'

/** Views of an audit. Which one is open is part of the address. */
export const AUDIT_TABS = ['findings', 'fix', 'kept'] as const
export type AuditTab = (typeof AUDIT_TABS)[number]

export const HOME = '#/'
/** All connections with the verdict of their last audit. */
export const AUDITS = '#/audit'
/** Sent to the window after `stayAs`; the browser's own `hashchange` covers the rest. */
export const ADDRESS_CHANGED = 'address-changed'

/** `focus`: a field to put the cursor into, or a picker to open (`choose-catalog`), on the form screens. */
export const connectionAddress = (profileId: string, screen: ConnectionScreen, focus?: string): string =>
  `#/connections/${encodeURIComponent(profileId)}/${screen}${focus === undefined ? '' : `?focus=${encodeURIComponent(focus)}`}`

export const auditAddress = (profileId: string, tab: AuditTab): string => `${connectionAddress(profileId, 'audit')}${tab === 'findings' ? '' : `/${tab}`}`

/** The test screen, with the test begun: what a button named "Test connection" promises. */
export const startTestAddress = (profileId: string): string => `${connectionAddress(profileId, 'test')}?begin`
/** A setup at one of its steps; without an id the list of setups, or a new one. */
export const setupAddress = (setupId: string, step?: string): string => `#/setup/${encodeURIComponent(setupId)}${step === undefined ? '' : `/${step}`}`

/** A page of the help; without an id the one that was read last. */
export const helpAddress = (pageId: string): string => `#/help/${encodeURIComponent(pageId)}`

export function go(address: string): void {
  window.location.hash = address.replace(/^#/, '')
}

/** Changes the address without leaving the screen: a new connection has got its id. */
export function stayAs(address: string): void {
  window.history.replaceState(null, '', address)
  window.dispatchEvent(new Event(ADDRESS_CHANGED))
}
