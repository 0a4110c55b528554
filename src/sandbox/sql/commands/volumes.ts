import { schemaNamed } from '../../state/lookup'
import type { WorkspaceState } from '../../state/model'
import { createAccess } from '../../unity-catalog/access'
import { isObjectName } from '../../unity-catalog/objects'
import { dropOther, grantsOnOther, managesOther, otherNamed, seesOther } from '../../unity-catalog/other-securables'
import { principalKey } from '../../unity-catalog/principals'
import type { Command } from '../command'
import type { StatementContext, StatementOutcome } from '../engine'
import { backTicked, failed, insufficient, objectFailure, obstacleFailure, unauthorized } from '../failures'
import { WORD, otherName } from './change-other'
import { tableName } from './names'
import { done, table } from './results'

/** Statements on securables without rows here: volumes are made, volumes and functions dropped, grants on all of them shown. */
export function changeVolumes(command: Command, context: StatementContext, state: WorkspaceState): StatementOutcome | undefined {
  const access = createAccess(state, context.principal)
  switch (command.kind) {
    case 'create-volume': {
      const { catalog, schema, table: name } = tableName(command.name, context)
      const way = access.reachSchema(catalog, schema)
      if (!way.ok) return obstacleFailure(way.obstacle)
      const owns = access.owns(schemaNamed(state, catalog, schema)?.owner ?? '')
      if (!owns && !access.holds('SCHEMA', `${catalog}.${schema}`, 'CREATE VOLUME') && !access.holds('CATALOG', catalog, 'CREATE VOLUME')) return unauthorized(`User does not have CREATE VOLUME on Schema '${catalog}.${schema}'.`)
      if (!isObjectName(name)) return objectFailure({ kind: 'bad-name', what: 'Schema', name })
      const full = `${catalog}.${schema}.${name}`
      if (!otherNamed(state, 'VOLUME', full)) (state.others ??= []).push({ type: 'VOLUME', name: full, owner: context.principal, ...(command.comment === undefined ? {} : { comment: command.comment }) })
      else if (!command.ifNotExists) return failed('VOLUME_ALREADY_EXISTS', '42000', `Cannot create volume ${backTicked(catalog, schema, name)} because it already exists.\nChoose a different name, drop or replace the existing object, or add the IF NOT EXISTS clause to tolerate pre-existing objects.`)
      return done()
    }
    case 'drop-other': {
      const { catalog, schema, table: name } = tableName(command.name, context)
      const way = access.reachSchema(catalog, schema)
      if (!way.ok && !(access.metastoreAdmin && way.obstacle.kind === 'denied')) return obstacleFailure(way.obstacle)
      const found = otherNamed(state, command.type, `${catalog}.${schema}.${name}`)
      if (!found) return command.ifExists ? done() : missing(command.type, [catalog, schema, name])
      if (!managesOther(state, access, found)) return unauthorized(`User is not an owner of ${WORD[command.type]} '${found.name}'.`)
      dropOther(state, found)
      return done()
    }
    case 'show-other-grants': {
      const found = otherNamed(state, command.type, otherName(command.type, command.name, context))
      if (!found || !seesOther(state, access, found)) {
        const name = otherName(command.type, command.name, context)
        return failed(`${command.type}_DOES_NOT_EXIST`, '42704', `${WORD[command.type]} '${name}' does not exist.`)
      }
      const of = command.principal
      const all = managesOther(state, access, found)
      if (!all && of !== undefined && principalKey(of) !== principalKey(context.principal)) return insufficient(`User does not have MANAGE on ${WORD[command.type]} '${found.name}'.`)
      const only = of ?? (all ? undefined : context.principal)
      const grants = grantsOnOther(state, found).filter((grant) => only === undefined || principalKey(grant.principal) === principalKey(only))
      const [catalog = '', schema = ''] = found.name.split('.')
      const key = { NONE: found.name, SCHEMA: `${catalog}.${schema}`, CATALOG: catalog }
      return table(['Principal', 'ActionType', 'ObjectType', 'ObjectKey'], grants.map(({ principal, privilege, from }) => [principal, privilege, from === 'NONE' ? command.type.replace('_', ' ') : from, key[from]]))
    }
    default:
      return undefined
  }
}

const missing = (type: 'VOLUME' | 'FUNCTION', name: readonly string[]): StatementOutcome =>
  type === 'VOLUME'
    ? failed('VOLUME_NOT_FOUND', '42704', `Volume ${backTicked(...name)} does not exist. Use \`SHOW VOLUMES\` to list available volumes.`)
    : failed('ROUTINE_NOT_FOUND', '42883', `The routine ${backTicked(...name)} cannot be found. Verify the spelling and correctness of the schema and catalog.\nIf you did not qualify the name with a schema and catalog, verify the current_schema() output, or qualify the name with the correct schema and catalog.\nTo tolerate the error on drop use DROP FUNCTION IF EXISTS.`)
