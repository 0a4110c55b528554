import type { CatalogInfo, SchemaInfo, TableInfo, WarehouseInfo } from '../../src/shared/discovery/discovery'

/** What a believable workspace lists. */
export const warehouses: WarehouseInfo[] = [
  { id: '0123456789abcdef', name: 'clevertap_import', state: 'RUNNING', size: '2X-Small', type: 'serverless', httpPath: '/sql/1.0/warehouses/0123456789abcdef', right: 'CAN_USE' },
  { id: '1123456789abcdef', name: 'Serverless Starter Warehouse', state: 'STOPPED', size: 'Small', type: 'serverless', httpPath: '/sql/1.0/warehouses/1123456789abcdef', right: 'CAN_USE' },
  { id: '2123456789abcdef', name: 'finance reporting (classic)', state: 'STARTING', size: 'Medium', type: 'classic', httpPath: '/sql/1.0/warehouses/2123456789abcdef', right: 'CAN_MONITOR' },
  { id: '3123456789abcdef', name: 'dashboards', state: 'RUNNING', size: 'X-Large', type: 'pro', httpPath: '/sql/1.0/warehouses/3123456789abcdef' },
  { id: '4123456789abcdef', name: 'old-etl', state: 'DELETING', size: 'Large', type: 'pro', httpPath: '/sql/1.0/warehouses/4123456789abcdef', right: 'CAN_VIEW' },
]

export const catalogs: CatalogInfo[] = [
  { name: 'retail', owner: 'data-platform', browseOnly: false, comment: 'Shop data, cleaned' },
  { name: 'retail-raw', owner: 'data-platform', browseOnly: false, comment: 'Landing zone' },
  { name: 'finance', owner: 'finance-admins', browseOnly: true },
  { name: 'samples', owner: 'System user', browseOnly: false },
  { name: 'system', owner: 'System user', browseOnly: true },
]

export const schemas: SchemaInfo[] = ['sales', 'marketing', 'customer 360', 'inventory', 'information_schema'].map((name, index) => ({ name, owner: index % 2 ? 'ada@example.com' : 'data-platform', browseOnly: name === 'inventory' }))

const stems = ['orders', 'order_items', 'customers', 'products', 'stores', 'returns', 'loyalty cards', 'daily-totals', 'web_sessions', 'campaigns']
export const tables: TableInfo[] = Array.from({ length: 240 }, (_, index) => {
  const stem = stems[index % stems.length] ?? 'orders'
  return { name: index < stems.length ? stem : `${stem}_${2000 + Math.floor(index / stems.length)}`, type: index % 7 === 3 ? 'VIEW' : 'MANAGED', format: index % 7 === 3 ? undefined : 'DELTA', owner: 'data-platform', browseOnly: index % 23 === 5 }
})

export const identities = [
  { name: 'clevertap', title: 'CleverTap, set up correctly', expect: 'Every stage passes: Ready for CleverTap.' },
  { name: 'no-select', title: 'USE, but no SELECT', expect: 'Sees catalog and schema; every read is refused.' },
  { name: 'no-schema', title: 'No USE SCHEMA', expect: 'Stops at the schema.' },
  { name: 'too-much', title: 'Far too many rights', expect: 'Passes, with warnings about what it could do.' },
  { name: 'expired', title: 'An expired token', expect: 'Stops at sign-in within two seconds.' },
  { name: 'sql-only', title: 'A token with scope sql alone', expect: 'Passes: what REST may not check, SQL proves.' },
]
