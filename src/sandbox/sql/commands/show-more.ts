import type { OtherType } from '../../state/audit-state'
import type { Table, WorkspaceState } from '../../state/model'
import { createAccess } from '../../unity-catalog/access'
import { seesOther } from '../../unity-catalog/other-securables'
import type { Command } from '../command'
import type { StatementContext, StatementOutcome } from '../engine'
import { failed } from '../failures'
import { matchesPattern } from '../like-pattern'
import { standInNames } from '../query/stand-ins'
import { catalogTypeText, typeOrString } from '../types'
import { readableTable, time } from './describe'
import { schemaName } from './names'
import { table } from './results'
import { tablesOf } from './show'

/** Columns of lists that nobody can fill in the sandbox: shares and who takes part in them. */
const EMPTY_LISTS = {
  shares: ['name', 'comment', ['created_at', 'TIMESTAMP'], 'created_by'],
  recipients: ['name', ['created_at', 'TIMESTAMP'], 'created_by', 'comment', 'authentication_type'],
  providers: ['name', 'comment', 'authentication_type', ['created_at', 'TIMESTAMP'], 'created_by'],
} as const

/** The SHOW statements of clients that read more than names, beside those in `show`. */
export function showMore(command: Command, context: StatementContext, state: WorkspaceState): StatementOutcome | undefined {
  const access = createAccess(state, context.principal)
  switch (command.kind) {
    case 'show-table-extended': {
      const listed = tablesOf(command.name, context, state, access)
      if ('ok' in listed) return listed
      const wanted = matchesPattern(command.like)
      return table(['database', 'tableName', ['isTemporary', 'BOOLEAN'], 'information'], listed.filter(({ name }) => wanted(name)).map((one) => [one.schema, one.name, false, information(one)]))
    }
    case 'show-dropped':
      return table(['catalogName', 'schemaName', 'tableName', 'tableId', 'tableType', ['deletedAt', 'TIMESTAMP'], ['createdAt', 'TIMESTAMP'], ['updatedAt', 'TIMESTAMP'], 'createdBy', 'owner', 'comment'], [])
    case 'show-volumes': {
      const where = schemaName(command.name, context)
      const way = tablesOf(command.name, context, state, access)
      if ('ok' in way) return way
      const names = others('VOLUME', `${where.catalog}.${where.schema}.`).filter(matchesPattern(command.like))
      return table(['database', 'volume_name'], names.map((name) => [where.schema, name]))
    }
    case 'show-functions': {
      const { catalog, schema } = schemaName(command.name, context)
      const own = command.scope === 'SYSTEM' ? [] : others('FUNCTION', `${catalog}.${schema}.`).map((name) => `${catalog}.${schema}.${name}`)
      const system = command.scope === 'USER' ? [] : standInNames
      const wanted = matchesPattern(command.like)
      return table(['function'], [...system, ...own].filter((name) => wanted(name) || wanted(name.split('.').at(-1) ?? '')).map((name) => [name]))
    }
    case 'show-properties': {
      const found = readableTable(command.table, context, state)
      if (!('table' in found)) return found
      const properties = tableProperties(found.table)
      if (command.key === undefined) return table(['key', 'value'], Object.entries(properties))
      const name = `${found.table.catalog}.${found.table.schema}.${found.table.name}`
      return table(['key', 'value'], [[command.key, properties[command.key] ?? `Table ${name} does not have property: ${command.key}`]])
    }
    case 'show-partitions': {
      const found = readableTable(command.table, context, state)
      if (!('table' in found)) return found
      const { catalog, schema, name } = found.table
      return failed('INVALID_PARTITION_OPERATION.PARTITION_SCHEMA_IS_EMPTY', '42601', `The partition command is invalid. Table \`${catalog}\`.\`${schema}\`.\`${name}\` is not partitioned.`)
    }
    case 'show-list': {
      const wanted = matchesPattern(command.like)
      if (command.of === 'connections') return table(['name', 'comment'], others('CONNECTION').filter(wanted).map((name) => [name, null]))
      if (command.of === 'credentials') return table(['name', 'comment'], others('STORAGE_CREDENTIAL').filter(wanted).map((name) => [name, null]))
      return table(EMPTY_LISTS[command.of], [])
    }
    case 'show-users': {
      const wanted = matchesPattern(command.like)
      const users = state.identities.filter((one) => one.kind === 'user' && one.assigned !== false && wanted(one.principal))
      return table(['name'], users.map(({ principal }) => [principal]))
    }
    default:
      return undefined
  }

  function others(type: OtherType, within = ''): string[] {
    return (state.others ?? []).filter((one) => one.type === type && one.name.startsWith(within) && seesOther(state, access, one)).map(({ name }) => name.slice(within.length))
  }
}

/** A Delta table has these even when nobody set any. */
export const tableProperties = (one: Table): Record<string, string> => ({ ...(one.format === 'DELTA' ? { 'delta.minReaderVersion': '1', 'delta.minWriterVersion': '2' } : {}), ...one.properties })

const TREE_TYPES: Record<string, string> = { int: 'integer', bigint: 'long', smallint: 'short', tinyint: 'byte' }

/** The block of lines that dbt and older BI tools take a table's kind, owner and columns from. */
function information(one: Table): string {
  const lines = [
    `Catalog: ${one.catalog}`, `Database: ${one.schema}`, `Table: ${one.name}`, `Owner: ${one.owner}`, `Created Time: ${time(one.createdAt)}`, 'Last Access: UNKNOWN', `Created By: ${one.createdBy}`, `Type: ${one.kind}`,
    ...(one.viewText === undefined ? [`Provider: ${one.format.toLowerCase()}`] : [`View Text: ${one.viewText}`]),
    ...(one.comment === undefined ? [] : [`Comment: ${one.comment}`]),
    'Schema: root',
    ...one.columns.map((column) => {
      const type = catalogTypeText(typeOrString(column.type))
      return ` |-- ${column.name}: ${TREE_TYPES[type] ?? type} (nullable = ${String(column.nullable)})`
    }),
  ]
  return `${lines.join('\n')}\n`
}
