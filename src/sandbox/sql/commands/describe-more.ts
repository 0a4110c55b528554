import { tableKey } from '../../state/lookup'
import type { Table, WorkspaceState } from '../../state/model'
import type { Command } from '../command'
import type { StatementContext, StatementOutcome } from '../engine'
import { failed } from '../failures'
import { versionsOf } from '../table-versions'
import { catalogTypeText, typeOrString, type SqlType } from '../types'
import { readableTable } from './describe'
import { table } from './results'
import { tableProperties } from './show-more'

/** DESCRIBE of a column, and the forms that programs read: AS JSON, DETAIL, HISTORY. */
export function describeMore(command: Command, context: StatementContext, state: WorkspaceState): StatementOutcome | undefined {
  switch (command.kind) {
    case 'describe-column': {
      const found = readableTable(command.table, context, state)
      if (!('table' in found)) return found
      const column = found.table.columns.find(({ name }) => name.toLowerCase() === command.column.toLowerCase())
      if (!column) return failed('UNRESOLVED_COLUMN.WITH_SUGGESTION', '42703', `A column, variable, or function parameter with name \`${command.column}\` cannot be resolved. Did you mean one of the following? [${found.table.columns.slice(0, 5).map(({ name }) => `\`${name}\``).join(', ')}].`)
      return table(['info_name', 'info_value'], [['col_name', column.name], ['data_type', catalogTypeText(typeOrString(column.type))], ['comment', column.comment ?? 'NULL']])
    }
    case 'describe-json': {
      const found = readableTable(command.table, context, state)
      return 'table' in found ? table(['json_metadata'], [[JSON.stringify(metadata(found.table))]]) : found
    }
    case 'describe-detail': {
      const found = deltaTable(command, context, state)
      if (!('table' in found)) return found
      const { table: one } = found
      return table(
        ['format', 'id', 'name', 'description', 'location', ['createdAt', 'TIMESTAMP'], ['lastModified', 'TIMESTAMP'], ['partitionColumns', 'ARRAY<STRING>'], ['clusteringColumns', 'ARRAY<STRING>'], ['numFiles', 'BIGINT'], ['sizeInBytes', 'BIGINT'], ['properties', 'MAP<STRING, STRING>'], ['minReaderVersion', 'INT'], ['minWriterVersion', 'INT'], ['tableFeatures', 'ARRAY<STRING>']],
        [[one.format.toLowerCase(), null, tableKey(one), one.comment ?? null, null, stamp(one.createdAt), stamp(versionsOf(one).at(-1)?.at ?? one.createdAt), [], [], null, null, one.properties ?? {}, 1, 2, ['appendOnly', 'invariants']]],
      )
    }
    case 'describe-history': {
      const found = deltaTable(command, context, state)
      if (!('table' in found)) return found
      const { table: one } = found
      return table(
        [['version', 'BIGINT'], ['timestamp', 'TIMESTAMP'], 'userId', 'userName', 'operation', ['operationParameters', 'MAP<STRING, STRING>'], 'clusterId', ['readVersion', 'BIGINT'], 'isolationLevel', ['isBlindAppend', 'BOOLEAN'], 'userMetadata', 'engineInfo'],
        versionsOf(one)
          .map(({ at, by, operation }, version) => [BigInt(version), stamp(at), null, by, operation, {}, null, version === 0 ? null : BigInt(version - 1), 'WriteSerializable', version === 0, null, null])
          .reverse()
          .slice(0, command.limit),
      )
    }
    default:
      return undefined
  }
}

const stamp = (at: number): string => new Date(at).toISOString()

function deltaTable(command: Extract<Command, { kind: 'describe-detail' | 'describe-history' }>, context: StatementContext, state: WorkspaceState): ReturnType<typeof readableTable> {
  const found = readableTable(command.table, context, state)
  if (!('table' in found) || found.table.kind !== 'VIEW') return found
  const what = command.kind === 'describe-detail' ? 'DESCRIBE DETAIL' : 'DESCRIBE HISTORY'
  return failed('EXPECT_TABLE_NOT_VIEW.NO_ALTERNATIVE', '42809', `'${what}' expects a table but \`${found.table.catalog}\`.\`${found.table.schema}\`.\`${found.table.name}\` is a view.`)
}

const metadata = (one: Table): Record<string, unknown> => ({
  table_name: one.name,
  catalog_name: one.catalog,
  namespace: [one.schema],
  schema_name: one.schema,
  columns: one.columns.map((column) => ({ name: column.name, type: jsonType(typeOrString(column.type)), nullable: column.nullable, ...(column.comment === undefined ? {} : { comment: column.comment }) })),
  owner: one.owner,
  created_time: stamp(one.createdAt).replace(/\.\d+/, ''),
  last_access: 'UNKNOWN',
  created_by: one.createdBy,
  type: one.kind,
  ...(one.comment === undefined ? {} : { comment: one.comment }),
  ...(one.viewText === undefined ? { provider: one.format.toLowerCase() } : { view_text: one.viewText, view_original_text: one.viewText }),
  table_properties: tableProperties(one),
})

function jsonType(type: SqlType): Record<string, unknown> {
  switch (type.kind) {
    case 'decimal':
      return { name: 'decimal', precision: type.precision, scale: type.scale }
    case 'array':
      return { name: 'array', element_type: jsonType(type.element), element_nullable: true }
    case 'map':
      return { name: 'map', key_type: jsonType(type.key), value_type: jsonType(type.value), value_nullable: true }
    case 'struct':
      return { name: 'struct', fields: type.fields.map((field) => ({ name: field.name, type: jsonType(field.type), nullable: true })) }
    case 'simple':
      return { name: type.name, ...(type.name === 'string' ? { collation: 'UTF8_BINARY' } : {}) }
  }
}
