import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { SAFE_HEADERS, contentSecurityPolicy } from './policy'

/** Stands for the nonce in the built `index.html`; `electron.vite.config.ts` puts it there. */
const NONCE_PLACEHOLDER = '__CSP_NONCE__'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
}

export interface PageAnswer {
  status: number
  headers: Record<string, string>
  body: Uint8Array<ArrayBuffer> | string
}

/**
 * Answers a request path with a file of the page. Both hosts that show a page use it, so both send the same policy.
 * `search` (the query) means something to the development server only.
 */
export type Pages = (path: string, search?: string) => Promise<PageAnswer>

function listFiles(folder: string, prefix = '/'): Map<string, string> {
  const files = new Map<string, string>()
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) for (const [path, file] of listFiles(join(folder, entry.name), `${prefix}${entry.name}/`)) files.set(path, file)
    // Links are left out on purpose: what is served lies in the folder itself.
    else if (entry.isFile() && TYPES[extname(entry.name)]) files.set(`${prefix}${entry.name}`, join(folder, entry.name))
  }
  return files
}

const plain = (status: number, text: string): PageAnswer => ({
  status,
  headers: { ...SAFE_HEADERS, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', 'content-security-policy': "default-src 'none'; frame-ancestors 'none'" },
  body: text,
})

/** An answer with a strict policy that is a page of its own, e.g. a refusal. `html` must be constant text. */
export function constantPage(status: number, html: string): PageAnswer {
  return { ...plain(status, html), headers: { ...plain(status, '').headers, 'content-type': TYPES['.html']! } }
}

/**
 * Serves the built page in `root`. The files are listed once; a path is looked up in that list and never joined to a
 * folder, so there is nothing to traverse. `index.html` gets a fresh nonce per load and is never cached.
 */
export function createPages(root: string): Pages {
  const files = listFiles(root)
  return async (path) => {
    const wanted = path === '/' ? '/index.html' : path
    const file = files.get(wanted)
    if (!file) return plain(404, 'Not found.\n')
    const headers: Record<string, string> = { ...SAFE_HEADERS, 'content-type': TYPES[extname(file)]! }
    if (extname(file) !== '.html') {
      // Names under /assets/ carry a hash of their content.
      headers['cache-control'] = wanted.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-cache'
      return { status: 200, headers, body: new Uint8Array(await readFile(file)) }
    }
    const nonce = randomBytes(18).toString('base64')
    headers['cache-control'] = 'no-store'
    headers['content-security-policy'] = contentSecurityPolicy(nonce)
    return { status: 200, headers, body: (await readFile(file, 'utf8')).replaceAll(NONCE_PLACEHOLDER, nonce) }
  }
}

/** `npm run dev` only: the same answers from Vite's development server, which brings its own, relaxed policy. */
export function createDevelopmentPages(server: string): Pages {
  return async (path, search = '') => {
    const answer = await fetch(new URL(path + search, server), { signal: AbortSignal.timeout(30_000) })
    const headers: Record<string, string> = {}
    for (const name of ['content-type', 'content-security-policy']) {
      const value = answer.headers.get(name)
      if (value) headers[name] = value
    }
    return { status: answer.status, headers: { ...headers, 'cache-control': 'no-store' }, body: new Uint8Array(await answer.arrayBuffer()) }
  }
}
