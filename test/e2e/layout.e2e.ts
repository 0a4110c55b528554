import type { Page } from '@playwright/test'
import { connectToSandbox, openScreen, testFromForm } from './support/acts'
import { expect, test } from './support/assistant'

/** What sticks out of the window, or is wider than the place it has: nothing should be. */
const overflowing = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { clientWidth } = document.documentElement
    const cut = [...document.querySelectorAll<HTMLElement>('main *, nav *, footer *')].filter((element) => {
      const { left, right, width, height } = element.getBoundingClientRect()
      if (width === 0 || height === 0) return false
      // What scrolls or ends in an ellipsis is so on purpose, and so is what only screen readers get.
      for (let at: Element | null = element; at; at = at.parentElement) {
        const { overflowX, clip, clipPath, textOverflow } = getComputedStyle(at)
        if (overflowX === 'auto' || overflowX === 'scroll' || textOverflow === 'ellipsis' || clip !== 'auto' || clipPath !== 'none') return at === document.documentElement && right > clientWidth + 1
      }
      return right > clientWidth + 1 || left < -1
    })
    const scrolls = [...document.querySelectorAll<HTMLElement>('html, body, main, .page-scroll')].filter((element) => element.scrollWidth > element.clientWidth + 1)
    return [...cut, ...scrolls].map((element) => `${element.tagName.toLowerCase()}.${element.className.toString().replaceAll(' ', '.')}: ${(element.textContent ?? '').slice(0, 60)}`)
  })

for (const windowSize of [{ width: 1024, height: 700 }, { width: 1600, height: 1000 }]) {
  test.describe(`at ${windowSize.width}x${windowSize.height}`, () => {
    test.use({ windowSize })

    test('every screen fits', async ({ assistant: { page } }) => {
      const expectFits = async (screen: string) => expect(await overflowing(page), screen).toEqual([])
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expectFits('Connections, first start')
      for (const screen of ['Existing', 'Quick start', 'Troubleshoot', 'Help', 'Settings']) {
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
