/** Addresses of screens, for links: features know each other only by these. */
export type ConnectionScreen = 'existing' | 'quick-start' | 'test' | 'export' | 'permissions'

export const HOME = '#/'
/** `focus`: a field to put the cursor into, or a picker to open (`choose-catalog`), on the form screens. */
export const connectionAddress = (profileId: string, screen: ConnectionScreen, focus?: string): string =>
  `#/connections/${encodeURIComponent(profileId)}/${screen}${focus === undefined ? '' : `?focus=${encodeURIComponent(focus)}`}`

export function go(address: string): void {
  window.location.hash = address.replace(/^#/, '')
}
