import { Command, CommanderError, Option } from 'commander'
import { STAGE_IDS, type StageId } from '#shared/connection-test/report'
import { secretIn } from '#shared/connection/secret-shape'
import packageJson from '../../../../package.json'
import { type AuditOptions, type RawAuditOptions, auditOptions, auditOptionsOf } from './audit-options'
import { EXIT_OK, EXIT_USAGE, type ExitCode } from './io'

/** Where to and what to test, as given; checked in depth by the application, like the same values from a screen. */
export interface ConnectionOptions {
  name: string
  host?: string
  port: string
  httpPath?: string
  catalog?: string
  schema?: string
  caFile?: string
  tables: string[]
  startWarehouse: boolean
  deadlines: Partial<Record<StageId, number>>
  fromEnv: boolean
}

export const PLAN_FORMATS = ['sql', 'cli', 'terraform', 'json'] as const
export type PlanFormat = (typeof PLAN_FORMATS)[number]

export type ParsedCommand =
  | { kind: 'test'; connection: ConnectionOptions; json: boolean }
  | { kind: 'export'; connection: ConnectionOptions; out?: string; force: boolean; test: boolean }
  | { kind: 'audit'; connection: ConnectionOptions; audit: AuditOptions }
  | { kind: 'diagnose'; json: boolean; message?: string }
  | { kind: 'plan'; connection: ConnectionOptions; goal: string; format: PlanFormat; shell: 'bash' | 'powershell' }
  | { kind: 'apply'; connection: ConnectionOptions; goal: string; yes: boolean; tokenOut?: string }
  | { kind: 'sandbox' }
  /** Help was asked for, or the usage is wrong: print and end. */
  | { kind: 'end'; code: ExitCode; out: string; err: string }

const NO_TOKEN_IN_ARGUMENTS =
  'A token is not taken from the command line: other users of this computer could read it there, and the shell keeps it in its history.\n' +
  'Set DATABRICKS_TOKEN, or write the token to standard input. If this one is real, replace it.\n'

const AFTER_HELP = `
The token comes from the variable DATABRICKS_TOKEN, or else from the first line of standard input.

Exit codes: 0 ready (improvements allowed), 1 not ready or not proven, 2 wrong usage, 3 internal error.`

const AFTER_HELP_SETUP = `
With --host the administrator's token comes from the variable DATABRICKS_TOKEN, or else from the first line of standard input.

Exit codes: 0 as wanted, 1 not (yet), 2 wrong usage or goal, 3 internal error.`

const GOAL_EXAMPLE = `

A goal file (all of it: resources/schema/goal.schema.json):
  {"catalog": {"name": "main"}, "schema": {"name": "sales"}, "warehouse": {"name": "clevertap_warehouse"},
   "principal": {"kind": "servicePrincipal", "name": "clevertap"}, "token": {"lifetimeDays": 90}}`

/** Reads the arguments (without node and script). Never throws; no message repeats an argument that looks like a secret. */
export function parseCommandLine(argv: readonly string[]): ParsedCommand {
  const end = (code: ExitCode, out: string, err: string): ParsedCommand => ({ kind: 'end', code, out, err })
  const holdsToken = argv.some((argument) => /^--?(token|pat|password)(=|$)/i.test(argument) || isSecret(argument))
  if (holdsToken) return end(EXIT_USAGE, '', NO_TOKEN_IN_ARGUMENTS)
  let out = ''
  let err = ''
  let parsed: ParsedCommand | undefined
  const program = buildProgram((command) => (parsed = command))
  const configured = [program, ...program.commands]
  for (const command of configured) {
    command.exitOverride().configureOutput({ writeOut: (text) => (out += text), writeErr: (text) => (err += text) })
  }
  try {
    program.parse(argv, { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) return end(error.exitCode === 0 ? EXIT_OK : EXIT_USAGE, out, err)
    throw error
  }
  return parsed ?? end(EXIT_USAGE, '', program.helpInformation())
}

function isSecret(argument: string): boolean {
  const secret = secretIn(argument)
  return secret !== undefined && secret.kind !== 'token-id'
}

function buildProgram(done: (command: ParsedCommand) => void): Command {
  const program = new Command('npm run -s cli --')
    .description('Databricks setup assistant for CleverTap, without a window.')
    .version(packageJson.version)
    .helpCommand('help [command]', 'what a command does, and its options')
    .addHelpText('after', AFTER_HELP)

  const test = program.command('test').description('test a connection stage by stage, as the identity whose token is given')
  addConnectionOptions(test)
  test
    .option('--json', 'write the report as one JSON document to standard output')
    .addHelpText('after', AFTER_HELP)
    .action((options: RawOptions) => done({ kind: 'test', connection: connectionOf(options), json: options.json === true }))

  const exporting = program.command('export').description('test a connection and write its configuration for CleverTap as JSON, without the token')
  addConnectionOptions(exporting)
  exporting
    .option('--out <file>', 'write to this file instead of standard output')
    .option('--force', 'let --out replace a file')
    .option('--no-test', 'write a DRAFT without testing; needs no token')
    .addOption(new Option('--json').hideHelp())
    .addHelpText('after', `${AFTER_HELP}\nWhat is not proven is written as a DRAFT, with exit code 1.`)
    .action((options: RawOptions) =>
      done({ kind: 'export', connection: connectionOf(options), out: options.out, force: options.force === true, test: options.test !== false }),
    )

  const audit = program.command('audit').description('what an identity can do against what the import needs; reads only')
  addPlaceOptions(audit)
  addScopeOptions(audit, { schemas: 'every schema of the catalog', tables: 'all, later ones too' })
  for (const option of auditOptions()) audit.addOption(option)
  audit
    .addHelpText('after', `${AFTER_HELP}\nThe token is that of whoever asks: of an administrator to audit --principal, or the identity's own to audit itself.

Example:
  npm run -s cli -- audit --host dbc-a1b2c3d4-e5f6.cloud.databricks.com --http-path /sql/1.0/warehouses/0123456789abcdef --catalog main --schema sales \\
    --principal 00000000-0000-0000-0000-000000000000 --fail-on excess`)
    .action((options: RawOptions & RawAuditOptions) => done({ kind: 'audit', connection: connectionOf(options), audit: auditOptionsOf(options) }))

  program
    .command('diagnose')
    .description('explain error messages: JSON lines on standard input (stage, status, errorCode, sqlState, headers, message), or one text')
    .option('--json', 'read and write JSON lines')
    .option('--message <text>', 'explain this message instead of standard input')
    .action((options: { json?: boolean; message?: string }) => done({ kind: 'diagnose', json: options.json === true, message: options.message }))

  const planning = program.command('plan').description('what a goal file takes, as a script; with connection options for that workspace, without for an empty one')
  addPlaceOptions(planning)
  planning
    .requiredOption('--goal <file>', 'goal file (JSON): what shall be true in the end')
    .addOption(new Option('--format <format>', 'what to write to standard output').choices([...PLAN_FORMATS]).default('sql'))
    .addOption(new Option('--shell <shell>', 'for --format cli').choices(['bash', 'powershell']).default('bash'))
    .addHelpText('after', `${AFTER_HELP_SETUP}\nNothing is changed. Exit code 1: something stands in the way, named on standard error.${GOAL_EXAMPLE}`)
    .action((options: RawOptions) => done({ kind: 'plan', connection: connectionOf(options), goal: options.goal ?? '', format: options.format ?? 'sql', shell: options.shell ?? 'bash' }))

  const applying = program.command('apply').description('bring a workspace to what a goal file says; what is there already is left as it is')
  addPlaceOptions(applying)
  applying
    .requiredOption('--goal <file>', 'goal file (JSON): what shall be true in the end')
    .option('--yes', 'run the plan; look at it first with the command plan')
    .option('--token-out <file>', 'new file for the token that is made, readable by you only; needed when the goal has a token')
    .addHelpText('after', `${AFTER_HELP_SETUP}\nStopped half way? Run it again: it goes on from there.${GOAL_EXAMPLE}`)
    .action((options: RawOptions) => done({ kind: 'apply', connection: connectionOf(options), goal: options.goal ?? '', yes: options.yes === true, tokenOut: options.tokenOut }))

  program
    .command('sandbox')
    .description('start the sandbox workspace: a local workspace to try everything with (its options: sandbox --help)')
    .helpOption(false)
    .allowUnknownOption()
    .allowExcessArguments()
    .action(() => done({ kind: 'sandbox' }))
  return program.hook('preAction', (_program, command) => refuseEmpty(command))
}

/** `--schema ""` is every schema, as in CleverTap's form. Any other empty value is a shell variable that was not set: never taken as "not given". */
function refuseEmpty(command: Command): void {
  for (const option of command.options) {
    const value: unknown = command.getOptionValue(option.attributeName())
    const isEmpty = value === '' || (Array.isArray(value) && value.includes(''))
    if (isEmpty && option.long !== '--schema') command.error(`error: ${option.long ?? option.flags} is empty. Give it a value, or leave it out.`)
  }
}

interface RawOptions {
  name?: string
  host?: string
  port?: string
  httpPath?: string
  catalog?: string
  schema?: string
  caFile?: string
  table?: string[]
  startWarehouse?: boolean
  deadline?: Partial<Record<StageId, number>>
  fromEnv?: boolean
  json?: boolean
  out?: string
  force?: boolean
  test?: boolean
  goal?: string
  format?: PlanFormat
  shell?: 'bash' | 'powershell'
  yes?: boolean
  tokenOut?: string
}

/** Where the workspace is, and how it is reached. */
function addPlaceOptions(command: Command): void {
  const checked = (option: Option, check: (value: string) => boolean, rule: string): Option =>
    option.argParser((value: string) => {
      if (!check(value)) throw new CommanderError(EXIT_USAGE, 'usage', refuse(command, `option ${option.long ?? ''}: ${rule}`))
      return value
    })
  command
    .option('--host <host>', 'Server hostname of the SQL warehouse')
    .addOption(checked(new Option('--port <port>', 'port').default('443'), isPort, 'a whole number from 1 to 65535'))
    .option('--http-path <path>', 'HTTP path of the SQL warehouse')
    .option('--ca-file <file>', 'certificate authority (PEM) of a private workspace or of the sandbox')
    .option('--start-warehouse', 'start the SQL warehouse when it is stopped; this costs money')
    .option('--from-env', 'take what is not given from DATABRICKS_HOST, DATABRICKS_HTTP_PATH and DATABRICKS_WAREHOUSE_ID')
}

/** What is imported: a goal file says it itself. `all`: what happens to everything that is not named. */
function addScopeOptions(command: Command, all: { schemas: string; tables: string }): void {
  command
    .option('--catalog <name>', 'catalog that holds the tables')
    .option('--schema <name>', `schema that holds the tables; without it ${all.schemas}`)
    .option('--table <name...>', `table to read, once or more often; default: ${all.tables}`)
    .option('--name <name>', 'name of the connection', 'Command line')
}

function addConnectionOptions(command: Command): void {
  addPlaceOptions(command)
  addScopeOptions(command, { schemas: 'each visible schema is tested', tables: 'a sample' })
  command.addOption(
    new Option('--deadline <stage=seconds...>', `deadline of a stage, once or more often; stages: ${STAGE_IDS.join(', ')}`).argParser(
      (value: string, before: Partial<Record<StageId, number>> | undefined) => {
        const deadline = readDeadline(value)
        if (!deadline) throw new CommanderError(EXIT_USAGE, 'usage', refuse(command, 'option --deadline: <stage>=<seconds>, 0.1 to 3600 seconds'))
        return { ...before, [deadline.stage]: deadline.ms }
      },
    ),
  )
}

/** Commander prints its own errors, but not those thrown by an option's parser. */
function refuse(command: Command, message: string): string {
  command.configureOutput().writeErr?.(`error: ${message}\n`)
  return message
}

const isPort = (value: string): boolean => /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65535

function readDeadline(value: string): { stage: StageId; ms: number } | undefined {
  const [, name, seconds] = /^([a-z-]+)=(\d+(?:\.\d+)?)$/.exec(value) ?? []
  const stage = STAGE_IDS.find((id) => id === name)
  const ms = Math.round(Number(seconds) * 1000)
  return stage && ms >= 100 && ms <= 3_600_000 ? { stage, ms } : undefined
}

function connectionOf(raw: RawOptions): ConnectionOptions {
  return {
    name: raw.name ?? 'Command line',
    host: raw.host,
    port: raw.port ?? '443',
    httpPath: raw.httpPath,
    catalog: raw.catalog,
    schema: raw.schema,
    caFile: raw.caFile,
    tables: raw.table ?? [],
    startWarehouse: raw.startWarehouse === true,
    deadlines: raw.deadline ?? {},
    fromEnv: raw.fromEnv === true,
  }
}
