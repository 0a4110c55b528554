import { connectToWorkspace, field, openConnection, openScreen, result, stage, testAgain, testEnds, testFromForm } from './support/acts'
import { expect, test } from './support/assistant'
import { startSilentPort } from './support/silent-port'

test('a test is cancelled at once, goes on while the user looks elsewhere, and is taken up again', async ({ assistant: { page }, workspace }) => {
  const silent = await startSilentPort()
  try {
    await openScreen(page, 'Settings')
    await field(page, 'TCP connection').fill('600')
    await field(page, 'TCP connection').press('Enter')
    await connectToWorkspace(page, workspace)
    await field(page, 'Host').fill('127.0.0.1')
    await field(page, 'Port').fill(String(silent.port))
    await page.getByRole('button', { name: 'Test connection' }).click()
    await expect(result(page)).toContainText('Stage 3 of 12: TCP connection')

    await openScreen(page, 'Help')
    await openScreen(page, 'Connections')
    await page.getByRole('link', { name: 'Test', exact: true }).or(page.getByRole('link', { name: /^Test/ })).first().click()
    await expect(result(page)).toContainText('Stage 3 of 12: TCP connection')
    await page.getByRole('button', { name: 'Cancel' }).click()
    await testEnds(page)
    await expect(result(page)).toContainText('Cancelled: nothing is proven')

    await openConnection(page, 'Retail shop')
    await field(page, 'Host').fill(workspace.ready.host)
    await field(page, 'Port').fill(String(workspace.ready.port))
    await testFromForm(page)
    await expect(result(page)).toContainText('Ready for CleverTap')
    await testAgain(page)
    await expect(result(page)).toContainText('Ready for CleverTap')
    await stage(page, 'Catalog').getByRole('button', { name: /Catalog/ }).click()
    await stage(page, 'Catalog').getByRole('button', { name: 'Test again from here' }).click()
    await testEnds(page)
    await expect(result(page)).toContainText('Ready for CleverTap')
  } finally {
    await silent.stop()
  }
})

test('a changed connection is a draft until it is tested again', async ({ assistant, workspace }) => {
  const { page } = assistant
  await connectToWorkspace(page, workspace)
  await testFromForm(page)
  await openConnection(page, 'Retail shop')
  await field(page, 'Schema').fill('sales')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await openScreen(page, 'Connections')
  await page.getByRole('button', { name: 'More for Retail shop' }).click()
  await page.getByRole('menuitem', { name: 'Export' }).click()
  await expect(page.getByText('DRAFT: not validated')).toBeVisible()
  const { text } = await assistant.download(() => page.getByRole('link', { name: 'Download DRAFT' }).click())
  expect(JSON.parse(text)).toMatchObject({ status: 'draft' })
})
