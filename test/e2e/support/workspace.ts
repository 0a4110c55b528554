import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { DBSQLClient } from '@databricks/sql'
import type { SandboxReady } from '../../../src/shared/sandbox/sandbox'

/** A sandbox workspace in a process of its own: to the assistant it is a workspace like any other. */
export interface ExternalWorkspace {
  ready: SandboxReady
  /** The line it printed, as a user would copy it. */
  line: string
  token(identity: string): string
  httpPath(warehouse: string): string
  /** Runs a statement with the real driver, as an admin would in the SQL editor. */
  runAs(identity: string, statement: string): Promise<void>
  stop(): Promise<void>
}

function known(record: Record<string, string>, key: string): string {
  const value = record[key]
  if (value === undefined) throw new Error(`the workspace has no ${key}: ${Object.keys(record).join(', ')}`)
  return value
}

/** `name`: one of the sample workspaces. */
export async function startExternalWorkspace(name = 'retail'): Promise<ExternalWorkspace> {
  const child: ChildProcess = spawn(process.execPath, ['out/main/sandbox.js', '--json', '--workspace', name], { stdio: ['ignore', 'pipe', 'ignore'] })
  const line = await new Promise<string>((found, fail) => {
    let seen = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      seen += chunk.toString()
      const end = seen.indexOf('\n')
      if (end >= 0) found(seen.slice(0, end))
    })
    child.once('exit', (code) => fail(new Error(`the sandbox ended with ${code}`)))
  })
  const ready = JSON.parse(line) as SandboxReady
  const token = (identity: string) => known(ready.tokens, identity)
  return {
    ready,
    line,
    token,
    httpPath: (warehouse) => known(ready.httpPaths, warehouse),
    runAs: async (identity, statement) => {
      const client = new DBSQLClient({ logger: { log: () => undefined } })
      const options = { host: ready.host, port: ready.port, path: Object.values(ready.httpPaths)[0] ?? '', token: token(identity), ca: readFileSync(ready.caFile), telemetryEnabled: false }
      await client.connect(options)
      const session = await client.openSession()
      const operation = await session.executeStatement(statement)
      await operation.fetchAll()
      await operation.close()
      await session.close()
      await client.close()
    },
    stop: async () => {
      const ended = new Promise((done) => child.once('exit', done))
      child.kill('SIGTERM')
      await ended
    },
  }
}
