import type { Page } from '@playwright/test'
import { expectAccessible } from './support/accessible'
import { expect, test } from './support/assistant'
import { beginInSandbox, runAll, signInTo, step } from './support/setup-acts'

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

test.describe('in a locked-down workspace', () => {
  test.use({ sample: 'locked-down' })

  test('names whom to ask for each right that is missing', async ({ assistant, workspace }) => {
    const { page } = assistant
    await signInTo(page, workspace, 'user')
    await step(page, /Catalog/)
    await page.getByLabel('Catalog', { exact: true }).fill('shop')
    await step(page, /SQL warehouse/)
    await page.getByText('One that is there').click()
    await page.getByRole('row', { name: /Shared warehouse/ }).click()
    await step(page, /Schema/)
    await page.getByLabel(/^Schema in/).fill('sales')
    await step(page, /Review and run/)
    await expect(page.getByRole('heading', { name: 'To be done by somebody else' })).toBeVisible()
    for (const [change, who] of [['Let clevertap use SQL warehouse Shared warehouse', 'wanda@shop.example'], ['Grant USE CATALOG on', 'carl@shop.example'], ['Grant USE SCHEMA on', 'sam@shop.example'], ['Grant SELECT on', 'sam@shop.example']] as const) {
      await expect(page.getByRole('listitem').filter({ hasNot: page.getByRole('button', { name: 'Copy message' }) }).filter({ hasText: change }).filter({ hasText: `sk ${who}` }), `${change}: ask ${who}`).toHaveCount(1)
    }
  })
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
