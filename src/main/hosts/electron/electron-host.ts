import { writeFileSync } from 'node:fs'
import { type BrowserWindow, app, session } from 'electron'
import type { Application } from '../../core/application'
import type { Pages } from '../page/page'
import { allowOwnDownloads, confineEverything, denyPermissions } from './confinement'
import { openIpcGate } from './ipc-gate'
import { installContextMenu, installMenu } from './menu'
import { pageAddress } from './own-scheme'
import { servePages } from './scheme'
import { createWindow } from './window'

const CLOSE_DEADLINE_MS = 5_000

export interface ElectronHostOptions {
  pages: Pages
  /** File of the built preload. */
  preload: string
  withDeveloperTools: boolean
  /** Written once the window shows, so that whoever started this knows that it did. */
  readyFile?: string
  /** Called when `app` is ready: the key store is not available before. */
  compose(): Promise<Application>
  onError: (event: string, error: unknown) => void
}

/** What the composition needs to know of the Electron it runs in. */
export const electronFacts = (): { userDataFolder: string; isPackaged: boolean } => ({ userDataFolder: app.getPath('userData'), isPackaged: app.isPackaged })

/** For a start that failed: ends at once, without asking anybody. */
export const stopElectron = (code: number): void => app.exit(code)

/** Ends what runs and the sandbox before the process ends, but never hangs on it. */
function closeBeforeQuit(application: Application): void {
  let isClosed = false
  app.on('will-quit', (event) => {
    if (isClosed) return
    event.preventDefault()
    isClosed = true
    const late = new Promise((resolve) => setTimeout(resolve, CLOSE_DEADLINE_MS))
    // Not before this handler has returned: until then Electron still counts as quitting and ignores `quit`.
    void Promise.race([application.close(), late]).finally(() => setImmediate(() => app.quit()))
  })
}

function focus(window: BrowserWindow): void {
  if (window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.focus()
}

/**
 * Runs the assistant in Electron, once per user data folder: a second start brings the first one's window forward.
 * `registerOwnScheme` comes before.
 */
export async function runElectronHost(options: ElectronHostOptions): Promise<void> {
  if (!app.requestSingleInstanceLock()) {
    process.stderr.write('The assistant is already running; its window was brought to the front.\n')
    if (options.readyFile) writeFileSync(options.readyFile, 'running')
    app.quit()
    return
  }
  confineEverything()
  app.on('window-all-closed', () => app.quit())
  await app.whenReady()

  denyPermissions(session.defaultSession)
  allowOwnDownloads(session.defaultSession)
  servePages(session.defaultSession, options.pages)
  installMenu(options.withDeveloperTools)
  const application = await options.compose()
  closeBeforeQuit(application)

  const window = createWindow(options.preload, options.withDeveloperTools)
  installContextMenu(window)
  const closeGate = openIpcGate(window, application, options.onError)
  window.once('closed', closeGate)
  app.on('second-instance', () => focus(window))
  window.once('ready-to-show', () => {
    window.show()
    if (options.readyFile) writeFileSync(options.readyFile, 'ready')
  })
  await window.loadURL(`${pageAddress().origin}/`)
}
