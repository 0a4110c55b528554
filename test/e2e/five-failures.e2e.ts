import type { Page } from '@playwright/test'
import { connectToWorkspace, field, openScreen, replaceToken, result, stage, testEnds, testFromForm, tick } from './support/acts'
import { expect, test } from './support/assistant'
import { startSilentPort } from './support/silent-port'

// The five failures of CleverTap's own troubleshooting table: each with its cause, what to do, and what does it.

/** The one opened diagnosis, with its parts. */
function diagnosis(page: Page, title: RegExp) {
  const card = page.getByRole('group', { name: title })
  return { card, why: card.getByRole('heading', { name: /^Why/ }), toDo: card.getByRole('heading', { name: 'Do this now' }) }
}

async function expectDiagnosis(page: Page, title: RegExp) {
  const { card, why, toDo } = diagnosis(page, title)
  await expect(card).toBeVisible()
  await expect(why).toBeVisible()
  await expect(toDo).toBeVisible()
  return card
}

test('connection timeout: the stage, the likely causes and a check by hand', async ({ assistant: { page }, workspace }) => {
  const silent = await startSilentPort()
  try {
    await openScreen(page, 'Settings')
    await field(page, 'TCP connection').fill('0.5')
    await field(page, 'TCP connection').press('Enter')
    await expect(page.getByText('standard 5')).toBeVisible()
    await connectToWorkspace(page, workspace)
    await field(page, 'Host').fill('127.0.0.1')
    await field(page, 'Port').fill(String(silent.port))
    await testFromForm(page)
    await expect(result(page)).toContainText('1 thing stands in the way')
    await expect(stage(page, 'TCP connection')).toContainText('Failed')
    const card = await expectDiagnosis(page, /did not answer in time/)
    await expect(card.getByRole('code').filter({ hasText: new RegExp(`curl .*:${silent.port}`) })).toBeVisible()
    await expect(card.getByRole('button', { name: 'Copy message' })).toBeVisible()
    await card.getByRole('button', { name: 'Edit the host' }).click()
    await expect(field(page, 'Host')).toBeFocused()
  } finally {
    await silent.stop()
  }
})

test('authentication failed: said at the sign-in, never green, and mended in place', async ({ assistant: { page }, workspace }) => {
  await connectToWorkspace(page, workspace)
  await replaceToken(page, 'dapi00000000000000000000000000000bad')
  await testFromForm(page)
  await expect(result(page)).toContainText('1 thing stands in the way')
  await expect(result(page)).not.toContainText('Ready')
  await expect(stage(page, 'Sign-in')).toContainText('Failed')
  for (const title of ['SQL session', 'Catalog', 'Schema', 'Read of the chosen tables']) await expect(stage(page, title)).toContainText('Could not check')
  const card = await expectDiagnosis(page, /does not accept this token/)
  await card.getByRole('button', { name: 'Enter another token' }).first().click()
  await replaceToken(page, workspace.token('clevertap'))
  await expect(page.getByText('Ready to test')).toBeVisible()
  await testFromForm(page)
  await expect(result(page)).toContainText('Ready for CleverTap')
})

test('warehouse not found: the warehouses this identity can see are named', async ({ assistant: { page }, workspace }) => {
  await connectToWorkspace(page, workspace)
  await field(page, 'HTTP Path').fill('/sql/1.0/warehouses/00000000deadbeef')
  await testFromForm(page)
  await expect(stage(page, 'SQL warehouse found and permitted')).toContainText('Failed')
  await expect(stage(page, 'SQL warehouse found and permitted')).toContainText('Shop warehouse')
  const card = await expectDiagnosis(page, /SQL warehouse 00000000deadbeef/)
  await card.getByRole('button', { name: 'Choose a warehouse' }).click()
  await expect(field(page, 'HTTP Path')).toBeFocused()
})

test('warehouse inactive: not proven, asks before it starts one, then ready', async ({ assistant: { page }, workspace }) => {
  await connectToWorkspace(page, workspace)
  await field(page, 'HTTP Path').fill(workspace.httpPath('Nightly warehouse'))
  await testFromForm(page)
  await expect(result(page)).toContainText(/^Not proven: \d+ checks could not run/)
  await expect(stage(page, 'SQL warehouse awake')).toContainText('Not set up')
  await expect(stage(page, 'SQL session')).toContainText('Could not check')
  const card = await expectDiagnosis(page, /Nightly warehouse is stopped/)

  const ask = page.getByRole('alertdialog', { name: 'Start the SQL warehouse?' })
  await card.getByRole('button', { name: 'Start the warehouse' }).click()
  await expect(ask).toContainText('costs money')
  await ask.getByRole('button', { name: 'Cancel' }).click()
  await expect(ask).toBeHidden()
  await expect(result(page)).toContainText(/^Not proven/)

  await card.getByRole('button', { name: 'Start the warehouse' }).click()
  await ask.getByRole('button', { name: 'Start it and test' }).click()
  await testEnds(page)
  await expect(result(page)).toContainText('Ready for CleverTap')
  await expect(stage(page, 'SQL warehouse awake')).toContainText('OK')
})

for (const { identity, title, statement } of [
  { identity: 'no-use-catalog', title: 'Catalog', statement: /GRANT USE CATALOG ON CATALOG `retail` TO `[0-9a-f-]{36}`;/ },
  { identity: 'no-use-schema', title: 'Schema', statement: /GRANT USE SCHEMA ON SCHEMA `retail`\.`customer_data` TO `[0-9a-f-]{36}`;/ },
]) {
  test(`${title.toLowerCase()} not accessible: the statement that mends it, and a test again from there`, async ({ assistant: { page }, workspace }) => {
    await connectToWorkspace(page, workspace, { identity })
    await testFromForm(page)
    await expect(stage(page, title)).toContainText('Failed')
    const card = await expectDiagnosis(page, /USE (CATALOG|SCHEMA) on .* is missing/)
    const shown = await card.getByRole('code').filter({ hasText: statement }).textContent()
    await workspace.runAs('admin', (shown ?? '').trim().replace(/;$/, ''))
    await stage(page, title).getByRole('button', { name: 'Test again from here' }).click()
    await testEnds(page)
    await expect(result(page)).toContainText('Ready for CleverTap')
  })
}

test('SELECT denied: the statement shown is the statement that mends it', async ({ assistant: { page }, workspace }) => {
  await connectToWorkspace(page, workspace)
  await page.getByRole('button', { name: 'Choose tables from a list' }).click()
  const tables = page.getByRole('dialog', { name: /^Tables of/ })
  await tables.getByLabel('Filter tables').fill('wish')
  await tick(tables.getByRole('checkbox', { name: 'wish-lists' }))
  await tables.getByRole('button', { name: 'Use 1 table' }).click()
  await replaceToken(page, workspace.token('no-select'))
  await testFromForm(page)
  await expect(result(page)).toContainText(/stands? in the way/)
  const card = await expectDiagnosis(page, /SELECT on .*wish-lists.* is missing/)
  const shown = await card.getByRole('code').filter({ hasText: /^GRANT SELECT ON / }).first().textContent()
  expect(shown).toMatch(/^GRANT SELECT ON (SCHEMA|TABLE) `retail`\.`customer_data`/)
  await workspace.runAs('admin', (shown ?? '').trim().replace(/;$/, ''))
  await stage(page, 'Read of the chosen tables').getByRole('button', { name: 'Test again from here' }).click()
  await testEnds(page)
  await expect(result(page)).toContainText('Ready for CleverTap')
  await expect(stage(page, 'Read of the chosen tables')).toContainText('OK')
})

test('no table visible: both causes are named, never a success', async ({ assistant: { page }, workspace }) => {
  await connectToWorkspace(page, workspace, { identity: 'no-select' })
  await testFromForm(page)
  await expect(result(page)).not.toContainText('Ready')
  const card = await expectDiagnosis(page, /No table of schema retail.customer_data can be seen/)
  await expect(card).toContainText('hidden')
  await expect(card).toContainText('empty')
  await expect(card.getByRole('code').filter({ hasText: /^GRANT SELECT ON SCHEMA `retail`\.`customer_data` TO/ })).toBeVisible()
})
