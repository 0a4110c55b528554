import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqlSession } from '../../src/main/adapters/databricks/sql-session'
import type { SqlSession } from '../../src/main/core/ports/workspace'
import { createAccess } from '../../src/sandbox/unity-catalog/access'
import { startSandbox, type RunningSandbox } from '../../src/sandbox/wire/start-sandbox'
import { findingKey } from '../../src/shared/audit/finding'
import { remediate, stepsOf } from '../../src/shared/audit/remediate'
import { runAudit } from '../../src/shared/audit/run-audit'
import { simulate } from '../../src/shared/audit/simulate'
import { factsOf, signInTo } from '../support/audit-sandbox'

let sandbox: RunningSandbox
beforeEach(async () => {
  sandbox = await startSandbox({ workspace: 'messy', warm: true })
}, 60_000)
afterEach(() => sandbox.close())

const limits = () => ({ signal: new AbortController().signal, timeoutMs: 30_000 })
async function sessionAs(name: string): Promise<SqlSession> {
  const opened = await openSqlSession(signInTo(sandbox, name), { httpPath: Object.values(sandbox.ready.httpPaths)[0] ?? '' }, limits())
  if (!opened.ok) throw new Error(opened.failure.message)
  return opened.value
}

/** What everybody but one may select, as the sandbox's own enforcement sees it. */
const readableByOthers = (except: string): string[] =>
  sandbox.state.identities
    .filter(({ key }) => key !== except)
    .flatMap(({ key, principal }) => {
      const access = createAccess(sandbox.state, principal)
      return sandbox.state.tables.filter(({ catalog, schema, name }) => access.reachTable(catalog, schema, name).ok).map(({ catalog, schema, name }) => `${key} ${catalog}.${schema}.${name}`)
    })

describe('the fix script', () => {
  it.each(['overgranted', 'starved', 'picker', 'hoarder'])('leaves %s what it needs, takes what it does not, and does what the simulation said', async (key) => {
    const before = await factsOf(sandbox, { of: key })
    const report = runAudit(before.facts, before.policy)
    const remediation = remediate(report, before.facts)
    const steps = stepsOf(remediation)
    const principal = before.facts.access.subject.principal
    const foreign = sandbox.state.grants.filter((grant) => grant.principal !== principal)
    const others = readableByOthers(key)
    expect(steps.length).toBeGreaterThan(0)
    expect(steps.filter(({ kind }) => kind === 'revoke').every((step) => step.principal === principal)).toBe(true)

    const admin = await sessionAs('admin')
    for (const step of steps) {
      const ran = await admin.query(step.sql, limits())
      expect({ sql: step.sql, why: ran.ok ? '' : ran.failure.message }).toEqual({ sql: step.sql, why: '' })
    }
    await admin.close()

    const after = await factsOf(sandbox, { of: key })
    const mended = runAudit(after.facts, after.policy)
    expect(mended.findings.filter(({ fix }) => fix.some(({ how, sql }) => how === 'run' && sql !== undefined)).map(findingKey)).toEqual([])
    const foretold = runAudit(simulate(before.facts, steps), before.policy)
    const rights = (findings: typeof mended.findings): string[] => findings.filter(({ securableType }) => securableType !== 'TOKEN').map(findingKey).sort()
    expect(rights(mended.findings)).toEqual(rights(foretold.findings))
    expect(mended.tables).toEqual(foretold.tables)
    // What is left is for a person, and was said beforehand.
    expect(mended.findings.filter(({ kind }) => kind === 'excess').every(({ id, securable }) => remediation.byHand.some((row) => row.id === id && row.securable === securable))).toBe(true)

    expect(mended.tables).toMatchObject({ total: 7, readable: 6 })
    expect(readableByOthers(key)).toEqual(others)
    expect(sandbox.state.grants.filter((grant) => grant.principal !== principal)).toEqual(foreign)
  }, 90_000)

  it('lets the identity read on through the driver', async () => {
    const before = await factsOf(sandbox, { of: 'overgranted' })
    const steps = stepsOf(remediate(runAudit(before.facts, before.policy), before.facts))
    const [admin, importer] = [await sessionAs('admin'), await sessionAs('overgranted')]
    for (const step of steps) await admin.query(step.sql, limits())
    for (const table of ['customers', 'orders', 'events', 'consents', 'active_customers']) expect((await importer.query(`SELECT * FROM shop.crm.${table} LIMIT 1`, limits())).ok).toBe(true)
    expect((await importer.query('SELECT * FROM shop.finance.salaries LIMIT 1', limits())).ok).toBe(false)
    await Promise.all([admin.close(), importer.close()])
  }, 90_000)

  it('can be taken back', async () => {
    const before = await factsOf(sandbox, { of: 'overgranted' })
    const remediation = remediate(runAudit(before.facts, before.policy), before.facts)
    const own = (): string[] => sandbox.state.grants.filter(({ principal }) => principal === before.facts.access.subject.principal).map(({ type, securable, privilege }) => `${privilege} ON ${type} ${securable}`).sort()
    const was = own()
    const admin = await sessionAs('admin')
    for (const step of [...stepsOf(remediation), ...remediation.rollback]) expect(await admin.query(step.sql, limits())).toMatchObject({ ok: true })
    expect(own()).toEqual(was)
    await admin.close()
  }, 90_000)
})
