import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'ini'
import type { CredentialFinder, FoundCredentials } from '../../core/ports/machine'
import { Secret } from '../../core/secret'

const MAX_FILE_CHARACTERS = 1_000_000

type Values = Partial<Record<string, string>>

/** Host without scheme and path; whatever else stands there is left for the form to judge. */
function hostOf(value: string | undefined): string | undefined {
  return value?.trim().replace(/^[a-z]+:\/\//i, '').replace(/\/.*$/, '') || undefined
}

function httpPathOf(values: Values): string | undefined {
  const id = values.warehouse_id?.trim()
  return values.http_path?.trim() || (id ? `/sql/1.0/warehouses/${id}` : undefined)
}

function remarkOn(host: string | undefined, values: Values): string | undefined {
  if (host && /^accounts\./i.test(host)) return 'Belongs to the account console, not to a workspace. CleverTap needs a workspace.'
  if (!host) return 'Names no workspace.'
  if (values.token) return undefined
  const how = values.auth_type ?? (values.client_id ? 'OAuth (client id and secret)' : undefined)
  return how ? `Signs in by ${how} and holds no personal access token, which CleverTap needs.` : 'Holds no personal access token.'
}

function found(id: string, label: string, values: Values): FoundCredentials {
  const host = hostOf(values.host)
  const remark = remarkOn(host, values)
  return { id, label, host, httpPath: httpPathOf(values), ...(values.token ? { token: new Secret(values.token.trim()) } : {}), ...(remark ? { remark } : {}) }
}

const textValues = (section: object): Values =>
  Object.fromEntries(Object.entries(section).flatMap(([key, value]) => (typeof value === 'string' ? [[key.toLowerCase(), value]] : [])))

/** `ini` takes a dot in a section's name for nesting; a profile may well be called `prod.eu`. */
const withoutNesting = (text: string) => text.replace(/^[ \t]*\[([^\]\r\n]*)\]/gm, (_whole, name: string) => `[${name.replaceAll('.', '\\.')}]`)

async function readConfigFile(file: string): Promise<string | undefined> {
  try {
    const text = await readFile(file, 'utf8')
    return text.length <= MAX_FILE_CHARACTERS ? text : undefined
  } catch {
    // Absent or not readable: there is nothing to offer, and that is no failure.
    return undefined
  }
}

function profilesIn(text: string, shownName: string): FoundCredentials[] {
  const sections = Object.entries<unknown>(parse(withoutNesting(text)))
  return sections.flatMap(([name, section]) => {
    // Names in double underscores are the command line's own settings, not profiles.
    if (typeof section !== 'object' || section === null || /^__.*__$/.test(name)) return []
    const values = textValues(section)
    return values.host || values.token ? [found(`file:${name}`, `${shownName} [${name}]`, values)] : []
  })
}

function inEnvironment(environment: NodeJS.ProcessEnv): FoundCredentials[] {
  const values: Values = {
    host: environment.DATABRICKS_HOST ?? environment.DATABRICKS_SERVER_HOSTNAME,
    http_path: environment.DATABRICKS_HTTP_PATH,
    warehouse_id: environment.DATABRICKS_WAREHOUSE_ID,
    token: environment.DATABRICKS_TOKEN ?? environment.DATABRICKS_ACCESS_TOKEN,
    auth_type: environment.DATABRICKS_AUTH_TYPE,
    client_id: environment.DATABRICKS_CLIENT_ID,
  }
  return values.host || values.token ? [found('environment', 'environment (DATABRICKS_*)', values)] : []
}

/**
 * Looks in `~/.databrickscfg` (or the file `DATABRICKS_CONFIG_FILE` names) and in the `DATABRICKS_*` variables, each time
 * it is asked. Nothing is kept or logged, and tokens leave wrapped.
 */
export function createCredentialFinder(environment: NodeJS.ProcessEnv): CredentialFinder {
  return {
    async find() {
      const named = environment.DATABRICKS_CONFIG_FILE
      const text = await readConfigFile(named ?? join(homedir(), '.databrickscfg'))
      return [...inEnvironment(environment), ...(text === undefined ? [] : profilesIn(text, named ?? '~/.databrickscfg'))]
    },
  }
}
