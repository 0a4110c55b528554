import { fold } from '../../state/lookup'
import type { WorkspaceState } from '../../state/model'
import { changeOtherGrants } from '../../unity-catalog/other-securables'
import type { OtherType } from '../../state/audit-state'
import type { Command, Name } from '../command'
import type { StatementContext, StatementOutcome } from '../engine'
import { failed, unauthorized } from '../failures'
import { tableName } from './names'
import { done } from './results'

export const WORD = { VOLUME: 'Volume', FUNCTION: 'Function', EXTERNAL_LOCATION: 'External Location', STORAGE_CREDENTIAL: 'Storage Credential', CONNECTION: 'Connection' } as const

/** The name under which it is kept. */
export function otherName(type: OtherType, written: Name, context: StatementContext): string {
  const { catalog, schema, table } = tableName(written, context)
  return type === 'VOLUME' || type === 'FUNCTION' ? `${catalog}.${schema}.${table}` : fold(written[0] ?? '')
}

/** GRANT and REVOKE on a volume, function, external location, storage credential or connection. */
export function changeOther(command: Extract<Command, { kind: 'change-other' }>, context: StatementContext, state: WorkspaceState): StatementOutcome {
  const { type, name: written, principal, privileges, add } = command
  const name = otherName(type, written, context)
  const problem = changeOtherGrants(state, context.principal, { type, name, principal, privileges, add })
  switch (problem?.kind) {
    case undefined:
      return done()
    case 'missing':
      return failed(`${type}_DOES_NOT_EXIST`, '42704', `${WORD[type]} '${problem.name}' does not exist.`)
    case 'denied':
      return unauthorized(`User does not have MANAGE on ${WORD[type]} '${problem.name}'.`)
    case 'no-such-principal':
      return failed('PRINCIPAL_DOES_NOT_EXIST', '42704', `Could not find principal with name ${problem.principal}.`)
    case 'not-applicable':
      return failed('INVALID_PARAMETER_VALUE', '22023', `Privilege ${problem.privilege} is not applicable to this entity [${type}].`)
  }
}
