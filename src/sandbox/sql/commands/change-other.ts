import { fold } from '../../state/lookup'
import type { WorkspaceState } from '../../state/model'
import { changeOtherGrants } from '../../unity-catalog/other-securables'
import type { Command } from '../command'
import type { StatementContext, StatementOutcome } from '../engine'
import { failed, unauthorized } from '../failures'
import { tableName } from './names'
import { done } from './results'

const WORD = { VOLUME: 'Volume', FUNCTION: 'Function', EXTERNAL_LOCATION: 'External Location', STORAGE_CREDENTIAL: 'Storage Credential', CONNECTION: 'Connection' } as const

/** GRANT and REVOKE on a volume, function, external location, storage credential or connection. */
export function changeOther(command: Extract<Command, { kind: 'change-other' }>, context: StatementContext, state: WorkspaceState): StatementOutcome {
  const { type, name: written, principal, privileges, add } = command
  const inSchema = type === 'VOLUME' || type === 'FUNCTION'
  const full = tableName(written, context)
  const name = inSchema ? `${full.catalog}.${full.schema}.${full.table}` : fold(written[0] ?? '')
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
