import { followScript } from '../support/follow-script'
import { field, openScreen, paste, result, testFromForm } from './support/acts'
import { expect, test } from './support/assistant'
import { step } from './support/setup-acts'

test.setTimeout(120_000)
test.use({ actionTimeout: 15_000, sample: 'empty' })

test('writes a script that leads an admin from an empty workspace to a green test, without signing in', async ({ assistant, workspace }) => {
  const { page } = assistant
  await openScreen(page, 'New setup')
  await page.getByText('Scripts only, without signing in').click()
  await step(page, /Data to import/)
  await page.getByText('Views over chosen tables').click()
  await page.getByLabel('Tables are in catalog').fill('samples')
  await page.getByLabel('and schema').fill('nyctaxi')
  await page.getByRole('textbox', { name: 'Tables', exact: true }).fill('trips')
  await expect(page.getByRole('list', { name: 'SQL script' })).toContainText('CREATE VIEW IF NOT EXISTS')
  await page.getByRole('button', { name: 'Copy SQL' }).click()

  // Somebody with the rights does what it says; ids that are born on the way are kept as it says.
  const born = await followScript(await assistant.clipboard(), (method, path, body) => workspace.send('admin', method, path, body))
  expect(born.token).toMatch(/^dapi/)
  expect(await assistant.clipboard()).not.toContain(born.token)

  await openScreen(page, 'Existing')
  const { host, port, caFile } = workspace.ready
  const line = { host, port, caFile, httpPaths: { clevertap_warehouse: `/sql/1.0/warehouses/${born.warehouse_id}` }, tokens: { clevertap: born.token }, catalog: 'clevertap_catalog', schema: 'clevertap_schema' }
  await paste(page.getByRole('textbox', { name: 'Paste what you have' }), JSON.stringify(line))
  await expect(page.getByRole('button', { name: 'Replace' })).toBeVisible()
  await field(page, 'Connection Name').fill('By script')
  await expect(page.getByText('Ready to test')).toBeVisible()
  await testFromForm(page)
  await expect(result(page)).toContainText('Ready for CleverTap')
  await page.getByRole('link', { name: /Export/ }).first().click()
  await expect(page.getByText(/^Validated/).first()).toBeVisible()
})
