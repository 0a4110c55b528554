import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Two cores would get one worker; most integration tests wait for a warehouse or another process.
    maxWorkers: 3,
    // Files of one worker share its modules: loading them for each took half the processor time of the unit tests.
    isolate: false,
    // Deadlines here end what hangs; they measure nothing, so they are far from what a busy machine needs.
    projects: [
      { test: { name: 'unit', include: ['src/**/*.test.ts', 'src/**/*.test.tsx'], environment: 'node', testTimeout: 30_000 } },
      { test: { name: 'integration', include: ['test/integration/**/*.test.ts'], environment: 'node', testTimeout: 30_000, hookTimeout: 30_000 } },
    ],
  },
})
