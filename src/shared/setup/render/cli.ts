import { type Action, type Plan, type Value, type VariableName } from '../plan'
import { showText, type Values } from '../template'
import { isApplicationId } from '../workspace-facts'
import { NOTHING_TO_RUN, type Block, blocksOf, headsOf, inWords, linesText, publicValues, type RenderOptions, restOf, sqlOf } from './blocks'
import { type CliCommand, cliCommand, lookupFor, type Lookup } from './cli-command'
import { bash, powershell, type Shell } from './shells'
import type { Goal } from '../goal'

export const TOKEN_FILE = 'clevertap-token.txt'

export interface CliOptions extends RenderOptions {
  shell: 'bash' | 'powershell'
}

/**
 * The plan as a script of Databricks CLI commands. It looks before it creates, so it may be run twice. Ids born on the way are shell
 * variables. A token is written into a file of your own, never shown.
 */
export function renderCli(plan: Plan, goal: Goal, options: CliOptions): string {
  const values = publicValues(plan, options)
  const shell = options.shell === 'bash' ? bash(values) : powershell(values)
  const blocks = blocksOf(plan, options)
  if (blocks.length === 0) return `# ${NOTHING_TO_RUN}\n`
  const isNew = blocks.some(({ action }) => action.id === 'principal.create')
  const context: Context = { plan, goal, values, shell, isNew }
  const headOf = headsOf(blocks, '#')
  let script = linesText([...shell.head(), ...hostFor(blocks, options, shell)])
  const born = new Set<string>()
  for (const block of blocks) {
    const { action } = block
    script += `\n${headOf(block)}`
    for (const name of action.produces) born.add(name)
    for (const name of action.uses) {
      if (values[name] !== undefined || born.has(name) || name === 'oauth_secret') continue
      born.add(name)
      script += linesText(shell.require(name, `Set ${name} first.`))
    }
    script += linesText(commandsFor(action, context))
  }
  return script
}

interface Context {
  plan: Plan
  goal: Goal
  values: Values
  shell: Shell
  isNew: boolean
}

/** Signing in as the service principal takes the host by itself. */
function hostFor(blocks: readonly Block[], { host }: CliOptions, shell: Shell): string[] {
  if (!blocks.some(({ action: { change } }) => change.kind === 'rest' && change.as === 'service-principal')) return []
  return shell.require('DATABRICKS_HOST', `Set DATABRICKS_HOST to ${host === undefined ? 'the address of the workspace' : `https://${host}`} first.`)
}

function commandsFor(action: Action, context: Context): string[] {
  const { shell, values } = context
  const rest = restOf(action)
  if (!rest) {
    const lookup = lookupOf(action, context)
    if (lookup && action.change.kind === 'by-hand') {
      const takes = Object.fromEntries(Object.entries(lookup.takes).filter(([name]) => action.produces.includes(name as VariableName)))
      return [...shell.find({ ...lookup, takes }), ...Object.keys(takes).flatMap((name) => shell.require(name, 'There is none of this name.'))]
    }
    const sql = sqlOf(action)
    const warehouse = warehouseFor(context)
    if (sql && warehouse !== undefined) {
      const body = { warehouse_id: warehouse, statement: showText(sql.statement, values), wait_timeout: '50s' }
      return shell.statement({ words: ['api', 'post', '/api/2.0/sql/statements'], body })
    }
    return inWords(action.change, values).map((text) => `#    ${text}`)
  }
  const command = cliCommand(rest)
  const env = rest.as === 'service-principal' ? { DATABRICKS_AUTH_TYPE: 'oauth-m2m', DATABRICKS_CLIENT_ID: '{application_id}', DATABRICKS_CLIENT_SECRET: '{oauth_secret}', DATABRICKS_TOKEN: '' } : undefined
  switch (action.id) {
    case 'warehouse.create':
    case 'principal.create':
      return findOrCreate(action, command, rest.answers ?? {}, context)
    case 'catalog.create':
      return shell.unless(['api', 'get', `/api/2.1/unity-catalog/catalogs/${encodeURIComponent(context.goal.catalog.name)}`], plainRun(action, command, context), 'The catalog is there.')
    case 'schema.create':
      return shell.unless(['api', 'get', `/api/2.1/unity-catalog/schemas/${encodeURIComponent(`${context.goal.catalog.name}.${context.goal.schema.name}`)}`], plainRun(action, command, context), 'The schema is there.')
    case 'principal.assign':
      return shell.unlessAssigned(values.principal_id ?? '{principal_id}', plainRun(action, command, context))
    case 'token.secret':
      return [...shell.keep(command, rest.answers ?? {}), ...shell.guard(cleanup(context)).begin]
    case 'token.secret-delete':
      return shell.guard(cleanup(context)).end
    case 'token.create':
      return [...shell.requireNew(TOKEN_FILE), ...shell.keep(command, { token: 'token_value' }, withClient(env, values)), ...shell.saveSecret('token', TOKEN_FILE)]
    default:
      return plainRun(action, command, context)
  }
}

/** An application id that is known stands as itself. */
function withClient(env: Record<string, string> | undefined, values: Values): Record<string, string> | undefined {
  return env && values.application_id !== undefined ? { ...env, DATABRICKS_CLIENT_ID: values.application_id } : env
}

const plainRun = (action: Action, command: CliCommand, { shell, isNew }: Context): string[] =>
  shell.run(command, { again: isNew && action.needs.includes('principal.create'), mayBeRefused: action.mayBeRefused })

function cleanup(context: Context): string[] {
  const deletion = context.plan.actions.find(({ id }) => id === 'token.secret-delete')?.change
  return deletion?.kind === 'rest' ? context.shell.run(cliCommand(deletion), { again: false, mayBeRefused: false }) : []
}

function findOrCreate(action: Action, command: CliCommand, answers: Record<string, string>, context: Context): string[] {
  const { shell } = context
  const lookup = lookupOf(action, context)
  const [first] = Object.keys(answers)
  if (!lookup || first === undefined) return shell.keep(command, answers)
  const takes = Object.fromEntries(Object.entries(lookup.takes).filter(([name]) => name in answers))
  return [...shell.find({ ...lookup, takes }), ...shell.whenEmpty(first, shell.keep(command, answers))]
}

function lookupOf({ id }: Action, { goal }: Context): Lookup | undefined {
  if (id.startsWith('warehouse.')) return 'name' in goal.warehouse ? lookupFor(id, { name: goal.warehouse.name, isApplicationId: false, kind: 'warehouse' }) : undefined
  const { kind, name } = goal.principal
  return lookupFor(id, { name, isApplicationId: kind === 'servicePrincipal' && isApplicationId(name), kind })
}

/** Where the SQL that has no other form runs. */
function warehouseFor({ plan, values }: Context): Value | undefined {
  if (plan.runsOn) return plan.runsOn.id
  if (values.warehouse_id !== undefined) return values.warehouse_id
  return plan.actions.some(({ produces }) => produces.includes('warehouse_id')) ? { variable: 'warehouse_id' } : undefined
}
