import type { StatementContext } from '../engine'
import type { Name, Securable } from '../command'
import { fold } from '../../state/lookup'

export interface FullName {
  catalog: string
  schema: string
  table: string
}

/** Fills in what the session knows: `t` and `s.t` in its catalog and schema. */
export const tableName = (name: Name, context: StatementContext): FullName => ({
  table: fold(name.at(-1) ?? ''),
  schema: fold(name.at(-2) ?? context.schema),
  catalog: fold(name.at(-3) ?? context.catalog),
})

export const schemaName = (name: Name | undefined, context: StatementContext): { catalog: string; schema: string } => ({
  schema: fold(name?.at(-1) ?? context.schema),
  catalog: fold(name?.at(-2) ?? context.catalog),
})

/** The key under which grants on it are stored. */
export function securableKey(on: Securable, context: StatementContext): string {
  if (on.type === 'METASTORE') return ''
  if (on.type === 'CATALOG' || on.type === 'EXTERNAL_LOCATION') return fold(on.name[0] ?? '')
  if (on.type === 'SCHEMA') {
    const { catalog, schema } = schemaName(on.name, context)
    return `${catalog}.${schema}`
  }
  const { catalog, schema, table } = tableName(on.name, context)
  return `${catalog}.${schema}.${table}`
}
