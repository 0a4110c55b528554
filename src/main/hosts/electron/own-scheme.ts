import { app, protocol } from 'electron'

const SCHEME = 'assistant'
// One mark per process: the function is bundled twice, and Electron takes the registration once.
const MARK = Symbol.for('assistant.own-scheme')
const marks = globalThis as { [MARK]?: boolean }

/**
 * Makes `assistant:` a scheme whose pages have an origin, so that the policy and the sender check have something to hold.
 * Electron takes this only before it is ready. Its own starter waits for the modules of an app; some bare runtimes
 * don't, hence also the file `out/preload/own-scheme.cjs` for Electron's `-r`. Too late, this does nothing.
 */
export function registerOwnScheme(): void {
  if (marks[MARK] || app.isReady()) return
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } }])
  marks[MARK] = true
}

/**
 * Where the page of the assistant lives. Without the own scheme it is a name under `https:` that can't exist in DNS
 * (RFC 6761) and that is answered inside this process all the same.
 */
export function pageAddress(): { scheme: 'assistant' | 'https'; host: string; origin: string } {
  const [scheme, host] = marks[MARK] ? ([SCHEME, 'app'] as const) : (['https', 'app.assistant.invalid'] as const)
  return { scheme, host, origin: `${scheme}://${host}` }
}
