import { type Session, type WebContents, app, shell } from 'electron'
import { isAllowedLink } from './external-links'
import { pageAddress } from './own-scheme'

function isOwn(url: string): boolean {
  const { origin } = pageAddress()
  return url === origin || url.startsWith(`${origin}/`)
}

function openOutside(link: string): void {
  if (isAllowedLink(link)) void shell.openExternal(link)
}

function confineContents(contents: WebContents): void {
  // The page never leaves its own address. A link to an allowed page opens in the user's browser instead.
  contents.on('will-navigate', (details) => {
    if (isOwn(details.url)) return
    details.preventDefault()
    openOutside(details.url)
  })
  contents.on('will-frame-navigate', (details) => {
    if (!details.isMainFrame) details.preventDefault()
  })
  contents.on('will-redirect', (details) => {
    if (!isOwn(details.url)) details.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url)
    return { action: 'deny' }
  })
}

/** Every page that ever comes to be in this process is confined, not only the one window. */
export function confineEverything(): void {
  app.on('web-contents-created', (_event, contents) => confineContents(contents))
}

/** Denies what the page has no use for, which is everything but writing text to the clipboard: the copy buttons. */
export function denyPermissions(session: Session): void {
  const isAllowed = (permission: string, origin: string) => permission === 'clipboard-sanitized-write' && isOwn(origin)
  session.setPermissionRequestHandler((_contents, permission, answer, details) => answer(isAllowed(permission, details.requestingUrl)))
  session.setPermissionCheckHandler((_contents, permission, origin) => isAllowed(permission, origin))
  session.setDevicePermissionHandler(() => false)
}

/** The page offers files that it made itself (exports); Electron then asks the user where to put them. Nothing else is downloaded. */
export function allowOwnDownloads(session: Session): void {
  session.on('will-download', (event, item) => {
    if (!item.getURL().startsWith(`blob:${pageAddress().origin}/`)) event.preventDefault()
    else item.setSaveDialogOptions({ defaultPath: item.getFilename() })
  })
}
