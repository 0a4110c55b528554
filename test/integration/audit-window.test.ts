import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqlSession } from '../../src/main/adapters/databricks/sql-session'
import { createMemoryDocuments } from '../../src/main/adapters/storage/memory-documents'
import type { Ports } from '../../src/main/core/ports/ports'
import { createAccess } from '../../src/sandbox/unity-catalog/access'
import { generatedTokens, generatedWorkspace } from '../../src/sandbox/workspaces/generated'
import { withTokens } from '../../src/sandbox/workspaces/samples'
import { startSandbox, type RunningSandbox } from '../../src/sandbox/wire/start-sandbox'
import { findingsAfter } from '../../src/shared/audit/after-fix'
import { findingKey } from '../../src/shared/audit/finding'
import { filled, pathOf, rowsOf } from '../../src/shared/audit/listing'
import { EVERY_REVOKE, NO_REVOKE } from '../../src/shared/audit/revoke-choice'
import { auditApplication, everyStep } from '../support/audit-application'

let sandbox: RunningSandbox
beforeEach(async () => {
  sandbox = await startSandbox({ workspace: 'messy', warm: true })
}, 60_000)
afterEach(() => sandbox.close())

const principalOf = (key: string): string => sandbox.state.identities.find((identity) => identity.key === key)?.principal ?? ''
const scope = ['customers', 'orders', 'events', 'consents', 'active_customers']
const canRead = (key: string, table: string): boolean => createAccess(sandbox.state, principalOf(key)).reachTable('shop', 'crm', table).ok
const allGrants = (): string[] => [...sandbox.state.grants, ...(sandbox.state.otherGrants ?? [])].map(({ principal, privilege, type, securable }) => `${privilege} ON ${type} ${securable} TO ${principal}`).sort()
const ofOthers = (key: string): string[] => allGrants().filter((grant) => !grant.endsWith(` TO ${principalOf(key)}`))
const rights = (findings: Parameters<typeof findingKey>[0][]): string[] => findings.map(findingKey).sort()

/** A driver that breaks just before a statement that matches. */
const breaksAt = (pattern: RegExp): Ports['openSqlSession'] => async (signIn, target, limits) => {
  const opened = await openSqlSession(signIn, target, limits)
  if (!opened.ok) return opened
  return { ...opened, value: { ...opened.value, query: (statement, more) => (pattern.test(statement) ? Promise.reject(new Error('killed')) : opened.value.query(statement, more)) } }
}

describe('an audit that is opened', () => {
  it('lists every finding of the report, and gives what mends each, also after a restart', async () => {
    const documents = createMemoryDocuments()
    const first = await auditApplication(sandbox, { importer: 'overgranted', documents })
    const { auditId, report, canBeFixed } = await first.audit()
    expect(canBeFixed).toBe(true)
    const second = await auditApplication(sandbox, { importer: 'overgranted', documents })
    for (const app of [first, second]) {
      const { profileId } = app
      const opened = await app.value('audit.get', { profileId, auditId })
      expect(opened.canBeFixed).toBe(app === first)
      const listed = rowsOf(opened.findings, (form) => form, (form, securable) => [form.id, form.severity, form.privilege, securable, filled(form.reason, securable), pathOf(form, securable)])
      expect(listed).toEqual(report.findings.map(({ id, severity, privilege, securable, reason, path }) => [id, severity, privilege, securable, reason, path]))
      expect(opened.fixes).toEqual(report.findings.slice(0, opened.fixes.length).map(({ fix }) => fix))
      for (const [at, finding] of report.findings.entries()) expect(await app.value('audit.finding', { profileId, auditId, at })).toEqual(finding)
      const beyond = await app.call('audit.finding', { profileId, auditId, at: report.findings.length })
      expect(beyond.ok ? '' : beyond.diagnosis.title).toBe('This audit has no such finding')
    }
    await second.value('audit.delete', { profileId: second.profileId, auditId })
    // It is gone for both, although one of them has it in memory.
    for (const app of [first, second]) expect((await app.call('audit.finding', { profileId: app.profileId, auditId, at: 0 })).ok).toBe(false)
  }, 90_000)
})

describe('a fix that is run from the window', () => {
  it.each(['overgranted', 'starved', 'picker', 'hoarder'])('leaves %s what it needs, takes what it does not, and does what was foretold', async (key) => {
    const app = await auditApplication(sandbox, { importer: key })
    const audit = await app.audit()
    const preview = await app.preview(audit.auditId)
    const others = ofOthers(key)

    const run = await app.run('audit.apply-fix', app.fixInput(audit.auditId))
    const result = await run.done
    if (!result.ok) throw new Error(JSON.stringify(result.diagnosis))
    const { state, actions, after, rollbackScript } = result.value

    expect({ state, left: actions.filter((action) => action.state !== 'done') }).toEqual({ state: 'finished', left: [] })
    expect(actions.map(({ actionId }) => actionId)).toEqual(everyStep(preview))
    expect(actions.map(({ readBack }) => readBack).filter((text) => text === undefined || text.startsWith('It could not'))).toEqual([])
    expect(ofOthers(key)).toEqual(others)
    expect(scope.filter((table) => !canRead(key, table))).toEqual([])
    // Said beforehand, and so it is.
    const mended = (findings: Parameters<typeof findingKey>[0][]): string[] => rights(findings.filter(({ securableType }) => securableType !== 'TOKEN'))
    const { findings } = await app.report(after)
    expect(mended(findings)).toEqual(mended(findingsAfter(audit.report, preview.afterAll)))
    expect(after?.report.tables).toEqual(preview.afterAll.tables)
    expect(after?.report.verdict).toEqual(preview.afterAll.verdict)
    expect(findings.filter(({ fix }) => fix.some(({ how }) => how === 'run'))).toEqual([])
    expect(rollbackScript).toBeDefined()
    expect(app.scripts.size).toBe(1)
    expect(await app.value('audit.unfinished-fix', { profileId: app.profileId })).toEqual({})
    expect((await app.value('audit.list', { profileId: app.profileId })).map(({ auditId }) => auditId)).toEqual([after?.auditId, audit.auditId])
  }, 90_000)

  it('runs the additive part alone unless the revokes are confirmed', async () => {
    const app = await auditApplication(sandbox, { importer: 'picker' })
    const audit = await app.audit()
    const before = allGrants()
    const preview = await app.preview(audit.auditId, NO_REVOKE)
    const report = await app.fix(audit.auditId, { revokes: NO_REVOKE })
    expect(report.state).toBe('finished')
    expect(allGrants().filter((grant) => !before.includes(grant))).toEqual([`SELECT ON SCHEMA shop.crm TO ${principalOf('picker')}`])
    expect(before.filter((grant) => !allGrants().includes(grant))).toEqual([])
    expect(report.after?.report.verdict).toEqual(preview.afterGrants.verdict)
    expect([...app.scripts.values()][0]).toContain('REVOKE SELECT ON SCHEMA `shop`.`crm`')
    expect((await app.fix(report.after?.auditId ?? '', { revokes: NO_REVOKE })).state).toBe('nothing-to-do')
  }, 90_000)

  it('grants many chosen tables, each read back', async () => {
    const now = Date.now()
    const { state, tokenValues } = withTokens(generatedWorkspace(now, { tables: 30, grants: 0, catalog: 'c', schema: 's' }), generatedTokens(now), now)
    const many = await startSandbox({ workspace: { state, tokens: tokenValues }, warm: true })
    try {
      const app = await auditApplication(many, { importer: 'clevertap' })
      const tables = state.tables.slice(0, 25).map(({ name }) => name)
      many.state.grants = many.state.grants.filter(({ privilege }) => privilege !== 'SELECT')
      const audit = await app.audit({ policy: { ...app.policy, tables } })
      const report = await app.fix(audit.auditId)
      expect(report.state).toBe('finished')
      expect(report.actions.filter(({ actionId, state: how, readBack }) => actionId.startsWith('grant SELECT on TABLE') && how === 'done' && readBack !== undefined)).toHaveLength(25)
      expect(report.after?.report.tables).toEqual({ total: 25, readable: 25, unknown: 0 })
    } finally {
      await many.close()
    }
  }, 90_000)

  it('needs no compute where the warehouse sleeps, and does not wake it', async () => {
    const app = await auditApplication(sandbox, { importer: 'overgranted', warehouse: 'Nightly warehouse' })
    const audit = await app.audit()
    const report = await app.fix(audit.auditId)
    expect(report.actions.every(({ how, state }) => how === 'rest' && state === 'done')).toBe(true)
    expect(report.state).toBe('finished')
    expect(allGrants().filter((grant) => grant.startsWith('ALL PRIVILEGES') && grant.endsWith(principalOf('overgranted')))).toEqual([])
    expect(scope.filter((table) => !canRead('overgranted', table))).toEqual([])
    expect(sandbox.state.warehouses.find(({ name }) => name === 'Nightly warehouse')?.life).toBe('STOPPED')
  }, 90_000)

  it('runs nothing when the workspace has changed since the review', async () => {
    const app = await auditApplication(sandbox, { importer: 'picker' })
    const audit = await app.audit()
    await app.preview(audit.auditId)
    sandbox.state.grants = sandbox.state.grants.filter(({ principal, privilege }) => !(principal === principalOf('picker') && privilege === 'USE SCHEMA'))
    const before = allGrants()
    const report = await app.fix(audit.auditId)
    expect(report).toMatchObject({ state: 'changed', actions: [] })
    expect(report.line).toContain('GRANT USE SCHEMA')
    expect(allGrants()).toEqual(before)
    // What is there now can be reviewed at once.
    expect((await app.fix(report.after?.auditId ?? '')).state).toBe('finished')
    expect(canRead('picker', 'customers')).toBe(true)
  }, 90_000)

  it('gives back first what a crash between REVOKE and GRANT left taken', async () => {
    const documents = createMemoryDocuments()
    const first = await auditApplication(sandbox, { importer: 'overgranted', documents, ports: { openSqlSession: breaksAt(/^GRANT/) } })
    const audit = await first.audit()
    const reviewed = everyStep(await first.preview(audit.auditId))
    const crashed = await (await first.run('audit.apply-fix', first.fixInput(audit.auditId))).done
    expect(crashed.ok).toBe(false)
    expect(canRead('overgranted', 'customers')).toBe(false)

    const second = await auditApplication(sandbox, { importer: 'overgranted', documents })
    const { profileId } = second
    expect((await second.value('audit.unfinished-fix', { profileId })).fix).toMatchObject({ auditId: audit.auditId, revokes: EVERY_REVOKE, of: reviewed.length })
    // After a restart what was read is gone: it is read, and reviewed, again.
    expect((await second.value('audit.get', { profileId, auditId: audit.auditId })).canBeFixed).toBe(false)
    expect((await (await second.run('audit.fix-preview', { profileId, auditId: audit.auditId, revokes: EVERY_REVOKE })).done).ok).toBe(false)
    expect((await (await second.run('audit.apply-fix', second.fixInput(audit.auditId))).done).ok).toBe(false)
    const again = await second.audit()
    const resumed = await (await second.run('audit.apply-fix', second.fixInput(again.auditId))).done
    if (!resumed.ok) throw new Error(JSON.stringify(resumed.diagnosis))
    expect(resumed.value.state).toBe('finished')
    expect(resumed.value.actions[0]?.actionId).toMatch(/^grant USE CATALOG on CATALOG shop/)
    expect(scope.filter((table) => !canRead('overgranted', table))).toEqual([])
    expect(await second.value('audit.unfinished-fix', { profileId })).toEqual({})
  }, 90_000)

  it.each([['before', 0], ['after', 0], ['before', 3], ['after', 3], ['before', 5], ['after', 5]] as const)('comes to the same end when it is killed %s statement %i and run again', async (when, at) => {
    const documents = createMemoryDocuments()
    const others = ofOthers('overgranted')
    let count = 0
    const dies: Ports['openSqlSession'] = async (signIn, target, limits) => {
      const opened = await openSqlSession(signIn, target, limits)
      if (!opened.ok) return opened
      const query: typeof opened.value.query = async (statement, more) => {
        const isLast = /^(GRANT|REVOKE)/.test(statement) && count++ === at
        if (!isLast) return opened.value.query(statement, more)
        if (when === 'after') await opened.value.query(statement, more)
        throw new Error('killed')
      }
      return { ...opened, value: { ...opened.value, query } }
    }
    const first = await auditApplication(sandbox, { importer: 'overgranted', documents, ports: { openSqlSession: dies } })
    const audit = await first.audit()
    expect((await (await first.run('audit.apply-fix', first.fixInput(audit.auditId))).done).ok).toBe(false)
    const second = await auditApplication(sandbox, { importer: 'overgranted', documents })
    expect((await second.value('audit.unfinished-fix', { profileId: second.profileId })).fix).toMatchObject({ done: at })
    const resumed = await (await second.run('audit.apply-fix', second.fixInput((await second.audit()).auditId))).done
    expect(resumed).toMatchObject({ ok: true, value: { state: 'finished' } })
    expect(scope.filter((table) => !canRead('overgranted', table))).toEqual([])
    expect(ofOthers('overgranted')).toEqual(others)
    const own = allGrants().filter((grant) => grant.endsWith(principalOf('overgranted'))).map((grant) => grant.split(' TO ')[0])
    expect(own).toEqual(['SELECT ON SCHEMA shop.crm', 'SELECT ON TABLE shop.crm.orders', 'USE CATALOG ON CATALOG shop', 'USE SCHEMA ON SCHEMA shop.crm'])
  }, 90_000)

  it('lets a cancel wait until what a REVOKE took is granted again', async () => {
    const app = await auditApplication(sandbox, { importer: 'overgranted' })
    const audit = await app.audit()
    const run = await app.run('audit.apply-fix', app.fixInput(audit.auditId))
    app.application.onRunMessage((message) => {
      const event = message.kind === 'event' ? (message.event as { kind: string; action?: { actionId: string; state: string } }) : undefined
      if (event?.action?.state === 'running' && event.action.actionId.startsWith('revoke ALL PRIVILEGES')) app.application.cancel(run.runId)
    })
    const result = await run.done
    if (!result.ok) throw new Error(JSON.stringify(result.diagnosis))
    expect(result.value.state).toBe('cancelled')
    expect(result.value.actions.some(({ state }) => state === 'not-run')).toBe(true)
    expect(scope.filter((table) => !canRead('overgranted', table))).toEqual([])
    expect((await app.value('audit.unfinished-fix', { profileId: app.profileId })).fix?.done).toBeGreaterThan(0)
  }, 90_000)
})

describe('kept audits', () => {
  it('tell what changed: a grant taken away, a table that came, an owner', async () => {
    const app = await auditApplication(sandbox, { importer: 'neighbour' })
    const { profileId } = app
    const before = await app.audit()
    const { state } = sandbox
    const [first] = state.tables
    if (!first) throw new Error('no table')
    state.tables.push({ ...first, name: 'invoices', owner: principalOf('person') })
    state.grants = state.grants.filter(({ principal, privilege, type }) => !(principal === principalOf('neighbour') && privilege === 'SELECT' && type === 'SCHEMA'))
    state.grants.push({ principal: principalOf('neighbour'), privilege: 'SELECT', type: 'TABLE', securable: 'shop.crm.orders', grantor: principalOf('admin') })
    for (const table of state.tables) if (table.name === 'consents') table.owner = principalOf('person')
    const after = await app.audit()

    const drift = await app.value('audit.compare', { profileId, from: before.auditId, to: after.auditId })
    expect(drift).toMatchObject({
      newTables: ['shop.crm.invoices'], newTablesNotReadable: ['shop.crm.invoices'], grantsLost: ['SELECT on schema shop.crm'], grantsGained: ['SELECT on table shop.crm.orders'],
      ownersChanged: [{ securable: 'shop.crm.consents', from: principalOf('admin'), to: principalOf('person') }],
    })
    expect(drift.lostTables).toContain('shop.crm.customers')
    expect(drift.remark).toBeUndefined()
    const [row] = await app.value('audit.overview', {})
    expect(row).toMatchObject({ profileId, drift: drift.line, last: { auditId: after.auditId, verdict: { state: 'missing' } } })

    const other = await app.audit({ principal: principalOf('picker') })
    expect((await app.value('audit.compare', { profileId, from: after.auditId, to: other.auditId })).remark).toContain('different identities')
    const self = await app.audit({ role: 'importer' })
    expect((await app.value('audit.compare', { profileId, from: after.auditId, to: self.auditId })).remark).toContain('Different sign-ins')
  }, 90_000)

  it('are exported in every format under a name that says what they are', async () => {
    const app = await auditApplication(sandbox, { importer: 'overgranted' })
    const { auditId, report } = await app.audit()
    const files = await Promise.all((['html', 'md', 'csv', 'json', 'sarif'] as const).map((format) => app.value('audit.export', { profileId: app.profileId, auditId, format })))
    const day = report.scope.at.slice(0, 10)
    expect(files.map(({ fileName }) => fileName)).toEqual(['html', 'md', 'csv', 'json', 'sarif'].map((end) => `audit-shop-crm-${day}.${end}`))
    expect(files.every(({ text }) => text.includes('overgranted') || text.includes(principalOf('overgranted')))).toBe(true)
  }, 60_000)

  it('hold no token, and go with their connection', async () => {
    const app = await auditApplication(sandbox, { importer: 'hoarder' })
    const { profileId, documents } = app
    const token = sandbox.ready.tokens.hoarder ?? ''
    const settings = await app.value('audit.settings', { profileId })
    expect(settings).toMatchObject({ role: 'admin', principal: '' })
    await app.value('audit.save-settings', { profileId, settings: { ...settings, principal: `x ${token}`, sourceRanges: '203.0.113.0/24 # office' } })
    expect(await app.value('audit.settings', { profileId })).toMatchObject({ principal: 'x ', sourceRanges: '203.0.113.0/24 # office' })
    const audit = await app.audit()
    await app.fix(audit.auditId)
    const all = (): string => JSON.stringify([...documents.list().map((name) => documents.read(name)), ...app.scripts])
    expect(documents.list().filter((name) => name.includes('audit') || name.includes('fix')).length).toBe(5)
    for (const value of Object.values(sandbox.ready.tokens)) expect(all()).not.toContain(value)
    await app.value('profiles.delete', { profileId })
    expect(documents.list().filter((name) => name.includes('audit') || name.includes('fix'))).toEqual([])
  }, 90_000)

  it('are kept also when cancelled, and never call that proven', async () => {
    const app = await auditApplication(sandbox, { importer: 'neighbour' })
    const run = await app.run('audit.run', { profileId: app.profileId, role: 'admin', policy: app.policy, startWarehouse: false })
    app.application.onRunMessage((message) => {
      if (message.kind === 'event' && (message.event as { step?: string }).step === 'Reading grants, objects and filters') app.application.cancel(run.runId)
    })
    const result = await run.done
    if (!result.ok) throw new Error(JSON.stringify(result.diagnosis))
    expect(result.value.report.cancelled).toBe(true)
    expect(result.value.report.verdict.state).not.toBe('least-privilege')
    expect(result.value.report.verdict.line).toContain('cancelled')
    expect(await app.value('audit.list', { profileId: app.profileId })).toHaveLength(1)
  }, 60_000)
})
