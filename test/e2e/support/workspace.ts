import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { DBSQLClient } from '@databricks/sql'
import { Agent, request } from 'undici'
import type { SandboxReady } from '../../../src/shared/sandbox/sandbox'

/** A sandbox workspace in a process of its own: to the assistant it is a workspace like any other. */
export interface ExternalWorkspace {
  ready: SandboxReady
  /** The line it printed, as a user would copy it. */
  line: string
  token(identity: string): string
  httpPath(warehouse: string): string
  /** Runs a statement with the real driver, as an admin would in the SQL editor; on the first warehouse, or the one of that path. */
  runAs(identity: string, statement: string, httpPath?: string): Promise<void>
  /** Sends a request as one of its identities, whatever the answer. */
  send(identity: string, method: string, path: string, body?: string): Promise<{ status: number; text: string; json: unknown }>
  /** Reads as its admin. */
  read(path: string): Promise<unknown>
  /** Stops answering, as a network does that broke: what was asked stays unanswered until `resume`. */
  pause(): void
  resume(): void
  stop(): Promise<void>
}

function known(record: Record<string, string>, key: string): string {
  const value = record[key]
  if (value === undefined) throw new Error(`the workspace has no ${key}: ${Object.keys(record).join(', ')}`)
  return value
}

/** `sample`: name of a sample workspace. `faults`: what goes wrong from the beginning, as the command takes it. */
export async function startExternalWorkspace(sample = 'retail', faults: readonly string[] = []): Promise<ExternalWorkspace> {
  const child: ChildProcess = spawn(process.execPath, ['out/main/sandbox.js', '--json', '--workspace', sample, ...faults.flatMap((fault) => ['--fault', fault])], { stdio: ['ignore', 'pipe', 'ignore'] })
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
  const send: ExternalWorkspace['send'] = async (identity, method, path, body) => {
    const dispatcher = new Agent({ connect: { ca: readFileSync(ready.caFile) } })
    const headers = { authorization: `Bearer ${token(identity)}`, 'content-type': 'application/json' }
    const answer = await request(`https://${ready.host}:${ready.port}${path}`, { dispatcher, method, headers, body })
    const text = await answer.body.text()
    await dispatcher.close()
    return { status: answer.statusCode, text, json: text === '' ? {} : JSON.parse(text) }
  }
  return {
    ready,
    line,
    token,
    httpPath: (warehouse) => known(ready.httpPaths, warehouse),
    runAs: async (identity, statement, httpPath = Object.values(ready.httpPaths)[0] ?? '') => {
      const client = new DBSQLClient({ logger: { log: () => undefined } })
      const options = { host: ready.host, port: ready.port, path: httpPath, token: token(identity), ca: readFileSync(ready.caFile), telemetryEnabled: false }
      await client.connect(options)
      const session = await client.openSession()
      const operation = await session.executeStatement(statement)
      await operation.fetchAll()
      await operation.close()
      await session.close()
      await client.close()
    },
    send,
    read: async (path) => (await send('admin', 'GET', path)).json,
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    stop: async () => {
      child.kill('SIGCONT')
      const ended = new Promise((done) => child.once('exit', done))
      child.kill('SIGTERM')
      await ended
    },
  }
}
