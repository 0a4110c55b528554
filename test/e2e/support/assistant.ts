import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, type ElectronApplication, type Page, _electron, test as base, chromium, expect } from '@playwright/test'
import { type ExternalWorkspace, startExternalWorkspace } from './workspace'

/** Where the built programs are: here, or a copy that a build at the same time can't change. */
const repository = process.env.ASSISTANT_E2E_ROOT ?? resolve(dirname(fileURLToPath(import.meta.url)), '../../..')
const ACTION_TIMEOUT_MS = 15_000
const CHROMIUM_FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
]

export interface Download {
  name: string
  text: string
}

/** The running program, whichever host it is in: what a test may know of it. */
export interface Assistant {
  host: 'browser' | 'electron'
  page: Page
  /** Where this run keeps its settings: private to the test, survives `restart`. */
  settingsDir: string
  /** Everything the program printed so far. */
  output(): string
  /** Ends the program and starts it again on the same settings; `page` is then the new window. `between` may look at its files: nothing writes them then. */
  restart(between?: () => void): Promise<Page>
  /** The same after its process was killed (SIGKILL): nothing of it had a chance to finish. */
  killAndRestart(): Promise<Page>
  /** Text on the clipboard. */
  clipboard(): Promise<string>
  /** Does what makes the page offer a file, and saves that file as a user would. */
  download(act: () => Promise<void>): Promise<Download>
  /** Electron's main process, for what only a test of the window may look at. */
  electron: ElectronApplication | undefined
}

interface Running {
  page: Page
  stop(): Promise<void>
  kill(): Promise<void>
  clipboard(): Promise<string>
  download(act: () => Promise<void>): Promise<Download>
  electron?: ElectronApplication
}

type Size = { width: number; height: number }

interface Start {
  settingsDir: string
  /** The browser of the browser host's page: each start gets a context of its own in it, as private as a new profile. */
  browser: () => Promise<Browser>
  size: Size
  print: (text: string) => void
  /** Called with each page before anything is loaded into it, where the host allows that. */
  watch: (page: Page) => void
}

function environment(settingsDir: string): Record<string, string> {
  const kept = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('DATABRICKS_'))
  // HOME is the test's own, so that no developer's ~/.databrickscfg is offered on screen.
  return { ...Object.fromEntries(kept), HOME: settingsDir, ASSISTANT_SETTINGS_DIR: settingsDir }
}

/** The browser host alone, without a browser: what it prints, and how to end it. */
export async function startHostProcess(settingsDir: string, print: (text: string) => void): Promise<{ url: string; stop(how?: 'SIGTERM' | 'SIGKILL'): Promise<void> }> {
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
  return {
    url,
    stop: async (how = 'SIGTERM') => {
      const ended = new Promise((done) => host.once('exit', done))
      host.kill(how)
      await ended
    },
  }
}

async function startBrowserHost({ settingsDir, browser, size, print, watch }: Start): Promise<Running> {
  const host = await startHostProcess(settingsDir, print)
  const context = await (await browser()).newContext({ viewport: size, acceptDownloads: true, permissions: ['clipboard-read', 'clipboard-write'] })
  const page = await context.newPage()
  watch(page)
  await page.goto(host.url)
  return {
    page,
    clipboard: () => page.evaluate(() => navigator.clipboard.readText()),
    download: async (act) => {
      const [download] = await Promise.all([page.waitForEvent('download'), act()])
      return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') }
    },
    stop: async () => {
      await context.close()
      await host.stop()
    },
    kill: async () => {
      await host.stop('SIGKILL')
      await context.close()
    },
  }
}

async function startElectron({ settingsDir, size, print, watch }: Start): Promise<Running> {
  const app: ElectronApplication = await _electron.launch({
    executablePath: process.env.ELECTRON_PATH ?? join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? '/opt/electron-runtime-33', 'electron'),
    args: ['--no-sandbox', `--user-data-dir=${join(settingsDir, 'electron')}`, repository],
    cwd: repository,
    env: environment(settingsDir),
  })
  app.process().stdout?.on('data', (chunk: Buffer) => print(chunk.toString()))
  app.process().stderr?.on('data', (chunk: Buffer) => print(chunk.toString()))
  app.on('window', watch)
  const page = await app.firstWindow()
  await app.evaluate(({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0]?.setContentSize(width, height), size)
  return {
    page,
    electron: app,
    clipboard: () => app.evaluate(({ clipboard }) => clipboard.readText()),
    download: async (act) => {
      // Answers the operating system's save dialog, which no test can press.
      const folder = mkdtempSync(join(tmpdir(), 'assistant-download-'))
      // In two steps: the dialog is sure to be answered before anything can ask.
      const saved = await app.evaluateHandle(({ session }, into) => {
        const ended = new Promise<{ name: string; path: string }>((done, fail) => {
          session.defaultSession.once('will-download', (_event, item) => {
            const path = `${into}/file`
            item.setSavePath(path)
            item.once('done', (_done, state) => (state === 'completed' ? done({ name: item.getFilename(), path }) : fail(new Error(`the download ended as ${state}`))))
          })
        })
        return { ended }
      }, folder)
      await act()
      const { name, path } = await saved.evaluate(({ ended }) => ended)
      const text = readFileSync(path, 'utf8')
      rmSync(folder, { recursive: true, force: true })
      return { name, text }
    },
    stop: () => app.close(),
    kill: async () => {
      const ended = new Promise((done) => app.process().once('exit', done))
      app.process().kill('SIGKILL')
      await ended
    },
  }
}

/** Limits every act, and notes what must not happen on any page, whatever the test is about. */
function pageWatch(problems: string[]) {
  return (page: Page) => {
    page.setDefaultTimeout(ACTION_TIMEOUT_MS)
    page.on('pageerror', (error) => problems.push(`page error: ${error.message}`))
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text()) || message.type() === 'error') problems.push(`console: ${message.text()}`)
    })
  }
}

interface Fixtures {
  assistant: Assistant
  workspace: ExternalWorkspace
  sample: string
  faults: string[]
  windowSize: Size
  expectedProblem: RegExp | undefined
}

export const test = base.extend<Fixtures, { chromiumOnce: () => Promise<Browser> }>({
  /** Launched by the first test of a worker that wants it: in Electron's project, none. */
  chromiumOnce: [
    async ({}, use) => {
      let launched: Promise<Browser> | undefined
      await use(() => (launched ??= chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: CHROMIUM_FLAGS })))
      await (await launched)?.close()
    },
    { scope: 'worker' },
  ],
  /** The sample that `workspace` begins with. */
  sample: ['retail', { option: true }],
  /** Faults that it begins with. */
  faults: [[], { option: true }],
  windowSize: [{ width: 1280, height: 840 }, { option: true }],
  /** Console errors that the test provokes itself. */
  expectedProblem: [undefined, { option: true }],
  assistant: async ({ windowSize, expectedProblem, chromiumOnce }, use, info) => {
    const host = info.project.metadata.host as Assistant['host']
    if (!existsSync(join(repository, 'out/main/index.js'))) throw new Error('The built programs are missing: node scripts/build.mjs')
    const settingsDir = mkdtempSync(join(tmpdir(), 'assistant-e2e-'))
    let printed = ''
    const print = (text: string) => {
      printed += text
    }
    const problems: string[] = []
    const start = () => (host === 'electron' ? startElectron : startBrowserHost)({ settingsDir, browser: chromiumOnce, size: windowSize, print, watch: pageWatch(problems) })
    let running = await start()
    const startAgain = async (): Promise<Page> => {
      running = await start()
      assistant.page = running.page
      assistant.electron = running.electron
      return running.page
    }
    const assistant: Assistant = {
      host,
      page: running.page,
      settingsDir,
      electron: running.electron,
      output: () => printed,
      clipboard: () => running.clipboard(),
      download: (act) => running.download(act),
      restart: async (between) => {
        await running.stop()
        between?.()
        return startAgain()
      },
      killAndRestart: async () => {
        await running.kill()
        return startAgain()
      },
    }
    await use(assistant)
    if (info.status !== info.expectedStatus) await info.attach('output', { body: printed, contentType: 'text/plain' })
    await running.stop()
    // A process of Electron's may still be closing a file of its own in there.
    rmSync(settingsDir, { recursive: true, force: true, maxRetries: 5 })
    expect(problems.filter((problem) => !expectedProblem?.test(problem)), 'what the page complained about').toEqual([])
  },
  /** A workspace that the assistant did not start: a sandbox process of the test's own. */
  workspace: async ({ sample, faults }, use) => {
    const workspace = await startExternalWorkspace(sample, faults)
    await use(workspace)
    await workspace.stop()
  },
})

export { expect } from '@playwright/test'
