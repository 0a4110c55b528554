import { registerOwnScheme } from './own-scheme'

// For Electron's `-r`: runs before everything else. Built to `out/preload/own-scheme.cjs`.
registerOwnScheme()
