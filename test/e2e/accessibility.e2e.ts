import type { Locator, Page } from '@playwright/test'
import { expectAccessible } from './support/accessible'
import { connectToSandbox, field, openScreen, result, testFromForm, tick } from './support/acts'
import { expect, test } from './support/assistant'

for (const theme of ['Light', 'Dark']) {
  test(`no screen violates WCAG A or AA in ${theme.toLowerCase()}`, async ({ assistant }) => {
    test.setTimeout(120_000)
    const { page } = assistant
    await openScreen(page, 'Settings')
    await tick(page.getByRole('radio', { name: theme }))
    await expectAccessible(assistant, 'Settings')
    for (const [screen, heading] of [['Connections', /^Connect CleverTap/], ['Existing', /^Existing credentials/], ['Quick start', /^Quick start/], ['Audit', /^Permissions audit/], ['Troubleshoot', /^Troubleshoot/], ['Help', /^Help/]] as const) {
      await openScreen(page, screen)
      await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
      await expectAccessible(assistant, screen)
    }
    await openScreen(page, 'Connections')
    await connectToSandbox(page, /Importer without SELECT/)
    await expectAccessible(assistant, 'Existing, filled')
    await field(page, 'Host').fill('https://adb1234567890123456.7.azuredatabricks.net/x')
    await expectAccessible(assistant, 'Existing, with errors')
    await openScreen(page, 'Connections')
    await expectAccessible(assistant, 'Connections, with one')
    await connectToSandbox(page, /Importer without SELECT/)
    await page.getByRole('button', { name: 'Choose a SQL warehouse from a list' }).click()
    await expect(page.getByRole('row', { name: /Shop warehouse/ })).toBeVisible()
    await expectAccessible(assistant, 'Picker')
    await page.keyboard.press('Escape')
    await testFromForm(page)
    await expectAccessible(assistant, 'Test, failed')
    await page.getByRole('link', { name: 'Export as draft' }).click()
    await expect(page.getByText('DRAFT: not validated')).toBeVisible()
    await expectAccessible(assistant, 'Export, draft')
    await openScreen(page, 'Connections')
    await page.getByRole('button', { name: /^More for/ }).click()
    await page.getByRole('menuitem', { name: 'Verify permissions' }).click()
    await page.getByRole('button', { name: 'Verify permissions' }).click()
    await expect(page.getByRole('button', { name: 'Verify again' })).toBeVisible({ timeout: 40_000 })
    await expectAccessible(assistant, 'Permissions')
  })
}

/** Tab until the focus is there: what somebody without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible({ timeout: 30_000 })
  for (let presses = 0; presses < 60; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`no Tab leads to ${String(target)}`)
}

test('the first journey by keyboard alone', async ({ assistant }) => {
  const { page } = assistant
  const sandbox = page.getByRole('button', { name: /sandbox workspace/i })
  await tabTo(page, sandbox)
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Sandbox workspace' })
  await expect(dialog.getByRole('list', { name: 'Identities' })).toBeVisible({ timeout: 30_000 })
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(sandbox).toBeFocused()
  await page.keyboard.press('Enter')
  await tabTo(page, dialog.getByRole('button', { name: /Importer, set up correctly/ }))
  await page.keyboard.press('Enter')
  await expect(page.getByText('Ready to test')).toBeVisible({ timeout: 30_000 })

  await tabTo(page, page.getByRole('button', { name: 'Choose tables from a list' }))
  await page.keyboard.press('Enter')
  const tables = page.getByRole('dialog', { name: /^Tables of/ })
  const filter = tables.getByLabel('Filter tables')
  await expect(filter).toBeFocused()
  await page.keyboard.type('größen')
  await page.keyboard.press('ArrowDown')
  await expect(tables.getByRole('row', { name: /größen/ })).toBeFocused()
  await page.keyboard.press('Space')
  await tabTo(page, tables.getByRole('button', { name: 'Use 1 table' }))
  await page.keyboard.press('Enter')

  await tabTo(page, page.getByRole('button', { name: 'Test connection' }))
  await page.keyboard.press('Enter')
  await expect(result(page)).toContainText('Ready for CleverTap', { timeout: 40_000 })
  await tabTo(page, page.getByRole('link', { name: 'Next: Export' }))
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^Validated until/)).toBeVisible()
  const tickBox = page.getByRole('checkbox', { name: 'Host is filled in' })
  await tabTo(page, tickBox)
  await page.keyboard.press('Space')
  await expect(tickBox).toBeChecked()
  await tabTo(page, page.getByRole('link', { name: 'Download file' }))
})
