// Starts the assistant in Electron and finds out whether its window came up.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const WINDOW_DEADLINE_MS = 60_000
const POLL_MS = 200
const CHROMIUM_LINE = /^\[\d+:\d+\/|^\s*$|: \[: .*unexpected operator/

const CAUSES = [
  [/error while loading shared libraries: (\S+):/, (match) => `the library ${match[1]} is missing on this machine`],
  [/Running as root without --no-sandbox/i, () => 'it does not run as root'],
  [/Missing X server|cannot open display|Unable to open X display|Failed to connect to Wayland/i, () => 'the display can not be opened'],
  [/SUID sandbox helper binary|No usable sandbox/i, () => 'this system does not let it use its own sandbox'],
  [/The assistant could not start: (.*)/, (match) => match[1]],
]

function causeIn(errors, code, signal) {
  for (const [pattern, say] of CAUSES) {
    const match = pattern.exec(errors)
    if (match) return say(match)
  }
  return signal ? `it was ended by ${signal}` : `it ended with code ${code}`
}

/**
 * Runs until the window is closed: `{ code }`. Or, when no window came up: `{ failed: why }`.
 * Chromium's own chatter is left out of standard error, ours is passed on.
 */
export function runElectron(binary, args, root) {
  const work = mkdtempSync(join(tmpdir(), 'assistant-start-'))
  const readyFile = join(work, 'ready')
  const child = spawn(binary, args, { cwd: root, stdio: ['ignore', 'inherit', 'pipe'], env: { ...process.env, ASSISTANT_READY_FILE: readyFile } })
  let errors = ''
  let rest = ''
  child.stderr.on('data', (chunk) => {
    errors = (errors + chunk.toString()).slice(-20_000)
    const lines = (rest + chunk.toString()).split('\n')
    rest = lines.pop()
    if (existsSync(readyFile)) for (const line of lines) if (!CHROMIUM_LINE.test(line)) process.stderr.write(`${line}\n`)
  })

  let stoppedByUser = false
  let tooLate = false
  const pass = (signal) => {
    stoppedByUser = true
    child.kill(signal)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, pass)
  const started = Date.now()
  const watch = setInterval(() => {
    if (existsSync(readyFile)) clearInterval(watch)
    else if (Date.now() - started > WINDOW_DEADLINE_MS) {
      tooLate = true
      clearInterval(watch)
      child.kill('SIGKILL')
    }
  }, POLL_MS)

  return new Promise((done) => {
    const end = (outcome) => {
      clearInterval(watch)
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, pass)
      rmSync(work, { recursive: true, force: true })
      done(outcome)
    }
    child.once('error', (error) => end({ failed: error.message }))
    child.once('close', (code, signal) => {
      if (stoppedByUser) end({ code: 0 })
      else if (existsSync(readyFile)) end({ code: code ?? 1 })
      else end({ failed: tooLate ? `no window came up within ${WINDOW_DEADLINE_MS / 1000} seconds` : causeIn(errors, code, signal) })
    })
  })
}
