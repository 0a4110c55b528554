import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openAuditWorkspace } from '../../src/main/adapters/databricks/audit-workspace'
import { openSqlSession } from '../../src/main/adapters/databricks/sql-session'
import { createMemoryDocuments } from '../../src/main/adapters/storage/memory-documents'
import type { Ports } from '../../src/main/core/ports/ports'
import { createAccess } from '../../src/sandbox/unity-catalog/access'
import { startSandbox, type RunningSandbox } from '../../src/sandbox/wire/start-sandbox'
import { findingsAfter } from '../../src/shared/audit/after-fix'
import { findingKey } from '../../src/shared/audit/finding'
import { afterChoice } from '../../src/shared/audit/fix-preview'
import { EVERY_REVOKE, NO_REVOKE, withUnit } from '../../src/shared/audit/revoke-choice'
import { auditApplication, stepIds } from '../support/audit-application'

let sandbox: RunningSandbox
beforeEach(async () => {
  sandbox = await startSandbox({ workspace: 'messy', warm: true })
}, 60_000)
afterEach(() => sandbox.close())

const principalOf = (key: string): string => sandbox.state.identities.find((identity) => identity.key === key)?.principal ?? ''
const scope = ['customers', 'orders', 'events', 'consents', 'active_customers']
const canRead = (key: string, table: string): boolean => createAccess(sandbox.state, principalOf(key)).reachTable('shop', 'crm', table).ok
const grantsOf = (key: string): string[] => [...sandbox.state.grants, ...(sandbox.state.otherGrants ?? [])].filter(({ principal }) => principal === principalOf(key)).map(({ privilege, type, securable }) => `${privilege} ON ${type} ${securable}`).sort()

/** A driver that the warehouse refuses to whoever has no right on it. */
const refused: Ports['openSqlSession'] = () =>
  Promise.resolve({ ok: false, failure: { status: 403, errorCode: 'PERMISSION_DENIED', message: 'You do not have permission to use the SQL warehouse.' } })

describe('revokes chosen one by one', () => {
  it('run for the chosen securable and no other, as was foretold, and the rollback has no more than that', async () => {
    const app = await auditApplication(sandbox, { importer: 'overgranted' })
    const audit = await app.audit()
    const all = await app.preview(audit.auditId, NO_REVOKE)
    expect(all.counts.chosenUnits).toBe(0)
    const units = all.rows.rows.flatMap((row) => (row.kind === 'unit' ? [row] : []))
    const chosen = units.find(({ securableType }) => securableType === 'SCHEMA')
    if (!chosen || units.length < 2) throw new Error('too few to choose from')
    const revokes = withUnit(NO_REVOKE, chosen.unitId, true)
    const preview = await app.preview(audit.auditId, revokes)
    expect(preview.counts).toMatchObject({ units: units.length, chosenUnits: 1 })
    const before = grantsOf('overgranted')

    const report = await app.fix(audit.auditId, { revokes })
    expect(report.state).toBe('finished')
    const gone = before.filter((grant) => !grantsOf('overgranted').includes(grant))
    expect(gone.length).toBeGreaterThan(0)
    expect(gone.every((grant) => grant.endsWith(` ON SCHEMA ${chosen.securable}`))).toBe(true)
    expect(report.after?.report.verdict).toEqual(afterChoice(preview).verdict)
    const keys = (findings: Parameters<typeof findingKey>[0][]): string[] => findings.filter(({ securableType }) => securableType !== 'TOKEN').map(findingKey).sort()
    expect(keys((await app.report(report.after)).findings)).toEqual(keys(findingsAfter(audit.report, afterChoice(preview))))
    expect(scope.filter((table) => !canRead('overgranted', table))).toEqual([])
    const [rollback = ''] = [...app.scripts.values()]
    expect(rollback.split('\n').filter((line) => line.startsWith('GRANT')).every((line) => line.includes(`ON SCHEMA ${chosen.securable.split('.').map((part) => `\`${part}\``).join('.')}`))).toBe(true)

    // What was left is still there to choose.
    const rest = await app.fix(report.after?.auditId ?? '', { revokes: EVERY_REVOKE })
    expect(rest.state).toBe('finished')
    expect((await app.report(rest.after)).findings.filter(({ fix }) => fix.some(({ how }) => how === 'run'))).toEqual([])
  }, 90_000)

  it('are remembered with a fix that did not come to its end, and a narrower one does not end it', async () => {
    const documents = createMemoryDocuments()
    const dies: Ports['openSqlSession'] = async (signIn, target, limits) => {
      const opened = await openSqlSession(signIn, target, limits)
      return opened.ok ? { ...opened, value: { ...opened.value, query: (statement, more) => (statement.startsWith('REVOKE') ? Promise.reject(new Error('killed')) : opened.value.query(statement, more)) } } : opened
    }
    const first = await auditApplication(sandbox, { importer: 'overgranted', documents, ports: { openSqlSession: dies } })
    const audit = await first.audit()
    const { rows } = await first.preview(audit.auditId, NO_REVOKE)
    const ids = rows.rows.flatMap((row) => (row.kind === 'unit' ? [row.unitId] : []))
    const revokes = { all: true, except: ids.slice(0, 1) }
    expect((await (await first.run('audit.apply-fix', first.fixInput(audit.auditId, { revokes }))).done).ok).toBe(false)

    const second = await auditApplication(sandbox, { importer: 'overgranted', documents })
    const unfinished = async () => (await second.value('audit.unfinished-fix', { profileId: second.profileId })).fix
    expect(await unfinished()).toMatchObject({ revokes })
    const again = await second.audit()
    expect((await second.fix(again.auditId, { revokes: NO_REVOKE })).state).toBe('nothing-to-do')
    expect(await unfinished()).toMatchObject({ revokes })
    expect((await second.fix(again.auditId, { revokes })).state).toBe('finished')
    expect(await unfinished()).toBeUndefined()
  }, 90_000)
})

describe('where the warehouse runs and its use is refused', () => {
  it('the price of REST is said before it is paid', async () => {
    let calls = 0
    const told: { step: string; callsBefore: number }[] = []
    const counted: Ports['openAuditWorkspace'] = (signIn, onRequest) => openAuditWorkspace(signIn, () => {
      calls += 1
      onRequest()
    })
    const app = await auditApplication(sandbox, { importer: 'overgranted', ports: { openSqlSession: refused, openAuditWorkspace: counted } })
    const run = await app.run('audit.run', { profileId: app.profileId, role: 'admin', policy: app.policy, startWarehouse: false })
    app.application.onRunMessage((message) => {
      if (message.kind === 'event') told.push({ step: (message.event as { step: string }).step, callsBefore: calls })
    })
    const result = await run.done
    if (!result.ok) throw new Error(JSON.stringify(result.diagnosis))
    const price = told.find(({ step }) => /about [\d,]+ requests in all/.test(step))
    const said = Number(/about ([\d,]+) requests/.exec(price?.step ?? '')?.[1]?.replace(',', ''))
    expect(told.some(({ step }) => step.startsWith('Databricks refused it'))).toBe(true)
    // Said before the tables are paid for, and what it then takes in all.
    expect(price?.callsBefore ?? calls).toBeLessThan(calls - scope.length + 1)
    expect(Math.abs(calls - said) / calls).toBeLessThanOrEqual(0.1)
    expect(said).toBeGreaterThan(scope.length)
    expect(result.value.report.requests).toBe(calls)
  }, 60_000)

  it('the fix goes by REST, says so before and after, and comes to the same end', async () => {
    const app = await auditApplication(sandbox, { importer: 'overgranted', ports: { openSqlSession: refused } })
    const audit = await app.audit()
    const preview = await app.preview(audit.auditId)
    expect(preview.route).toMatchObject({ by: 'rest', why: expect.stringContaining('permission') as string })
    const report = await app.fix(audit.auditId)
    expect(report).toMatchObject({ state: 'finished', route: { by: 'rest' } })
    expect(report.actions.every(({ how, state }) => how === 'rest' && state === 'done')).toBe(true)
    expect(scope.filter((table) => !canRead('overgranted', table))).toEqual([])
    expect(grantsOf('overgranted')).not.toContain('ALL PRIVILEGES ON SCHEMA shop.crm')
  }, 90_000)
})

describe('CAN USE on the warehouse', () => {
  it('is the first step of the fix of whoever lacks it, run like the others, and foretold', async () => {
    const app = await auditApplication(sandbox, { importer: 'starved' })
    const audit = await app.audit()
    expect(audit.report.findings.some(({ id }) => id === 'missing-can-use')).toBe(true)
    const preview = await app.preview(audit.auditId, NO_REVOKE)
    const [first, ...others] = preview.rows.rows.flatMap((row) => (row.kind === 'step' ? [row.step] : []))
    expect(first).toMatchObject({ kind: 'permission', privileges: ['CAN USE'], rest: expect.stringContaining('PATCH /api/2.0/permissions/warehouses/') as string })
    expect(others.every(({ kind }) => kind === 'grant')).toBe(true)
    expect(findingsAfter(audit.report, preview.afterGrants).some(({ id }) => id === 'missing-can-use')).toBe(false)
    expect(preview.afterGrants.neededNew.first).toContainEqual(expect.objectContaining({ securableType: 'WAREHOUSE', privilege: 'CAN USE' }))

    const part = (form: 'sql' | 'cli' | 'terraform' | 'rollback') => app.value('audit.fix-script', { profileId: app.profileId, auditId: audit.auditId, revokes: NO_REVOKE, form, from: 0, count: 1000 })
    expect((await part('cli')).rows[1]).toContain('databricks warehouses update-permissions')
    expect((await part('sql')).rows[0]).toContain('is no SQL')
    const file = await app.value('audit.save-fix-script', { profileId: app.profileId, auditId: audit.auditId, revokes: NO_REVOKE, form: 'cli' })
    expect([...app.scripts.values()][0]).toBe((await part('cli')).rows.map((line) => `${line}\n`).join(''))
    expect(file.lines).toBe((await part('cli')).total)

    const report = await app.fix(audit.auditId, { revokes: NO_REVOKE })
    expect(report.state).toBe('finished')
    expect(report.actions.map(({ actionId }) => actionId)).toEqual(stepIds(preview.rows.rows.filter((row) => row.kind === 'step' && row.unitId === undefined)))
    expect(report.actions[0]).toMatchObject({ how: 'rest', state: 'done' })
    expect(report.after?.report.verdict).toEqual(preview.afterGrants.verdict)
  }, 90_000)
})
