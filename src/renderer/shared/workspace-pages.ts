import { cloudOf, workspaceQuery } from '#shared/connection/cloud'
import { readHost } from '#shared/connection/read-host'
import { readHttpPath } from '#shared/connection/read-http-path'

/** What a connection's form holds, as typed. */
export interface WorkspacePlace {
  host: string
  port?: string
  httpPath?: string
  catalog?: string
  schema?: string
}

/** Addresses of the pages of a workspace's own interface that belong to a connection. */
export interface WorkspacePages {
  warehouse?: string
  data?: string
  tokens?: string
  servicePrincipals?: string
}

/** Empty where the host is not one of Databricks' own, as that of the sandbox or of a gateway: nothing is known of pages there. */
export function workspacePages(place: WorkspacePlace): WorkspacePages {
  const { host, workspaceId } = readHost(place.host)
  if (host === undefined || cloudOf(host) === 'unknown' || !['', '443'].includes((place.port ?? '').trim())) return {}
  const path = readHttpPath(place.httpPath ?? '')
  const query = workspaceQuery(host, path.workspaceId ?? workspaceId)
  const page = (...parts: string[]) => `https://${host}/${parts.map(encodeURIComponent).join('/')}${query}`
  const catalog = place.catalog?.trim() ?? ''
  const schema = place.schema?.trim() ?? ''
  return {
    ...(path.warehouseId === undefined ? {} : { warehouse: page('sql', 'warehouses', path.warehouseId) }),
    data: page('explore', 'data', ...(catalog === '' ? [] : schema === '' ? [catalog] : [catalog, schema])),
    tokens: page('settings', 'user', 'developer', 'access-tokens'),
    servicePrincipals: page('settings', 'workspace', 'identity-and-access', 'service-principals'),
  }
}
