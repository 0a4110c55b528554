import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.e2e.ts',
  timeout: 90_000,
  expect: { timeout: 15_000 },
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  outputDir: 'test-results',
  reporter: [['list'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? 'test-results/report.json' }]],
  // The same tests in both hosts: `test/e2e/support/assistant.ts` hides which one it is.
  projects: [
    { name: 'browser', metadata: { host: 'browser' }, testIgnore: '**/electron-*.e2e.ts' },
    { name: 'electron', metadata: { host: 'electron' }, testIgnore: '**/browser-*.e2e.ts' },
    // No test: writes docs/pictures. Run by name only: npx playwright test --project=pictures
    { name: 'pictures', metadata: { host: 'browser' }, testMatch: 'support/take-pictures.ts' },
  ],
})
