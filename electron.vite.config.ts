import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

/** Replaced in every page load; `src/main/hosts/page/page.ts` knows it by the same name. */
const NONCE_PLACEHOLDER = '__CSP_NONCE__'

// One bundle per program. All run from `out/main`, so that each finds the others beside itself.
const programs = {
  index: 'src/main/index.ts',
  browser: 'src/main/browser.ts',
  cli: 'src/main/hosts/cli/main.ts',
  sandbox: 'src/sandbox/main.ts',
}

// electron-vite's table of targets ends before Electron 45 and would emit Node 24 syntax; the programs also run on
// Node 20.18 (Electron 33, the test runtime).
const NODE = 'node20.18'
const CHROME = 'chrome130'

const DEVELOPMENT_PORT = Number(process.env.ASSISTANT_DEVELOPMENT_PORT ?? 5173)

// Only the development server sends this: its hot reload needs inline scripts and a web socket.
const DEVELOPMENT_CSP =
  "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self' ws://127.0.0.1:*"

export default defineConfig(({ command }) => ({
  main: {
    build: {
      target: NODE,
      sourcemap: command === 'serve',
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(programs).map(([name, file]) => [name, resolve(file)])),
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: NODE,
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: resolve('src/preload/index.ts'), 'own-scheme': resolve('src/main/hosts/electron/own-scheme-first.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    html: command === 'build' ? { cspNonce: NONCE_PLACEHOLDER } : {},
    server: {
      host: '127.0.0.1',
      port: DEVELOPMENT_PORT,
      strictPort: true,
      // The page comes from the host's own address, the web socket of hot reload from the development server itself.
      hmr: { protocol: 'ws', host: '127.0.0.1', clientPort: DEVELOPMENT_PORT },
      headers: { 'content-security-policy': DEVELOPMENT_CSP },
    },
    build: {
      target: CHROME,
      minify: true,
      // A data: URL would need font-src and script-src data:.
      assetsInlineLimit: 0,
      rolldownOptions: { input: resolve('src/renderer/index.html') },
    },
  },
}))
