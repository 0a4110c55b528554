import { access, constants } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { ConnectionForm } from '#shared/connection/connection'
import { httpPathOf } from '#shared/connection/read-http-path'
import type { ConnectionOptions } from './command-line'
import { type Io, UsageProblem } from './io'

/** A path as the user means it: `npm run` changes to the project's folder and remembers where it was called. */
export const inputPath = (path: string, env: Io['env']): string =>
  env.npm_lifecycle_event === 'cli' && env.INIT_CWD ? resolve(env.INIT_CWD, path) : resolve(path)

/** The form as the options give it, completed from the environment only with `--from-env`. */
export async function readForm(options: ConnectionOptions, io: Pick<Io, 'env' | 'err'>): Promise<ConnectionForm | UsageProblem> {
  const env = options.fromEnv ? io.env : {}
  const host = options.host ?? env.DATABRICKS_HOST ?? env.DATABRICKS_SERVER_HOSTNAME
  const id = env.DATABRICKS_WAREHOUSE_ID
  const httpPath = options.httpPath ?? env.DATABRICKS_HTTP_PATH ?? (id ? httpPathOf(id) : undefined)
  const missing = [
    host ? '' : '--host',
    httpPath ? '' : '--http-path',
    options.catalog ? '' : '--catalog',
  ].filter(Boolean)
  if (missing.length > 0) {
    const hint = options.fromEnv ? ' The environment does not say it either.' : ''
    return new UsageProblem(`Missing: ${missing.join(', ')}.${hint}`)
  }
  const taken = [options.host === undefined && host ? 'host' : '', options.httpPath === undefined && httpPath ? 'HTTP path' : ''].filter(Boolean)
  if (taken.length > 0) io.err(`Taken from the environment: ${taken.join(' and ')}.\n`)
  if (options.caFile !== undefined) {
    const readable = await access(inputPath(options.caFile, io.env), constants.R_OK).then(() => true, () => false)
    if (!readable) return new UsageProblem(`The file given with --ca-file can't be read: ${inputPath(options.caFile, io.env)}`)
  }
  return { name: options.name, host: host ?? '', port: options.port, httpPath: httpPath ?? '', catalog: options.catalog ?? '', schema: options.schema ?? '' }
}
