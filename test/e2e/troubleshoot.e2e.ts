import { field, openScreen, paste } from './support/acts'
import { expect, test } from './support/assistant'

const EXAMPLES = ['Connection timeout', 'Authentication failed', 'Warehouse not found or inactive', 'Catalog or schema not accessible', 'SELECT denied']

test('an error text is explained', async ({ assistant: { page } }) => {
  await openScreen(page, 'Troubleshoot')
  await paste(field(page, 'Error text'), '[INSUFFICIENT_PERMISSIONS] Insufficient privileges: User does not have USE SCHEMA on Schema \'retail.customer_data\'. SQLSTATE: 42501')
  await page.getByRole('button', { name: 'Explain' }).click()
  const card = page.getByRole('group', { name: /USE SCHEMA on .* is missing/ })
  await expect(card.getByRole('heading', { name: 'Do this now' })).toBeVisible()
  await expect(card.getByRole('code').filter({ hasText: 'GRANT USE SCHEMA ON SCHEMA `retail`.`customer_data`' }).first()).toBeVisible()
})

test('each failure of CleverTap\'s table has an example with its own explanation', async ({ assistant: { page } }) => {
  await openScreen(page, 'Troubleshoot')
  const examples = page.getByRole('list', { name: /^Examples/ }).getByRole('button')
  await expect(examples).toHaveCount(EXAMPLES.length)
  const titles = new Set<string>()
  for (const example of await examples.all()) {
    await example.click()
    await expect(field(page, 'Error text')).not.toHaveValue('')
    const heading = page.getByRole('main').getByRole('group').getByRole('heading', { level: 3 })
    await expect(heading).toBeVisible()
    await expect.poll(async () => titles.has((await heading.textContent()) ?? '')).toBe(false)
    titles.add((await heading.textContent()) ?? '')
  }
  expect(titles.size).toBe(EXAMPLES.length)
})
