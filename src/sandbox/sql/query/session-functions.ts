import type { WorkspaceState } from '../../state/model'
import { isMember } from '../../unity-catalog/principals'
import type { StatementContext } from '../engine'
import { booleanLiteral, call, nodeOf, stringLiteral, type Json, type Tree } from './syntax-tree'

/** Release that the sandbox's warehouses say they run. */
const SPARK_VERSION = '4.0.0'
const DBSQL_VERSION = '2026.30'

/**
 * Functions about the session, answered from the state: a literal takes their place. A service principal is known by its
 * application id, in all three ways to ask who one is. Undefined: not one of them, or not with these arguments.
 */
export function sessionFunction(name: string, args: readonly Json[], state: WorkspaceState, context: StatementContext): Tree | undefined {
  const group = nodeOf(args[0], 'literal')?.value
  if (args.length === 1 && typeof group === 'string') {
    if (name === 'is_account_group_member') return booleanLiteral(isMember(state, context.principal, group, 'account'))
    if (name === 'is_member') return booleanLiteral(isMember(state, context.principal, group, 'workspace'))
  }
  if (args.length > 0) return undefined
  switch (name) {
    case 'session_user':
    case 'current_user':
    case 'user':
      return stringLiteral(context.principal)
    case 'current_catalog':
      return stringLiteral(context.catalog)
    case 'current_schema':
    case 'current_database':
      return stringLiteral(context.schema)
    case 'current_metastore':
      return stringLiteral(state.metastore ? `${state.cloud}:${state.metastore.region}:${state.metastore.id}` : '')
    case 'current_timezone':
      return stringLiteral('Etc/UTC')
    case 'version':
      return stringLiteral(`${SPARK_VERSION} 0000000000000000000000000000000000000000`)
    case 'current_version':
      return call('named_struct', [
        stringLiteral('dbr_version'), call('nullif', [stringLiteral(''), stringLiteral('')]),
        stringLiteral('dbsql_version'), stringLiteral(DBSQL_VERSION),
        stringLiteral('u_build_hash'), stringLiteral(''),
        stringLiteral('r_build_hash'), stringLiteral(''),
      ])
    default:
      return undefined
  }
}
