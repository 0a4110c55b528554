import type { AuditReport } from '../../src/shared/audit/audit-report'
import { auditView } from '../../src/shared/audit/audit-view'
import { compareAudits, takeSnapshot } from '../../src/shared/audit/compare-audits'
import { known, notKnown, type AuditFacts } from '../../src/shared/audit/facts'
import { chosenFix, draftFix } from '../../src/shared/audit/fix-preview'
import { fixScript, scriptPart } from '../../src/shared/audit/fix-script'
import { stepIdsOf } from '../../src/shared/audit/fix-step'
import type { FixPreview, FixReport } from '../../src/shared/audit/fix-view'
import type { AuditSummary, AuditView } from '../../src/shared/audit/kept-audit'
import { AuditSettings } from '../../src/shared/audit/kept-audit'
import { Policy } from '../../src/shared/audit/policy'
import { stepsOf } from '../../src/shared/audit/remediate'
import { NO_REVOKE, type RevokeChoice } from '../../src/shared/audit/revoke-choice'
import { renderReport } from '../../src/shared/audit/render/render-report'
import { runAudit } from '../../src/shared/audit/run-audit'
import { simulate } from '../../src/shared/audit/simulate'
import type { CallName, Input, Output } from '../../src/shared/contract/contract'
import { failed, success, type Result } from '../../src/shared/result'
import { finish } from '../../src/shared/work'
import { IMPORTER, LEAST, NOW, auditWorld } from './audit-facts'
import { Thresholds } from '../../src/shared/audit/policy'

/** What an audit finds: `messy` has some of everything, `clean` is least privilege, `self` sees little, `many` is 100,000 tables without SELECT, `long` has 8,000 rights too much, asked by REST. */
export type FakeAuditWorld = 'messy' | 'clean' | 'self' | 'many' | 'starved' | 'starved-self' | 'long'
type AuditCall = Extract<CallName, `audit.${string}`>
export type AuditAnswersOfBridge = { [K in AuditCall]: (input: Input<K>) => Result<Output<K>> }

const DAY = 86_400_000

/** Facts of a sample world. Names and rights are made up; the audit over them is the real one. */
export function fakeAuditFacts(kind: FakeAuditWorld): AuditFacts {
  const world = auditWorld()
  const { facts, builder } = world
  if (kind === 'clean') return world.give(...LEAST).facts
  if (kind === 'starved') return world.facts
  if (kind === 'starved-self') return { ...facts, caller: { principal: IMPORTER, name: 'CleverTap importer', as: 'self' }, requests: 5 }
  if (kind === 'many') {
    world.give('USE CATALOG shop', 'USE SCHEMA shop.sales')
    for (let index = 0; index < 100_000; index++) builder.object({ catalog: 'shop', schema: 'sales', name: `events_${String(index).padStart(6, '0')}`, kind: 'MANAGED', owner: 'platform' })
    return facts
  }
  if (kind === 'long') {
    world.give('USE CATALOG shop', 'USE SCHEMA shop.sales')
    for (let index = 0; index < 8_000; index++) {
      const name = `shop.hr.staff_${String(index).padStart(5, '0')}`
      world.table(name).give(`MODIFY ${name}`)
    }
    if (facts.warehouses.known) for (const one of facts.warehouses.value) if (one.id === 'w1') one.permissions = known([])
    facts.asked = { by: 'rest', why: 'Databricks refused it: You do not have permission to use the SQL warehouse Import' }
    return facts
  }
  for (const name of ['order_items', 'returns', 'stores', 'loyalty_members', 'price_history']) world.table(`shop.sales.${name}`)
  world.table('shop.sales.partner_orders', 'FOREIGN')
  if (kind === 'self') {
    world.give(...LEAST)
    return {
      ...facts, caller: { principal: IMPORTER, name: 'CleverTap importer', as: 'self' }, requests: 5,
      warehouses: notKnown('CAN MANAGE is needed to read who may use a warehouse', 'workspace admin'),
      tokens: notKnown('only a workspace admin lists the tokens of others', 'workspace admin'), ipAccess: notKnown('only a workspace admin reads IP access lists', 'workspace admin'),
      access: { ...facts.access, hidden: [{ what: 'grants', level: 'CATALOG', at: 0, inside: true, why: 'information_schema shows only its own grants to a caller who does not own the catalog', right: 'owner of the catalog, or metastore admin' }] },
    }
  }
  world.give('USE CATALOG shop', 'ALL PRIVILEGES shop.hr', 'SELECT shop.sales.orders', 'SELECT shop.sales.returns', 'MODIFY shop.sales.orders', 'CREATE TABLE shop.sales', 'SELECT finance.books', 'USE CATALOG finance analysts', 'SELECT finance.books.ledger analysts', 'CREATE CATALOG metastore', 'USE CATALOG finance account users', 'BROWSE finance account users')
  world.own('shop.sales.stores')
  facts.access.groups.find(({ name }) => name === 'analysts')?.members?.push('joan@shop.example', 'grace@shop.example', 'nightly-reporting', 'Zoë Müller')
  return {
    ...facts, requests: 14,
    identity: known({ active: true, entitlements: [{ name: 'databricks-sql-access' }, { name: 'workspace-access' }], workspaceAdmin: false }),
    tokens: known([
      { id: 'a'.repeat(64), comment: 'CleverTap', createdAt: NOW - 10 * DAY, expiresAt: -1, scopes: ['sql'], lastUsedAt: NOW - DAY },
      { id: 'b'.repeat(64), comment: 'old import', createdAt: NOW - 380 * DAY, expiresAt: NOW + 5 * DAY, lastUsedAt: NOW - 80 * DAY },
    ]),
    oauthSecrets: notKnown('only an account admin or a manager of the service principal lists its secrets', 'service principal manager'),
  }
}

const fakePolicy = (): Policy => Policy.parse({ catalog: 'shop', schema: 'sales', warehouse: 'w1', sourceRanges: ['203.0.113.0/24'] })

/** The fix over sample facts, as the application works it out. */
export function fakeFix(facts: AuditFacts, revokes: RevokeChoice = NO_REVOKE, report = runAudit(facts, fakePolicy())) {
  const draft = finish(draftFix(report, facts))
  return { ...finish(chosenFix(draft, revokes)), proposal: draft.proposal }
}

/** A kept audit with the facts it was made from: what the application has in memory. */
interface Kept {
  view: AuditView
  report: AuditReport
  facts: AuditFacts
}
export function fakeAudit(auditId: string, facts: AuditFacts, at: number, { canBeFixed = true }: { canBeFixed?: boolean } = {}): Kept {
  const report = runAudit({ ...facts, at }, fakePolicy())
  return { facts, report, view: { ...finish(auditView({ auditId, report, canBeFixed })), at } }
}

const summaryOf = ({ view: { auditId, at }, report }: Kept): AuditSummary => ({
  auditId, at, principal: report.subject.principal, ...(report.subject.name === undefined ? {} : { name: report.subject.name }), caller: report.scope.caller, catalog: report.scope.catalog,
  ...(report.scope.schema === undefined ? {} : { schema: report.scope.schema }), verdict: report.verdict, tables: report.tables, requests: report.requests,
})

export interface FakeAuditOptions {
  world: FakeAuditWorld
  /** Kept audits of each connection before the scene begins. */
  kept?: 'none' | 'two' | 'old'
  unfinished?: boolean
  settings?: Partial<AuditSettings>
  /** Number of the step at which a fix stops. */
  failAt?: number
  /** The run never ends by itself. */
  hangs?: boolean
  fails?: boolean
  /** What mends a finding is never answered, or is gone. */
  finding?: 'hangs' | 'gone'
}

/** The audit part of the fake application: audits are really made, kept, compared and rendered, over sample facts. */
export function createFakeAudit(options: FakeAuditOptions, connections: () => { profileId: string; connection: string; host: string; catalog: string; schema: string; blockedBy?: string }[]) {
  const now = Date.now()
  const kept = new Map<string, Kept[]>()
  const settings = new Map<string, AuditSettings>()
  let nextId = 1
  let unfinished = options.unfinished ?? false
  const beginning = (): Kept[] => {
    if (options.kept === 'two') return [fakeAudit('now', fakeAuditFacts(options.world), now - 4 * 60_000), fakeAudit('before', auditWorld().give(...LEAST, 'SELECT finance.books').facts, now - 9 * DAY, { canBeFixed: false })]
    if (options.kept === 'old') return [fakeAudit('old', fakeAuditFacts(options.world), now - 26 * DAY, { canBeFixed: false })]
    return []
  }
  const of = (profileId: string): Kept[] => {
    const there = kept.get(profileId) ?? beginning()
    kept.set(profileId, there)
    return there
  }
  const gone = failed({ category: 'invalid_input', confidence: 'high', title: 'This audit is no longer there', causes: ['It was deleted, perhaps in another window.'], fixes: [{ text: 'Audit again.' }] })
  const find = (profileId: string, auditId: string): Kept | undefined => of(profileId).find(({ view }) => view.auditId === auditId)
  const keep = (profileId: string, facts: AuditFacts): AuditView => {
    const made = fakeAudit(`audit-${nextId++}`, facts, Date.now())
    kept.set(profileId, [made, ...of(profileId)])
    return made.view
  }
  const fixOf = (profileId: string, auditId: string, revokes: RevokeChoice) => {
    const found = find(profileId, auditId)
    return found && fakeFix(found.facts, revokes, found.report)
  }
  const answers: AuditAnswersOfBridge = {
    'audit.settings': ({ profileId }) => success(settings.get(profileId) ?? { role: 'importer', principal: '', sourceRanges: '', thresholds: Thresholds.parse({}), off: [], ...options.settings }),
    'audit.save-settings': ({ profileId, settings: changed }) => {
      settings.set(profileId, AuditSettings.parse(changed))
      return success(changed)
    },
    'audit.list': ({ profileId }) => success(of(profileId).map(summaryOf)),
    'audit.get': ({ profileId, auditId }) => {
      const found = find(profileId, auditId)
      return found ? success(found.view) : gone
    },
    'audit.finding': ({ profileId, auditId, at }) => {
      const finding = find(profileId, auditId)?.report.findings[at]
      return finding && options.finding !== 'gone' ? success(finding) : gone
    },
    'audit.report': ({ profileId, auditId }) => {
      const found = find(profileId, auditId)
      return found ? success(found.report) : gone
    },
    'audit.delete': ({ profileId, auditId }) => {
      kept.set(profileId, of(profileId).filter(({ view }) => view.auditId !== auditId))
      return success({})
    },
    'audit.compare': ({ profileId, from, to }) => {
      const [before, after] = [find(profileId, from), find(profileId, to)]
      if (!before || !after) return gone
      const whole = ({ report, facts }: Kept) => ({ report, snapshot: takeSnapshot(facts, fakePolicy()) })
      return success(compareAudits(whole(before), whole(after)))
    },
    'audit.overview': () => success(connections().map((row, index) => {
      const worlds: (FakeAuditWorld | undefined)[] = ['messy', 'clean', undefined, 'self', 'starved']
      const world = worlds[index % worlds.length]
      const last = world && row.blockedBy === undefined ? summaryOf(fakeAudit('now', fakeAuditFacts(world), now - (index + 1) * 7 * 3_600_000)) : undefined
      return { ...row, ...(last ? { last } : {}), ...(last && index === 0 ? { drift: 'Since the one before: 2 new tables not readable, 3 grants gained' } : {}) }
    })),
    'audit.fix-rows': ({ profileId, auditId, revokes, from, count }) => {
      const fix = fixOf(profileId, auditId, revokes)
      return fix ? success(fix.list.page(from, count)) : gone
    },
    'audit.fix-script': ({ profileId, auditId, revokes, form, from, count }) => {
      const fix = fixOf(profileId, auditId, revokes)
      return fix ? success(scriptPart(fixScript(fix.proposal, fix.remediation, form), from, count)) : gone
    },
    'audit.save-fix-script': ({ profileId, auditId, revokes, form }) => {
      const fix = fixOf(profileId, auditId, revokes)
      return fix ? success({ file: `/home/ada/.config/databricks-setup-assistant/scripts/fix-${form}.txt`, lines: fixScript(fix.proposal, fix.remediation, form).total, bytes: 20_000_000 }) : gone
    },
    'audit.unfinished-fix': ({ profileId }) => {
      const [latest] = of(profileId)
      return success(unfinished && latest ? { fix: { auditId: latest.view.auditId, at: now - 12 * 60_000, done: 3, of: 8, revokes: { all: true, except: [] } } } : {})
    },
    'audit.export': ({ profileId, auditId, format }) => {
      const found = find(profileId, auditId)
      return found ? success({ text: renderReport(found.report, format), fileName: `audit.${format}` }) : gone
    },
  }
  return {
    answers,
    run: ({ profileId }: Input<'audit.run'>): Result<AuditView> =>
      options.fails
        ? failed({ category: 'warehouse_stopped', confidence: 'high', title: 'The SQL warehouse is stopped', causes: ['The audit reads information_schema through it, and this token may not ask by REST (its scope is sql).'], fixes: [{ text: 'Start the warehouse and audit again.', action: 'start-warehouse' }, { text: 'Or ask with an admin’s sign-in, which may use REST.' }] })
        : success(keep(profileId, fakeAuditFacts(options.world))),
    preview: ({ profileId, auditId, revokes }: Input<'audit.fix-preview'>): Result<FixPreview> => {
      const fix = fixOf(profileId, auditId, revokes)
      return fix ? success(fix.preview) : gone
    },
    applyFix: ({ profileId, auditId, revokes }: Input<'audit.apply-fix'>): Result<FixReport> => {
      const found = find(profileId, auditId)
      if (!found) return gone
      const { failAt } = options
      const { remediation } = fakeFix(found.facts, revokes, found.report)
      const reviewed = stepIdsOf(remediation)
      const isFailing = failAt !== undefined && failAt < reviewed.length
      unfinished = isFailing
      return success({
        runId: 'run', route: found.facts.asked, state: isFailing ? 'stopped' : 'finished', line: isFailing ? `Stopped: ${failAt} of ${reviewed.length} changes were made` : `Fixed: ${reviewed.length} changes were made and read back`,
        actions: reviewed.map((actionId, index) => ({
          actionId, how: found.facts.asked.by === 'sql' && !actionId.startsWith('warehouse') ? 'sql' : 'rest', at: Date.now(), state: failAt === undefined || index < failAt ? 'done' : index === failAt ? 'failed' : 'not-run',
          ...(failAt !== undefined && index > failAt ? {} : { durationMs: 210 + 13 * index, requestId: `01f0-c3d${index}` }),
          ...(failAt === undefined || index < failAt ? { readBack: 'as reviewed' } : {}),
          ...(index === failAt ? { diagnosis: { category: 'other', confidence: 'high', title: 'You may not grant on shop.sales', causes: ['It takes the owner of the schema, of its catalog, MANAGE on either, or a metastore admin.'], fixes: [{ text: 'Ask platform, who owns the schema, to run the script.' }] } } : {}),
        })),
        rollbackScript: '/home/ada/.config/databricks-setup-assistant/rollback.sql',
        ...(isFailing ? {} : { after: keep(profileId, simulate(found.facts, stepsOf(remediation), remediation)) }),
      })
    },
  }
}
