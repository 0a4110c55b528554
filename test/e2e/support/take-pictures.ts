import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { connectToSandbox, connectToWorkspace, field, openScreen, paste, testEnds, testFromForm, tick } from './acts'
import { expect, test } from './assistant'
import { startSilentPort } from './silent-port'

// Not a test: the pictures of docs/pictures, from the real program against the sandbox workspace.

const folder = resolve('docs/pictures')
test.use({ windowSize: { width: 1280, height: 840 } })
test.setTimeout(180_000)

for (const theme of ['Light', 'Dark'] as const) {
  const shoot = async (page: Page, name: string): Promise<void> => {
    mkdirSync(folder, { recursive: true })
    await page.mouse.move(0, 0)
    await page.screenshot({ path: join(folder, `${name}-${theme.toLowerCase()}.png`), animations: 'disabled', caret: 'hide' })
  }
  const choose = async (page: Page): Promise<void> => {
    await openScreen(page, 'Settings')
    await tick(page.getByRole('radio', { name: theme }))
  }

  test(`screens, ${theme}`, async ({ assistant: { page } }) => {
    await choose(page)
    await shoot(page, 'settings')
    await openScreen(page, 'Help')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await shoot(page, 'help')
    await openScreen(page, 'Existing')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await shoot(page, 'existing-empty')
    await openScreen(page, 'Quick start')
    await field(page, 'Host').focus()
    await shoot(page, 'quick-start')
    await openScreen(page, 'Connections')
    await shoot(page, 'home-first')
    await page.getByRole('button', { name: /sandbox workspace/i }).click()
    const dialog = page.getByRole('dialog', { name: 'Sandbox workspace' })
    const importer = dialog.getByRole('button', { name: /Importer, set up correctly/ })
    await expect(importer).toBeVisible({ timeout: 30_000 })
    await shoot(page, 'sandbox')
    await importer.click()
    await expect(page.getByText('Ready to test')).toBeVisible()
    await shoot(page, 'existing')
    await page.getByRole('button', { name: 'Choose a SQL warehouse from a list' }).click()
    await expect(page.getByRole('row', { name: /Shop warehouse/ })).toBeVisible()
    await shoot(page, 'picker')
    await page.keyboard.press('Escape')
    await testFromForm(page)
    await shoot(page, 'test-ready')
    await page.getByRole('link', { name: 'Next: Export' }).click()
    await expect(page.getByText(/^Validated until/)).toBeVisible()
    await shoot(page, 'export')

    await openScreen(page, 'Connections')
    await connectToSandbox(page, /Importer without SELECT/)
    await testFromForm(page)
    await shoot(page, 'test-no-select')
    await openScreen(page, 'Connections')
    await connectToSandbox(page, /Expired token/)
    await testFromForm(page)
    await shoot(page, 'test-bad-token')
    await openScreen(page, 'Connections')
    await connectToSandbox(page, /Importer with rights through a group/)
    await openScreen(page, 'Connections')
    await shoot(page, 'home')
    await page.getByRole('button', { name: /^More for .*hidden-group/ }).click()
    await page.getByRole('menuitem', { name: 'Verify permissions' }).click()
    await page.getByRole('button', { name: 'Verify permissions' }).click()
    await expect(page.getByRole('button', { name: 'Verify again' })).toBeVisible({ timeout: 40_000 })
    await shoot(page, 'permissions')

    await openScreen(page, 'Troubleshoot')
    await page.getByRole('button', { name: 'SELECT denied' }).click()
    await expect(page.getByRole('heading', { name: 'Do this now' })).toBeVisible()
    await shoot(page, 'troubleshoot')
  })

  test(`a new setup, ${theme}`, async ({ assistant: { page } }) => {
    await choose(page)
    const step = (name: RegExp) => page.getByRole('navigation', { name: 'Steps' }).getByRole('link', { name }).click()
    await page.getByRole('link', { name: 'New setup' }).first().click()
    await page.getByRole('button', { name: 'Use the sandbox' }).click()
    await page.getByRole('menuitem', { name: '(empty)' }).click()
    await expect(page.getByRole('heading', { name: 'Before you begin' })).toBeVisible({ timeout: 60_000 })
    await shoot(page, 'setup-workspace')
    await step(/SQL warehouse/)
    await shoot(page, 'setup-warehouse')
    await step(/Identity and token/)
    await shoot(page, 'setup-identity')
    await step(/Review and run/)
    await expect(page.getByRole('button', { name: /^Run \d+ changes/ })).toBeVisible()
    await shoot(page, 'setup-review')
    await page.getByRole('button', { name: /^Run \d+ changes/ }).click()
    const dialog = page.getByRole('alertdialog')
    for (const label of await dialog.locator('label').all()) await label.click()
    await dialog.getByRole('button', { name: 'Run them' }).click()
    await expect(page.getByRole('status').filter({ hasText: /requests\./ })).toBeVisible({ timeout: 120_000 })
    await shoot(page, 'setup-done')
  })

  test(`a workspace outside, ${theme}`, async ({ assistant: { page }, workspace }) => {
    await choose(page)
    await connectToWorkspace(page, workspace)
    await field(page, 'HTTP Path').fill(workspace.httpPath('Nightly warehouse'))
    await testFromForm(page)
    await shoot(page, 'test-warehouse-stopped')
    await openScreen(page, 'Quick start')
    await paste(field(page, 'Host'), 'adb1234567890123456.7.azuredatabricks.net')
    await expect(page.getByText(/hyphen after adb/)).toBeVisible()
    await shoot(page, 'quick-start-wrong')
    const silent = await startSilentPort()
    try {
      await openScreen(page, 'Connections')
      await page.getByRole('list', { name: 'Connections' }).getByRole('link', { name: 'Retail shop', exact: true }).click()
      await field(page, 'Host').fill('127.0.0.1')
      await field(page, 'Port').fill(String(silent.port))
      await page.getByRole('button', { name: 'Test connection' }).click()
      await expect(page.getByText('Stage 3 of 12: TCP connection')).toBeVisible()
      await shoot(page, 'test-running')
      await page.getByRole('button', { name: 'Cancel' }).click()
      await testEnds(page)
    } finally {
      await silent.stop()
    }
  })
}
