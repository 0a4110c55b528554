import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, resolve } from 'node:path'
import { type Browser, chromium } from '@playwright/test'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { startBrowserHost } from './browser-host'
import { type Bench, median, ms } from './measure'

const ROUNDS = 11
const WARM_UP = 2
/** Inside node_modules, so that React resolves. */
const STARTER = resolve('node_modules/.cache/bench-starter')
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

/** What a new React project shows: a heading, a counter, a few lines. */
const APP = `import { StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import './style.css'
function App() {
  const [count, setCount] = useState(0)
  return <><h1>Powered by React and Vite</h1><div className="card"><button onClick={() => setCount(count + 1)}>count is {count}</button><p>Edit App.tsx and save to try it.</p></div><p className="more">Click on the logos to learn more.</p></>
}
createRoot(document.getElementById('root')).render(<StrictMode><App /></StrictMode>)
`
const STYLE = 'body { margin: 0; display: flex; place-items: center; min-height: 100vh; font-family: sans-serif } h1 { font-size: 3em } .card { padding: 2em } .more { color: #888 } button { border-radius: 8px; padding: 0.6em 1.2em }'
const PAGE = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Starter</title></head><body><div id="root"></div><script type="module" src="/app.jsx"></script></body></html>'

async function startStarter(): Promise<Server> {
  mkdirSync(STARTER, { recursive: true })
  for (const [name, text] of [['index.html', PAGE], ['app.jsx', APP], ['style.css', STYLE]] as const) writeFileSync(join(STARTER, name), text)
  await build({ configFile: false, root: STARTER, logLevel: 'error', plugins: [react()], build: { outDir: 'dist', emptyOutDir: true } })
  const server = createServer((request, response) => {
    const file = join(STARTER, 'dist', request.url === '/' ? 'index.html' : (request.url ?? ''))
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
    try {
      response.end(readFileSync(file))
    } catch {
      response.end()
    }
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return server
}

/** In a fresh context, that is with an empty cache. The redirect of the one-time URL counts. */
async function firstPaint(browser: Browser, url: string): Promise<{ paint: number; heading: number }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 840 } })
  const page = await context.newPage()
  await page.goto(url)
  const at = await page.evaluate(
    () =>
      new Promise<number>((painted) => {
        new PerformanceObserver((list, observer) => {
          const first = list.getEntriesByName('first-contentful-paint')[0]
          if (!first) return
          observer.disconnect()
          painted(first.startTime)
        }).observe({ type: 'paint', buffered: true })
      }),
  )
  // Read in the page, at a frame: the heading of the first screen is there and can be used.
  const heading = await page.evaluate(
    () =>
      new Promise<number>((seen) => {
        const look = () => (document.querySelector('h1') ? seen(performance.now()) : requestAnimationFrame(look))
        look()
      }),
  )
  await context.close()
  return { paint: at, heading }
}

/** Time until the page shows something, against the page that a new project starts with. */
export const firstScreen: Bench = {
  name: 'first-screen',
  async run() {
    const settingsDir = mkdtempSync(join(tmpdir(), 'assistant-bench-'))
    const starter = await startStarter()
    const host = startBrowserHost(settingsDir)
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] })
    const ours: Awaited<ReturnType<typeof firstPaint>>[] = []
    const theirs: typeof ours = []
    try {
      for (let round = 0; round < ROUNDS + WARM_UP; round++) {
        const own = await firstPaint(browser, await host.nextUrl())
        const other = await firstPaint(browser, `http://127.0.0.1:${(starter.address() as AddressInfo).port}/`)
        if (round < WARM_UP) continue
        ours.push(own)
        theirs.push(other)
      }
    } finally {
      await browser.close()
      host.stop()
      starter.close()
      rmSync(settingsDir, { recursive: true, force: true })
    }
    const ratio = (what: 'paint' | 'heading') => {
      const [own, other] = [ours, theirs].map((all) => median(all.map((one) => one[what]))) as [number, number]
      return `${(own / other).toFixed(2)} x (${ms(own)})`
    }
    return [
      { name: `a new React project: first contentful paint (median of ${ROUNDS})`, value: ms(median(theirs.map(({ paint }) => paint))) },
      { name: 'the assistant: first contentful paint', value: ratio('paint'), target: '<= 1.5 x' },
      { name: 'the assistant: first heading in the page, against the same of the new project', value: ratio('heading') },
    ]
  },
}
