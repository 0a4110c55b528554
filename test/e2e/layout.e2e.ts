import { connectToSandbox, openScreen, testFromForm } from './support/acts'
import { expect, test } from './support/assistant'
import { expectFits as expectFitsOn } from './support/fits'

for (const windowSize of [{ width: 1024, height: 700 }, { width: 1600, height: 1000 }]) {
  test.describe(`at ${windowSize.width}x${windowSize.height}`, () => {
    test.use({ windowSize })

    test('every screen fits', async ({ assistant: { page } }) => {
      const expectFits = (screen: string) => expectFitsOn(page, screen)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expectFits('Connections, first start')
      for (const screen of ['Existing', 'Quick start', 'Audit', 'Troubleshoot', 'Help', 'Settings']) {
        await openScreen(page, screen)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        await expectFits(screen)
      }
      await openScreen(page, 'Connections')
      await connectToSandbox(page, /Importer without USE SCHEMA/)
      await expectFits('Existing, filled')
      await testFromForm(page)
      await expectFits('Test, failed')
      await page.getByRole('link', { name: 'Export as draft' }).click()
      await expect(page.getByText('DRAFT: not validated')).toBeVisible()
      await expectFits('Export')
      await openScreen(page, 'Connections')
      await expect(page.getByRole('list', { name: 'Connections' })).toBeVisible()
      await expectFits('Connections')
      await page.getByRole('button', { name: /^More for/ }).click()
      await page.getByRole('menuitem', { name: 'Verify permissions' }).click()
      await page.getByRole('button', { name: 'Verify permissions' }).click()
      await expect(page.getByRole('button', { name: 'Verify again' })).toBeVisible({ timeout: 40_000 })
      await expectFits('Permissions')
    })
  })
}
