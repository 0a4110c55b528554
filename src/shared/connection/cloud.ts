import type { Cloud } from './connection'

/** DNS zones by suffix, the longer first where one ends in another (source: sdk-go common/environment). */
const ZONES: [suffix: string, cloud: Cloud][] = [
  ['.gcp.databricks.com', 'gcp'],
  ['.azuredatabricks.net', 'azure'],
  ['.databricks.azure.us', 'azure'],
  ['.databricks.azure.cn', 'azure'],
  ['.cloud.databricks.com', 'aws'],
  ['.dev.databricks.com', 'aws'],
  ['.cloud.databricks.us', 'aws'],
  ['.cloud.databricks.mil', 'aws'],
]

/** Which cloud a host belongs to, by its zone. `unknown` also for vanity, private and loopback hosts. */
export function cloudOf(host: string): Cloud {
  const name = host.toLowerCase()
  return ZONES.find(([suffix]) => name.endsWith(suffix))?.[1] ?? 'unknown'
}

/** The zone a host ends in, without its leading dot; also when nothing stands before it. */
export function zoneOf(host: string): string | undefined {
  const name = `.${host.toLowerCase()}`
  return ZONES.find(([suffix]) => name.endsWith(suffix))?.[0].slice(1)
}

export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)

/**
 * The workspace id that a host name carries: the digits after `adb-` on Azure, the first label on GCP.
 * On AWS the `dbc-` label is not the workspace id.
 */
export function workspaceIdIn(host: string): string | undefined {
  return /^adb-(\d+)\.\d+\./.exec(host)?.[1] ?? /^(\d+)\.\d+\.gcp\.databricks\.com$/.exec(host)?.[1]
}

/** Whether the host alone says which workspace is meant; unified and custom hosts need `?o=` on the HTTP path. */
export function namesOneWorkspace(host: string): boolean {
  return workspaceIdIn(host) !== undefined || /^dbc-[0-9a-f]{8}-[0-9a-f]{4}\./.test(host)
}

/** What a page's address needs behind it so that the right workspace opens: `?o=` where the host alone doesn't say which, else nothing. */
export const workspaceQuery = (host: string, workspaceId: string | undefined): string => (!namesOneWorkspace(host) && workspaceId !== undefined ? `?o=${workspaceId}` : '')
