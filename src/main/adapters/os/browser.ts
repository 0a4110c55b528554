import open from 'open'
import type { OpenBrowser } from '../../core/ports/setup-workspace'

/** The person's own browser, in any host. Where there is none, the caller shows the address. */
export const openBrowser: OpenBrowser = async (url) => {
  try {
    const browser = await open(url)
    browser.on('error', () => undefined)
    return true
  } catch {
    return false
  }
}
