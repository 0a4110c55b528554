import { access, constants, readFile } from 'node:fs/promises'
import type { Goal } from '#shared/setup/goal'
import { readGoal } from '#shared/setup/read-goal'
import type { ConnectionOptions } from './command-line'
import { inputPath } from './connection-input'
import { type Io, UsageProblem } from './io'

const MAX_GOAL_CHARACTERS = 20_000_000

/** The goal of a file, or each field that is wrong with the rule it breaks. */
export async function readGoalFile(path: string, io: Pick<Io, 'env'>): Promise<Goal | UsageProblem> {
  let text: string
  try {
    text = await readFile(inputPath(path, io.env), 'utf8')
  } catch {
    return new UsageProblem(`The goal file ${path} can't be read.`)
  }
  if (text.length > MAX_GOAL_CHARACTERS) return new UsageProblem('The goal file is too large.')
  const { goal, issues } = readGoal(text)
  if (goal) return goal
  return new UsageProblem(`The goal file can't be used.\n${issues.map(({ field, rule, message }) => `  ${field === '' ? 'file' : field} (rule "${rule}"): ${message}`).join('\n')}`)
}

export interface WorkspacePlace {
  host: string
  port: string
  caFile: string
}

/** Where the workspace is; `undefined` when no host was given: then there is none. */
export async function readPlace(options: ConnectionOptions, io: Pick<Io, 'env' | 'err'>): Promise<WorkspacePlace | UsageProblem | undefined> {
  const env = options.fromEnv ? io.env : {}
  const host = options.host ?? env.DATABRICKS_HOST ?? env.DATABRICKS_SERVER_HOSTNAME
  if (!host) return options.fromEnv ? new UsageProblem('Missing: --host. The environment does not say it either.') : undefined
  const caFile = options.caFile === undefined ? '' : inputPath(options.caFile, io.env)
  if (caFile !== '' && !(await access(caFile, constants.R_OK).then(() => true, () => false))) return new UsageProblem("The file given with --ca-file can't be read.")
  const unused = [options.catalog === undefined ? '' : '--catalog', options.schema === undefined ? '' : '--schema', options.tables.length === 0 ? '' : '--table', options.httpPath === undefined ? '' : '--http-path'].filter(Boolean)
  if (unused.length > 0) io.err(`Not used: ${unused.join(', ')}. The goal file says it.\n`)
  return { host, port: options.port, caFile }
}
