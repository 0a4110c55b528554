import type { Page } from '@playwright/test'
import { expectAccessible } from './support/accessible'
import { expect, test } from './support/assistant'
import { askAsAdmin, audit, enterAdminToken, openAudit, openAuditOf, runFix, verdict } from './support/audit-acts'
import { expectFits } from './support/fits'
import type { ExternalWorkspace } from './support/workspace'

test.setTimeout(240_000)
// The readings back of what was changed in a schema take their time: a run that has begun can be met in its middle.
test.use({ sample: 'messy', faults: ['slow=GET /api/2.1/unity-catalog/effective-permissions/schema/*'], windowSize: { width: 1280, height: 840 } })

const TABLES = ['customers', 'orders', 'events', 'consents']
const changes = (page: Page) => page.getByRole('list', { name: 'Changes' })
const readsAll = async (workspace: ExternalWorkspace): Promise<void> => {
  for (const table of TABLES) await workspace.runAs('overgranted', `SELECT * FROM shop.crm.${table} LIMIT 1`)
}

async function reviewAll(page: Page, workspace: ExternalWorkspace): Promise<void> {
  await openAudit(page, workspace, { identity: 'overgranted', catalog: 'shop', schema: 'crm' })
  await askAsAdmin(page, workspace)
  await audit(page)
  await page.getByRole('button', { name: 'Review the fix' }).click()
  await page.getByRole('button', { name: 'Choose all revokes' }).click()
  await expect(page.getByRole('button', { name: 'Choose all revokes' })).toBeDisabled()
}

/** Begins the run, and holds it where a first change of it was made and seen: the workspace answers nothing more until it is resumed. */
async function holdInTheMiddle(page: Page, workspace: ExternalWorkspace): Promise<void> {
  await runFix(page, /^Run \d+ changes/, 'Grant and revoke')
  await expect(changes(page).getByText('Done, seen').first()).toBeVisible({ timeout: 90_000 })
  workspace.pause()
  await expect(changes(page).getByText('To do').first()).toBeVisible()
}

const isDone = async (page: Page): Promise<void> => {
  await expect(page.getByText(/^Done: \d+ of \d+ actions, each read back/).first()).toBeVisible({ timeout: 120_000 })
  await expect(page.getByText('A fix stopped half way')).toBeHidden()
}

test('is cancelled in its middle, says what was done and what not, and goes on from there', async ({ assistant, workspace }) => {
  const { page } = assistant
  await reviewAll(page, workspace)
  await holdInTheMiddle(page, workspace)
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Stopping' })).toBeDisabled()
  workspace.resume()
  const said = page.getByText(/^Cancelled: \d+ done, \d+ not\. Run it again to go on from here\.$/).first()
  await expect(said).toBeVisible({ timeout: 60_000 })
  await expect(changes(page).getByText('Not run').first()).toBeVisible()
  await expect(page.getByText(/The rollback script is in/)).toBeVisible()
  await expectAccessible(assistant, 'Audit, fix cancelled')
  await expectFits(page, 'Audit, fix cancelled')
  // Whatever was taken on the way was given back.
  await readsAll(workspace)
  await runFix(page, /^Continue$/, 'Grant and revoke')
  await isDone(page)
  await readsAll(workspace)
})

test.describe('after its process was killed', () => {
  test.use({ expectedProblem: /Failed to load resource|ERR_|EventSource|net::/i })

  test('is found unfinished, and goes on to its end', async ({ assistant, workspace }) => {
    let { page } = assistant
    await reviewAll(page, workspace)
    await holdInTheMiddle(page, workspace)
    page = await assistant.killAndRestart()
    workspace.resume()

    await openAuditOf(page)
    await expect(page.getByText(/^A fix stopped half way/)).toBeVisible()
    await page.getByRole('button', { name: 'Continue the fix' }).click()
    await expect(page.getByRole('heading', { name: 'The facts of this audit are no longer in memory' })).toBeVisible()
    // The admin's token was for that run only. Whom to audit is known from the audit that is shown.
    await page.getByRole('button', { name: 'Audit again' }).last().click()
    await enterAdminToken(page, workspace)
    await audit(page)
    await expect(verdict(page)).not.toContainText('no longer in memory', { timeout: 60_000 })
    await expect(verdict(page)).toContainText('Importer with grants it does not need')
    // What was chosen then is chosen still.
    await expect(page.getByRole('checkbox', { name: /^Revoke on/ }).first()).toBeChecked({ timeout: 30_000 })
    await expectAccessible(assistant, 'Audit, fix continued')
    await runFix(page, /^Run \d+ changes?/, 'Grant and revoke')
    await isDone(page)
    await readsAll(workspace)
  })
})

test('the view of an audit is in its address: it survives a reload, and Back leads to the one before', async ({ assistant, workspace }) => {
  const { page } = assistant
  await openAudit(page, workspace, { identity: 'overgranted', catalog: 'shop', schema: 'crm' })
  await askAsAdmin(page, workspace)
  await audit(page)
  const tab = (name: RegExp) => page.getByRole('tab', { name })
  await tab(/^Fix/).click()
  await expect(page.getByRole('list', { name: 'SQL script' })).toBeVisible()
  await page.reload()
  await expect(tab(/^Fix/)).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('list', { name: 'SQL script' })).toBeVisible()
  await tab(/^Kept audits/).click()
  await expect(tab(/^Kept audits/)).toHaveAttribute('aria-selected', 'true')
  await page.goBack()
  await expect(tab(/^Fix/)).toHaveAttribute('aria-selected', 'true')
  await page.goBack()
  await expect(tab(/^Findings/)).toHaveAttribute('aria-selected', 'true')
})
