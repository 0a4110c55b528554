import { type Locator, type Page, expect } from '@playwright/test'
import type { ExternalWorkspace } from './workspace'

// What a user does, in a user's words. Everything is found by role and label.

export const field = (page: Page, label: string): Locator => page.getByLabel(label, { exact: true })

export const stage = (page: Page, title: string): Locator => page.getByRole('list', { name: 'Stages of the test' }).getByRole('listitem').filter({ has: page.getByText(title, { exact: true }) })

export const result = (page: Page): Locator => page.getByRole('region', { name: 'Result' })

export const openScreen = (page: Page, name: string): Promise<void> => page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name }).click()

/** Pastes as Ctrl+V does, without the clipboard of the computer, which tests that run side by side share. */
export async function paste(target: Locator, text: string): Promise<void> {
  await target.focus()
  await target.evaluate((element, pasted) => {
    const data = new DataTransfer()
    data.setData('text/plain', pasted)
    const isTaken = !element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    if (!isTaken) document.execCommand('insertText', false, pasted)
  }, text)
}

/** Clicks what is drawn of a check box or radio button; the input itself is hidden under it. */
export async function tick(choice: Locator): Promise<void> {
  await choice.locator('xpath=ancestor::label').click()
  await expect(choice).toBeChecked()
}

/** From the connections to the filled form of a sandbox identity. */
export async function connectToSandbox(page: Page, identity: RegExp): Promise<void> {
  await page.getByRole('button', { name: /sandbox workspace/i }).click()
  const dialog = page.getByRole('dialog', { name: 'Sandbox workspace' })
  await dialog.getByRole('list', { name: 'Identities' }).getByRole('button', { name: identity }).click({ timeout: 30_000 })
  await expect(dialog).toBeHidden({ timeout: 30_000 })
  await expect(page.getByText('Ready to test')).toBeVisible()
}

/** A new connection to a workspace outside, from the line that workspace printed; the token can be another identity's. */
export async function connectToWorkspace(page: Page, workspace: ExternalWorkspace, more: { identity?: string; name?: string; catalog?: string; schema?: string } = {}): Promise<void> {
  await openScreen(page, 'Existing')
  await paste(page.getByRole('textbox', { name: 'Paste what you have' }), workspace.line)
  await expect(page.getByText('Recognised: line of the sandbox workspace.')).toBeVisible()
  // Where a workspace has no identity of that name, its line brings no token.
  if (Object.hasOwn(workspace.ready.tokens, 'clevertap')) {
    await expect(page.getByRole('button', { name: 'Replace' })).toBeVisible()
    if (more.identity !== undefined) await replaceToken(page, workspace.token(more.identity))
  } else {
    await paste(field(page, 'Personal Access Token'), workspace.token(more.identity ?? 'admin'))
    await expect(page.getByRole('button', { name: 'Replace' })).toBeVisible()
  }
  if (more.catalog !== undefined) await field(page, 'Catalog').fill(more.catalog)
  if (more.schema !== undefined) await field(page, 'Schema').fill(more.schema)
  await field(page, 'Connection Name').fill(more.name ?? 'Retail shop')
  await expect(page.getByText('Ready to test')).toBeVisible()
}

export async function replaceToken(page: Page, token: string): Promise<void> {
  await page.getByRole('button', { name: 'Replace' }).click()
  await paste(field(page, 'Personal Access Token'), token)
  await expect(page.getByRole('button', { name: 'Replace' })).toBeVisible()
}

/** On the test screen: tests again and waits for the end. */
export async function testAgain(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Test again', exact: true }).click()
  await testEnds(page)
}

export const testEnds = (page: Page): Promise<void> => expect(page.getByRole('button', { name: 'Test again', exact: true })).toBeVisible({ timeout: 40_000 })

/** From the filled form to the end of the test, which begins by itself. */
export async function testFromForm(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Test connection' }).click()
  // The address loses its `?begin` when the test starts: an earlier report is off the screen then.
  await expect(page).toHaveURL(/\/test$/)
  await testEnds(page)
}

/** Opens a connection's form from the list. */
export async function openConnection(page: Page, name: string): Promise<void> {
  await openScreen(page, 'Connections')
  await page.getByRole('list', { name: 'Connections' }).getByRole('link', { name, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}
