import type { JsonTemplate, RestChange } from '../plan'
import { writeText } from '../template'

/** A `databricks` command: words in which `{name}` is a variable, and a JSON body. */
export interface CliCommand {
  words: string[]
  body?: JsonTemplate
}

/**
 * The command for a request, as the Databricks CLI (0.205 and later) has it. Commands that changed between versions (identities, tokens with
 * scopes), or whose names would have to be encoded, go through `databricks api`, which is the same in all.
 */
const COMMANDS: [method: string, path: RegExp, words: (...parts: string[]) => string[]][] = [
  ['PATCH', /^\/api\/2\.1\/unity-catalog\/permissions\/(catalog|schema|table)\/(\w[\w.-]*)$/, (type, name) => ['grants', 'update', type, name]],
  ['POST', /^\/api\/2\.0\/sql\/warehouses$/, () => ['warehouses', 'create', '--no-wait']],
  ['POST', /^\/api\/2\.0\/sql\/warehouses\/([^/]+)\/start$/, (id) => ['warehouses', 'start', id]],
  ['PATCH', /^\/api\/2\.0\/permissions\/(warehouses|authorization)\/([^/]+)$/, (type, id) => ['permissions', 'update', type, id]],
  ['POST', /^\/api\/2\.1\/unity-catalog\/catalogs$/, () => ['catalogs', 'create']],
  ['POST', /^\/api\/2\.1\/unity-catalog\/schemas$/, () => ['schemas', 'create']],
  ['PATCH', /^\/api\/2\.1\/unity-catalog\/bindings\/catalog\/(\w[\w.-]*)$/, (name) => ['workspace-bindings', 'update-bindings', 'catalog', name]],
] as [string, RegExp, (...parts: string[]) => string[]][]

export function cliCommand({ method, path, body }: RestChange): CliCommand {
  // Fixed parts of a path are percent-encoded, so a brace is always a variable.
  const text = writeText(path, (name) => `{${name}}`)
  for (const [of, pattern, words] of COMMANDS) {
    const found = of === method ? pattern.exec(text) : null
    if (found) return { words: words(...found.slice(1)), body }
  }
  return { words: ['api', method.toLowerCase(), text], body }
}

/** What a script looks for before it creates: an answer of a list, and how the wanted entry is told. */
export interface Lookup {
  words: string[]
  /** `key` of the entries of `list` must be `value`; the list is the answer itself where `list` is absent. */
  list?: string
  key: string
  value: string
  /** Variable -> field of the entry. */
  takes: Record<string, string>
}

/** How a created object is found again, so that the script can be run twice. */
export function lookupFor(actionId: string, { name, isApplicationId, kind }: { name: string; isApplicationId: boolean; kind: 'user' | 'servicePrincipal' | 'group' | 'warehouse' }): Lookup | undefined {
  if (kind === 'warehouse') return actionId.startsWith('warehouse.') ? { words: ['warehouses', 'list'], key: 'name', value: name, takes: { warehouse_id: 'id' } } : undefined
  if (!actionId.startsWith('principal.')) return undefined
  const resource = { user: 'Users', servicePrincipal: 'ServicePrincipals', group: 'Groups' }[kind]
  const key = kind === 'user' ? 'userName' : isApplicationId ? 'applicationId' : 'displayName'
  const filter = `${key} eq "${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
  return {
    words: ['api', 'get', `/api/2.0/preview/scim/v2/${resource}?filter=${encodeURIComponent(filter)}`],
    list: 'Resources',
    key,
    value: name,
    takes: kind === 'servicePrincipal' ? { principal_id: 'id', application_id: 'applicationId' } : { principal_id: 'id' },
  }
}
