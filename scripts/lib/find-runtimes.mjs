// Finds what the end-to-end suites need. Each answer is a path, or the reason why there is none and how to get it.
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { spawnSync } from 'node:child_process'

const onPath = (name) => {
  const found = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' })
  return found.status === 0 ? found.stdout.trim() : undefined
}

/** A Chromium for the tests: `CHROMIUM_PATH`, or one of the usual names on the path. */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH
  if (named) return existsSync(named) ? { path: named } : { missing: `CHROMIUM_PATH names ${named}, which is not there` }
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    const path = onPath(name)
    if (path) return { path }
  }
  return { missing: 'no Chromium on this machine: apt-get install chromium' }
}

/** An Electron that can run here: its folder in `ELECTRON_OVERRIDE_DIST_PATH`, or the one its installer left. Needs a display. */
export function findElectron() {
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(dirname(createRequire(import.meta.url).resolve('electron/package.json')), 'dist')
  const path = join(dist, process.platform === 'win32' ? 'electron.exe' : process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron')
  if (!existsSync(path)) return { missing: `no Electron binary (${path}): npx install-electron, or set ELECTRON_OVERRIDE_DIST_PATH` }
  if (process.platform === 'linux' && !process.env.DISPLAY && !onPath('xvfb-run')) return { missing: 'no display and no xvfb-run: apt-get install xvfb' }
  return { path, dist }
}
