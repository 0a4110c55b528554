import { parseArgs } from 'node:util'
import { FAULTS, parseFault, type FaultRule } from './wire/faults'
import { sampleWorkspaces } from './workspaces/sample-names'
import { SandboxStartError, startSandbox, type RunningSandbox } from './wire/start-sandbox'

const USAGE = `Usage: sandbox [--port N] [--workspace NAME|FILE] [--state DIR] [--json] [--fault NAME[=WHERE]]...

Starts a sandbox workspace on this computer that Databricks clients can connect to. It is not Databricks.
When it is ready it prints one line of JSON; it ends on Ctrl-C.

  --port N              Port to listen on; any free one by default.
  --workspace NAME|FILE A sample workspace (${sampleWorkspaces.map(({ name }) => name).join(', ')}; default: retail) or a workspace file.
  --state DIR           Keep grants, warehouses, tokens and the certificate in this folder.
  --json                Nothing but the line of JSON.
  --fault NAME[=WHERE]  Make something go wrong: ${FAULTS.join(', ')}.
                        WHERE is a path (slow=/api/2.0/token), a request (drop=POST /api/2.0/sql/warehouses) or, for
                        crash-after-act, also SQL (crash-after-act=CREATE SCHEMA *). crash-after-act does what was
                        asked and loses the answer, once.
`

const EXIT = { wrongUsage: 2, internalError: 3 } as const

interface Arguments {
  port?: number
  workspace?: string
  state?: string
  json: boolean
  faults: FaultRule[]
}

function readArguments(args: string[]): Arguments | { wrong: string } {
  try {
    const { values } = parseArgs({
      args,
      options: { port: { type: 'string' }, workspace: { type: 'string' }, state: { type: 'string' }, json: { type: 'boolean' }, fault: { type: 'string', multiple: true }, help: { type: 'boolean' } },
    })
    if (values.help) return { wrong: '' }
    const port = values.port === undefined ? undefined : Number(values.port)
    if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65_535)) return { wrong: `--port needs a number from 0 to 65535, not "${values.port ?? ''}".` }
    const faults = values.fault ?? []
    const unknown = faults.find((text) => parseFault(text) === undefined)
    if (unknown !== undefined) return { wrong: unknown.startsWith('crash-after-act') ? 'crash-after-act needs a place: crash-after-act=POST /api/2.0/token/create.' : `There is no fault called "${unknown}".` }
    return { port, workspace: values.workspace, state: values.state, json: values.json ?? false, faults: faults.flatMap((text) => parseFault(text) ?? []) }
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) }
  }
}

function guide(sandbox: RunningSandbox): string {
  const { ready, state } = sandbox
  const identities = state.identities.filter(({ key }) => key in ready.tokens).map((one) => `  ${one.key.padEnd(16)} ${one.displayName}`)
  return [
    `Sandbox workspace "${state.title}" is ready at https://${ready.host}:${ready.port}. It is not Databricks.`,
    `Trust its certificate authority: ${ready.caFile}`,
    `HTTP path: ${Object.values(ready.httpPaths)[0] ?? '(no warehouse)'}   catalog: ${ready.catalog}   schema: ${ready.schema}`,
    'Identities (their tokens are in the line of JSON):', ...identities, 'Stop it with Ctrl-C.', '',
  ].join('\n')
}

async function main(): Promise<void> {
  const args = readArguments(process.argv.slice(2))
  if ('wrong' in args) {
    process.stderr.write(args.wrong ? `${args.wrong}\n\n${USAGE}` : USAGE)
    process.exitCode = args.wrong ? EXIT.wrongUsage : 0
    return
  }
  const sandbox = await startSandbox({ port: args.port, workspace: args.workspace, stateFolder: args.state, faults: args.faults, warm: true })
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    sandbox.close().then(() => process.exit(0), () => process.exit(EXIT.internalError))
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  process.on('SIGHUP', stop)
  if (process.env.SANDBOX_PARENT === '1') {
    // Started by the application: it must not outlive it, however that ends.
    process.stdin.on('end', stop).on('close', stop).on('error', stop).resume()
  }
  process.stdout.write(`${JSON.stringify(sandbox.ready)}\n`)
  if (!args.json) process.stderr.write(guide(sandbox))
}

main().catch((error: unknown) => {
  const known = error instanceof SandboxStartError
  process.stderr.write(known ? `${error.message}\n` : `The sandbox failed to start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exitCode = known ? EXIT.wrongUsage : EXIT.internalError
})
