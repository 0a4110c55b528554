import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type Locator, type Page, chromium } from '@playwright/test'
import { generatedTokens, generatedWorkspace } from '../../src/sandbox/workspaces/generated'
import { withTokens } from '../../src/sandbox/workspaces/samples'
import { type RunningSandbox, startSandbox } from '../../src/sandbox/wire/start-sandbox'
import { startBrowserHost } from './browser-host'
import { type Bench, type Figure, ms } from './measure'
import { type Work, watchTasks, workOf } from './page-tasks'

const TABLES = 100_000
const SCHEMA = 'events'
const WAIT_MS = 120_000
const FRAME_MS = 16

/** 100,000 tables in one schema that the importer may not read: as many findings, and as long a list to choose from. */
async function largeSandbox(): Promise<RunningSandbox> {
  const now = Date.now()
  const whole = generatedWorkspace(now, { tables: TABLES, grants: 0, schema: SCHEMA })
  const { state, tokenValues } = withTokens({ ...whole, grants: whole.grants.filter(({ privilege }) => privilege !== 'SELECT') }, generatedTokens(now), now)
  return startSandbox({ workspace: { state, tokens: tokenValues }, warm: true })
}

/** Asks the application as the page does. */
const ask = <T>(page: Page, path: string, input: unknown): Promise<T> =>
  page.evaluate(
    async ([to, text]) => {
      const response = await fetch(`/api/${to}`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-assistant': '1' }, body: text })
      const answer = (await response.json()) as { ok: boolean; value: unknown; diagnosis: unknown }
      if (!answer.ok) throw new Error(JSON.stringify(answer.diagnosis))
      return answer.value
    },
    [path, JSON.stringify(input)] as const,
  ) as Promise<T>

const within = (scroller: Locator) => scroller.evaluate((element) => element.scrollTop)

/** Scrolls as people do. Each way must have moved the list, else its figures would be of nothing. */
async function scrolled(page: Page, scroller: Locator, how: 'wheel' | 'keys' | 'drag'): Promise<void> {
  await scroller.evaluate((element) => (element.scrollTop = 0))
  const box = await scroller.boundingBox()
  if (!box) throw new Error('the list is not in sight')
  if (how === 'wheel') {
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    for (let turn = 0; turn < 50; turn++) {
      await page.mouse.wheel(0, 400)
      await page.waitForTimeout(FRAME_MS)
    }
  } else if (how === 'keys') {
    await scroller.evaluate((element: HTMLElement) => (element.querySelector<HTMLElement>('[tabindex="0"], button') ?? element).focus({ preventScroll: true }))
    for (let press = 0; press < 40; press++) await page.keyboard.press('ArrowDown')
    await scroller.evaluate((element: HTMLElement) => element.focus({ preventScroll: true }))
    for (const key of [...Array.from({ length: 20 }, () => 'PageDown'), 'End', 'Home', 'End']) {
      await page.keyboard.press(key)
      await page.waitForTimeout(4 * FRAME_MS)
    }
  } else {
    // The thumb of the scroll bar, below its arrow: to the middle of the list, in many steps.
    const [x, from] = [box.x + box.width - 5, box.y + 22]
    await page.mouse.move(x, from)
    await page.mouse.down()
    for (let step = 1; step <= 50; step++) {
      await page.mouse.move(x, from + (step * box.height) / 100)
      await page.waitForTimeout(FRAME_MS)
    }
    await page.mouse.up()
  }
  if ((await within(scroller)) < 1000) throw new Error(`the list was not moved by ${how}`)
}

/** As long a list without any content, in the same browser: what the machine adds by itself. */
async function emptyPage(browser: Browser): Promise<{ page: Page; scroller: Locator }> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 840 } })
  await watchTasks(page)
  await page.goto('data:text/html,<!doctype html><title>Empty</title>')
  await page.setContent(`<div id="list" tabindex="0" style="height:560px;overflow:auto"><div style="height:${TABLES * 32}px"></div></div>`)
  return { page, scroller: page.locator('#list') }
}

const told = ({ elements, long, longestCpu }: Work): string =>
  `${elements.toLocaleString('en')} elements, ${long.length} long tasks${long.length === 0 ? '' : ` (longest ${ms(Math.max(...long))})`}, longest task ${ms(longestCpu)} of the processor`

/** Scrolling a list of 100,000 rows in the real screens of the built program, searching it and sorting it. */
export const grid: Bench = {
  name: 'grid',
  async run() {
    const settingsDir = mkdtempSync(join(tmpdir(), 'assistant-bench-'))
    const sandbox = await largeSandbox()
    const host = startBrowserHost(settingsDir)
    // Scroll bars are hidden in a browser without a window, and could not be dragged.
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic'], ignoreDefaultArgs: ['--hide-scrollbars'] })
    const figures: Figure[] = []
    const add = (figure: Figure) => void figures.push(figure)
    const page = await browser.newPage({ viewport: { width: 1280, height: 840 } })
    page.setDefaultTimeout(WAIT_MS)
    await watchTasks(page)
    const measure = async (name: string, act: () => Promise<void>, on = page) => {
      const target = name.includes('scroll') ? 'no long task, elements bounded' : undefined
      add({ name, value: told(await workOf(browser, on, act)), ...(target === undefined ? {} : { target }) })
    }
    const opened = async (name: string, act: () => Promise<void>, seen: Locator) => {
      let took = 0
      await host.longestBlock()
      const work = await workOf(browser, page, async () => {
        const from = performance.now()
        await act()
        await seen.waitFor()
        took = performance.now() - from
      })
      add({ name, value: `${ms(took)}, ${told(work)}, main blocked for at most ${ms(await host.longestBlock())}` })
    }
    const scrolls = async (name: string, list: Locator, on = page) => {
      for (const how of ['wheel', 'keys', 'drag'] as const) await measure(`${name}: scrolled by ${how}`, () => scrolled(on, list, how), on)
    }
    try {
      await page.goto(await host.nextUrl())
      const { ready } = sandbox
      const place = { host: ready.host, port: String(ready.port) }
      const form = { name: 'bench', ...place, httpPath: Object.values(ready.httpPaths)[0] ?? '', catalog: ready.catalog, schema: ready.schema }
      const { profile } = await ask<{ profile: { id: string } }>(page, 'call/profiles.create', {})
      await ask(page, 'call/profiles.save', { profileId: profile.id, form, caFile: ready.caFile, tables: [] })
      for (const [role, name] of [['importer', 'clevertap'], ['admin', 'admin']] as const) await ask(page, 'call/tokens.put', { profileId: profile.id, role, token: ready.tokens[name] ?? '', keep: 'run' })
      const settings = await ask<object>(page, 'call/audit.settings', { profileId: profile.id })
      await ask(page, 'call/audit.save-settings', { profileId: profile.id, settings: { ...settings, role: 'admin' } })

      const empty = await emptyPage(browser)
      await scrolls('an empty page, for comparison', empty.scroller, empty.page)
      await empty.page.close()

      const findings = page.getByRole('list', { name: 'Missing: rows' })
      const toAudit = () => page.evaluate((to) => void (window.location.hash = to), `#/connections/${profile.id}/audit`)
      await toAudit()
      const audit = page.getByRole('button', { name: 'Audit', exact: true })
      await audit.waitFor()
      await opened('audited, until the findings are there', () => audit.click(), findings)
      const [kept] = await ask<{ auditId: string }[]>(page, 'call/audit.list', { profileId: profile.id })
      const size = await page.evaluate(async (input) => {
        const response = await fetch('/api/call/audit.get', { method: 'POST', headers: { 'content-type': 'application/json', 'x-assistant': '1' }, body: input })
        return (await response.arrayBuffer()).byteLength
      }, JSON.stringify({ profileId: profile.id, auditId: kept?.auditId }))
      add({ name: 'one audit, from the application to the page', value: `${(size / 1e6).toFixed(1)} MB` })
      await page.reload()
      await opened('findings: opened', toAudit, findings)
      // Far beyond what came with the audit: what mends it has to be asked for.
      await findings.evaluate((element) => (element.scrollTop = element.scrollHeight / 2))
      await page.waitForTimeout(500)
      const middle = findings.getByRole('button', { expanded: false }).nth(8)
      await opened('findings: a row in the middle opened', () => middle.click(), findings.locator('.finding-fix pre, .finding-fix code').first())
      await findings.getByRole('button', { expanded: true }).click()
      await scrolls('findings', findings)
      await measure('findings: searched, a key at a time', async () => {
        await page.getByRole('searchbox', { name: 'Search findings' }).pressSequentially('table_04', { delay: 60 })
        await page.getByText(/^10,000 of 100,\d{3}$/).waitFor()
      })
      await scrolls('findings found', findings)

      const { setup } = await ask<{ setup: { id: string } }>(page, 'call/setups.create', {
        answers: { data: 'views', fields: { ...place, caFile: ready.caFile, catalogName: 'clevertap', schemaName: 'import', sourceCatalog: ready.catalog, sourceSchema: ready.schema } },
      })
      await page.evaluate((to) => void (window.location.hash = to), `#/setup/${setup.id}/workspace`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await ask(page, 'start/setup.sign-in', { setupId: setup.id, signIn: { method: 'pat', token: ready.tokens['admin'] ?? '' } })
      for (let state = ''; state !== 'signed-in'; await page.waitForTimeout(100)) ({ signIn: { state } } = await ask<{ signIn: { state: string } }>(page, 'call/setups.get', { setupId: setup.id }))
      await page.reload()
      const tables = page.getByRole('table', { name: `Tables of ${ready.catalog}.${ready.schema}` })
      await opened('tables of a setup: opened', () => page.evaluate((to) => void (window.location.hash = to), `#/setup/${setup.id}/data`), tables)
      await scrolls('tables of a setup', tables)
      await measure('tables of a setup: filtered, a key at a time', async () => {
        await page.getByRole('searchbox', { name: 'Filter tables' }).pressSequentially('table_04', { delay: 60 })
        await page.getByText('10,000 of 100,000 tables').waitFor()
      })
      await scrolls('tables found', tables)
      await measure('tables of a setup: sorted twice', async () => {
        await page.getByRole('searchbox', { name: 'Filter tables' }).fill('')
        await tables.evaluate((element) => (element.scrollTop = 0))
        await tables.getByRole('button', { name: 'Table', exact: true }).click()
        await tables.getByRole('button', { name: 'Table', exact: true }).click()
        await tables.getByText('table_100000', { exact: true }).first().waitFor()
      })
      return figures
    } finally {
      await browser.close()
      host.stop()
      await sandbox.close()
      rmSync(settingsDir, { recursive: true, force: true })
    }
  },
}
