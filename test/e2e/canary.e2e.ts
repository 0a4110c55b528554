import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { field, openConnection, openScreen, paste, replaceToken, result, testFromForm, tick } from './support/acts'
import { expect, test } from './support/assistant'

/** Every file below a folder as text, whatever it is. */
function filesOf(folder: string): { name: string; text: string }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => ({ name: join(entry.parentPath, entry.name), text: readFileSync(join(entry.parentPath, entry.name), 'latin1') }))
}

/** All that the page keeps: its elements with their values, its stores, its addresses. */
const pageState = (page: Page): Promise<string> =>
  page.evaluate(() =>
    JSON.stringify([
      document.documentElement.outerHTML,
      [...document.querySelectorAll('input, textarea')].map((one) => (one as HTMLInputElement).value),
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
      location.href,
      history.state as unknown,
      performance.getEntries().map((entry) => entry.name),
    ]),
  )

/** The page's heap after a collection: what can still be reached from anywhere in it. */
async function heap(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page)
  const parts: string[] = []
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => parts.push(chunk))
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await session.detach()
  return parts.join('')
}

test('a token is found nowhere after a full run', async ({ assistant, workspace }) => {
  test.setTimeout(120_000)
  const { page } = assistant
  const good = workspace.token('clevertap')
  const bad = 'dapi0c0a0a0a0bad0c0a0a0a0bad0c0a0a0a'
  const admin = workspace.token('admin')
  const canaries = [good, bad, admin]
  const seen: { where: string; text: string }[] = []
  const look = async (where: string) => seen.push({ where: `page: ${where}`, text: await pageState(page) })

  await openScreen(page, 'Existing')
  await paste(page.getByRole('textbox', { name: 'Paste what you have' }), workspace.line)
  await expect(page.getByRole('button', { name: 'Replace' })).toBeVisible()
  await look('after the paste')
  await page.getByRole('button', { name: 'Replace' }).click()
  await field(page, 'Personal Access Token').pressSequentially(good)
  await field(page, 'Personal Access Token').press('Enter')
  await expect(page.getByRole('button', { name: 'Replace' })).toBeVisible()
  await field(page, 'Connection Name').fill('Canary')
  await look('after it was typed')
  await testFromForm(page)
  await expect(result(page)).toContainText('Ready for CleverTap')
  await look('after the test')

  await page.getByRole('link', { name: 'Next: Export' }).click()
  const file = await assistant.download(() => page.getByRole('link', { name: 'Download file' }).click())
  seen.push({ where: 'the exported file', text: `${file.name} ${file.text}` })
  await look('export')

  await openScreen(page, 'Connections')
  await page.getByRole('button', { name: 'More for Canary' }).click()
  await page.getByRole('menuitem', { name: 'Verify permissions' }).click()
  await tick(page.getByRole('radio', { name: /^Admin, second sign-in/ }))
  await paste(field(page, 'Admin’s personal access token'), admin)
  await page.getByRole('button', { name: 'Use for this run' }).click()
  await page.getByRole('button', { name: 'Verify permissions' }).click()
  await expect(page.getByRole('button', { name: 'Verify again' })).toBeVisible({ timeout: 40_000 })
  await look('permissions')

  await openScreen(page, 'Troubleshoot')
  await paste(field(page, 'Error text'), `Invalid access token ${good} sent as Authorization: Bearer ${good}`)
  await expect(page.getByText('A secret was taken out of the text')).toBeVisible()
  await page.getByRole('button', { name: 'Explain' }).click()
  await expect(page.getByRole('heading', { name: 'Do this now' })).toBeVisible()
  await look('troubleshoot')
  await page.getByRole('button', { name: 'Clear' }).click()

  await openConnection(page, 'Canary')
  await replaceToken(page, bad)
  await testFromForm(page)
  await expect(result(page)).toContainText('1 thing stands in the way')
  await look('after a bad token')
  await openConnection(page, 'Canary')
  await page.getByRole('button', { name: 'Forget' }).click()
  await expect(field(page, 'Personal Access Token')).toHaveValue('')
  await openScreen(page, 'Settings')
  const onScreen = 'Every change is stored at once'
  await expect(page.getByText(onScreen)).toBeVisible()

  const kept = await heap(page)
  expect(kept.includes(onScreen), 'the heap is really looked at').toBe(true)
  seen.push({ where: 'the heap of the page', text: kept })
  await assistant.restart(() => {
    seen.push({ where: 'the output of the program', text: assistant.output() })
    for (const { name, text } of filesOf(assistant.settingsDir)) seen.push({ where: name, text })
  })
  expect(seen.filter(({ where }) => where.startsWith(assistant.settingsDir)).length).toBeGreaterThan(1)

  const found = seen.flatMap(({ where, text }) => canaries.filter((canary) => text.includes(canary)).map((canary) => `${canary === good ? 'the good token' : canary === bad ? 'the bad token' : 'the admin token'} in ${where}`))
  expect(found).toEqual([])
})
