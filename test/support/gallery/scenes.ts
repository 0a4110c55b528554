import { type FakeBridgeOptions, fakeConnection } from '../fake-bridge'
import { ADMIN, fakeSetup } from '../fake-setup'

const HOUR = 3_600_000
const now = Date.now()
const host = 'adb-4242424242424242.2.azuredatabricks.net'
const httpPath = '/sql/1.0/warehouses/0123456789abcdef'
const verdict = (kind: 'ready' | 'blocked' | 'not-proven', line: string, counts: [number, number, number]) => ({ kind, line, obstacles: counts[0], improvements: counts[1], unproven: counts[2] })

const whole = fakeConnection('whole', { name: 'Retail shop, production', host, httpPath, catalog: 'retail', schema: 'sales' }, {
  token: { lastFour: '9f2c', expiresAt: now + 82 * 24 * HOUR }, validation: 'validated', updatedAt: 6, tables: ['orders', 'customers', 'order_items'],
  lastTest: { runId: 'r1', finishedAt: now - 2 * HOUR, verdict: verdict('ready', 'Ready for CleverTap', [0, 0, 0]) },
})
const withAdmin = { ...whole, profile: { ...whole.profile, id: 'admin' }, tokens: [...whole.tokens, { role: 'admin' as const, keeping: 'run' as const, lastFour: '4ad1' }] }
const wrong = fakeConnection('wrong', { name: 'Retail shop, production', host: 'https://adb4242424242424242.2.azuredatabricks.net/?o=1', port: '8443', httpPath: 'sql/protocolv1/o/4242424242424242/0123-456789-abcdefgh', catalog: 'retail.sales', schema: '' }, { updatedAt: 5 })
const list = [
  whole,
  fakeConnection('blocked', { name: 'Retail shop, staging', host: 'dbc-1a2b3c4d-5e6f.cloud.databricks.com', httpPath, catalog: 'retail_staging', schema: 'customer 360' }, {
    token: { lastFour: '11aa', expiresAt: now + 9 * 24 * HOUR }, validation: 'not-validated', updatedAt: 5, lastTest: { runId: 'r2', finishedAt: now - 26 * HOUR, verdict: verdict('blocked', '2 things stand in the way', [2, 0, 0]) },
  }),
  fakeConnection('stale', { name: 'Loyalty', host, httpPath, catalog: 'loyalty', schema: '' }, { token: { lastFour: '22bb', expiresAt: -1 }, validation: 'stale', updatedAt: 4, lastTest: { runId: 'r3', finishedAt: now - 51 * HOUR, verdict: verdict('ready', 'Ready for CleverTap, 1 thing to improve', [0, 1, 0]) } }),
  fakeConnection('unproven', { name: 'Marketing events with quite a long name for one row', host: '1234567890123456.7.gcp.databricks.com', httpPath, catalog: 'marketing', schema: 'events' }, { token: { lastFour: '33cc' }, validation: 'not-validated', updatedAt: 3, lastTest: { runId: 'r4', finishedAt: now - 3 * HOUR, verdict: verdict('not-proven', 'Not proven: 6 checks could not run', [0, 0, 6]) } }),
  fakeConnection('sandbox', { name: 'Sandbox as clevertap', host: '127.0.0.1', port: '8443', httpPath, catalog: 'retail', schema: 'sales' }, { token: { lastFour: '5a5a' }, sandboxIdentity: 'clevertap', updatedAt: 2 }),
  fakeConnection('draft', { host: 'dbc-1a2b3c4d-5e6f.cloud.databricks.com' }, { updatedAt: 1 }),
]

const offers = [
  { id: 'cfg-prod', label: '~/.databrickscfg [prod]', host, httpPath, hasToken: true },
  { id: 'env', label: 'environment (DATABRICKS_*)', host: 'dbc-1a2b3c4d-5e6f.cloud.databricks.com', hasToken: true },
  { id: 'cfg-oauth', label: '~/.databrickscfg [oauth]', host, hasToken: false, remark: 'Signs in by OAuth in the browser; CleverTap needs a personal access token.' },
]

/** Scenes by name: what the fake application holds. The screen is chosen by the address after #. */
export const SCENES: Record<string, FakeBridgeOptions> = {
  first: {},
  list: { connections: list, report: 'ready' },
  notice: { connections: list, notices: ['The file profiles.json was damaged. It was kept aside as profiles.damaged.json, and an empty one was started.'] },
  blank: { offers },
  durable: { offers, isDurable: true },
  wrong: { connections: [wrong] },
  stopped: { connections: list, isWarehouseStopped: true, report: 'stopped' },
  blocked: { connections: list, report: 'blocked', handoff: 'draft' },
  sandbox: { sandboxRunning: true },
  setup: { setups: [fakeSetup('s', { fields: { host: 'adb-4242424242424242.2.azuredatabricks.net' } }, { signIn: ADMIN })], sandboxRunning: true },
  'setup-list': { setups: [fakeSetup('s', { fields: { host: 'adb-4242424242424242.2.azuredatabricks.net' } }, { unfinished: true, updatedAt: now - HOUR }), fakeSetup('t', { mode: 'script', fields: { catalogName: 'retail', schemaName: 'sales' } }, { updatedAt: now - 26 * HOUR })] },
  'setup-views': {
    setups: [fakeSetup('s', { data: 'views', fields: { host: 'adb-4242424242424242.2.azuredatabricks.net', sourceCatalog: 'retail', sourceSchema: 'sales' }, views: ['table_00001', 'table_00002'].map((table) => ({ name: table, from: { catalog: 'retail', schema: 'sales', table } })) }, { signIn: ADMIN })],
  },
  'setup-locked': { workspace: 'locked-down', setups: [fakeSetup('s', { warehouse: 'existing', fields: { host: 'adb-4242424242424242.2.azuredatabricks.net', catalogName: 'retail', schemaName: 'sales', warehouseId: '0123456789abcdef' } }, { signIn: ADMIN })] },
  'setup-root': { workspace: 'no-root-storage', setups: [fakeSetup('s', { fields: { host: 'adb-4242424242424242.2.azuredatabricks.net' } }, { signIn: ADMIN })] },
  'setup-large': { workspace: 'large', setups: [fakeSetup('s', { tables: Array.from({ length: 10_000 }, (_one, index) => `table_${String(index).padStart(5, '0')}`), fields: { host: 'adb-4242424242424242.2.azuredatabricks.net', catalogName: 'retail', schemaName: 'sales' } }, { signIn: ADMIN })] },
  'setup-fails': { failAt: 4, setups: [fakeSetup('s', { fields: { host: 'adb-4242424242424242.2.azuredatabricks.net' } }, { signIn: ADMIN })] },
  'setup-script': { setups: [fakeSetup('s', { mode: 'script', fields: { catalogName: 'bad name' } })] },
  audit: { connections: list, audit: { world: 'messy', kept: 'two' } },
  'audit-admin': { connections: [withAdmin, ...list], audit: { world: 'messy', kept: 'two', settings: { role: 'admin', sourceRanges: '203.0.113.0/24  # production' } } },
  'audit-new': { connections: list },
  'audit-clean': { connections: list, audit: { world: 'clean', kept: 'two' } },
  'audit-self': { connections: list, audit: { world: 'self', kept: 'two' } },
  'audit-starved-self': { connections: list, audit: { world: 'starved-self', kept: 'two' } },
  'audit-old': { connections: list, audit: { world: 'messy', kept: 'old' } },
  'audit-many': { connections: list, audit: { world: 'many', kept: 'two' } },
  'audit-many-slow': { connections: list, audit: { world: 'many', kept: 'two', finding: 'hangs' } },
  'audit-many-gone': { connections: list, audit: { world: 'many', kept: 'two', finding: 'gone' } },
  'audit-long': { connections: [withAdmin, ...list], audit: { world: 'long', kept: 'two', settings: { role: 'admin' } } },
  'audit-runs': { connections: list, audit: { world: 'messy', hangs: true } },
  'audit-fails': { connections: list, audit: { world: 'messy', fails: true } },
  'audit-stopped': { connections: [withAdmin], audit: { world: 'messy', kept: 'two', failAt: 3, settings: { role: 'admin' } } },
  'audit-unfinished': { connections: [withAdmin], audit: { world: 'messy', kept: 'two', unfinished: true } },
  slow: { delayMs: 60_000 },
}
