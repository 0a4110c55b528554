// Finds Electron's binary, or has Electron's own installer fetch it, once.
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'

const INSTALL_DEADLINE_MS = 300_000
const PROGRESS_MS = 5_000
const BINARY = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform] ?? 'electron'

const packageFolder = () => dirname(createRequire(import.meta.url).resolve('electron/package.json'))

function installedBinary() {
  const folder = packageFolder()
  // The installer writes this file last: a half-unpacked folder has none.
  const named = existsSync(join(folder, 'path.txt')) ? readFileSync(join(folder, 'path.txt'), 'utf8').trim() : undefined
  const path = named && join(folder, 'dist', named)
  return path && existsSync(path) ? path : undefined
}

function install() {
  process.stderr.write('Electron\'s binary is missing. Its installer fetches it now (about 120 MB, once, at most 5 minutes)')
  return new Promise((done) => {
    const started = Date.now()
    const child = spawn(process.execPath, [join(packageFolder(), 'install.js')], { stdio: ['ignore', 'ignore', 'pipe'], timeout: INSTALL_DEADLINE_MS, env: { ...process.env, ELECTRON_GET_NO_PROGRESS: '1' } })
    let errors = ''
    child.stderr.on('data', (chunk) => (errors = (errors + chunk.toString()).slice(-4_000)))
    const progress = setInterval(() => process.stderr.write(` ${Math.round((Date.now() - started) / 1000)} s`), PROGRESS_MS)
    const end = (reason) => {
      clearInterval(progress)
      process.stderr.write('\n')
      done(reason)
    }
    child.once('error', (error) => end(error.message))
    child.once('close', (code, signal) => {
      if (code === 0) return end(undefined)
      if (signal) return end('it took too long')
      const [first = `code ${code}`] = errors.split('\n').map((line) => line.trim()).filter((line) => line && !line.startsWith('at '))
      return end(first)
    })
  })
}

/** `{ path }`, or `{ missing: why }`. `mayInstall`: try the installer when the binary is not there. */
export async function electronBinary({ mayInstall }) {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (override) {
    const path = join(override, BINARY)
    return existsSync(path) ? { path } : { missing: `ELECTRON_OVERRIDE_DIST_PATH names ${override}, where no Electron is` }
  }
  let path
  try {
    path = installedBinary()
  } catch {
    return { missing: 'the package electron is not installed' }
  }
  if (path) return { path }
  if (!mayInstall || process.env.ELECTRON_SKIP_BINARY_DOWNLOAD) return { missing: 'its binary is not installed' }
  const problem = await install()
  path = installedBinary()
  return path ? { path } : { missing: `its binary could not be fetched (${problem ?? 'nothing was installed'})` }
}

/** Why no window can open here whatever the binary, if so. */
export function missingDisplay() {
  return process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY ? 'there is no display' : undefined
}

/** Chromium refuses to start as root with its own sandbox on. */
export const isRoot = () => process.platform === 'linux' && process.getuid() === 0
