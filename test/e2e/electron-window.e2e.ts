import { expect, test } from './support/assistant'

// Only for the window: playwright.config.ts leaves this file out of the browser host's project.

// Chromium's word on the way to a local file, said before the host's own refusal.
test.use({ expectedProblem: /Not allowed to load local resource/ })

test('opens no other window and goes nowhere else', async ({ assistant: { page, electron } }) => {
  // Drawn first: a navigation, denied or not, stops the scripts that a page still being loaded waits for.
  await expect(page.getByRole('navigation', { name: 'Screens' })).toBeVisible()
  const start = page.url()
  expect(await page.evaluate(() => window.open('https://evil.example/') === null)).toBe(true)
  await page.evaluate(() => {
    const link = document.createElement('a')
    link.href = 'https://evil.example/'
    document.body.append(link)
    link.click()
  })
  await page.evaluate(() => {
    location.href = 'file:///etc/passwd'
  }).catch(() => undefined)
  // Asked in the main process: Playwright goes on waiting for a navigation that was denied.
  const state = () => electron?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map(({ webContents }) => ({ url: webContents.getURL(), loading: webContents.isLoading() })))
  await expect.poll(state).toEqual([{ url: start, loading: false }])
  const title = await electron?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.querySelector("nav")?.ariaLabel') as Promise<string>)
  expect(title).toBe('Screens')
})

test('is isolated and sandboxed, and hands the page one narrow bridge', async ({ assistant: { page, electron } }) => {
  const preferences = await electron?.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
    const { contextIsolation, sandbox, nodeIntegration, webSecurity, webviewTag } = contents.getLastWebPreferences()
    return { contextIsolation, sandbox, nodeIntegration, webSecurity, webviewTag: webviewTag ?? false }
  })
  expect(preferences).toEqual({ contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true, webviewTag: false })
  expect(await page.evaluate(() => Object.keys(Reflect.get(window, 'assistant') as object).sort())).toEqual(['call', 'cancel', 'onRunMessage', 'start'])
  const refused = await page.evaluate(async () => {
    const bridge = Reflect.get(window, 'assistant') as { call(name: string, input: unknown): Promise<{ ok: boolean }> }
    const answer = async (name: string, input: unknown) => {
      try {
        return (await bridge.call(name, input)).ok
      } catch {
        return false
      }
    }
    return [await answer('no.such.operation', {}), await answer('profiles.get', { profileId: 7 })]
  })
  expect(refused).toEqual([false, false])
})

test('gives no permission but writing to the clipboard', async ({ assistant: { page } }) => {
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied')
  expect(await page.evaluate(() => navigator.clipboard.readText().then(() => 'read', () => 'refused'))).toBe('refused')
})
