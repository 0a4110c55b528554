import { join } from 'node:path'
import { parseArgs } from 'node:util'
import open from 'open'
import { composeApplication, openLog, programsFolder, usualSettings } from './compose'
import { startBrowserHost } from './hosts/browser/browser-host'
import { createDevelopmentPages, createPages } from './hosts/page/page'

const TEN_MINUTES_MS = 600_000

const hasDisplay = () => process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

async function openInBrowser(url: string): Promise<void> {
  try {
    const browser = await open(url)
    // No browser on this machine: the printed URL still works.
    browser.on('error', () => undefined)
  } catch {
    console.error('No browser could be opened; use the URL above.')
  }
}

/** The browser host's entry. Ends by Ctrl-C, or by itself some time after its page was closed. */
async function run(): Promise<void> {
  const { values: flags } = parseArgs({ options: { 'no-open': { type: 'boolean', default: false }, browser: { type: 'boolean', default: false } }, strict: true })
  const settings = usualSettings()
  const log = openLog(settings)
  const developmentServer = process.env.ASSISTANT_DEVELOPMENT_SERVER
  const idleMs = Number(process.env.ASSISTANT_IDLE_MS) || TEN_MINUTES_MS
  const application = await composeApplication({ host: 'browser', settings })
  const host = await startBrowserHost({
    application,
    pages: developmentServer ? createDevelopmentPages(developmentServer) : createPages(join(programsFolder(), '../renderer')),
    idleMs,
    onError: (event, error) => log.error(event, error),
  })

  const url = host.newUrl()
  console.log(`The assistant is ready. This URL opens it in a browser on this computer, once:\n\n  ${url}\n\nEnter prints a new URL. Ctrl-C ends the assistant.`)
  process.stdin.on('data', () => console.log(`  ${host.newUrl()}`))
  process.stdin.on('error', () => undefined)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void host.close())
  if (!flags['no-open'] && hasDisplay()) await openInBrowser(url)

  const how = await host.stopped
  process.stdin.destroy()
  await application.close()
  if (how === 'idle') console.log('The page has been closed for a while: the assistant ends. Start it again with: npm start')
}

run().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(`The assistant could not start: ${error instanceof Error ? error.message : String(error)}`)
    process.exit(3)
  },
)
