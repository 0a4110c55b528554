import { type Locator, type Page, expect } from '@playwright/test'
import { connectToWorkspace, field, openScreen, paste, tick } from './acts'
import type { ExternalWorkspace } from './workspace'

export const verdict = (page: Page): Locator => page.getByRole('region', { name: 'Verdict' })
export const list = (page: Page, title: string): Locator => page.getByRole('region', { name: title, exact: true })

/** From nothing to the audit screen of an identity. */
export async function openAudit(page: Page, workspace: ExternalWorkspace, more: { identity: string; catalog?: string; schema?: string; warehouse?: string }): Promise<void> {
  await connectToWorkspace(page, workspace, more)
  if (more.warehouse !== undefined) await field(page, 'HTTP Path').fill(workspace.httpPath(more.warehouse))
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await openAuditOf(page)
  await expect(page.getByRole('heading', { name: 'Not audited yet' })).toBeVisible()
}

export async function openAuditOf(page: Page, connection = 'Retail shop'): Promise<void> {
  await openScreen(page, 'Audit')
  await page.getByRole('table', { name: 'Audits' }).getByRole('link', { name: connection }).click()
}

export async function askAsAdmin(page: Page, workspace: ExternalWorkspace): Promise<void> {
  await tick(page.getByRole('radio', { name: /^Admin, second sign-in/ }))
  await enterAdminToken(page, workspace)
  await expect(page.getByRole('radio', { name: /^Admin, second sign-in \(token ending in/ })).toBeChecked()
}

export async function enterAdminToken(page: Page, workspace: ExternalWorkspace): Promise<void> {
  await paste(field(page, 'Admin’s personal access token'), workspace.token('admin'))
  await page.getByRole('button', { name: 'Use for this run' }).click()
  await expect(field(page, 'Admin’s personal access token')).toBeHidden()
}

export async function audit(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Audit( again)?$/ }).first().click()
  await expect(page.getByRole('button', { name: 'Audit again' }).first()).toBeEnabled({ timeout: 60_000 })
  await expect(verdict(page)).toBeVisible()
}

/** Confirms and begins what was reviewed. */
export async function runFix(page: Page, button: RegExp, confirmation: string): Promise<void> {
  await page.getByRole('button', { name: button }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: confirmation }).click()
}
