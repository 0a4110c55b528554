import { describe, expect, it } from 'vitest'
import { fakePorts, savedConnection, testApplication } from '../../../../test/support/fakes-application'
import { PRINCIPAL, REFUSALS, fakeSql, fakeWorkspace, opens, refused, rows, runningWarehouse } from '../../../../test/support/fakes-workspace'
import type { PermissionReport, SignInRole } from '../../../shared/discovery/discovery'
import { success } from '../../../shared/result'
import type { Workspace } from '../ports/workspace'

async function verify(workspace: Partial<Workspace>, sql = fakeSql(), role: SignInRole = 'importer'): Promise<PermissionReport> {
  const app = testApplication(fakePorts({ openWorkspace: opens(fakeWorkspace(workspace)), openSqlSession: sql.open }))
  const profileId = await savedConnection(app)
  if (role === 'admin') await app.value('tokens.put', { profileId, role, token: 'dapi22222222222222222222222222222222', keep: 'run' })
  const result = await (await app.run('permissions.verify', { profileId, role, wakeWarehouse: false })).done
  if (!result.ok) throw new Error(JSON.stringify(result.diagnosis))
  return result.value
}
const row = (report: PermissionReport) => report.checks.map(({ privilege, state, via }) => `${privilege}: ${state} (${via})`)
const effective = (...list: [string, string, string?][]): Partial<Workspace> => ({
  effectivePermissions: async () => success(list.map(([principal, privilege, from]) => ({ principal, privileges: [{ privilege, inheritedFromType: from, inheritedFromName: from && 'retail' }] }))),
})
const asleep: Partial<Workspace> = { getWarehouse: async () => success({ ...runningWarehouse, state: 'STOPPED' as const }) }

describe('what the identity has', () => {
  it('is proved by the read where no grant is visible', async () => {
    const report = await verify({})
    expect(new Set(report.checks.map(({ state, via }) => `${state} ${via}`))).toEqual(new Set(['proved hidden']))
    expect(report.readable).toEqual({ proved: 2, total: 2 })
    expect(report.checks[0]?.source).toContain('may not see')
  })

  it('tells where a right comes from: direct, inherited, through a group', async () => {
    const me: Partial<Workspace> = { me: async () => success({ userName: PRINCIPAL, kind: 'service-principal' as const, groups: ['Importers'], entitlements: [] }) }
    expect(row(await verify(effective([PRINCIPAL, 'USE_CATALOG'])))[0]).toBe('USE CATALOG: granted (direct)')
    expect(row(await verify(effective([PRINCIPAL, 'USE_SCHEMA', 'CATALOG'])))[1]).toBe('USE SCHEMA: granted (inherited)')
    expect(row(await verify({ ...me, ...effective(['importers', 'ALL_PRIVILEGES']) }))[2]).toBe('SELECT: granted (group)')
  })

  it('is missing when Databricks refuses it, with the grant that mends it; what comes before it is proved', async () => {
    const report = await verify({}, fakeSql({ 'LIMIT 1': REFUSALS.noSelect }))
    expect(row(report).slice(0, 3)).toEqual(['USE CATALOG: proved (hidden)', 'USE SCHEMA: proved (hidden)', 'SELECT: missing (none)'])
    expect(report.checks[2]?.grantStatement).toBe(`GRANT SELECT ON TABLE \`retail\`.\`sales\`.\`orders\` TO \`${PRINCIPAL}\`;`)
  })

  it('is never "no" when a group has it and membership is not known', async () => {
    const report = await verify({ ...asleep, ...effective(['some account group', 'USE_CATALOG']) })
    expect(row(report)[0]).toBe('USE CATALOG: could-not-check (unknown)')
    expect(report.checks[0]?.source).toContain('some account group')
  })

  it('is missing without a read only when every grant is in sight', async () => {
    expect(row(await verify({ ...asleep, ...effective(['ada', 'MANAGE']) }))[0]).toBe('USE CATALOG: missing (none)')
    expect(row(await verify({ ...asleep, effectivePermissions: async () => success([]) }))[0]).toBe('USE CATALOG: could-not-check (unknown)')
    expect(row(await verify({ ...asleep, effectivePermissions: refused(REFUSALS.scope) }))[0]).toBe('USE CATALOG: could-not-check (unknown)')
  })

  it('reads grants by SQL where REST is hidden', async () => {
    const sql = fakeSql({ 'SHOW GRANTS': rows(['Principal', 'ActionType', 'ObjectType', 'ObjectKey'], [PRINCIPAL, 'USE CATALOG', 'CATALOG', '`retail`']) })
    expect(row(await verify({ effectivePermissions: refused(REFUSALS.scope) }, sql))[0]).toBe('USE CATALOG: granted (direct)')
  })

  it('stays about the importer when an administrator signs in to look', async () => {
    const report = await verify(effective([PRINCIPAL, 'SELECT']), fakeSql(), 'admin')
    expect([report.principal, report.askedAs]).toEqual([PRINCIPAL, 'admin'])
    expect(report.checks.every(({ showStatement }) => showStatement.startsWith(`SHOW GRANTS \`${PRINCIPAL}\``))).toBe(true)
  })
})
