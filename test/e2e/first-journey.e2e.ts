import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connectToSandbox, field, openScreen, result, stage, testFromForm } from './support/acts'
import { expect, test } from './support/assistant'

const LABELS = ['Connection Name', 'Host', 'Port', 'HTTP Path', 'Personal Access Token', 'Catalog', 'Schema']

test('the first start shows three doors and nothing else', async ({ assistant: { page } }) => {
  await expect(page.getByRole('heading', { name: 'Connect CleverTap to Databricks' })).toBeVisible()
  const doors = page.getByRole('main').getByRole('listitem')
  await expect(doors).toHaveText([/New setup/, /Existing credentials/, /Try it with the sandbox workspace/])
  await expect(page.getByRole('main').getByRole('table')).toHaveCount(0)
  await expect(page.getByRole('main').getByRole('textbox')).toHaveCount(0)
})

test('from nothing to a validated configuration, and back', async ({ assistant }) => {
  const { page } = assistant

  await test.step('the sandbox fills in the existing path', async () => {
    await connectToSandbox(page, /Importer, set up correctly/)
    await expect(field(page, 'Host')).toHaveValue(/^(127\.0\.0\.1|localhost)$/)
    await expect(field(page, 'Port')).toHaveValue(/^\d+$/)
    await expect(field(page, 'HTTP Path')).toHaveValue(/^\/sql\/1\.0\/warehouses\/[0-9a-f]{16}$/)
    await expect(field(page, 'Catalog')).toHaveValue('retail')
    await expect(field(page, 'Schema')).toHaveValue('customer_data')
    await expect(page.getByText('From: sandbox workspace').first()).toBeVisible()
    await expect(page.getByText(/^••••\w{4}$/)).toBeVisible()
  })
  const values = Object.fromEntries(await Promise.all(LABELS.filter((label) => label !== 'Personal Access Token').map(async (label) => [label, await field(page, label).inputValue()] as const)))

  await test.step('the test ends ready', async () => {
    await testFromForm(page)
    await expect(result(page)).toContainText('Ready for CleverTap')
    for (const title of ['Sign-in', 'SQL session', 'Catalog', 'Schema', 'Read of the chosen tables']) await expect(stage(page, title)).toContainText('OK')
  })

  await test.step('the export lists the seven fields in order and copies them', async () => {
    await page.getByRole('link', { name: 'Next: Export' }).click()
    await expect(page.getByText(/^Validated until/)).toBeVisible()
    await expect(page.getByText(/private beta/i).first()).toBeVisible()
    const rows = page.getByRole('main').locator('ol').first().getByRole('listitem')
    await expect(rows).toHaveText(LABELS.map((label) => new RegExp(`^${label}`)))
    const host = rows.filter({ hasText: /^HTTP Path/ })
    await expect(async () => {
      await host.getByRole('button', { name: /Copy|Copied/ }).click()
      expect(await assistant.clipboard()).toBe(values['HTTP Path'])
    }).toPass()
    await expect(host.getByRole('checkbox')).toBeChecked()
    await expect(page.getByText(/^1 of 7 done/)).toBeVisible()
  })

  const file = await test.step('the file says what was tested, without the token', async () => {
    const download = await assistant.download(() => page.getByRole('link', { name: 'Download file' }).click())
    expect(download.name).toMatch(/\.json$/)
    const document = JSON.parse(download.text) as { status: string; fields: { label: string; value?: string }[]; test: { verdict: { kind: string }; testedAs: { principal: string } } }
    expect(document.status).toBe('validated')
    expect(document.fields.map(({ label }) => label)).toEqual(LABELS)
    expect(document.test.verdict.kind).toBe('ready')
    expect(document.fields.find(({ label }) => label === 'Personal Access Token')).not.toHaveProperty('value')
    expect(download.text).not.toMatch(/dapi[0-9a-z]/i)
    return download
  })

  await test.step('importing the file gives the same connection', async () => {
    const path = join(assistant.settingsDir, file.name)
    writeFileSync(path, file.text)
    await openScreen(page, 'Connections')
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Import' }).click()
    await (await chooser).setFiles(path)
    const rows = page.getByRole('list', { name: 'Connections' }).getByRole('listitem')
    await expect(rows).toHaveCount(2)
    const imported = rows.filter({ hasNot: page.getByText(values['Connection Name'] ?? '', { exact: true }) })
    await expect(imported).toContainText('No test yet')
    await imported.getByRole('link').first().click()
    for (const label of LABELS.filter((one) => one !== 'Personal Access Token' && one !== 'Connection Name')) await expect(field(page, label)).toHaveValue(values[label] ?? '')
    await expect(field(page, 'Personal Access Token')).toHaveValue('')
    await expect(page.getByText('Still needed for the test:')).toBeVisible()
  })
})
