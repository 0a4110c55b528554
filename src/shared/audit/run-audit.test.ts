import { describe, expect, it } from 'vitest'
import { auditWorld, IMPORTER, importerPolicy, LEAST, NOW } from '../../../test/support/audit-facts'
import type { AuditWorld } from '../../../test/support/audit-facts'
import { AuditReport } from './audit-report'
import { CHECKS } from './checks/all'
import { known, notKnown } from './facts'
import type { AuditFacts, TokenFacts } from './facts'
import type { Policy } from './policy'
import { runAudit } from './run-audit'

const DAY = 86_400_000
const ids = (world: AuditWorld, policy: Partial<Policy> = {}): string[] => [...new Set(runAudit(world.facts, importerPolicy(policy)).findings.map(({ id }) => id))]
const least = (): AuditWorld => auditWorld().give(...LEAST)
const change = (world: AuditWorld, facts: Partial<AuditFacts>): AuditWorld => (Object.assign(world.facts, facts), world)
const oneToken = (more: Partial<TokenFacts> = {}): TokenFacts => ({ id: 'a'.repeat(64), comment: 'CleverTap', createdAt: NOW - 10 * DAY, expiresAt: NOW + 170 * DAY, scopes: ['sql'], ...more })
const token = (more: Partial<TokenFacts>) => known([oneToken(more)])
const identity = (more: object): AuditFacts['identity'] => known({ active: true, entitlements: [{ name: 'databricks-sql-access' }], workspaceAdmin: false, ...more })
const warehouse = (more: object, permissions: object[] = [{ principal: IMPORTER, kind: 'service-principal', level: 'CAN_USE', inherited: false }]) =>
  known([{ id: 'w1', name: 'Import', size: '2X-Small', serverless: true, autoStopMinutes: 10, permissions: known(permissions), ...more }]) as AuditFacts['warehouses']
const bind = (world: AuditWorld, boundTo: string[]): AuditWorld => (Object.assign(world.facts.access.catalogs[0]!, { isolation: 'isolated', boundTo }), world)

/** For each finding: the smallest change to a correct set-up that must raise it. */
const RAISED_BY: Record<string, () => AuditWorld | [AuditWorld, Partial<Policy>]> = {
  'scope-not-found': () => [least(), { schema: 'nowhere' }],
  'identity-disabled': () => change(least(), { identity: identity({ active: false }) }),
  'sql-entitlement-missing': () => change(least(), { identity: identity({ entitlements: [] }) }),
  'catalog-not-bound': () => bind(least(), ['2']),
  'missing-can-use': () => change(least(), { warehouses: warehouse({}, []) }),
  'missing-use-catalog': () => auditWorld().give(LEAST[1], LEAST[2]),
  'missing-use-schema': () => auditWorld().give(LEAST[0], LEAST[2]),
  'missing-select': () => auditWorld().give(LEAST[0], LEAST[1]),
  'view-owner-lost-rights': () => withView('maria@shop.example', true),
  'future-tables-not-covered': () => auditWorld().give(LEAST[0], LEAST[1], 'SELECT shop.sales.orders', 'SELECT shop.sales.customers'),
  'ip-ranges-missing': () => [least(), { sourceRanges: ['198.51.100.7'] }],
  'workspace-admin': () => change(least(), { identity: identity({ workspaceAdmin: true }) }),
  'metastore-admin': () => adminOf(least()),
  owner: () => least().own('shop.hr.people'),
  'metastore-privilege': () => least().give('CREATE CATALOG metastore'),
  'beyond-read': () => least().give('MODIFY shop.sales'),
  'wider-than-scope': () => least().give('SELECT shop'),
  'other-schema': () => least().give('SELECT shop.hr'),
  'other-catalog': () => least().give('USE CATALOG finance'),
  'other-object': () => least().table('shop.sales.files', 'VOLUME').give('READ VOLUME shop.sales.files'),
  'warehouse-above-can-use': () => change(least(), { warehouses: warehouse({}, [{ principal: IMPORTER, kind: 'service-principal', level: 'CAN_MANAGE', inherited: false }]) }),
  'other-warehouse': () => [least(), { warehouse: 'w9' }],
  'extra-entitlement': () => change(least(), { identity: identity({ entitlements: [{ name: 'databricks-sql-access' }, { name: 'workspace-access' }] }) }),
  'through-group': () => least().give('SELECT shop.hr analysts'),
  'shared-access': () => least().give('BROWSE shop account users'),
  'identity-is-a-person': () => ((world) => (world.facts.access.subject.kind = 'user', world))(least()),
  'token-gone': () => change(least(), { profileToken: { id: 'b'.repeat(64) } }),
  'token-no-expiry': () => change(least(), { tokens: token({ expiresAt: -1 }) }),
  'token-expiring': () => change(least(), { tokens: token({ createdAt: NOW - 100 * DAY, expiresAt: NOW + 6 * DAY }) }),
  'token-unused': () => change(least(), { tokens: token({ lastUsedAt: NOW - 61 * DAY }) }),
  'token-old': () => change(least(), { tokens: token({ createdAt: NOW - 400 * DAY }) }),
  'token-scope': () => change(least(), { tokens: token({ scopes: ['sql', 'authentication'] }) }),
  'token-several': () => change(least(), { tokens: known([oneToken(), oneToken({ id: 'b'.repeat(64), comment: 'old' })]) }),
  'token-short': () => change(least(), { tokens: token({ expiresAt: NOW + 60 * DAY }) }),
  'oauth-secrets': () => change(least(), { oauthSecrets: known([{ id: '1', createdAt: NOW, status: 'ACTIVE' }]) }),
  'data-filter': () => ((world) => (world.facts.access.filters.push({ object: 0, kind: 'row filter', function: 'shop.sales.only_eu' }), world))(least()),
  'unreadable-type': () => least().table('shop.sales.kpis', 'METRIC_VIEW'),
  'legacy-names': () => least().give('USAGE shop.sales'),
  'warehouse-no-auto-stop': () => change(least(), { warehouses: warehouse({ autoStopMinutes: 0 }) }),
  'warehouse-large': () => change(least(), { warehouses: warehouse({ size: 'Medium' }) }),
  'warehouse-shared': () => change(least(), { warehouses: warehouse({}, [{ principal: IMPORTER, kind: 'service-principal', level: 'CAN_USE', inherited: false }, { principal: 'maria@shop.example', kind: 'user', level: 'CAN_USE', inherited: false }]) }),
  'ip-lists-off': () => change(least(), { ipAccess: known({ enabled: false, lists: [] }) }),
}
/** A view over shop.sales.orders that belongs to somebody without rights; its text is shown or not. */
function withView(owner: string, isShown: boolean): AuditWorld {
  const world = least().table('shop.sales.totals', 'VIEW', owner)
  const object = world.builder.findObject('shop', 'sales', 'totals') ?? -1
  world.facts.access.owners.push({ principal: owner, groups: world.facts.access.groups.map(({ name }) => ({ name, member: 'no' })) })
  if (isShown) world.facts.access.views.push({ object, reads: [['shop', 'sales', 'orders']] })
  return world
}
const adminOf = (world: AuditWorld): AuditWorld => ((world.facts.access.metastore.owner = world.builder.principal('analysts')), world)

describe('every check', () => {
  it('has a test that raises it', () => {
    expect(Object.keys(RAISED_BY).sort()).toEqual(CHECKS.map(({ id }) => id).sort())
  })
  it.each(Object.entries(RAISED_BY))('%s speaks when it should', (id, make) => {
    const made = make()
    const [world, policy] = Array.isArray(made) ? made : [made, {}]
    expect(ids(world, policy)).toContain(id)
  })
  it('is silent about a correct set-up', () => {
    const report = runAudit(least().facts, importerPolicy())
    expect(report.findings).toEqual([])
    expect(report.verdict.line).toBe("Least privilege: the identity's own access is what the import needs, and no more; 2 of 2 tables of shop.sales readable.")
    expect(report.needed.map(({ privilege, securable, count }) => [privilege, securable, count])).toEqual([['CAN USE', 'Import', undefined], ['USE CATALOG', 'shop', undefined], ['USE SCHEMA', 'shop.sales', undefined], ['SELECT', 'shop.sales', 2]])
  })
  it('says in words what it is, with a page per cloud', () => {
    for (const check of CHECKS) {
      for (const text of [check.title, check.logic, check.api, check.meaning, check.fix]) expect(text.length, check.id).toBeGreaterThan(5)
      for (const href of Object.values(check.docs)) expect(href).toMatch(/^https:\/\//)
    }
  })
  it('can be switched off, and that is said', () => {
    const report = runAudit(least().give('MODIFY shop.sales').facts, importerPolicy({ off: ['beyond-read'] }))
    expect(report.findings).toEqual([])
    expect(report.notChecked).toContainEqual({ what: 'Privileges beyond reading', why: 'the check is switched off' })
  })
})

describe('the verdict', () => {
  it('speaks of its own access and says how much shared access remains', () => {
    const { verdict } = runAudit(least().give('BROWSE shop account users', 'SELECT finance.books account users').facts, importerPolicy())
    expect(verdict).toMatchObject({ state: 'least-privilege', excess: 0, shared: 2 })
    expect(verdict.line).toContain('2 rights shared with everybody remain')
  })
  it('leaves out what Databricks gives to everybody', () => {
    expect(runAudit(least().give('SELECT samples account users', 'USE CATALOG system account users').facts, importerPolicy()).findings).toEqual([])
  })
  it('is not proven while a group nobody could look into holds more than the import needs', () => {
    const world = least().give('SELECT finance strangers')
    world.facts.access.groups.push({ name: 'strangers', level: 'account', member: 'unknown' })
    const report = runAudit(world.facts, importerPolicy())
    expect(report.verdict.state).toBe('not-proven')
    expect(report.notChecked.some(({ what }) => what === 'is the identity in strangers?')).toBe(true)
    expect(report.findings).toEqual([])
  })
  it('is never least privilege when the audit was cancelled, and says so', () => {
    const { verdict, cancelled } = runAudit(change(least(), { cancelled: true }).facts, importerPolicy())
    expect({ state: verdict.state, cancelled }).toEqual({ state: 'not-proven', cancelled: true })
    expect(verdict.line).toContain('cancelled before everything was read')
  })
  it('says what the identity itself could not see', () => {
    const { notChecked } = runAudit(change(least(), { caller: { principal: IMPORTER, as: 'self' } }).facts, importerPolicy())
    expect(notChecked.map(({ what }) => what)).toContain('What an administrator sees besides')
  })
  it('does not call a view readable whose text was not shown, unless its owner is above it', () => {
    const { notChecked, verdict, tables } = runAudit(withView('maria@shop.example', false).facts, importerPolicy())
    expect(notChecked.find(({ what }) => what.startsWith('view shop.sales.totals'))?.why).toContain('maria@shop.example')
    expect([verdict.state, tables.unknown]).toEqual(['not-proven', 1])
    const above = withView('maria@shop.example', false)
    Object.assign(above.facts.access.catalogs[above.builder.findCatalog('shop') ?? -1] ?? {}, { owner: above.builder.principal('maria@shop.example') })
    const trusted = runAudit(above.facts, importerPolicy())
    expect(trusted.notChecked.find(({ what }) => what.includes('1 view'))?.why).toContain('maria@shop.example')
    expect(trusted.verdict.state).toBe('least-privilege')
    expect(runAudit(least().facts, importerPolicy()).notChecked.filter(({ what }) => what.includes('view'))).toEqual([])
  })
  it('says that a scope is outside Unity Catalog, not that it is missing', () => {
    const reasons = (scope: object) => runAudit(least().facts, importerPolicy(scope)).findings.filter(({ id }) => id === 'scope-not-found').map(({ reason }) => reason)
    expect(reasons({ catalog: 'hive_metastore', schema: 'default' })).toEqual([expect.stringContaining('outside Unity Catalog')])
    expect(reasons({ schema: 'information_schema' })).toEqual([expect.stringContaining('holds no table of yours')])
  })
  it('never calls a missing answer fine', () => {
    const world = change(auditWorld(), { identity: notKnown('SCIM refused', 'workspace admin') })
    world.facts.access.hidden.push({ what: 'grants', level: 'CATALOG', inside: true, why: 'not the owner', right: 'owner' })
    const report = runAudit(world.facts, importerPolicy())
    expect(report.verdict.state).toBe('not-proven')
    expect(report.tables).toEqual({ total: 2, readable: 0, unknown: 2 })
    expect(report.notChecked.map(({ what }) => what)).toEqual(expect.arrayContaining(['USE CATALOG on catalog shop', 'the identity: active, entitlements, workspace admin', 'grants of every catalog']))
  })
  it('counts what can be read, table by table', () => {
    const report = runAudit(auditWorld().give(LEAST[0], LEAST[1], 'SELECT shop.sales.orders').facts, importerPolicy())
    expect(report.tables).toEqual({ total: 2, readable: 1, unknown: 0 })
    const missing = report.findings.filter(({ id }) => id === 'missing-select')
    expect(missing.map(({ securable }) => securable)).toEqual(['shop.sales.customers'])
    expect(missing[0]?.reason).toContain('1 of 2 tables readable')
    expect(missing[0]?.fix[0]?.sql).toBe(`GRANT SELECT ON SCHEMA \`shop\`.\`sales\` TO \`${IMPORTER}\`;`)
  })
  it('is data that the published schema accepts', () => {
    const report = runAudit(auditWorld().give('ALL PRIVILEGES shop', 'MANAGE shop analysts').facts, importerPolicy())
    expect(AuditReport.parse(JSON.parse(JSON.stringify(report)))).toEqual(JSON.parse(JSON.stringify(report)))
  })
})

describe('a finding', () => {
  it('shows the chain to a right that comes through nested groups', () => {
    const world = least().give('SELECT shop.hr readers')
    world.facts.access.groups.push({ name: 'readers', level: 'account', member: 'yes', via: ['analysts'], members: ['analysts', 'bob@shop.example'] })
    const finding = runAudit(world.facts, importerPolicy()).findings.find(({ id }) => id === 'through-group')
    expect(finding?.path.map(({ name }) => name)).toEqual(['CleverTap importer', 'analysts', 'readers', 'SELECT', 'shop.hr'])
    expect(finding?.fix.every(({ how }) => how === 'by-hand')).toBe(true)
    expect(finding?.fix.some(({ affects }) => affects?.includes('bob@shop.example'))).toBe(true)
  })
  it('repeats no token that somebody put into a comment', () => {
    const secret = `dapi${'0123456789abcdef'.repeat(2)}`
    const report = runAudit(change(least(), { tokens: known([oneToken({ expiresAt: -1, comment: `my ${secret}` })]) }).facts, importerPolicy())
    expect(report.findings.map(({ id }) => id)).toEqual(['token-no-expiry'])
    expect(JSON.stringify(report)).not.toContain(secret)
  })
  it('is one line for many tables of one schema', () => {
    const world = least()
    for (let at = 0; at < 50; at++) world.table(`shop.hr.t${at}`).give(`SELECT shop.hr.t${at}`)
    const found = runAudit(world.facts, importerPolicy()).findings
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ id: 'other-schema', securable: 'shop.hr', count: 50 })
  })
})
