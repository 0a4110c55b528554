import { field, paste } from './support/acts'
import { expect, test } from './support/assistant'
import { confirmRun, runAll, signInTo, step } from './support/setup-acts'

test.setTimeout(150_000)
test.use({ actionTimeout: 15_000, sample: 'empty', expectedProblem: /Failed to load resource|ERR_|EventSource|net::/i })

test('goes on after the program was killed in the middle of a run, and makes nothing twice', async ({ assistant, workspace }) => {
  let { page } = assistant
  await signInTo(page, workspace)
  await confirmRun(page)
  // The warehouse is made and starts. From now on nothing is answered: the program can only be in the middle of the run.
  await expect(page.locator('[data-action="warehouse.create"]')).toContainText('Seen:', { timeout: 60_000 })
  workspace.pause()
  page = await assistant.killAndRestart()
  workspace.resume()

  await page.getByRole('link', { name: 'New setup' }).first().click()
  await expect(page.getByRole('list', { name: 'Setups' })).toContainText('Stopped half way')
  await page.getByRole('link', { name: 'Continue' }).click()
  await step(page, /Workspace/)
  await paste(field(page, 'Your personal access token'), workspace.token('admin'))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible({ timeout: 60_000 })
  await step(page, /Review and run/)
  await expect(page.getByText('A run of this setup stopped half way')).toBeVisible()
  await runAll(page, 'Continue')
  await expect(page.getByText(/^Done: \d+ of \d+ actions, each read back/).first()).toBeVisible()

  const { warehouses } = (await workspace.rest('admin', 'GET', '/api/2.0/sql/warehouses')) as { warehouses: { name: string }[] }
  expect(warehouses.map(({ name }) => name)).toEqual(['clevertap_warehouse'])
  const { Resources: principals } = (await workspace.rest('admin', 'GET', '/api/2.0/preview/scim/v2/ServicePrincipals')) as { Resources: { displayName: string }[] }
  expect(principals.map(({ displayName }) => displayName)).toEqual(['clevertap'])
  const { token_infos: tokens } = (await workspace.rest('admin', 'GET', '/api/2.0/token-management/tokens')) as { token_infos: { comment: string }[] }
  expect(tokens.filter(({ comment }) => comment.startsWith('CleverTap import'))).toHaveLength(1)
})
