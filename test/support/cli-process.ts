import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { resolve } from 'node:path'
import { SandboxReady } from '../../src/shared/sandbox/sandbox'

const CLI = resolve(import.meta.dirname, '../../scripts/cli.mjs')

/** The environment without any DATABRICKS_* variable of the machine that runs the tests. */
function cleanEnvironment(env: Record<string, string>): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('DATABRICKS_'))
  return { ...Object.fromEntries(own), ...env }
}

export function spawnCli(args: string[], env: Record<string, string> = {}): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [CLI, ...args], { env: cleanEnvironment(env) })
}

export interface CliResult {
  code: number | null
  out: string
  err: string
}

/** Collects what a process says until it ends. */
export function finished(child: ChildProcessWithoutNullStreams): Promise<CliResult> {
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  return new Promise((done, fail) => {
    child.once('error', fail)
    child.once('close', (code) => done({ code, out, err }))
  })
}

/** Runs `npm run cli -- ...` to its end. Without `stdin` the command finds it empty. */
export function runCliProcess(args: string[], { env = {}, stdin = '' }: { env?: Record<string, string>; stdin?: string } = {}): Promise<CliResult> {
  const child = spawnCli(args, env)
  // A command that never reads its input may end before it is written.
  child.stdin.on('error', () => undefined)
  child.stdin.end(stdin)
  return finished(child)
}

export interface SandboxProcess {
  ready: SandboxReady
  /** Options of `test` and `export` that lead to it, on its first warehouse unless another is named. */
  connection(warehouse?: string): string[]
  stop(): Promise<void>
}

/** Starts the sandbox workspace by the command that the README names, on a free port. */
export async function startSandboxProcess(args: string[] = []): Promise<SandboxProcess> {
  const child = spawnCli(['sandbox', '--json', ...args])
  const ended = finished(child)
  const line = await new Promise<string>((done, fail) => {
    createInterface({ input: child.stdout }).once('line', done)
    void ended.then(({ err }) => fail(new Error(`the sandbox did not start: ${err}`)))
  })
  const ready = SandboxReady.parse(JSON.parse(line))
  return {
    ready,
    connection(warehouse) {
      const path = (warehouse === undefined ? undefined : ready.httpPaths[warehouse]) ?? Object.values(ready.httpPaths)[0] ?? ''
      return ['--host', ready.host, '--port', String(ready.port), '--http-path', path, '--ca-file', ready.caFile]
    },
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}
