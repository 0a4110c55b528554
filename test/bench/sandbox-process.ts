import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { DBSQLClient } from '@databricks/sql'
import type { SandboxReady } from '#shared/sandbox/sandbox'

/** The sandbox as a user gets it: its own process, reached by its URL. */
export async function startSandboxProcess(): Promise<{ ready: SandboxReady; stop(): Promise<void> }> {
  const child: ChildProcess = spawn(process.execPath, ['out/main/sandbox.js', '--json'], { stdio: ['ignore', 'pipe', 'ignore'] })
  const ready = await new Promise<SandboxReady>((found, fail) => {
    let seen = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      seen += chunk.toString()
      if (seen.includes('\n')) found(JSON.parse(seen) as SandboxReady)
    })
    child.once('exit', (code) => fail(new Error(`the sandbox ended with ${code}`)))
  })
  return {
    ready,
    stop: async () => {
      const ended = new Promise((done) => child.once('exit', done))
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** What anybody would write with the driver alone: connect, one statement, close. */
export async function bareSelectOne(ready: SandboxReady): Promise<void> {
  const client = new DBSQLClient({ logger: { log: () => undefined } })
  await client.connect({
    host: ready.host, port: ready.port, path: Object.values(ready.httpPaths)[0] ?? '', token: ready.tokens['clevertap'] ?? '', ca: readFileSync(ready.caFile), telemetryEnabled: false,
  } as Parameters<DBSQLClient['connect']>[0])
  const session = await client.openSession()
  const operation = await session.executeStatement('SELECT 1')
  await operation.fetchAll()
  await operation.close()
  await session.close()
  await client.close()
}
