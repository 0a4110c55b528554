import { underscored } from '../unity-catalog/privileges'

/** One word for a POSIX shell: in single quotes, where only the quote itself ends them. */
export const shellWord = (text: string): string => (/^[A-Za-z0-9_./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)

/** Securable types as REST spells them; views count as tables, models as functions. */
export const restType = (type: string): string => type.toLowerCase().replaceAll(' ', '_').replace('service_credential', 'credential')

/** The same change for the Databricks CLI (`databricks grants update`). The metastore is named by its id. */
export function grantsUpdate(type: string, fullName: string, principal: string, change: { add?: readonly string[]; remove?: readonly string[] }): string {
  const body = { changes: [{ principal, ...(change.add ? { add: change.add.map(underscored) } : {}), ...(change.remove ? { remove: change.remove.map(underscored) } : {}) }] }
  return `databricks grants update ${restType(type)} ${shellWord(fullName)} --json ${shellWord(JSON.stringify(body))}`
}

export type AclKey = 'user_name' | 'group_name' | 'service_principal_name'
export const aclKey = (kind: 'user' | 'service-principal' | 'group' | 'unknown'): AclKey => (kind === 'user' ? 'user_name' : kind === 'group' ? 'group_name' : 'service_principal_name')

/** Adds one entry to a warehouse's list; unlike `set-permissions` it removes nobody. */
export function warehousePermission(warehouse: string, principal: string, kind: 'user' | 'service-principal' | 'group' | 'unknown', level: string): string {
  return `databricks warehouses update-permissions ${shellWord(warehouse)} --json ${shellWord(JSON.stringify({ access_control_list: [{ [aclKey(kind)]: principal, permission_level: level }] }))}`
}
