import { registerOwnScheme } from './hosts/electron/own-scheme'

// Electron's entry. The scheme of the page has to be registered before Electron is ready, so this file loads next to
// nothing, and everything else after it.
registerOwnScheme()
void import('./electron')
