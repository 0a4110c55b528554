import { field, openScreen, paste, result, stage, testFromForm, tick } from './support/acts'
import { expect, test } from './support/assistant'

const LABELS = ['Connection Name', 'Host', 'Port', 'HTTP Path', 'Personal Access Token', 'Catalog', 'Schema']

test('the existing path, from the line of a workspace and lists of what is in it', async ({ assistant: { page }, workspace }) => {
  await openScreen(page, 'Existing')
  await expect(field(page, 'Port')).toHaveValue('443')
  await expect(page.getByRole('button', { name: 'Choose a SQL warehouse from a list: needs host and token first' })).toBeDisabled()

  await test.step('a pasted line is taken apart, in any field', async () => {
    const { host, port, catalog, schema } = workspace.ready
    await paste(field(page, 'Host'), workspace.line)
    await expect(page.getByText('Recognised: line of the sandbox workspace.')).toBeVisible()
    await expect(field(page, 'Host')).toHaveValue(host)
    await expect(field(page, 'Port')).toHaveValue(String(port))
    await expect(field(page, 'Catalog')).toHaveValue(catalog)
    await expect(field(page, 'Schema')).toHaveValue(schema)
    await expect(page.getByText('From: pasted line of the sandbox workspace').first()).toBeVisible()
  })

  await test.step('a token typed key by key is taken with Enter and not shown again', async () => {
    await page.getByRole('button', { name: 'Replace' }).click()
    const token = field(page, 'Personal Access Token')
    await expect(token).toHaveAttribute('type', 'password')
    await token.pressSequentially(workspace.token('clevertap'))
    await token.press('Enter')
    await expect(page.getByText(`••••${workspace.token('clevertap').slice(-4)}`)).toBeVisible()
    await expect(token).toHaveCount(0)
  })

  await test.step('warehouse, catalog and schema are chosen from lists', async () => {
    await page.getByRole('button', { name: 'Choose a SQL warehouse from a list' }).click()
    const warehouses = page.getByRole('dialog', { name: 'Choose a SQL warehouse' })
    await expect(warehouses.getByRole('row', { name: /Nightly warehouse/ })).toContainText('Stopped')
    await warehouses.getByLabel('Filter warehouses').fill('shop')
    await expect(warehouses.getByText(/^1 of \d+ warehouses$/)).toBeVisible()
    await warehouses.getByRole('row', { name: /Shop warehouse/ }).click()
    await expect(field(page, 'HTTP Path')).toHaveValue(workspace.httpPath('Shop warehouse'))

    await field(page, 'Catalog').fill('')
    await field(page, 'Schema').fill('')
    await page.getByRole('button', { name: 'Choose a catalog from a list' }).click()
    await page.getByRole('dialog', { name: 'Choose a catalog' }).getByRole('row', { name: /^retail/ }).click()
    await expect(field(page, 'Catalog')).toHaveValue('retail')
    await page.getByRole('button', { name: 'Choose a schema from a list' }).click()
    await page.getByRole('dialog', { name: 'Choose a schema of retail' }).getByRole('row', { name: /^customer_data/ }).click()
    await expect(field(page, 'Schema')).toHaveValue('customer_data')
    await expect(page.getByText('From: picked from the list').first()).toBeVisible()
  })

  await test.step('tables to read are chosen', async () => {
    await page.getByRole('button', { name: 'Choose tables from a list' }).click()
    const tables = page.getByRole('dialog', { name: /^Tables of retail.customer_data/ })
    await tables.getByLabel('Filter tables').fill('wish')
    await tick(tables.getByRole('checkbox', { name: 'wish-lists' }))
    await tables.getByLabel('Filter tables').fill('orders')
    await tick(tables.getByRole('checkbox', { name: 'orders', exact: true }))
    await tables.getByRole('button', { name: 'Use 2 tables' }).click()
    await expect(page.getByRole('group', { name: 'Tables to read in the test' })).toContainText('orders, wish-lists')
  })

  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(field(page, 'Connection Name')).toBeFocused()
  await field(page, 'Connection Name').fill('Typed by hand')
  await testFromForm(page)
  await expect(result(page)).toContainText('Ready for CleverTap')
  await expect(stage(page, 'Read of the chosen tables')).toContainText('2 chosen tables')
})

test('a half-typed form survives a restart, the token does not', async ({ assistant, workspace }) => {
  const { page } = assistant
  await openScreen(page, 'Existing')
  await field(page, 'Host').fill('dbc-1a2b3c4d-5e6f.cloud.databricks.com')
  await paste(field(page, 'Personal Access Token'), workspace.token('clevertap'))
  await expect(page.getByRole('button', { name: 'Replace' })).toBeVisible()
  await field(page, 'Catalog').fill('half a na')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()

  const again = await assistant.restart()
  const row = again.getByRole('list', { name: 'Connections' }).getByRole('listitem')
  await expect(row).toContainText('dbc-1a2b3c4d-5e6f.cloud.databricks.com')
  await row.getByRole('link').first().click()
  await expect(field(again, 'Host')).toHaveValue('dbc-1a2b3c4d-5e6f.cloud.databricks.com')
  await expect(field(again, 'Catalog')).toHaveValue('half a na')
  await expect(field(again, 'Personal Access Token')).toHaveValue('')
})

test('leaving right after typing loses nothing and leads where one wanted to go', async ({ assistant: { page } }) => {
  await openScreen(page, 'Quick start')
  await field(page, 'Host').fill('dbc-1a2b3c4d-5e6f.cloud.databricks.com')
  await openScreen(page, 'Help')
  await expect(page.getByRole('heading', { level: 1, name: 'Help' })).toBeVisible()
  await expect(async () => {
    await openScreen(page, 'Settings')
    await openScreen(page, 'Connections')
    await expect(page.getByText(/dbc-1a2b3c4d-5e6f/)).toBeVisible({ timeout: 2_000 })
  }).toPass()
  await expect(page).toHaveURL(/#\/$/)
})

test('quick start has the seven fields of CleverTap in its order; a wrong part is marked and mended by one click', async ({ assistant: { page } }) => {
  await page.getByRole('main').getByRole('link', { name: 'Quick start' }).click()
  await expect(page.getByRole('heading', { name: 'Quick start', level: 1 })).toBeVisible()
  const inputs = page.getByRole('main').locator('input[name]')
  await expect(inputs).toHaveCount(LABELS.length)
  expect(await inputs.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).labels?.[0]?.textContent))).toEqual(LABELS)
  await expect(field(page, 'Port')).toHaveValue('443')

  const host = field(page, 'Host')
  await host.fill('adb1234567890123456.7.azuredatabricks.net')
  await expect(page.getByText(/The hyphen after adb is missing/)).toBeVisible()
  await expect(page.locator('mark')).toHaveText('adb1')
  await expect(host).toHaveAccessibleDescription(/hyphen after adb is missing/)
  await page.getByRole('button', { name: 'Use adb-1234567890123456.7.azuredatabricks.net' }).click()
  await expect(host).toHaveValue('adb-1234567890123456.7.azuredatabricks.net')
  await expect(page.getByText(/The hyphen after adb is missing/)).toHaveCount(0)

  await field(page, 'Port').fill('8443')
  await expect(page.getByText(/443/).filter({ hasText: /port/i }).first()).toBeVisible()
})

test('a JDBC URL fills the form and is taken back as one step', async ({ assistant: { page } }) => {
  await openScreen(page, 'Quick start')
  await paste(
    field(page, 'Catalog'),
    'jdbc:databricks://adb-4242424242424242.2.azuredatabricks.net:443;transportMode=http;ssl=1;AuthMech=3;httpPath=/sql/1.0/warehouses/0123456789abcdef;ConnCatalog=retail;ConnSchema=sales;',
  )
  await expect(page.getByText('Recognised: JDBC URL.')).toBeVisible()
  await expect(field(page, 'Host')).toHaveValue('adb-4242424242424242.2.azuredatabricks.net')
  await expect(field(page, 'HTTP Path')).toHaveValue('/sql/1.0/warehouses/0123456789abcdef')
  await expect(field(page, 'Catalog')).toHaveValue('retail')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(field(page, 'Host')).toHaveValue('')
  await expect(field(page, 'Catalog')).toHaveValue('')
})

test('names are unique: a clash is said and a free name offered; duplicate, rename and delete', async ({ assistant: { page } }) => {
  await openScreen(page, 'Existing')
  await field(page, 'Host').fill('dbc-1a2b3c4d-5e6f.cloud.databricks.com')
  await field(page, 'Connection Name').fill('Retail shop')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()

  await openScreen(page, 'Quick start')
  await expect(field(page, 'Host')).toHaveValue('')
  await field(page, 'Connection Name').fill('retail shop')
  await expect(page.getByText('Another connection has this name.')).toBeVisible()
  await page.getByRole('button', { name: /^Use retail shop/ }).click()
  await expect(page.getByText('Another connection has this name.')).toHaveCount(0)
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()

  await openScreen(page, 'Connections')
  const rows = page.getByRole('list', { name: 'Connections' }).getByRole('listitem')
  await expect(rows).toHaveCount(2)
  await page.getByRole('button', { name: 'More for Retail shop' }).first().click()
  await page.getByRole('menuitem', { name: /^Duplicate/ }).click()
  await expect(rows).toHaveCount(3)

  await page.getByRole('button', { name: 'More for Retail shop', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  const dialog = page.getByRole('dialog', { name: 'Rename the connection' })
  await dialog.getByRole('textbox').fill('Loyalty')
  await dialog.getByRole('button', { name: 'Rename' }).click()
  await expect(rows.filter({ hasText: 'Loyalty' })).toHaveCount(1)

  await page.getByRole('button', { name: 'More for Loyalty' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await expect(rows).toHaveCount(2)
  await expect(rows.filter({ hasText: 'Loyalty' })).toHaveCount(0)
})
