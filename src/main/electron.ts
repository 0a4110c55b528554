import { dirname, join } from 'node:path'
import { createElectronCipher } from './adapters/secrets/electron-cipher'
import { composeApplication, openLog, programsFolder, usualSettings } from './compose'
import { electronFacts, runElectronHost, stopElectron } from './hosts/electron/electron-host'
import { createDevelopmentPages, createPages } from './hosts/page/page'

// The Electron program behind `index.ts`: picks what the host runs with.
const programs = programsFolder()
const { userDataFolder, isPackaged } = electronFacts()
const developmentServer = isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL
const settings = usualSettings(userDataFolder)
const log = openLog(settings)

runElectronHost({
  pages: developmentServer ? createDevelopmentPages(developmentServer) : createPages(join(dirname(programs), 'renderer')),
  preload: join(dirname(programs), 'preload/index.cjs'),
  withDeveloperTools: developmentServer !== undefined || process.env.ASSISTANT_DEVTOOLS === '1',
  readyFile: process.env.ASSISTANT_READY_FILE,
  compose: () => composeApplication({ host: 'electron', settings, cipher: createElectronCipher() }),
  onError: (event, error) => log.error(event, error),
}).catch((error: unknown) => {
  log.error('electron-host.start-failed', error)
  process.stderr.write(`The assistant could not start: ${error instanceof Error ? error.message : String(error)}\n`)
  stopElectron(3)
})
