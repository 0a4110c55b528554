import type { Page } from '@playwright/test'
import { expectAccessible } from './support/accessible'
import { expect, test } from './support/assistant'
import { beginInSandbox, runAll, step } from './support/setup-acts'

test.setTimeout(90_000)
test.use({ actionTimeout: 15_000 })

/** Makes the connection and tests it. */
async function testIt(page: Page) {
  await step(page, /Test and export/)
  await page.getByRole('button', { name: 'Make the connection and test it' }).click()
  await page.getByRole('button', { name: 'Test connection' }).click()
}

test('makes curated views, runs everything, tests green and exports', async ({ assistant }) => {
  const { page } = assistant
  await beginInSandbox(page, 'empty')
  await expectAccessible(assistant, 'New setup')

  await step(page, /Data to import/)
  await page.getByText('Views over chosen tables').click()
  await page.getByLabel('Tables are in catalog').fill('samples')
  await page.getByLabel('and schema').fill('nyctaxi')
  await page.getByRole('row', { name: /trips/ }).first().locator('label').click()
  await expect(page.getByRole('navigation', { name: 'Steps' }).getByRole('link', { name: /Data to import/ })).toContainText('1 change')
  await runAll(page)
  await expect(page.getByText(/^Done: \d+ of \d+ actions, each read back/).first()).toBeVisible()

  await page.getByRole('button', { name: 'Show it once' }).click()
  await expect(page.getByRole('group', { name: 'The new token' })).toContainText('dapi')
  await page.getByRole('button', { name: 'I have kept it' }).click()
  await expect(page.getByText(/dapi[0-9a-f]/)).toHaveCount(0)

  await testIt(page)
  await expect(page.getByText('Ready for CleverTap').first()).toBeVisible({ timeout: 30_000 })
  await page.getByRole('link', { name: /Export/ }).first().click()
  await expect(page.getByText(/^Validated/).first()).toBeVisible()
})

test('takes an empty workspace to access that waits for tables, and a draft', async ({ assistant }) => {
  const { page } = assistant
  await beginInSandbox(page, 'empty')
  await step(page, /Data to import/)
  await page.getByText('Nothing yet: tables come later').click()
  await runAll(page)
  await expect(page.getByText(/^Done: \d+ of \d+ actions, each read back/).first()).toBeVisible()
  await testIt(page)
  await expect(page.getByText(/nothing to import yet/i).first()).toBeVisible({ timeout: 30_000 })
  await page.goto(page.url().replace(/\/test$/, '/export'))
  await expect(page.getByText(/DRAFT/).first()).toBeVisible()
})

test('names whom to ask for each right that is missing', async ({ assistant }) => {
  const { page } = assistant
  await beginInSandbox(page, 'locked-down')
  await step(page, /Catalog/)
  await page.getByLabel('Catalog', { exact: true }).fill('shop')
  await step(page, /Schema/)
  await page.getByLabel(/^Schema in/).fill('sales')
  await step(page, /Review and run/)
  await expect(page.getByRole('heading', { name: 'To be done by somebody else' })).toBeVisible()
  await expect(page.getByText(/Ask .*@shop\.example/).first()).toBeVisible()
})

test('keeps half-typed answers over a restart, and every other answer when one is changed', async ({ assistant }) => {
  let { page } = assistant
  await page.getByRole('link', { name: 'New setup' }).first().click()
  await page.getByText('Scripts only, without signing in').click()
  await step(page, /Catalog/)
  await page.getByLabel('Catalog', { exact: true }).fill('marketing data')
  await expect(page.getByText("A catalog name can't contain a space.").first()).toBeVisible()
  await step(page, /Identity and token/)
  await page.locator('label').filter({ hasText: 'A person' }).click()
  await page.getByLabel('E-mail').fill('maria@shop.example')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()

  page = await assistant.restart()
  await page.getByRole('link', { name: 'New setup' }).first().click()
  await page.getByRole('link', { name: 'Continue' }).click()
  await expect(page.getByLabel('E-mail')).toHaveValue('maria@shop.example')
  await step(page, /Catalog/)
  await expect(page.getByLabel('Catalog', { exact: true })).toHaveValue('marketing data')
  await page.getByLabel('Catalog', { exact: true }).fill('marketing')
  await expect(page.getByRole('list', { name: 'SQL script' })).toContainText('maria@shop.example')
})
