import { type Page, expect } from '@playwright/test'
import { field, paste } from './acts'
import type { ExternalWorkspace } from './workspace'

// What a user does in the new setup.

export const step = (page: Page, name: RegExp): Promise<void> => page.getByRole('navigation', { name: 'Steps' }).getByRole('link', { name }).click()

/** Begins a setup and signs in to a sample workspace of the sandbox as its admin. */
export async function beginInSandbox(page: Page, workspace: string): Promise<void> {
  await page.getByRole('link', { name: 'New setup' }).first().click()
  await page.getByRole('button', { name: 'Use the sandbox' }).click()
  await page.getByRole('menuitem', { name: `(${workspace})` }).click()
  await isSignedIn(page)
}

/** Begins a setup and signs in to a workspace outside with a token, over its own port and certificate authority. */
export async function signInTo(page: Page, workspace: ExternalWorkspace, identity = 'admin'): Promise<void> {
  await page.getByRole('link', { name: 'New setup' }).first().click()
  await field(page, 'Workspace').fill(workspace.ready.host)
  await page.getByText('Port and certificate authority').click()
  await field(page, 'Port').fill(String(workspace.ready.port))
  await page.getByLabel('Certificate authority file').fill(workspace.ready.caFile)
  await paste(field(page, 'Your personal access token'), workspace.token(identity))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await isSignedIn(page)
}

async function isSignedIn(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('heading', { name: 'Before you begin' })).toBeVisible()
}

/** On the review: agrees to what the plan asks and runs it. */
export async function confirmRun(page: Page, button: RegExp | string = /^Run \d+ changes/): Promise<void> {
  await step(page, /Review and run/)
  // What is asked depends on what was seen: a question may go once the workspace has been looked at.
  await expect(page.getByText(/^Seen /)).toBeVisible({ timeout: 60_000 })
  await page.getByRole('button', { name: button }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toBeVisible()
  for (const label of await dialog.locator('label').all()) await label.click()
  await dialog.getByRole('button', { name: 'Run them' }).click()
}

/** Reviews the plan, agrees to what it asks and runs it to its end. */
export async function runAll(page: Page, button?: RegExp | string): Promise<void> {
  await confirmRun(page, button)
  await expect(page.getByRole('status').filter({ hasText: /requests\./ })).toBeVisible({ timeout: 120_000 })
}
