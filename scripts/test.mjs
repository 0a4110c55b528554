// The test command of the README: every check there is, in an order that fails early, with one honest closing line.
//   node scripts/test.mjs [--require-all]   --require-all: a suite that can't run here is a failure (CI)
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium, findElectron } from './lib/find-runtimes.mjs'

const requireAll = process.argv.includes('--require-all')
const work = mkdtempSync(join(tmpdir(), 'assistant-test-'))
const results = []

// The programs under test start some two hundred times: what Node compiled of them is kept for as long as this takes.
const environment = { ...process.env, FORCE_COLOR: process.env.FORCE_COLOR ?? '0', NODE_COMPILE_CACHE: join(work, 'compiled') }

function run(command, args, env = {}, stdio = ['ignore', 'inherit', 'inherit']) {
  const child = spawn(command, args, { stdio, env: { ...environment, ...env } })
  const said = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => said.push(chunk))
  return new Promise((done) => {
    child.once('error', (error) => done({ ok: false, said: `${error.message}\n` }))
    child.once('close', (code) => done({ ok: code === 0, said: Buffer.concat(said).toString() }))
  })
}

// Checks run side by side, so what one prints is shown when it has ended.
async function check(title, command, args) {
  const { ok, said } = await run(command, args, {}, ['ignore', 'pipe', 'pipe'])
  console.log(`\n== ${title}\n${said}`)
  results.push({ title, passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 })
}

// A suite that fails before its first test, or reports none, counts as one failure: nothing passes by not running.
async function suite(title, start, readCounts) {
  console.log(`\n== ${title}`)
  const report = join(work, `${results.length}.json`)
  const { ok } = await start(report)
  let counts
  try {
    counts = readCounts(JSON.parse(readFileSync(report, 'utf8')))
  } catch {
    counts = { passed: 0, failed: 1, skipped: 0 }
  }
  if ((!ok || counts.passed === 0) && counts.failed === 0) counts.failed = 1
  results.push({ title, ...counts })
}

const vitest = (title, project) =>
  suite(
    title,
    (report) => run('npx', ['vitest', 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]),
    (json) => ({ passed: json.numPassedTests, failed: json.numFailedTests, skipped: json.numPendingTests + json.numTodoTests }),
  )

async function playwright(title, project, runtime, env, wrap = []) {
  if (runtime.missing) {
    results.push({ title, notRun: runtime.missing })
    return
  }
  await suite(
    title,
    (report) => {
      const [command, ...args] = [...wrap, 'npx', 'playwright', 'test', '--project', project]
      return run(command, args, { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report })
    },
    (json) => ({ passed: json.stats.expected + json.stats.flaky, failed: json.stats.unexpected, skipped: json.stats.skipped }),
  )
}

console.log(`Node ${process.version}${process.version.startsWith('v24.') ? '' : ' (the system\'s: the pinned Node 24 was not installed, its install script may be blocked)'}`)
async function typesAndImports() {
  await check('Types', 'npx', ['tsc', '-b'])
  await check('Import rules', 'npx', ['depcruise', 'src', '--config', '.dependency-cruiser.cjs'])
}
await Promise.all([check('Lint', 'npx', ['eslint', '.', '--max-warnings=0']), typesAndImports()])
await vitest('Unit tests', 'unit')
await check('Build', 'node', ['scripts/build.mjs', '--force'])
await vitest('Integration tests', 'integration')
const chromium = findChromium()
await playwright('End-to-end in Chromium (browser host)', 'browser', chromium, { CHROMIUM_PATH: chromium.path })
// An X server that forgets everything when its last window closes may refuse, or keep waiting, the program that starts just then.
const display = ['xvfb-run', '-a', '-s', '-screen 0 1920x1200x24 -nolisten tcp -noreset']
const electron = findElectron()
await playwright('End-to-end in Electron', 'electron', electron, { ELECTRON_PATH: electron.path }, process.env.DISPLAY ? [] : display)
rmSync(work, { recursive: true, force: true })

const ran = results.filter((one) => !one.notRun)
const notRun = results.filter((one) => one.notRun)
const total = (key) => ran.reduce((sum, one) => sum + one[key], 0)
console.log('\n== Summary')
for (const one of ran) console.log(`${one.failed ? 'FAILED ' : 'passed '} ${one.title}: ${one.passed} passed, ${one.failed} failed${one.skipped ? `, ${one.skipped} skipped` : ''}`)
for (const one of notRun) console.log(`NOT RUN ${one.title}: ${one.notRun}`)

const failed = total('failed') + (requireAll ? notRun.length : 0)
if (notRun.length && !requireAll) {
  console.log(`INCOMPLETE: ${notRun.length} of ${results.length} suites did not run (see NOT RUN above). Of the rest, ${total('passed')} checks passed and ${failed} failed.`)
} else {
  console.log(`${total('passed')} passed, ${failed} failed${total('skipped') ? `, ${total('skipped')} skipped` : ''}`)
}
process.exitCode = failed ? 1 : 0
