import type { SecurableType, Table } from '../state/model'

/**
 * What can be granted on which securable, spelled as in SQL. From Databricks' "Unity Catalog privileges reference";
 * a catalog and a schema also take what their children inherit.
 */
const ON_TABLE = ['APPLY TAG', 'MANAGE', 'MODIFY', 'SELECT']
const FOR_CHILDREN = [
  'SELECT', 'MODIFY', 'EXECUTE', 'REFRESH', 'READ VOLUME', 'WRITE VOLUME', 'CREATE TABLE', 'CREATE VOLUME',
  'CREATE FUNCTION', 'CREATE MODEL', 'CREATE MATERIALIZED VIEW',
]
const APPLICABLE: Record<SecurableType, ReadonlySet<string>> = {
  METASTORE: new Set([
    'CREATE CATALOG', 'CREATE CLEAN ROOM', 'CREATE CONNECTION', 'CREATE EXTERNAL LOCATION', 'CREATE EXTERNAL METADATA',
    'CREATE PROVIDER', 'CREATE RECIPIENT', 'CREATE SHARE', 'CREATE SERVICE CREDENTIAL', 'CREATE STORAGE CREDENTIAL',
    'MANAGE ALLOWLIST', 'SET SHARE PERMISSION', 'USE MARKETPLACE ASSETS', 'USE PROVIDER', 'USE RECIPIENT', 'USE SHARE',
  ]),
  CATALOG: new Set(['ALL PRIVILEGES', 'APPLY TAG', 'BROWSE', 'CREATE SCHEMA', 'USE CATALOG', 'MANAGE', 'USE SCHEMA', 'EXTERNAL USE SCHEMA', ...FOR_CHILDREN]),
  SCHEMA: new Set(['ALL PRIVILEGES', 'APPLY TAG', 'USE SCHEMA', 'EXTERNAL USE SCHEMA', 'MANAGE', ...FOR_CHILDREN]),
  TABLE: new Set(['ALL PRIVILEGES', ...ON_TABLE]),
  EXTERNAL_LOCATION: new Set(['ALL PRIVILEGES', 'BROWSE', 'CREATE EXTERNAL TABLE', 'CREATE EXTERNAL VOLUME', 'CREATE FOREIGN SECURABLE', 'CREATE MANAGED STORAGE', 'EXTERNAL USE LOCATION', 'MANAGE', 'READ FILES', 'WRITE FILES']),
}
const KNOWN = new Set(Object.values(APPLICABLE).flatMap((privileges) => [...privileges]))

/** `ALL PRIVILEGES` is evaluated when checked and never includes these. */
const OUTSIDE_ALL = new Set(['MANAGE', 'EXTERNAL USE SCHEMA', 'EXTERNAL USE LOCATION'])

export const impliedByAll = (privilege: string): boolean => !OUTSIDE_ALL.has(privilege)

/** Words as written (`use_catalog`, `Use Catalog`) to the SQL spelling. */
export const spellPrivilege = (text: string): string => text.trim().replaceAll('_', ' ').replace(/\s+/g, ' ').toUpperCase()

/** REST and information_schema spell privileges with underscores. */
export const underscored = (privilege: string): string => privilege.replaceAll(' ', '_')

export const isKnownPrivilege = (privilege: string): boolean => KNOWN.has(privilege)

/** The spellings of privilege model 0 that Databricks still takes: `USAGE` and `CREATE` stand for the newer ones. */
export function currentSpelling(privilege: string, type: SecurableType): string[] {
  if (privilege === 'USAGE') return type === 'CATALOG' ? ['USE CATALOG'] : type === 'SCHEMA' ? ['USE SCHEMA'] : ['USAGE']
  if (privilege === 'CREATE') {
    if (type === 'CATALOG') return ['CREATE SCHEMA']
    if (type === 'SCHEMA') return ['CREATE TABLE', 'CREATE FUNCTION', 'CREATE VOLUME', 'CREATE MATERIALIZED VIEW']
  }
  if (privilege === 'READ METADATA') return ['BROWSE']
  return [privilege]
}

/** Whether the privilege means anything on this securable; `kind` narrows a table to what it really is. */
export function isApplicable(privilege: string, type: SecurableType, kind?: Table['kind']): boolean {
  if (type === 'TABLE' && kind === 'MATERIALIZED_VIEW' && privilege === 'REFRESH') return true
  if (type === 'TABLE' && (kind === 'VIEW' || kind === 'MATERIALIZED_VIEW' || kind === 'FOREIGN') && privilege === 'MODIFY') return false
  return APPLICABLE[type].has(privilege)
}
