import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MESSY_FINDINGS } from '../../src/sandbox/workspaces/messy-findings'
import { startSandbox, type RunningSandbox } from '../../src/sandbox/wire/start-sandbox'
import type { AuditReport } from '../../src/shared/audit/audit-report'
import { CHECKS } from '../../src/shared/audit/checks/all'
import { auditOf } from '../support/audit-sandbox'

const ids = (report: AuditReport): string[] => [...new Set(report.findings.map(({ id }) => id))]
const whatIsNotChecked = (report: AuditReport): string[] => report.notChecked.map(({ what }) => what)

describe('the sample workspace "messy"', () => {
  let sandbox: RunningSandbox
  beforeAll(async () => {
    sandbox = await startSandbox({ workspace: 'messy', warm: true })
  }, 60_000)
  afterAll(() => sandbox.close())

  it('lists every check there is', () => {
    expect(MESSY_FINDINGS.map(({ id }) => id).sort()).toEqual(CHECKS.map(({ id }) => id).sort())
  })
  it('has every finding where its table says', async () => {
    const reports = new Map<string, AuditReport>()
    const absent: string[] = []
    for (const { id, identity, catalog, schema, sourceRanges, lostToken } of MESSY_FINDINGS) {
      const policy = { ...(catalog === undefined ? {} : { catalog }), ...(schema === undefined ? {} : { schema }), ...(sourceRanges ? { sourceRanges } : {}) }
      const key = JSON.stringify([identity, policy, lostToken])
      const report = reports.get(key) ?? (await auditOf(sandbox, { of: identity, policy, tokenId: lostToken ? 'f'.repeat(64) : undefined }))
      reports.set(key, report)
      if (!ids(report).includes(id)) absent.push(`${id} of ${identity}: ${ids(report).join(', ')} / ${whatIsNotChecked(report).join(', ')}`)
    }
    expect(absent).toEqual([])
  }, 120_000)
})

describe('the sample workspace "retail"', () => {
  let sandbox: RunningSandbox
  beforeAll(async () => {
    sandbox = await startSandbox({ workspace: 'retail', warm: true })
  }, 60_000)
  afterAll(() => sandbox.close())
  const own = { of: 'least-privilege', asking: 'CleverTap warehouse', policy: { sourceRanges: ['203.0.113.0/24'] } }

  it('has an identity with nothing to mend', async () => {
    const report = await auditOf(sandbox, own)
    expect(report.findings).toEqual([])
    expect(report.verdict.state).toBe('least-privilege')
    expect(report.tables).toEqual({ total: 30, readable: 30, unknown: 0 })
    expect(whatIsNotChecked(report)).toEqual(['ABAC policies'])
  }, 60_000)

  it('tells what its own token can not see, and never calls that fine', async () => {
    const report = await auditOf(sandbox, { as: 'least-privilege', asking: 'CleverTap warehouse', policy: own.policy })
    expect(report.verdict.state).toBe('not-proven')
    expect(report.scope.caller.as).toBe('self')
    expect(report.tables.readable).toBe(30)
    expect(whatIsNotChecked(report)).toEqual(expect.arrayContaining(['grants of catalog retail', 'Catalogs that this sign-in does not see', 'IP access lists']))
    expect(report.notChecked.every(({ why }) => why !== '')).toBe(true)
  }, 60_000)

  it('does not wake a warehouse: it reads by REST, says the price first, and finds the same on the scope', async () => {
    const told: string[] = []
    const bySql = await auditOf(sandbox, { of: 'excessive' })
    const byRest = await auditOf(sandbox, { of: 'excessive', asking: 'Nightly warehouse', policy: { warehouse: bySql.scope.warehouse }, tell: (step) => told.push(step) })
    expect(sandbox.state.warehouses.find(({ name }) => name === 'Nightly warehouse')?.life).toBe('STOPPED')
    expect(told.some((step) => /about [\d,]+ requests in all/.test(step))).toBe(true)
    expect(whatIsNotChecked(byRest)).toContain('Questions by SQL')
    expect(ids(byRest).sort()).toEqual(ids(bySql).sort())
    expect(byRest.tables).toEqual(bySql.tables)
    expect(byRest.requests).toBeGreaterThan(bySql.requests)
    const announced = Number(/about ([\d,]+) requests in all/.exec(told.join('\n'))?.[1]?.replaceAll(',', ''))
    expect(Math.abs(announced - byRest.requests) / byRest.requests).toBeLessThanOrEqual(0.1)
    const least = await auditOf(sandbox, { ...own, asking: 'Nightly warehouse', policy: { ...own.policy, warehouse: '1a2b3c4d5e6f7a05' } })
    expect({ findings: least.findings, state: least.verdict.state }).toEqual({ findings: [], state: 'not-proven' })
  }, 60_000)

  it('knows membership through a group that the workspace hides, from the account directory and from the identity itself', async () => {
    for (const options of [{ of: 'via-hidden-group' }, { as: 'via-hidden-group' }]) {
      const report = await auditOf(sandbox, options)
      expect(report.tables).toMatchObject({ total: 30, readable: 'of' in options ? 30 : 0 })
    }
  }, 60_000)

  it('calls membership unknown, never "no", where no directory shows the group', async () => {
    sandbox.state.accountDirectory = false
    try {
      const report = await auditOf(sandbox, { of: 'via-hidden-group' })
      expect(report.tables).toEqual({ total: 30, readable: 0, unknown: 30 })
      expect(report.verdict).toMatchObject({ missing: 0 })
      expect(whatIsNotChecked(report)).toContain('is the identity in clevertap importers?')
    } finally {
      delete sandbox.state.accountDirectory
    }
  }, 60_000)

  it('asks the catalog itself where system.information_schema is closed, and says what that leaves out', async () => {
    const { grants } = sandbox.state
    sandbox.state.grants = grants.filter(({ securable }) => securable !== 'system')
    try {
      const report = await auditOf(sandbox, own)
      expect(report.tables).toEqual({ total: 30, readable: 30, unknown: 0 })
      expect(report.findings).toEqual([])
      expect(report.verdict.state).toBe('not-proven')
      expect(whatIsNotChecked(report)).toContain('Everything outside the catalog retail')
    } finally {
      sandbox.state.grants = grants
    }
  }, 60_000)

  it('sees all as a member of the group that owns the catalog, and not more', async () => {
    const report = await auditOf(sandbox, { ...own, as: 'engineer' })
    expect(report.tables).toEqual({ total: 30, readable: 30, unknown: 0 })
    const hidden = report.notChecked.map(({ what }) => what)
    expect(hidden).not.toContain('grants of catalog retail')
    expect(hidden).toContain('grants of catalog samples')
    expect(report.verdict.state).toBe('not-proven')
  }, 60_000)

  it('finds a group far down the directory', async () => {
    const { groups } = sandbox.state
    const many = Array.from({ length: 250 }, (_none, index) => ({ id: `7${String(index)}`, name: `team ${String(index)}`, level: 'account' as const, visibleInWorkspace: false, members: [] }))
    sandbox.state.groups = [...many, ...groups]
    try {
      expect((await auditOf(sandbox, { of: 'via-hidden-group' })).tables.readable).toBe(30)
    } finally {
      sandbox.state.groups = groups
    }
  }, 60_000)

  it('keeps what it has when it is cancelled', async () => {
    const controller = new AbortController()
    const report = await auditOf(sandbox, { of: 'excessive', signal: controller.signal, tell: (step) => step === 'Finding out which groups it is in' && controller.abort() })
    expect(report.verdict.state).not.toBe('least-privilege')
    expect(report.notChecked.some(({ why }) => /cancelled/i.test(why))).toBe(true)
  }, 60_000)
})
