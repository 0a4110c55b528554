import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** `npx vite --config test/support/gallery/vite.config.mjs` */
export default defineConfig({
  root: resolve(import.meta.dirname),
  cacheDir: resolve('node_modules/.vite-gallery'),
  plugins: [react()],
  server: { host: '127.0.0.1', fs: { allow: [resolve('.')] } },
  build: { outDir: resolve('out/gallery'), emptyOutDir: true },
})
