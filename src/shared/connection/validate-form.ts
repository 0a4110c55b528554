import { isLoopback } from './cloud'
import type { ConnectionDetails, ConnectionForm, FieldIssue } from './connection'
import { issuesOf } from './field-reading'
import { readConnectionName, readObjectName } from './read-name'
import { readHost } from './read-host'
import { readHttpPath } from './read-http-path'
import { readPort } from './read-port'

export interface FormReading {
  /** Present when no field but the token has an error: the token is no part of the details. */
  details?: ConnectionDetails
  /** In the order of CleverTap's form. */
  issues: FieldIssue[]
}

/** Reads the whole form. `takenNames`: the names of the other connections. */
export function validateForm(
  form: ConnectionForm,
  { tokenPresent, takenNames }: { tokenPresent: boolean; takenNames: readonly string[] },
): FormReading {
  const name = readConnectionName(form.name, takenNames)
  const host = readHost(form.host)
  // The sandbox and tunnels answer on any port of this computer: only elsewhere is another port worth a word.
  const port = readPort(form.port, { anyPortIsUsual: host.host !== undefined && isLoopback(host.host) })
  const path = readHttpPath(form.httpPath)
  const catalog = readObjectName('catalog', form.catalog)
  const schema = readObjectName('schema', form.schema)
  const ofSchema = issuesOf('schema')
  if (catalog.schemaFromCatalog !== undefined && form.schema.trim() === '') {
    ofSchema.info('in-catalog', 'The schema stands in Catalog.', undefined, catalog.schemaFromCatalog)
  } else if (form.schema.trim() === '') {
    ofSchema.warn('empty', "Without a schema every visible schema is tested, and least privilege can't be judged.")
  }
  const ofPort = issuesOf('port')
  if (host.port !== undefined && port.port !== undefined && host.port !== port.port) {
    ofPort.warn('two-ports', 'Another port stands with the host.', undefined, String(host.port))
  }
  const ofPath = issuesOf('httpPath')
  if (host.workspaceId !== undefined && path.workspaceId !== undefined && host.workspaceId !== path.workspaceId) {
    ofPath.warn('two-workspaces', 'The number after ?o= is not the workspace that the host names.')
  }
  const ofToken = issuesOf('token')
  if (!tokenPresent) ofToken.error('required', 'Enter a personal access token of the identity that CleverTap will use.')

  const together = [name, host, port, ofPort, path, ofPath, ofToken, catalog, schema, ofSchema].flatMap(({ issues }) => issues)
  const sound = !together.some((issue) => issue.severity === 'error' && issue.field !== 'token')
  if (!sound || name.name === undefined || host.host === undefined || port.port === undefined) return { issues: together }
  if (path.httpPath === undefined || path.warehouseId === undefined || catalog.name === undefined) return { issues: together }
  return {
    details: {
      name: name.name,
      host: host.host,
      port: port.port,
      httpPath: path.httpPath,
      warehouseId: path.warehouseId,
      workspaceId: path.workspaceId ?? host.workspaceId,
      catalog: catalog.name,
      schema: schema.name,
    },
    issues: together,
  }
}
