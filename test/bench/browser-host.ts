import { type ChildProcess, spawn } from 'node:child_process'

export interface BrowserHost {
  nextUrl(): Promise<string>
  stop(): void
}

/** The browser host, as built; Enter on its input prints another URL, for each works once. */
export function startBrowserHost(settingsDir: string): BrowserHost {
  const host: ChildProcess = spawn(process.execPath, ['out/main/browser.js', '--no-open'], { stdio: ['pipe', 'pipe', 'ignore'], env: { ...process.env, ASSISTANT_SETTINGS_DIR: settingsDir } })
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
    stop: () => void host.kill('SIGTERM'),
  }
}
