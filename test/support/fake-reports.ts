import { type StageResult, type TestReport, type TableRead } from '../../src/shared/connection-test/report'
import type { Diagnosis } from '../../src/shared/diagnosis/diagnosis'
import type { PermissionCheck, PermissionReport } from '../../src/shared/discovery/discovery'
import type { HandoffDocument, HandoffPreview } from '../../src/shared/handoff/handoff'

/** Sample answers for the gallery and for screen tests: invented names, no secrets. */
const PRINCIPAL = '6f1c2d3e-4b5a-4c6d-8e7f-901a2b3c4d5e'
const HOST = 'adb-4242424242424242.2.azuredatabricks.net'
const HTTP_PATH = '/sql/1.0/warehouses/0123456789abcdef'

const stage = (id: StageResult['id'], durationMs: number, summary: string, evidence: [string, string][] = [], more: Partial<StageResult> = {}): StageResult => ({
  id, state: 'passed', startedAt: 0, durationMs, summary, evidence: evidence.map(([label, value]) => ({ label, value })), improvements: [], ...more,
})

const tokenExpiry: Diagnosis = {
  category: 'other', confidence: 'high', title: 'The token expires in 12 days', causes: ['It was made with a lifetime of 90 days on 2026-09-06.'],
  fixes: [{ text: 'Make a new token before 2026-12-05 and enter it here and in CleverTap.', action: 'edit-token', link: { label: 'Access tokens', href: `https://${HOST}/settings/user/developer/access-tokens` } }],
}

export const schemaDenied: Diagnosis = {
  category: 'schema_no_use', confidence: 'high', title: 'The identity may not use schema retail.sales',
  causes: ['USE SCHEMA on `retail`.`sales` was never granted to this identity or to a group it belongs to.', 'It was granted on another schema, or revoked.'],
  fixes: [
    { text: 'Let the owner of the schema run this statement.', statement: { language: 'sql', text: `GRANT USE SCHEMA, SELECT ON SCHEMA \`retail\`.\`sales\` TO \`${PRINCIPAL}\`;` } },
    { text: 'Or choose a schema the identity may use.', action: 'choose-schema' },
    { text: 'Then test again from this stage.', action: 'retry' },
    { text: 'You can’t grant it yourself? Ask the owner.', ask: { whom: 'the owner of schema retail.sales', message: `Please run: GRANT USE SCHEMA, SELECT ON SCHEMA \`retail\`.\`sales\` TO \`${PRINCIPAL}\`;` } },
  ],
  evidence: { stage: 'schema', sqlState: '42501', errorCode: 'INSUFFICIENT_PERMISSIONS', message: "[INSUFFICIENT_PERMISSIONS] Insufficient privileges:\nUser does not have USE SCHEMA on Schema 'retail.sales'. SQLSTATE: 42501", requestId: '01ef-7a' },
}

const warehouseStopped: Diagnosis = {
  category: 'warehouse_stopped', confidence: 'high', title: 'The SQL warehouse is stopped', causes: ['It stopped by itself after 10 minutes without a query.'],
  fixes: [{ text: 'Start it and go on from here.', action: 'start-warehouse' }, { text: 'Or choose a running warehouse.', action: 'choose-warehouse' }],
}

const selectDenied: Diagnosis = {
  category: 'table_no_select', confidence: 'high', title: 'SELECT on retail.sales.loyalty_cards is missing', causes: ['SELECT was granted on single tables, and this one is not among them.'],
  fixes: [{ text: 'Grant it on the schema; it then covers later tables too.', statement: { language: 'sql', text: `GRANT SELECT ON SCHEMA \`retail\`.\`sales\` TO \`${PRINCIPAL}\`;` } }],
}

const earlyStages: StageResult[] = [
  stage('form', 1, 'All fields are complete.'),
  stage('dns', 14, `${HOST} resolves to 3 addresses.`, [['Addresses', '203.0.113.4, 203.0.113.5, 203.0.113.6'], ['Kind', 'public']]),
  stage('tcp', 31, 'Port 443 answers.', [['Address', '203.0.113.4:443']]),
  stage('tls', 58, 'The certificate is valid for this host.', [['Protocol', 'TLSv1.3'], ['Issuer', 'DigiCert TLS RSA'], ['Valid until', '2027-04-30']]),
  stage('sign-in', 212, 'Signed in as service principal clevertap-import.', [['Principal', PRINCIPAL], ['Workspace id', '4242424242424242']], { improvements: [tokenExpiry] }),
  stage('warehouse', 143, 'Warehouse “Shared BI” is there and may be used.', [['Id', '0123456789abcdef'], ['Type', 'Serverless'], ['Size', '2X-Small'], ['Your right', 'CAN_USE']]),
  stage('warehouse-awake', 96, 'The warehouse is running.', [['State', 'RUNNING']]),
  stage('session', 604, 'A SQL session opened.', [['Server', 'Databricks SQL']]),
  stage('catalog', 188, 'Catalog `retail` may be used.', [['Statement', 'SHOW SCHEMAS IN `retail`']]),
]
const lateStages: StageResult[] = [
  stage('schema', 162, 'Schema `retail`.`sales` may be used.'),
  stage('tables', 240, '214 tables and views are visible.', [['Tables', '198'], ['Views', '16']]),
  stage('read', 1830, '5 of 5 chosen tables were read.'),
]
const blocked = (id: StageResult['id'], after: string): StageResult => ({ id, state: 'could-not-check', summary: `Not reached: ${after} failed.`, evidence: [], improvements: [] })

const reads: TableRead[] = ['orders', 'order_items', 'customers', 'products', 'stores'].map((table, index) => ({ catalog: 'retail', schema: 'sales', table, state: 'passed', durationMs: 210 + index * 47 }))

const NOT_PROVEN = [
  'The test ran from this computer, not from CleverTap’s addresses: a firewall or IP access list may still refuse CleverTap.',
  'It read one row per chosen table. Row filters and column masks can hide rows or values from this identity.',
  'It says nothing about tables that were not chosen.',
]

export function fakeReport(kind: 'ready' | 'blocked' | 'stopped' | 'many', finishedAt: number): TestReport {
  const base = {
    version: 1 as const, runId: 'run-1', startedAt: finishedAt - 3600, finishedAt,
    connection: { name: 'Retail shop', host: HOST, port: 443, httpPath: HTTP_PATH, warehouseId: '0123456789abcdef', workspaceId: '4242424242424242', catalog: 'retail', schema: 'sales' },
    subjectHash: 'fake', identity: { principal: PRINCIPAL, displayName: 'clevertap-import', kind: 'service-principal' as const, learntBy: 'scim-me' as const },
    notProven: NOT_PROVEN, testedFrom: { computer: 'desk-12', addresses: ['192.0.2.40'], program: 'Databricks setup assistant 0.1.0' },
  }
  switch (kind) {
    case 'ready':
      return { ...base, stages: [...earlyStages, ...lateStages], tables: { visible: 214, chosen: 5, reads }, verdict: { kind: 'ready', line: 'Ready for CleverTap, 1 thing to improve', obstacles: 0, improvements: 1, unproven: 0 } }
    case 'blocked':
      return {
        ...base, stages: [...earlyStages, stage('schema', 171, 'No right to use schema `retail`.`sales`.', [['Statement', 'SHOW TABLES IN `retail`.`sales`']], { state: 'failed', diagnosis: schemaDenied }), blocked('tables', 'Schema'), blocked('read', 'Schema')],
        tables: { visible: 0, chosen: 0, reads: [] }, verdict: { kind: 'blocked', line: '1 thing stands in the way', obstacles: 1, improvements: 1, unproven: 2 },
      }
    case 'stopped':
      return {
        ...base,
        stages: [
          ...earlyStages.slice(0, 6), stage('warehouse-awake', 90, 'The warehouse is stopped and was not started.', [['State', 'STOPPED']], { state: 'not-set-up', diagnosis: warehouseStopped, expectedSeconds: [2, 10] }),
          ...(['session', 'catalog', 'schema', 'tables', 'read'] as const).map((id): StageResult => ({ id, state: 'could-not-check', summary: 'Needs a running warehouse.', evidence: [], improvements: [] })),
        ],
        tables: { visible: 0, chosen: 0, reads: [] }, verdict: { kind: 'not-proven', line: 'Not proven: 6 checks could not run', obstacles: 0, improvements: 1, unproven: 6 },
      }
    case 'many': {
      const many: TableRead[] = Array.from({ length: 400 }, (_, index): TableRead => ({
        catalog: 'retail', schema: 'sales', table: `events_${String(index).padStart(3, '0')}`, state: index % 37 === 5 ? 'failed' : 'passed', durationMs: 120 + ((index * 53) % 400), ...(index % 37 === 5 ? { diagnosis: selectDenied } : {}),
      }))
      return {
        ...base, stages: [...earlyStages, ...lateStages.slice(0, 2), stage('read', 21_400, '389 of 400 chosen tables were read.', [], { state: 'failed', diagnosis: selectDenied })],
        tables: { visible: 412, chosen: 400, reads: many }, verdict: { kind: 'blocked', line: '11 things stand in the way', obstacles: 11, improvements: 1, unproven: 0 },
      }
    }
  }
}

const check = (privilege: PermissionCheck['privilege'], securableType: PermissionCheck['securableType'], securable: string, state: PermissionCheck['state'], via: PermissionCheck['via'], source: string): PermissionCheck => {
  const quoted = securable.split('.').map((part) => `\`${part}\``).join('.')
  return {
    privilege, securableType, securable, state, via, source, showStatement: `SHOW GRANTS \`${PRINCIPAL}\` ON ${securableType} ${quoted};`,
    ...(state === 'missing' ? { grantStatement: `GRANT ${privilege} ON ${securableType} ${quoted} TO \`${PRINCIPAL}\`;` } : {}),
  }
}

export const fakePermissionReport = (askedAs: 'importer' | 'admin' = 'importer'): PermissionReport => ({
  principal: PRINCIPAL, principalName: 'clevertap-import', askedAs, readable: { proved: 3, total: 5 },
  checks: [
    check('USE CATALOG', 'CATALOG', 'retail', 'granted', 'group', 'granted on catalog retail to group data-importers'),
    check('USE SCHEMA', 'SCHEMA', 'retail.sales', 'granted', 'direct', 'granted directly'),
    check('SELECT', 'TABLE', 'retail.sales.orders', 'granted', 'inherited', 'inherited from schema retail.sales'),
    check('SELECT', 'TABLE', 'retail.sales.customers', 'proved', 'hidden', askedAs === 'admin' ? 'granted on table to group account users' : 'through a grant this identity may not see'),
    check('SELECT', 'VIEW', 'retail.sales.daily_totals', 'granted', 'owner', 'owner of the view: more than the import needs'),
    check('SELECT', 'TABLE', 'retail.sales.loyalty_cards', 'missing', 'none', 'no grant on the table, its schema or its catalog'),
    check('SELECT', 'TABLE', 'retail.sales.returns', 'could-not-check', 'unknown', 'the read took longer than its deadline'),
  ],
  notChecked: ['Grants to groups this identity does not belong to: takes MANAGE on the catalog, or metastore admin.', 'Row filters and column masks of 2 tables: takes BROWSE on the catalog.'],
})

export function fakeHandoff(status: 'validated' | 'draft', now: number): HandoffPreview {
  const report = fakeReport('ready', now - 3_600_000)
  const iso = (ms: number) => new Date(ms).toISOString()
  const document: HandoffDocument = {
    $schema: 'handoff.schema.json', kind: 'clevertap-databricks-connection', version: 1, status,
    statusReason: status === 'validated' ? 'The test passed and nothing has changed since.' : 'The HTTP path changed after the last test.',
    exportedAt: iso(now), exportedBy: 'Databricks setup assistant 0.1.0',
    fields: [
      { label: 'Connection Name', value: 'Retail shop' }, { label: 'Host', value: HOST }, { label: 'Port', value: '443' }, { label: 'HTTP Path', value: HTTP_PATH },
      { label: 'Personal Access Token', note: 'Not in this file.' }, { label: 'Catalog', value: 'retail' }, { label: 'Schema', value: 'sales' },
    ],
    connection: { name: 'Retail shop', host: HOST, port: 443, httpPath: HTTP_PATH, catalog: 'retail', schema: 'sales' },
    tables: ['orders', 'order_items', 'customers'],
    test: {
      verdict: report.verdict, startedAt: iso(report.startedAt), finishedAt: iso(report.finishedAt), testedAs: report.identity, testedFrom: 'desk-12 (192.0.2.40)',
      stages: report.stages.map(({ id, state, summary, durationMs }) => ({ id, title: id, state, summary, durationMs })), notProven: report.notProven, validUntil: iso(report.finishedAt + 86_400_000),
    },
    notice: 'CleverTap’s Databricks integration is a private beta and imports only.', hash: 'c0ffee'.repeat(10) + 'cafe',
  }
  return { document, json: `${JSON.stringify(document, null, 2)}\n`, fileName: 'retail-shop.clevertap.json' }
}
