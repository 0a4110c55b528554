import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, type ElectronApplication, type Page, _electron, test as base, chromium } from '@playwright/test'

const repository = resolve(dirname(fileURLToPath(import.meta.url)), '../../..')
const CHROMIUM_FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
]

/** The running program, whichever host it is in: what a test may know of it. */
export interface Assistant {
  host: 'browser' | 'electron'
  page: Page
  /** Where this run keeps its settings: private to the test, survives `restart`. */
  settingsDir: string
  /** Everything the program printed so far. */
  output(): string
  /** Ends the program and starts it again on the same settings; `page` is then the new window. */
  restart(): Promise<Page>
}

interface Running {
  page: Page
  stop(): Promise<void>
}

type Size = { width: number; height: number }

function environment(settingsDir: string): Record<string, string> {
  const kept = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('DATABRICKS_'))
  // HOME is the test's own, so that no developer's ~/.databrickscfg is offered on screen.
  return { ...Object.fromEntries(kept), HOME: settingsDir, ASSISTANT_SETTINGS_DIR: settingsDir }
}

async function startBrowserHost(settingsDir: string, size: Size, print: (text: string) => void): Promise<Running> {
  const host: ChildProcess = spawn(process.execPath, [join(repository, 'out/main/browser.js'), '--no-open'], {
    cwd: repository,
    env: environment(settingsDir),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const url = await new Promise<string>((found, fail) => {
    let seen = ''
    const read = (chunk: Buffer) => {
      print(chunk.toString())
      seen += chunk.toString()
      const match = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(seen)
      if (match) found(match[0])
    }
    host.stdout?.on('data', read)
    host.stderr?.on('data', (chunk: Buffer) => print(chunk.toString()))
    host.once('exit', (code) => fail(new Error(`the browser host ended with ${code} before it printed its URL:\n${seen}`)))
  })
  const browser: Browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: CHROMIUM_FLAGS })
  const context: BrowserContext = await browser.newContext({ viewport: size, acceptDownloads: true, permissions: ['clipboard-read', 'clipboard-write'] })
  const page = await context.newPage()
  await page.goto(url)
  return {
    page,
    stop: async () => {
      await browser.close()
      const ended = new Promise((done) => host.once('exit', done))
      host.kill('SIGTERM')
      await ended
    },
  }
}

async function startElectron(settingsDir: string, size: Size, print: (text: string) => void): Promise<Running> {
  const app: ElectronApplication = await _electron.launch({
    executablePath: process.env.ELECTRON_PATH ?? join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? '/opt/electron-runtime-33', 'electron'),
    args: ['--no-sandbox', `--user-data-dir=${join(settingsDir, 'electron')}`, repository],
    cwd: repository,
    env: environment(settingsDir),
  })
  app.process().stdout?.on('data', (chunk: Buffer) => print(chunk.toString()))
  app.process().stderr?.on('data', (chunk: Buffer) => print(chunk.toString()))
  const page = await app.firstWindow()
  await app.evaluate(({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0]?.setContentSize(width, height), size)
  return { page, stop: () => app.close() }
}

export const test = base.extend<{ assistant: Assistant; windowSize: Size }>({
  windowSize: [{ width: 1280, height: 840 }, { option: true }],
  assistant: async ({ windowSize }, use, info) => {
    const host = info.project.metadata.host as Assistant['host']
    if (!existsSync(join(repository, 'out/main/index.js'))) throw new Error('out/ is missing: node scripts/build.mjs')
    const settingsDir = mkdtempSync(join(tmpdir(), 'assistant-e2e-'))
    let printed = ''
    const print = (text: string) => {
      printed += text
    }
    const start = () => (host === 'electron' ? startElectron : startBrowserHost)(settingsDir, windowSize, print)
    let running = await start()
    const assistant: Assistant = {
      host,
      page: running.page,
      settingsDir,
      output: () => printed,
      restart: async () => {
        await running.stop()
        running = await start()
        assistant.page = running.page
        return running.page
      },
    }
    await use(assistant)
    if (info.status !== info.expectedStatus) await info.attach('output', { body: printed, contentType: 'text/plain' })
    await running.stop()
    rmSync(settingsDir, { recursive: true, force: true })
  },
})

export { expect } from '@playwright/test'
