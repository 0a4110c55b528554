import type { AuditWorkspace, OpenAuditWorkspace } from '../../src/main/core/ports/audit-workspace'
import { success } from '../../src/shared/result'
import { PRINCIPAL, REFUSALS, refused } from './fakes-workspace'

const answer = <T>(value: T) => async () => success(value)
const forbidden = refused(REFUSALS.forbidden)

/** The REST side of an audit: who signs in is known, all else is refused; every method can be replaced. */
export function fakeAuditWorkspace(changes: Partial<AuditWorkspace> = {}): OpenAuditWorkspace {
  const workspace: AuditWorkspace = {
    me: answer({ userName: PRINCIPAL, displayName: 'CleverTap importer', kind: 'service-principal' as const, active: true, groups: [], entitlements: ['databricks-sql-access'], workspaceId: '1' }),
    principal: forbidden, servicePrincipalsCalled: forbidden, groups: forbidden, group: forbidden, metastore: forbidden, catalog: forbidden, bindings: forbidden, warehouses: forbidden,
    warehousePermissions: forbidden, managedTokens: forbidden, ownTokens: forbidden, oauthSecrets: forbidden, workspaceConf: forbidden, ipAccessLists: forbidden, catalogs: forbidden,
    schemas: forbidden, tables: forbidden, table: forbidden, permissions: forbidden,
    ...changes,
  }
  return () => workspace
}
