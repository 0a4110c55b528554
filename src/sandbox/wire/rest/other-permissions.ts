import type { OtherSecurable, OtherType } from '../../state/audit-state'
import type { WorkspaceState } from '../../state/model'
import { createAccess } from '../../unity-catalog/access'
import { changeOtherGrants, grantsOnOther, managesOther, otherNamed, type OtherProblem } from '../../unity-catalog/other-securables'
import { principalKey } from '../../unity-catalog/principals'
import { refusal, type Answer } from '../answer'

const TYPES: Record<string, OtherType> = { volume: 'VOLUME', function: 'FUNCTION', external_location: 'EXTERNAL_LOCATION', storage_credential: 'STORAGE_CREDENTIAL', connection: 'CONNECTION' }

/** A securable outside the tree of tables, by the words of its address; `undefined`: there is no such one. */
export const otherAt = (state: WorkspaceState, type: string, name: string): OtherSecurable | undefined => {
  const known = TYPES[type.toLowerCase()]
  return known && otherNamed(state, known, name)
}

/** The answer for a name that nothing of this kind has; undefined for words that are none of these kinds. */
export function missingOther(type: string, name: string): Answer | undefined {
  const known = TYPES[type.toLowerCase()]
  return known && refusal(404, `${known}_DOES_NOT_EXIST`, `${words({ type: known })} '${name}' does not exist.`)
}

export interface OtherRow {
  principal: string
  privilege: string
  inherited?: { type: 'SCHEMA' | 'CATALOG'; name: string }
}
type Rows = { ok: true; rows: OtherRow[] } | { ok: false; answer: Answer }

const words = ({ type }: Pick<OtherSecurable, 'type'>): string => type.split('_').map((word) => word.charAt(0) + word.slice(1).toLowerCase()).join(' ')

/** All rows for whoever manages it, else the caller's own; another principal's are refused then. */
export function readOther(state: WorkspaceState, caller: string, other: OtherSecurable, { effective, of }: { effective: boolean; of: string | null }): Rows {
  const manages = managesOther(state, createAccess(state, caller), other)
  if (!manages && of !== null && principalKey(of) !== principalKey(caller)) {
    return { ok: false, answer: refusal(403, 'PERMISSION_DENIED', `User does not have MANAGE on ${words(other)} '${other.name}'.`) }
  }
  const wanted = of ?? (manages ? undefined : caller)
  const [catalog = '', schema = ''] = other.name.split('.')
  const rows = grantsOnOther(state, other)
    .filter(({ principal, from }) => (effective || from === 'NONE') && (wanted === undefined || principalKey(principal) === principalKey(wanted)))
    .map(({ principal, privilege, from }): OtherRow => ({ principal, privilege, ...(from === 'NONE' ? {} : { inherited: { type: from, name: from === 'CATALOG' ? catalog : `${catalog}.${schema}` } }) }))
  return { ok: true, rows }
}

export function changeOther(state: WorkspaceState, caller: string, other: OtherSecurable, changes: readonly { principal: string; add: readonly string[]; remove: readonly string[] }[]): Rows {
  for (const { principal, add, remove } of changes) {
    for (const [privileges, isAdded] of [[add, true], [remove, false]] as const) {
      const problem = privileges.length > 0 ? changeOtherGrants(state, caller, { type: other.type, name: other.name, principal, privileges, add: isAdded }) : undefined
      if (problem) return { ok: false, answer: refused(problem, other) }
    }
  }
  return readOther(state, caller, other, { effective: false, of: null })
}

function refused(problem: OtherProblem, other: OtherSecurable): Answer {
  switch (problem.kind) {
    case 'missing':
      return refusal(404, 'RESOURCE_DOES_NOT_EXIST', `${words(other)} '${other.name}' does not exist.`)
    case 'denied':
      return refusal(403, 'PERMISSION_DENIED', `User does not have MANAGE on ${words(other)} '${other.name}'.`)
    case 'no-such-principal':
      return refusal(404, 'PRINCIPAL_DOES_NOT_EXIST', `Could not find principal with name ${problem.principal}.`)
    case 'not-applicable':
      return refusal(400, 'INVALID_PARAMETER_VALUE', `Privilege ${problem.privilege} is not applicable to this entity [${other.name}].`)
  }
}
