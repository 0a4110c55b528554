// npm run dev: hot reload. In Electron where its binary is there (the main process restarts on changes as well), else in
// the browser (the page reloads; changes of the main process need a new start). The policy of the page is relaxed here only.
import { createServer as createTcpServer } from 'node:net'
import { join } from 'node:path'
import { electronBinary, isRoot, missingDisplay } from './lib/electron-binary.mjs'
import { ROOT, ensureBuildOrExit } from './lib/ensure-build.mjs'
import { runInPlace } from './lib/run-child.mjs'

const freePort = () =>
  new Promise((done) => {
    const server = createTcpServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => done(port))
    })
  })

process.chdir(ROOT)
process.env.ASSISTANT_DEVELOPMENT_PORT = String(await freePort())
const noDisplay = missingDisplay()
const { path } = noDisplay || process.argv.includes('--browser') ? {} : await electronBinary({ mayInstall: false })

if (path) {
  await ensureBuildOrExit()
  const cli = join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js')
  // electron-vite ignores ELECTRON_OVERRIDE_DIST_PATH.
  const env = { ...process.env, ELECTRON_EXEC_PATH: path, ELECTRON_CLI_ARGS: JSON.stringify([]) }
  process.exitCode = await runInPlace(process.execPath, [cli, 'dev', '--watch', ...(isRoot() ? ['--noSandbox'] : [])], { env })
} else {
  await ensureBuildOrExit()
  const { loadConfigFromFile } = await import('electron-vite')
  const { createServer } = await import('vite')
  const { config } = await loadConfigFromFile({ command: 'serve', mode: 'development' }, join(ROOT, 'electron.vite.config.ts'))
  const server = await createServer({ ...config.renderer, configFile: false, mode: 'development' })
  await server.listen()
  const env = { ...process.env, ASSISTANT_DEVELOPMENT_SERVER: `http://127.0.0.1:${server.config.server.port}` }
  process.exitCode = await runInPlace(process.execPath, [join(ROOT, 'out/main/browser.js'), ...(process.argv.includes('--no-open') ? ['--no-open'] : [])], { env })
  await server.close()
}
