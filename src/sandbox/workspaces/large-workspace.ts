import type { Table, WorkspaceState } from '../state/model'
import { columns } from './columns'
import { ADMIN, catalogOf, ownCatalog, person, robot, schemaOf, warehouseOf, workspaceOf } from './setup-parts'

const WORKSPACE_ID = '5820193746150290'
const IMPORTER = '6a1b0c3d-2e4f-4a5b-8c6d-7e8f90a1b401'
/** 8,000 tables in one schema, for the grids; 2,000 more over forty others. */
const BIG = { schema: 'warehouse', tables: 8000 }
const SMALL = { schemas: 40, tables: 50 }
const number = (value: number, digits: number): string => String(value).padStart(digits, '0')

/** 10,000 tables. They share their columns: a row is made when somebody asks for one. */
export function largeWorkspace(now: number): WorkspaceState {
  const own = ownCatalog(WORKSPACE_ID, ADMIN, now)
  const createdAt = now - 200 * 86_400_000
  const shape = columns('id bigint!, name string, amount decimal(12,2), updated_at timestamp')
  const table = (schema: string, name: string): Table => ({ catalog: 'lake', schema, name, kind: 'MANAGED', format: 'DELTA', owner: ADMIN, columns: shape, rowCount: 20, createdAt, createdBy: ADMIN })
  const range = (count: number): number[] => Array.from({ length: count }, (_unused, index) => index + 1)
  const departments = range(SMALL.schemas).map((index) => `department_${number(index, 2)}`)
  const admin = person(0, 'admin', ADMIN, 'Ada Admin', { workspaceAdmin: true, entitlements: ['workspace-access', 'databricks-sql-access', 'allow-cluster-create'] })
  const importer = robot(1, 'clevertap', IMPORTER, 'CleverTap importer', { entitlements: ['databricks-sql-access'] })
  return workspaceOf({
    name: 'large', title: '10,000 tables', workspaceId: WORKSPACE_ID, people: [admin, importer],
    catalogs: [own.catalog, catalogOf('lake', ADMIN, now)],
    schemas: [schemaOf('workspace', 'default', ADMIN, createdAt), ...['default', BIG.schema, ...departments].map((name) => schemaOf('lake', name, ADMIN, createdAt))],
    tables: [
      ...range(BIG.tables).map((index) => table(BIG.schema, `table_${number(index, 5)}`)),
      ...departments.flatMap((schema) => range(SMALL.tables).map((index) => table(schema, `table_${number(index, 3)}`))),
    ],
    grants: [
      ...own.grants,
      ...[['CATALOG', 'lake', 'USE CATALOG'], ['SCHEMA', 'lake.department_01', 'USE SCHEMA'], ['SCHEMA', 'lake.department_01', 'SELECT']].map(([type, securable, privilege]) => ({ principal: IMPORTER, privilege: privilege ?? '', type: type === 'CATALOG' ? ('CATALOG' as const) : ('SCHEMA' as const), securable: securable ?? '', grantor: ADMIN })),
    ],
    warehouses: [
      warehouseOf('2b3c4d5e6f7a8e01', 'Lake warehouse', ADMIN, {
        permissions: [{ principal: ADMIN, kind: 'user', level: 'IS_OWNER' }, { principal: 'admins', kind: 'group', level: 'CAN_MANAGE' }, { principal: IMPORTER, kind: 'service-principal', level: 'CAN_USE' }],
      }),
    ],
    suggested: { catalog: 'lake', schema: 'department_01' },
    more: { settings: { warehouseStartMs: 1500, principalDelayMs: 2000 } },
  })
}
