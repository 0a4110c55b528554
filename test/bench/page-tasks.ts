import type { Browser, Page } from '@playwright/test'

interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  ts: number
  dur?: number
  tdur?: number
  args: { name?: string; data?: { url?: string } }
}

/** What happened in the page while something was done to it. */
export interface Work {
  /** Most elements that were in the page at once. */
  elements: number
  /** Entries of `longtask`: tasks of more than 50 ms on the clock, in ms. On a busy machine also those that had to wait for a processor. */
  long: number[]
  /** The longest task of the page's main thread in ms of its processor: what the page itself costs. */
  longestCpu: number
}

declare global {
  interface Window {
    benchTasks: number[]
    benchElements: number
  }
}

/** Runs in the page, before anything else of it. */
function watch(): void {
  window.benchTasks = []
  window.benchElements = 0
  new PerformanceObserver((list) => window.benchTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' })
  const all = document.getElementsByTagName('*')
  const count = () => {
    window.benchElements = Math.max(window.benchElements, all.length)
    requestAnimationFrame(count)
  }
  count()
}

export const watchTasks = (page: Page): Promise<unknown> => page.addInitScript(watch)

/** The longest task by the processor time of its thread, of the page that is traced. */
function longestCpuOf(trace: string): number {
  const { traceEvents } = JSON.parse(trace) as { traceEvents: TraceEvent[] }
  const mains = new Set(traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(({ pid, tid }) => `${pid} ${tid}`))
  const tasks = traceEvents.filter(({ name, pid, tid }) => name.endsWith('RunTask') && mains.has(`${pid} ${tid}`))
  return tasks.reduce((longest, { tdur = 0 }) => Math.max(longest, tdur), 0) / 1000
}

/** Does something to a page and tells what it cost. */
export async function workOf(browser: Browser, page: Page, act: () => Promise<void>): Promise<Work> {
  await page.evaluate(() => {
    window.benchTasks = []
    window.benchElements = 0
  })
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata'] })
  await act()
  // A task is reported after it has ended.
  await page.evaluate(() => new Promise((later) => setTimeout(later, 100)))
  const trace = await browser.stopTracing()
  const { elements, long } = await page.evaluate(() => ({ elements: window.benchElements, long: window.benchTasks }))
  return { elements, long, longestCpu: longestCpuOf(trace.toString()) }
}
