import Conf from 'conf'
import { BrowserWindow, type Rectangle, app, screen } from 'electron'

const DEFAULT_SIZE = { width: 1280, height: 840 }
const MIN_SIZE = { minWidth: 1024, minHeight: 700 }

interface Placement {
  bounds?: Rectangle
  maximized?: boolean
}

// conf, not electron-store: the latter opens an IPC channel of its own, and there shall be only the gate.
const placementStore = () => new Conf<Record<string, unknown>>({ cwd: app.getPath('userData'), configName: 'window', clearInvalidConfig: true })

function isRectangle(value: unknown): value is Rectangle {
  return typeof value === 'object' && value !== null && ['x', 'y', 'width', 'height'].every((key) => Number.isInteger((value as Record<string, unknown>)[key]))
}

/** The last place, unless the screen it was on is gone. */
function lastPlacement(): Placement {
  const { bounds, maximized } = placementStore().store
  if (!isRectangle(bounds)) return {}
  const { workArea } = screen.getDisplayMatching(bounds)
  const isVisible =
    bounds.x < workArea.x + workArea.width - 50 && bounds.x + bounds.width > workArea.x + 50 && bounds.y >= workArea.y - 10 && bounds.y < workArea.y + workArea.height - 50
  return { ...(isVisible ? { bounds } : {}), maximized: maximized === true }
}

function keepPlacement(window: BrowserWindow): void {
  window.on('close', () => {
    placementStore().store = { bounds: window.getNormalBounds(), maximized: window.isMaximized() }
  })
}

/** The one window: isolated, sandboxed, without Node. */
export function createWindow(preload: string, withDeveloperTools: boolean): BrowserWindow {
  const { bounds, maximized } = lastPlacement()
  const window = new BrowserWindow({
    ...DEFAULT_SIZE,
    ...bounds,
    ...MIN_SIZE,
    show: false,
    title: app.getName(),
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      devTools: withDeveloperTools,
    },
  })
  if (maximized) window.maximize()
  keepPlacement(window)
  return window
}
