import { expect, test } from './support/assistant'

test.describe('the page', () => {
  test('has no Node, and the page of a strict policy', async ({ assistant: { page } }) => {
    expect(await page.evaluate(() => [typeof Reflect.get(window, 'require'), typeof Reflect.get(window, 'process'), typeof Reflect.get(window, 'module')])).toEqual(['undefined', 'undefined', 'undefined'])
    const policy = await page.evaluate(async () => (await fetch(location.href.split('#')[0] ?? '/')).headers.get('content-security-policy'))
    expect(policy).toContain("default-src 'none'")
    expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=-]{16,}'/)
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|\*/)
  })
})

test.describe('a script that got in', () => {
  test.use({ expectedProblem: /content security policy|Refused to|Failed to load resource|net::ERR/i })
  test('can neither run inline code nor reach another host', async ({ assistant: { page } }) => {
    const reached = await page.evaluate(async () => {
      const script = document.createElement('script')
      script.textContent = 'window.hasRun = true'
      document.body.append(script)
      const image = document.createElement('div')
      image.innerHTML = '<img src="x" onerror="window.hasRun = true">'
      document.body.append(image)
      const answered = await fetch('https://example.com/').then(() => true, () => false)
      return [Reflect.get(window, 'hasRun') === true, answered]
    })
    expect(reached).toEqual([false, false])
  })
})
