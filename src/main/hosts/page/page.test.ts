import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createPages } from './page'
import { temporaryFolder } from '../../../../test/support/temporary-folder'

function builtPage(): string {
  const root = join(temporaryFolder('page-'), 'renderer')
  mkdirSync(join(root, 'assets'), { recursive: true })
  writeFileSync(join(root, 'index.html'), '<meta property="csp-nonce" content="__CSP_NONCE__"><script nonce="__CSP_NONCE__" src="./assets/a.js"></script>')
  writeFileSync(join(root, 'assets/a.js'), 'export {}')
  writeFileSync(join(root, 'notes.txt'), 'not of a served type')
  writeFileSync(join(root, '../secret.json'), '{}')
  symlinkSync(join(root, '../secret.json'), join(root, 'assets/link.json'))
  return root
}

it('gives each load its own nonce, the same in page and policy', async () => {
  const pages = createPages(builtPage())
  const seen = new Set<string>()
  for (let i = 0; i < 3; i += 1) {
    const { status, headers, body } = await pages('/')
    expect(status).toBe(200)
    const nonces = new Set([...String(body).matchAll(/(?:nonce|content)="([^"]+)"/g)].map((match) => match[1]!))
    expect(nonces.size).toBe(1)
    const [nonce] = nonces
    expect(headers['content-security-policy']).toContain(`script-src 'self' 'nonce-${nonce}'`)
    expect(headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}'`)
    seen.add(nonce!)
  }
  expect(seen.size).toBe(3)
})

it('allows nothing unsafe and caches no page', async () => {
  const { headers } = await createPages(builtPage())('/')
  const policy = headers['content-security-policy']!
  expect(policy).toMatch(/^default-src 'none'/)
  expect(policy).not.toMatch(/unsafe|\*|https?:/)
  for (const closed of ["frame-ancestors 'none'", "form-action 'none'", "base-uri 'none'"]) expect(policy).toContain(closed)
  expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin' })
})

it('serves assets for long, with their type', async () => {
  const { status, headers } = await createPages(builtPage())('/assets/a.js')
  expect(status).toBe(200)
  expect(headers).toMatchObject({ 'content-type': 'text/javascript; charset=utf-8', 'x-content-type-options': 'nosniff' })
  expect(headers['cache-control']).toContain('immutable')
})

it.each(['/../secret.json', '/assets/../../secret.json', '/%2e%2e/secret.json', '/assets/link.json', '/notes.txt', '/assets', '/assets/', '//index.html', '\\..\\secret.json', '/index.html/', '/__proto__', ''])(
  'does not serve %j',
  async (path) => {
    const answer = await createPages(builtPage())(path)
    expect(answer.status).toBe(404)
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
  },
)
