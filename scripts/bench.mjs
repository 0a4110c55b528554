// Prints the figures of docs/benchmarks.md: ratios measured in one run. Never part of a test: the machines are noisy.
//   node scripts/bench.mjs [NAME ...]
import { mkdirSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { build } from 'vite'
import { ensureBuild } from './lib/ensure-build.mjs'

await ensureBuild()
// Inside node_modules, so that the bundle's external imports resolve.
const outDir = 'node_modules/.cache/bench'
mkdirSync(outDir, { recursive: true })
await build({
  configFile: false,
  logLevel: 'error',
  ssr: { noExternal: [/^#shared/], external: true },
  build: { ssr: 'test/bench/main.ts', outDir, emptyOutDir: true, target: 'node20', rollupOptions: { output: { entryFileNames: 'main.mjs' } } },
})
const { status } = spawnSync(process.execPath, [`${outDir}/main.mjs`, ...process.argv.slice(2)], { stdio: 'inherit' })
process.exitCode = status ?? 1
