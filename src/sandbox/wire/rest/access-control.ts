import { refusal, type Answer } from '../answer'
import type { Permission, WorkspaceState } from '../../state/model'
import { objects } from './bodies'

type Entry = Permission<string>
export type ReadAcl<Level extends string> = { ok: true; entries: Permission<Level>[] } | { ok: false; answer: Answer }

const FIELDS = [
  ['user_name', 'user', 'UserName'],
  ['service_principal_name', 'service-principal', 'ServicePrincipalName'],
  ['group_name', 'group', 'GroupName'],
] as const

/**
 * The `access_control_list` of a request. A service principal is named by its application id: its display name is a
 * principal that does not exist (databricks.md 5.3).
 */
export function readAcl<Level extends string>(body: Record<string, unknown>, state: WorkspaceState, levels: readonly Level[]): ReadAcl<Level> {
  const entries: Permission<Level>[] = []
  for (const one of objects(body.access_control_list)) {
    const named = FIELDS.filter(([field]) => typeof one[field] === 'string' && one[field] !== '')
    const [field] = named
    if (!field || named.length > 1) return no(400, 'INVALID_PARAMETER_VALUE', 'Exactly one of user_name, group_name or service_principal_name must be given.')
    const name = String(one[field[0]])
    const principal = workspacePrincipal(state, field[1], name)
    if (principal === undefined) return no(404, 'RESOURCE_DOES_NOT_EXIST', `Principal: ${field[2]}(${name}) does not exist`)
    const level = levels.find((known) => known === one.permission_level)
    if (level === undefined) return no(500, 'INTERNAL_ERROR', 'Unhandled Permission level')
    entries.push({ principal, kind: field[1], level })
  }
  return { ok: true, entries }
}

/** How the workspace spells it; undefined when it is not in this workspace. */
function workspacePrincipal(state: WorkspaceState, kind: Entry['kind'], name: string): string | undefined {
  const wanted = name.toLowerCase()
  if (kind !== 'group') return state.identities.find((one) => one.kind === kind && one.assigned !== false && one.principal.toLowerCase() === wanted)?.principal
  if (wanted === 'users' || wanted === 'admins') return wanted
  return state.groups.find((one) => one.visibleInWorkspace && one.name.toLowerCase() === wanted)?.name
}

export const sameEntry = (left: Entry, right: Entry): boolean => left.kind === right.kind && left.principal.toLowerCase() === right.principal.toLowerCase()

/** Adds the entries or replaces those of the same principals. */
export const upserted = <Level extends string>(held: readonly Permission<Level>[], changes: readonly Permission<Level>[]): Permission<Level>[] => [
  ...held.filter((one) => !changes.some((change) => sameEntry(one, change))),
  ...changes,
]

/** One line of the answer's list, and the line of the admins, which nobody can take away. */
export function shownEntry(state: WorkspaceState, entry: Entry): Record<string, unknown> {
  const field = FIELDS.find(([, kind]) => kind === entry.kind)?.[0] ?? 'user_name'
  const name = entry.kind === 'group' ? undefined : state.identities.find((one) => one.principal === entry.principal)?.displayName
  return { [field]: entry.principal, ...(name ? { display_name: name } : {}), all_permissions: [{ permission_level: entry.level, inherited: false }] }
}
export const adminsEntry = (from: string): Record<string, unknown> => ({ group_name: 'admins', all_permissions: [{ permission_level: 'CAN_MANAGE', inherited: true, inherited_from_object: [from] }] })

const no = (status: number, code: string, message: string): { ok: false; answer: Answer } => ({ ok: false, answer: refusal(status, code, message) })
