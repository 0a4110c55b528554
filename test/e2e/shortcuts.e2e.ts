import { expectAccessible } from './support/accessible'
import { connectToSandbox, openScreen } from './support/acts'
import { expect, test } from './support/assistant'
import { beginInSandbox, step } from './support/setup-acts'

test('a few letters lead to a connection, a screen of it, or a help page', async ({ assistant }) => {
  const { page } = assistant
  await connectToSandbox(page, /Importer, set up correctly/)
  await openScreen(page, 'Settings')
  await page.keyboard.press('Control+k')
  const jump = page.getByRole('dialog', { name: 'Go to' })
  await expect(jump.getByRole('menuitem', { name: /Sandbox/ })).toBeVisible()
  await expectAccessible(assistant, 'Go to')
  await page.keyboard.type('sandbox audit')
  await expect(jump.getByRole('menuitem')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(jump).toBeHidden()
  await expect(page.getByRole('heading', { level: 1, name: 'Permissions audit' })).toBeVisible()

  await page.getByRole('button', { name: /^Go to/ }).click()
  await page.keyboard.type('no such thing')
  await expect(jump.getByText('Nothing of that name.')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(jump).toBeHidden()

  await page.keyboard.press('Control+/')
  await expect(page.getByRole('heading', { name: 'Shortcuts' })).toBeVisible()
  await page.keyboard.press('Control+Shift+f')
  await expect(page.getByRole('searchbox', { name: 'Search the help' })).toBeFocused()
})

test('the script of a setup is as wide as one likes', async ({ assistant: { page } }) => {
  await beginInSandbox(page, 'empty')
  const edge = page.getByRole('separator', { name: 'Width of the script' })
  const script = page.getByRole('complementary', { name: 'Script' })
  const width = async () => Math.round((await script.boundingBox())?.width ?? 0)
  // Its own width follows the window, which may still be getting its size.
  const share = async () => (await width()) / ((await page.getByRole('main').boundingBox())?.width ?? 1)
  const own = await share()
  const before = await width()
  await edge.focus()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await expect.poll(width).toBeGreaterThan(before)
  const wider = await width()
  await step(page, /Catalog/)
  expect(await width()).toBe(wider)

  const box = await edge.boundingBox()
  if (!box) throw new Error('the edge is not on screen')
  await page.mouse.move(box.x + 3, box.y + 200)
  await page.mouse.down()
  await page.mouse.move(box.x + 103, box.y + 200, { steps: 4 })
  await page.mouse.up()
  await expect.poll(width).toBeLessThan(wider)
  await edge.dblclick()
  await expect.poll(share).toBeCloseTo(own, 2)
})
