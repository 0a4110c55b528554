import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { redact } from '#shared/diagnosis/redact'
import { type Outcome, failure, success } from '#shared/result'
import { SandboxReady } from '#shared/sandbox/sandbox'
import type { SandboxLauncher } from '../../core/ports/machine'

const START_DEADLINE_MS = 30_000
const STOP_DEADLINE_MS = 3_000
const KEPT_ERROR_CHARACTERS = 2_000
const KEPT_OUTPUT_CHARACTERS = 200_000

/** The sandbox's own list is behind its URL; this one is held against it by a test. */
export const WORKSPACES = [
  { name: 'retail', title: 'Small retail shop' },
  { name: 'empty', title: 'Empty workspace' },
  { name: 'no-root-storage', title: 'Metastore without storage' },
  { name: 'no-metastore-admin', title: 'No metastore admin' },
  { name: 'locked-down', title: 'Locked-down workspace' },
  { name: 'azure', title: 'Azure workspace' },
  { name: 'messy', title: 'Messy permissions' },
  { name: 'large', title: '10,000 tables' },
]

interface Running {
  workspace: string
  ready: SandboxReady
  child: ChildProcess
}

const startFailure = (message: string) => failure({ stage: 'sandbox', errorCode: 'SANDBOX_DID_NOT_START', message: redact(message) })

function parseReady(line: string): SandboxReady | undefined {
  try {
    return SandboxReady.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}

/** The sandbox gets no credentials of a real workspace along with the environment. */
function childEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('DATABRICKS_'))
  // Inside Electron the same binary is Node when this is set.
  return { ...Object.fromEntries(kept), SANDBOX_PARENT: '1', ...(process.versions.electron ? { ELECTRON_RUN_AS_NODE: '1' } : {}) }
}

/** Waits for the one line that says ready. Ends with the child's last words when it ends first, runs late or is not wanted any more. */
function waitUntilReady(child: ChildProcess, signal: AbortSignal): Promise<Outcome<SandboxReady>> {
  return new Promise((resolve) => {
    let output = ''
    let errors = ''
    const settle = (outcome: Outcome<SandboxReady>) => {
      clearTimeout(late)
      signal.removeEventListener('abort', cancelled)
      resolve(outcome)
    }
    const cancelled = () => settle(failure({ stage: 'sandbox', errorCode: 'CANCELLED', message: 'Starting the sandbox workspace was cancelled.' }))
    const late = setTimeout(() => settle(startFailure(`The sandbox workspace was not ready within ${START_DEADLINE_MS / 1000} seconds. ${errors}`)), START_DEADLINE_MS)
    child.stderr?.on('data', (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-KEPT_ERROR_CHARACTERS)))
    child.stdout?.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-KEPT_OUTPUT_CHARACTERS)
      for (const line of output.split('\n').slice(0, -1)) {
        const ready = parseReady(line)
        if (ready) settle(success(ready))
      }
    })
    child.once('error', (error) => settle(startFailure(`The sandbox workspace could not be started: ${error.message}`)))
    child.once('close', (code) => settle(startFailure(`The sandbox workspace ended with code ${code ?? 'none'} before it was ready. ${errors}`)))
    if (signal.aborted) cancelled()
    else signal.addEventListener('abort', cancelled)
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const closed = once(child, 'close')
  child.stdin?.end()
  child.kill('SIGTERM')
  const force = setTimeout(() => child.kill('SIGKILL'), STOP_DEADLINE_MS)
  await closed
  clearTimeout(force)
}

/**
 * Starts the sandbox program that the build put beside this one, in the same Node. Its standard input is a pipe that
 * closes with this process, whatever way that ends, and the sandbox ends with it.
 */
export function createSandboxLauncher(program: string): SandboxLauncher {
  let current: Running | undefined
  // Starting and stopping one after the other: two windows may ask at the same time.
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work)
    last = turn.catch(() => undefined)
    return turn
  }
  const stopCurrent = async () => {
    const child = current?.child
    current = undefined
    if (child) await end(child)
  }

  return {
    workspaces: () => WORKSPACES,
    running: () => (current ? { workspace: current.workspace, ready: current.ready } : undefined),
    stop: () => inTurn(stopCurrent),
    start: (workspace, signal) =>
      inTurn(async () => {
        if (current?.workspace === workspace) return success(current.ready)
        await stopCurrent()
        const child = spawn(process.execPath, [program, '--workspace', workspace, '--json'], { env: childEnvironment(), stdio: ['pipe', 'pipe', 'pipe'] })
        child.stdin.on('error', () => undefined)
        const outcome = await waitUntilReady(child, signal)
        if (!outcome.ok) {
          await end(child)
          return outcome
        }
        current = { workspace, ready: outcome.value, child }
        child.once('close', () => {
          if (current?.child === child) current = undefined
        })
        return outcome
      }),
  }
}
