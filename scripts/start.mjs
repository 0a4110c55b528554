// npm start: the assistant in its window, or, where no window can be had, in the user's browser.
//   --browser   use the browser at once      --no-open   print the URL only, open nothing
// Everything else is passed on to Electron, e.g. --user-data-dir=FOLDER.
import { join } from 'node:path'
import { electronBinary, isRoot, missingDisplay } from './lib/electron-binary.mjs'
import { ROOT, ensureBuildOrExit } from './lib/ensure-build.mjs'
import { runElectron } from './lib/run-electron.mjs'
import { runInPlace } from './lib/run-child.mjs'

const args = process.argv.slice(2)
const has = (flag) => args.includes(flag)
const forElectron = args.filter((arg) => arg !== '--browser' && arg !== '--no-open')

async function tryElectron() {
  // Without a display there is no point in fetching 120 MB first.
  const noDisplay = missingDisplay()
  if (noDisplay) return { failed: noDisplay }
  const { path, missing } = await electronBinary({ mayInstall: true })
  if (!path) return { failed: missing }
  const asRoot = isRoot() && !has('--no-sandbox')
  if (asRoot) process.stderr.write('Running as root: Chromium\'s own sandbox is off in this window. Better start the assistant as a user.\n')
  // See src/main/hosts/electron/own-scheme.ts for -r.
  return runElectron(path, ['-r', join(ROOT, 'out/preload/own-scheme.cjs'), ...(asRoot ? ['--no-sandbox'] : []), ...forElectron, ROOT], ROOT)
}

await ensureBuildOrExit()
const outcome = has('--browser') ? { failed: undefined } : await tryElectron()
if (outcome.code !== undefined) process.exitCode = outcome.code
else {
  if (outcome.failed) process.stderr.write(`The Electron window can't be used: ${outcome.failed}. Using the browser instead.\n`)
  process.exitCode = await runInPlace(process.execPath, [join(ROOT, 'out/main/browser.js'), ...(has('--no-open') ? ['--no-open'] : [])])
}
