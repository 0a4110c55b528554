import type { Locator, Page } from '@playwright/test'
import { connectToWorkspace, field, openScreen, paste, tick } from './support/acts'
import { expect, test } from './support/assistant'

async function openPermissions(page: Page): Promise<void> {
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await openScreen(page, 'Connections')
  await page.getByRole('button', { name: 'More for Retail shop' }).click()
  await page.getByRole('menuitem', { name: 'Verify permissions' }).click()
  await expect(page.getByRole('heading', { name: 'Permissions', level: 1 })).toBeVisible()
}

const rows = (page: Page): Locator => page.getByRole('table', { name: 'Permissions' }).getByRole('row')

async function verify(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Verify (permissions|again)$/ }).click()
  await expect(page.getByRole('button', { name: 'Verify again' })).toBeVisible({ timeout: 40_000 })
}

test('rights through a group it may not see: proved by the read, explained by a second sign-in', async ({ assistant: { page }, workspace }) => {
  await connectToWorkspace(page, workspace, { identity: 'via-hidden-group' })
  await openPermissions(page)
  await verify(page)
  await expect(page.getByText('Everything the import needs is there')).toBeVisible()
  await expect(rows(page).filter({ hasText: 'SELECT' }).first()).toContainText('Can read (proved)')
  await expect(rows(page).filter({ hasText: 'SELECT' }).first()).toContainText('may not see')

  await tick(page.getByRole('radio', { name: /^Admin, second sign-in/ }))
  await paste(field(page, 'Admin’s personal access token'), workspace.token('admin'))
  await page.getByRole('button', { name: 'Use for this run' }).click()
  await expect(page.getByRole('radio', { name: /^Admin, second sign-in \(token ending in/ })).toBeChecked()
  await verify(page)
  await expect(rows(page).filter({ hasText: 'SELECT' }).first()).toContainText('clevertap importers')
  await expect(page.getByText(/sources looked up with the second sign-in/)).toBeVisible()
  await expect(page.getByText('CleverTap importer (by group)')).toBeVisible()
})

test('what is missing is counted and has its GRANT', async ({ assistant: { page }, workspace }) => {
  await connectToWorkspace(page, workspace, { identity: 'no-use-schema' })
  await openPermissions(page)
  await verify(page)
  await expect(page.getByText('1 privilege is missing')).toBeVisible()
  const row = rows(page).filter({ hasText: 'USE SCHEMA' })
  await expect(row).toContainText('Missing')
  await expect(row.getByRole('button', { name: 'GRANT' })).toBeVisible()
  await expect(row.getByRole('button', { name: 'SHOW' })).toBeVisible()
})

test('without a table in sight nothing is called complete', async ({ assistant: { page }, workspace }) => {
  await connectToWorkspace(page, workspace, { identity: 'no-select' })
  await openPermissions(page)
  await verify(page)
  await expect(rows(page).filter({ hasText: 'SELECT' })).toContainText(/Missing|Could not check/)
  await expect(page.getByText('Everything the import needs is there')).toHaveCount(0)
})
