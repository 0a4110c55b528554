import { field, openScreen, tick } from './support/acts'
import { expect, test } from './support/assistant'

test('the theme is stored and holds after a restart', async ({ assistant }) => {
  const { page } = assistant
  const background = (at: typeof page) => at.evaluate(() => getComputedStyle(document.body).backgroundColor)
  await openScreen(page, 'Settings')
  await tick(page.getByRole('radio', { name: 'Light' }))
  const light = await background(page)
  await tick(page.getByRole('radio', { name: 'Dark' }))
  await expect.poll(() => background(page)).not.toBe(light)
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  const dark = await background(page)

  const again = await assistant.restart()
  await expect.poll(() => background(again)).toBe(dark)
  await openScreen(again, 'Settings')
  await expect(again.getByRole('radio', { name: 'Dark' })).toBeChecked()
})

test('a deadline is stored, checked, and set back to the standard', async ({ assistant: { page } }) => {
  await openScreen(page, 'Settings')
  await field(page, 'DNS').fill('soon')
  await expect(field(page, 'DNS')).toHaveAttribute('aria-invalid', 'true')
  await field(page, 'DNS').fill('7')
  await field(page, 'DNS').press('Enter')
  await expect(page.getByText('standard 5')).toBeVisible()
  await openScreen(page, 'Help')
  await openScreen(page, 'Settings')
  await expect(field(page, 'DNS')).toHaveValue('7')
  await page.getByRole('button', { name: 'Back to the standard' }).click()
  await expect(field(page, 'DNS')).toHaveValue('5')
})

test('help is searchable', async ({ assistant: { page } }) => {
  await openScreen(page, 'Help')
  await page.getByLabel('Search the help').fill('token')
  await expect(page.getByRole('main')).toContainText(/token/i)
  await page.getByLabel('Search the help').fill('zzzz')
  await expect(page.getByRole('main')).toContainText(/zzzz/)
})
