// Pictures of the gallery's scenes, and axe on each: `node test/support/gallery/shots.mjs <folder> [pattern of their names]`.
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium } from '@playwright/test'
import { build, preview } from 'vite'

const [folder = 'out/pictures', pattern = ''] = process.argv.slice(2)
const wanted = new RegExp(pattern)
const configFile = resolve('test/support/gallery/vite.config.mjs')

const open = (name) => async (page) => page.getByRole('button', { name }).first().click()
const settle = (page) => page.waitForTimeout(1_600)
const openInTheMiddle = async (page) => {
  const list = page.getByRole('list', { name: 'Missing: rows' })
  await list.evaluate((element) => (element.scrollTop = element.scrollHeight / 2))
  await page.waitForTimeout(300)
  await list.locator('[data-result-row]').nth(8).click()
  await list.locator('.row-details').evaluate((element) => element.scrollIntoView({ block: 'end' }))
}
const ran = async (page) => {
  await settle(page)
  await open(/^Run \d+ changes/)(page)
  for (const box of await page.getByRole('alertdialog').locator('label').all()) await box.click()
  await page.getByRole('button', { name: 'Run them' }).click()
  await settle(page)
}
const fixed = async (page) => {
  await open('Review the fix')(page)
  await page.getByRole('button', { name: 'Choose all revokes' }).click()
  await settle(page)
  await open(/^Run \d+ change/)(page)
  await page.getByRole('button', { name: 'Grant and revoke' }).click()
  await settle(page)
}
const shots = [
  { name: 'home-first', scene: 'first', hash: '#/' },
  { name: 'home-list', scene: 'list', hash: '#/' },
  { name: 'home-menu', scene: 'list', hash: '#/', act: open('More for Loyalty') },
  { name: 'home-notice', scene: 'notice', hash: '#/' },
  { name: 'home-sandbox', scene: 'sandbox', hash: '#/', act: open(/Try it with the sandbox/) },
  { name: 'home-delete', scene: 'list', hash: '#/', act: async (page) => { await open('More for Loyalty')(page); await page.getByRole('menuitem', { name: 'Delete' }).click() } },
  { name: 'jump', scene: 'list', hash: '#/connections/whole/test', act: async (page) => { await page.keyboard.press('Control+k'); await page.getByRole('menuitem', { name: 'Loyalty' }).waitFor() } },
  { name: 'jump-none', scene: 'list', hash: '#/', act: async (page) => { await page.keyboard.press('Control+k'); await page.getByRole('menuitem', { name: 'Loyalty' }).waitFor(); await page.keyboard.type('nothing of that') } },
  { name: 'existing-blank', scene: 'blank', hash: '#/existing' },
  { name: 'existing-whole', scene: 'list', hash: '#/connections/whole/existing' },
  { name: 'existing-wrong', scene: 'wrong', hash: '#/connections/wrong/existing' },
  { name: 'existing-token', scene: 'durable', hash: '#/existing', act: async (page) => { await page.getByLabel('Personal Access Token').fill('dapi12'); } },
  { name: 'existing-paste', scene: 'blank', hash: '#/existing', act: async (page) => {
    await page.locator('input[name=host]').evaluate((input) => {
      const data = new DataTransfer()
      data.setData('text/plain', 'jdbc:databricks://adb-4242424242424242.2.azuredatabricks.net:443/default;transportMode=http;ssl=1;AuthMech=3;httpPath=/sql/1.0/warehouses/0123456789abcdef;')
      input.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    })
  } },
  { name: 'picker-warehouses', scene: 'list', hash: '#/connections/whole/existing', act: open('Choose a SQL warehouse from a list') },
  { name: 'picker-tables', scene: 'list', hash: '#/connections/whole/existing', act: open('Choose tables from a list') },
  { name: 'picker-stopped', scene: 'stopped', hash: '#/connections/whole/existing', act: open('Choose a catalog from a list') },
  { name: 'quick-start', scene: 'blank', hash: '#/quick-start' },
  { name: 'quick-start-whole', scene: 'list', hash: '#/connections/whole/quick-start' },
  { name: 'setup-list', scene: 'setup-list', hash: '#/setup' },
  { name: 'setup-new', scene: 'first', hash: '#/setup' },
  ...['workspace', 'catalog', 'warehouse', 'identity', 'schema', 'data', 'grants', 'review', 'test'].map((step) => ({ name: `setup-${step}`, scene: 'setup', hash: `#/setup/s/${step}`, act: settle })),
  { name: 'setup-views', scene: 'setup-views', hash: '#/setup/s/data', act: settle },
  { name: 'setup-root', scene: 'setup-root', hash: '#/setup/s/catalog', act: settle },
  { name: 'setup-locked-workspace', scene: 'setup-locked', hash: '#/setup/s/workspace', act: settle },
  { name: 'setup-locked-review', scene: 'setup-locked', hash: '#/setup/s/review', act: settle },
  { name: 'setup-large', scene: 'setup-large', hash: '#/setup/s/grants', act: settle },
  { name: 'setup-large-review', scene: 'setup-large', hash: '#/setup/s/review', act: settle },
  { name: 'setup-script', scene: 'setup-script', hash: '#/setup/s/catalog' },
  { name: 'setup-typing', scene: 'setup', hash: '#/setup/s/catalog', act: async (page) => { await settle(page); await page.getByLabel('Catalog', { exact: true }).fill('marketing') } },
  { name: 'setup-cli', scene: 'setup', hash: '#/setup/s/identity', act: async (page) => { await settle(page); await page.getByRole('tab', { name: 'CLI' }).click() } },
  { name: 'setup-explain', scene: 'setup', hash: '#/setup/s/identity', act: async (page) => { await settle(page); await page.getByRole('tab', { name: 'Explain' }).click() } },
  { name: 'setup-confirm', scene: 'setup', hash: '#/setup/s/review', act: async (page) => { await settle(page); await open(/^Run \d+ changes/)(page) } },
  { name: 'setup-done', scene: 'setup', hash: '#/setup/s/review', act: ran },
  { name: 'setup-failed', scene: 'setup-fails', hash: '#/setup/s/review', act: ran },
  { name: 'audit-overview', scene: 'list', hash: '#/audit' },
  { name: 'audit-overview-none', scene: 'first', hash: '#/audit' },
  { name: 'audit-new', scene: 'audit-new', hash: '#/connections/whole/audit' },
  { name: 'audit-ask', scene: 'audit-new', hash: '#/connections/whole/audit', act: async (page) => { await page.getByText('Another principal').click(); await page.getByText('Admin, second sign-in').click(); await page.getByLabel('CleverTap’s source ranges').fill('203.0.113.0/24 # production\n203.0.113.999') } },
  { name: 'audit-checks', scene: 'audit-new', hash: '#/connections/whole/audit', act: async (page) => { await open('Checks and thresholds')(page); await open(/^SELECT is missing/)(page) } },
  { name: 'audit-thresholds', scene: 'audit-new', hash: '#/connections/whole/audit', act: async (page) => { await open('Checks and thresholds')(page); await page.getByRole('tab', { name: 'Thresholds' }).click() } },
  { name: 'audit-running', scene: 'audit-runs', hash: '#/connections/whole/audit', act: open('Audit') },
  { name: 'audit-failed', scene: 'audit-fails', hash: '#/connections/whole/audit', act: open('Audit') },
  { name: 'audit-cancelled', scene: 'audit-runs', hash: '#/connections/whole/audit', act: async (page) => { await open('Audit')(page); await open('Cancel')(page) } },
  { name: 'audit-result', scene: 'audit', hash: '#/connections/whole/audit' },
  { name: 'audit-all', scene: 'audit', hash: '#/connections/whole/audit', act: async (page) => page.getByRole('radio', { name: 'All', exact: true }).click() },
  { name: 'audit-open', scene: 'audit', hash: '#/connections/whole/audit', act: async (page) => { await page.getByRole('radio', { name: /^Too much/ }).click(); await page.getByRole('button', { name: /ledger/ }).first().click() } },
  { name: 'audit-open-columns', scene: 'audit', hash: '#/connections/whole/audit', act: async (page) => { await page.locator('[data-result-row]').first().click() } },
  { name: 'audit-what-if', scene: 'audit', hash: '#/connections/whole/audit', act: async (page) => { await page.getByRole('radio', { name: 'After grants and revokes' }).click() } },
  { name: 'audit-clean', scene: 'audit-clean', hash: '#/connections/whole/audit' },
  { name: 'audit-self', scene: 'audit-self', hash: '#/connections/whole/audit' },
  { name: 'audit-old', scene: 'audit-old', hash: '#/connections/whole/audit', act: async (page) => page.getByRole('tab', { name: 'Fix' }).click() },
  { name: 'audit-many', scene: 'audit-many', hash: '#/connections/whole/audit' },
  { name: 'audit-many-open', scene: 'audit-many', hash: '#/connections/whole/audit', act: openInTheMiddle },
  { name: 'audit-many-reading', scene: 'audit-many-slow', hash: '#/connections/whole/audit', act: openInTheMiddle },
  { name: 'audit-many-gone', scene: 'audit-many-gone', hash: '#/connections/whole/audit', act: openInTheMiddle },
  { name: 'audit-unfinished', scene: 'audit-unfinished', hash: '#/connections/admin/audit' },
  { name: 'audit-fix', scene: 'audit-admin', hash: '#/connections/admin/audit', act: async (page) => { await open('Review the fix')(page); await page.getByRole('checkbox', { name: /^Revoke on/ }).first().locator('xpath=ancestor::label').click() } },
  { name: 'audit-fix-none', scene: 'audit', hash: '#/connections/whole/audit/fix', act: settle },
  { name: 'audit-fix-chosen', scene: 'audit-admin', hash: '#/connections/admin/audit/fix', act: async (page) => { await page.getByRole('checkbox', { name: /^Revoke on/ }).first().locator('xpath=ancestor::label').click(); await settle(page); await page.getByRole('radio', { name: 'After chosen' }).click() } },
  { name: 'audit-fix-self', scene: 'audit-starved-self', hash: '#/connections/whole/audit/fix', act: settle },
  { name: 'audit-fix-long', scene: 'audit-long', hash: '#/connections/admin/audit/fix', act: async (page) => { await page.getByRole('button', { name: 'Choose all revokes' }).click({ timeout: 60_000 }); await settle(page); await page.getByRole('tab', { name: 'CLI' }).click(); await settle(page); await page.getByRole('button', { name: 'Write all to a file' }).click() } },
  { name: 'audit-fix-clean', scene: 'audit-clean', hash: '#/connections/whole/audit', act: async (page) => page.getByRole('tab', { name: 'Fix' }).click() },
  { name: 'audit-confirm', scene: 'audit-admin', hash: '#/connections/admin/audit', act: async (page) => { await open('Review the fix')(page); await page.getByRole('button', { name: 'Choose all revokes' }).click(); await settle(page); await open(/^Run \d+ change/)(page) } },
  { name: 'audit-fixed', scene: 'audit-admin', hash: '#/connections/admin/audit', act: fixed },
  { name: 'audit-fix-failed', scene: 'audit-stopped', hash: '#/connections/admin/audit', act: fixed },
  { name: 'audit-kept', scene: 'audit', hash: '#/connections/whole/audit', act: async (page) => {
    await page.getByRole('tab', { name: /^Kept audits/ }).click()
    for (const box of await page.getByRole('rowgroup').last().locator('label').all()) await box.click()
    await open('Compare')(page)
  } },
  { name: 'test', scene: 'list', hash: '#/connections/whole/test' },
]
const looks = [
  { theme: 'light', width: 1024, height: 700 },
  { theme: 'dark', width: 1600, height: 1000 },
  { theme: 'light', width: 1600, height: 1000 },
  { theme: 'dark', width: 1024, height: 700 },
].slice(0, Number(process.env.LOOKS ?? 2))

mkdirSync(folder, { recursive: true })
await build({ configFile, logLevel: 'error' })
const server = await preview({ configFile, logLevel: 'error', preview: { host: '127.0.0.1', port: 0 } })
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
let problems = 0
for (const { theme, width, height } of looks) {
  const context = await browser.newContext({ viewport: { width, height } })
  for (const shot of shots.filter(({ name }) => wanted.test(name))) {
    const page = await context.newPage()
    page.on('pageerror', (error) => { problems++; console.log(`${shot.name}: ${error.message}`) })
    page.on('console', (message) => { if (message.type() === 'error') { problems++; console.log(`${shot.name}: ${message.text()}`) } })
    await page.goto(`${server.resolvedUrls.local[0]}?scene=${shot.scene}&theme=${theme}${shot.hash}`)
    await page.locator('h1').first().waitFor()
    try {
      await shot.act?.(page)
    } catch (error) {
      problems++
      console.log(`${shot.name}: ${String(error).split('\n')[0]}`)
    }
    await page.waitForTimeout(350)
    await page.screenshot({ path: join(folder, `${shot.name}-${theme}-${width}.png`) })
    const { violations } = await new AxeBuilder({ page }).analyze()
    for (const violation of violations) {
      problems++
      console.log(`${shot.name} ${theme} axe ${violation.id}: ${violation.nodes.length} x ${violation.nodes[0].html.slice(0, 160)} ${violation.nodes[0].any[0]?.message ?? ''}`)
    }
    await page.close()
  }
  await context.close()
}
await browser.close()
await server.close()
console.log(problems === 0 ? 'no problems' : `${problems} problems`)
process.exitCode = problems === 0 ? 0 : 1
