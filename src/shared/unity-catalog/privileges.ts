/** Any spelling (`use_catalog`, `Use Catalog`) to the one of SQL: `USE CATALOG`. */
export const spellPrivilege = (text: string): string => text.trim().replaceAll('_', ' ').replace(/\s+/g, ' ').toUpperCase()

/** The spelling of REST, information_schema and Terraform: `USE_CATALOG`. */
export const underscored = (privilege: string): string => privilege.replaceAll(' ', '_')

/** ALL PRIVILEGES is evaluated when checked, and never includes these (docs: privileges reference). */
const OUTSIDE_ALL: ReadonlySet<string> = new Set(['MANAGE', 'EXTERNAL USE SCHEMA', 'EXTERNAL USE LOCATION'])
export const impliedByAll = (privilege: string): boolean => !OUTSIDE_ALL.has(privilege) && privilege !== 'ALL PRIVILEGES'

/** Privileges that let look or read, and change nothing. */
const READING: ReadonlySet<string> = new Set(['USE CATALOG', 'USE SCHEMA', 'SELECT', 'BROWSE', 'USAGE', 'READ METADATA'])
export const isReading = (privilege: string): boolean => READING.has(privilege)

/** Names of privilege model 0, still stored on metastores that were not upgraded. */
export const isLegacy = (privilege: string): boolean => privilege === 'USAGE' || privilege === 'CREATE' || privilege === 'READ METADATA'
