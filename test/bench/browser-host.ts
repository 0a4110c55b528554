import { type ChildProcess, spawn } from 'node:child_process'

export interface BrowserHost {
  nextUrl(): Promise<string>
  /** The longest time in ms that its process answered nobody, since this was asked last. */
  longestBlock(): Promise<number>
  stop(): void
}

/** Runs in the process of the host, before anything else of it. */
const WATCH = `
import { monitorEventLoopDelay } from 'node:perf_hooks'
const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()
process.on('message', () => {
  // What blocked until now is counted by the next tick of the monitor.
  setTimeout(() => {
    process.send(delay.max / 1e6)
    delay.reset()
  }, 20)
})
process.channel.unref()`

/** The browser host, as built; Enter on its input prints another URL, for each works once. */
export function startBrowserHost(settingsDir: string): BrowserHost {
  const host: ChildProcess = spawn(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(WATCH)}`, 'out/main/browser.js', '--no-open'], { stdio: ['pipe', 'pipe', 'ignore', 'ipc'], env: { ...process.env, ASSISTANT_SETTINGS_DIR: settingsDir } })
  const urls: string[] = []
  let waiting: ((url: string) => void) | undefined
  host.stdout?.on('data', (chunk: Buffer) => {
    for (const [url] of chunk.toString().matchAll(/http:\/\/127\.0\.0\.1:\d+\/\S+/g)) {
      if (waiting) waiting(url)
      else urls.push(url)
      waiting = undefined
    }
  })
  return {
    nextUrl: async () => {
      const url = urls.shift() ?? (await new Promise<string>((found) => (waiting = found)))
      host.stdin?.write('\n')
      return url
    },
    longestBlock: () =>
      new Promise((told) => {
        host.once('message', (longest) => told(Number(longest)))
        host.send('tell')
      }),
    stop: () => void host.kill('SIGTERM'),
  }
}
