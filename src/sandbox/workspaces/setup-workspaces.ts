import type { Grant, Group, WorkspaceState } from '../state/model'
import { ADMIN, SYSTEM, catalogOf, ownCatalog, person, robot, samplesCatalog, schemaOf, shopTables, warehouseOf, workspaceOf } from './setup-parts'

const admin = person(0, 'admin', ADMIN, 'Ada Admin', { workspaceAdmin: true, entitlements: ['workspace-access', 'databricks-sql-access', 'allow-cluster-create'] })
/** Serverless is up in a moment, and a new service principal is known to Unity Catalog a little later than to the workspace. */
const SETTINGS = { warehouseStartMs: 1500, principalDelayMs: 2000 }
const IDS = { empty: '5820193746150284', noRoot: '5820193746150285', noAdmin: '5820193746150286', locked: '5820193746150287', azure: '5820193746150288' }

/** An admin, and what every new workspace comes with: no warehouse, the workspace's own catalog, Databricks' samples. */
export function emptyWorkspace(now: number): WorkspaceState {
  const own = ownCatalog(IDS.empty, ADMIN, now)
  const samples = samplesCatalog(now)
  return workspaceOf({
    name: 'empty', title: 'Empty workspace', workspaceId: IDS.empty, people: [{ ...admin }],
    catalogs: [own.catalog, samples.catalog], schemas: [schemaOf('workspace', 'default', ADMIN, now - 365 * 86_400_000), ...samples.schemas], tables: samples.tables,
    grants: [...own.grants, ...samples.grants], more: { settings: { ...SETTINGS } },
  })
}

/** The metastore has no storage of its own: a new catalog needs a managed location, for which there are external locations. */
export function noRootStorageWorkspace(now: number): WorkspaceState {
  const own = ownCatalog(IDS.noRoot, ADMIN, now)
  const location = (name: string, owner: string) => ({ name, url: `s3://shop-lake/${name}`, owner, credential: 'shop-lake-role', createdAt: now, createdBy: owner })
  const colleague = person(1, 'colleague', 'leo@shop.example', 'Leo Lake')
  return workspaceOf({
    name: 'no-root-storage', title: 'Metastore without storage', workspaceId: IDS.noRoot, storageRoot: null, people: [{ ...admin }, colleague],
    catalogs: [{ ...own.catalog, storageRoot: 's3://shop-lake/workspace' }], grants: own.grants,
    more: { settings: { ...SETTINGS }, externalLocations: [location('clevertap', ADMIN), location('finance', colleague.principal)] },
  })
}

/**
 * As after automatic enablement of Unity Catalog: nobody is metastore admin; the workspace's admins hold CREATE CATALOG
 * through a group of the account that has no members to be seen.
 */
export function noMetastoreAdminWorkspace(now: number): WorkspaceState {
  const admins: Group = { id: '910100000000003', name: `_workspace_admins_shop_${IDS.noAdmin}`, level: 'account', visibleInWorkspace: false, members: [ADMIN] }
  const own = ownCatalog(IDS.noAdmin, admins.name, now)
  const create: Grant[] = ['CREATE CATALOG', 'CREATE EXTERNAL LOCATION', 'CREATE STORAGE CREDENTIAL', 'CREATE SERVICE CREDENTIAL', 'CREATE CONNECTION'].map((privilege) => ({ principal: admins.name, privilege, type: 'METASTORE', securable: '', grantor: SYSTEM }))
  return workspaceOf({
    name: 'no-metastore-admin', title: 'No metastore admin', workspaceId: IDS.noAdmin, metastoreOwner: SYSTEM, people: [{ ...admin }, person(1, 'person', 'maria@shop.example', 'Maria Marketing')], groups: [admins],
    catalogs: [own.catalog], grants: [...own.grants, ...create], warehouses: [warehouseOf('2b3c4d5e6f7a8b01', 'Serverless Starter Warehouse', ADMIN, { life: 'STOPPED' })], more: { settings: { ...SETTINGS } },
  })
}

/**
 * `user` may do little: no admin, a warehouse but not its permissions, a look into the catalog that others own. Personal
 * access tokens are switched off, so that everybody signs in with OAuth.
 */
export function lockedDownWorkspace(now: number): WorkspaceState {
  const [metastoreAdmin, catalogOwner, schemaOwner, warehouseOwner] = [
    person(1, 'metastore-admin', 'mia@shop.example', 'Mia Metastore'), person(2, 'catalog-owner', 'carl@shop.example', 'Carl Catalog'),
    person(3, 'schema-owner', 'sam@shop.example', 'Sam Schema'), person(4, 'warehouse-owner', 'wanda@shop.example', 'Wanda Warehouse'),
  ]
  const user = person(5, 'user', 'uma@shop.example', 'Uma User')
  const importer = robot(6, 'importer', '6a1b0c3d-2e4f-4a5b-8c6d-7e8f90a1b201', 'CleverTap importer')
  const own = ownCatalog(IDS.locked, ADMIN, now)
  const created = now - 90 * 86_400_000
  const grant = (principal: string, type: Grant['type'], securable: string, ...privileges: string[]): Grant[] => privileges.map((privilege) => ({ principal, privilege, type, securable, grantor: catalogOwner.principal }))
  return workspaceOf({
    name: 'locked-down', title: 'Locked-down workspace', workspaceId: IDS.locked, metastoreOwner: metastoreAdmin.principal,
    people: [{ ...admin }, metastoreAdmin, catalogOwner, schemaOwner, warehouseOwner, user, importer],
    catalogs: [own.catalog, catalogOf('shop', catalogOwner.principal, now, { comment: 'The shop, for all departments.' })],
    schemas: [schemaOf('workspace', 'default', ADMIN, created), schemaOf('shop', 'default', catalogOwner.principal, created), schemaOf('shop', 'sales', schemaOwner.principal, created)],
    tables: shopTables('shop', 'sales', schemaOwner.principal, now),
    grants: [...own.grants, ...grant(user.principal, 'CATALOG', 'shop', 'USE CATALOG', 'BROWSE'), ...grant(user.principal, 'SCHEMA', 'shop.sales', 'USE SCHEMA', 'SELECT')],
    warehouses: [
      warehouseOf('2b3c4d5e6f7a8c01', 'Shared warehouse', warehouseOwner.principal, {
        permissions: [{ principal: warehouseOwner.principal, kind: 'user', level: 'IS_OWNER' }, { principal: 'admins', kind: 'group', level: 'CAN_MANAGE' }, ...[user, catalogOwner, schemaOwner, metastoreAdmin].map((one) => ({ principal: one.principal, kind: 'user' as const, level: 'CAN_USE' as const }))],
      }),
    ],
    suggested: { catalog: 'shop', schema: 'sales' },
    more: { settings: { ...SETTINGS, tokensEnabled: false, serverless: false } },
  })
}

/** On Azure: tokens on behalf of a service principal are refused; one of the two service principals lives in Microsoft Entra ID. */
export function azureWorkspace(now: number): WorkspaceState {
  const own = ownCatalog(IDS.azure, ADMIN, now)
  const created = now - 90 * 86_400_000
  return workspaceOf({
    name: 'azure', title: 'Azure workspace', workspaceId: IDS.azure, cloud: 'azure',
    people: [{ ...admin }, robot(1, 'databricks-managed', '6a1b0c3d-2e4f-4a5b-8c6d-7e8f90a1b301', 'Reporting (Databricks-managed)'), robot(2, 'entra-managed', '6a1b0c3d-2e4f-4a5b-8c6d-7e8f90a1b302', 'Importer (Entra-managed)', { entraManaged: true })],
    catalogs: [own.catalog, catalogOf('shop', ADMIN, now)],
    schemas: [schemaOf('workspace', 'default', ADMIN, created), schemaOf('shop', 'default', ADMIN, created), schemaOf('shop', 'sales', ADMIN, created)],
    tables: shopTables('shop', 'sales', ADMIN, now), grants: own.grants,
    warehouses: [warehouseOf('2b3c4d5e6f7a8d01', 'Serverless Starter Warehouse', ADMIN)],
    suggested: { catalog: 'shop', schema: 'sales' },
    more: { settings: { ...SETTINGS } },
  })
}
