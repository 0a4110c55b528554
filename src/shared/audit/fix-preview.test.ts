import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { IMPORTER, auditWorld, importerPolicy } from '../../../test/support/audit-facts'
import { fixPlan } from './fix-plan'
import { fixPreview } from './fix-preview'
import { fixRollback } from './fix-rollback'
import { reviewedBy } from './fix-step'
import { FixPreview } from './kept-audit'
import { remediate, stepsOf } from './remediate'
import { reportFileName } from './report-file-name'
import { runAudit } from './run-audit'
import { applySteps, simulate } from './simulate'

const policy = importerPolicy()
const PRIVILEGES = ['USE CATALOG shop', 'USE SCHEMA shop.sales', 'SELECT shop.sales', 'SELECT shop', 'ALL PRIVILEGES shop', 'ALL PRIVILEGES shop.sales', 'MODIFY shop.sales', 'MANAGE shop', 'SELECT shop.sales.orders', 'SELECT shop.hr', 'CREATE SCHEMA shop', 'SELECT shop.sales analysts']
const grants = fc.subarray(PRIVILEGES)
const worldOf = (lines: readonly string[]) => {
  const { facts } = auditWorld().table('shop.sales.orders').table('shop.sales.customers').give(...lines)
  return { facts, report: runAudit(facts, policy) }
}
const idsOf = ({ grants: additive, prepare, revokes }: FixPreview): string[] => [...additive, ...prepare, ...revokes.flatMap((unit) => [...unit.revokes, ...unit.grantsAfter])].map(({ id }) => id)

describe('a fix preview', () => {
  it('shows what an audit after the script finds, whatever was granted before', () => {
    fc.assert(
      fc.property(grants, (lines) => {
        const { facts, report } = worldOf(lines)
        const preview = fixPreview(report, facts)
        const steps = stepsOf(remediate(report, facts), true)
        const after = runAudit(simulate(facts, steps), policy)
        expect(preview.afterAll).toMatchObject({ verdict: after.verdict, tables: after.tables, needed: after.needed, tablesLost: [] })
        expect(after.tables.readable).toBe(2)
        expect(preview.afterGrants.tables.readable).toBe(2)
        expect(report.findings.length - preview.afterAll.findingsGone.length + preview.afterAll.findingsNew.length).toBe(after.findings.length)
        expect(FixPreview.parse(preview)).toEqual(preview)
      }),
    )
  })
  it('names each step once, and the same step the same each time', () => {
    fc.assert(
      fc.property(grants, (lines) => {
        const { facts, report } = worldOf(lines)
        const ids = idsOf(fixPreview(report, facts))
        expect(new Set(ids).size).toBe(ids.length)
        expect(idsOf(fixPreview(report, facts))).toEqual(ids)
        expect(fixPlan(remediate(report, facts), { principal: IMPORTER, withRevokes: true, metastoreId: 'm-1', ask: [], runsOn: undefined }).actions.map(({ id }) => id)).toEqual(ids)
      }),
    )
  })
  it('is reviewed to the end wherever it stops', () => {
    fc.assert(
      fc.property(grants, fc.nat(20), fc.constantFrom('with-implied' as const, 'alone' as const), (lines, stop, reading) => {
        const { facts, report } = worldOf(lines)
        const wasReviewed = reviewedBy(idsOf(fixPreview(report, facts)))
        const half = { ...facts, access: applySteps(facts.access, stepsOf(remediate(report, facts), true).slice(0, stop), reading) }
        const rest = stepsOf(remediate(runAudit(half, policy), half), true)
        // What is left then is part of what was shown; and what the import lost on the way comes back before anything else is taken.
        expect(rest.filter((step) => !wasReviewed(step)).map(({ sql }) => sql)).toEqual([])
        const firstGrants = rest.slice(0, rest.findIndex(({ kind }) => kind === 'revoke') < 0 ? rest.length : rest.findIndex(({ kind }) => kind === 'revoke'))
        expect(runAudit({ ...half, access: applySteps(half.access, firstGrants, reading) }, policy).tables.readable).toBe(2)
      }),
    )
  })
  it('takes no privilege for another, and no securable', () => {
    const step = worldOf(['MODIFY shop.sales', 'MANAGE shop.sales', ...PRIVILEGES.slice(0, 3)])
    const steps = stepsOf(remediate(step.report, step.facts), true)
    expect(steps).toHaveLength(1)
    const reviewed = (...ids: string[]): boolean => steps.every(reviewedBy(ids))
    expect(reviewed('revoke MANAGE on SCHEMA shop.sales', 'revoke MODIFY on SCHEMA shop.sales')).toBe(true)
    expect(reviewed('revoke MODIFY on SCHEMA shop.sales')).toBe(false)
    expect(reviewed('grant MODIFY, MANAGE on SCHEMA shop.sales')).toBe(false)
    expect(reviewed('revoke MODIFY, MANAGE on SCHEMA shop.sale')).toBe(false)
  })
})

describe('a fix that is run', () => {
  it('closes the gap of a REVOKE also when what comes between fails', () => {
    const { facts, report } = worldOf(['ALL PRIVILEGES shop.sales', 'MODIFY shop.sales', 'USE CATALOG shop'])
    const { actions } = fixPlan(remediate(report, facts), { principal: IMPORTER, withRevokes: true, metastoreId: 'm-1', ask: ['ada'], runsOn: { id: 'w1', name: 'Import' } })
    expect(actions.map(({ id, cleansUpAfter }) => [id, cleansUpAfter])).toEqual([
      ['revoke ALL PRIVILEGES on SCHEMA shop.sales', undefined],
      ['revoke MODIFY on SCHEMA shop.sales', undefined],
      ['grant USE SCHEMA, SELECT on SCHEMA shop.sales', 'revoke ALL PRIVILEGES on SCHEMA shop.sales'],
    ])
    expect(actions.every(({ change }) => change.kind === 'sql')).toBe(true)
  })
  it('says how to take back exactly what it does', () => {
    const { facts, report } = worldOf(['USE CATALOG shop', 'MODIFY shop.sales'])
    const fix = remediate(report, facts)
    const additive = fixRollback(fix, report, { withRevokes: false, warehouse: undefined })
    expect(additive).toContain('REVOKE SELECT ON SCHEMA `shop`.`sales`')
    expect(additive).not.toContain('GRANT')
    expect(fixRollback(fix, report, { withRevokes: true, warehouse: undefined })).toContain('GRANT MODIFY ON SCHEMA `shop`.`sales`')
  })
})

it('names a report after its connection', () => {
  const { report } = worldOf([])
  expect(reportFileName('Retail / Sales (né)', report, 'html')).toBe('audit-retail-sales-ne-2026-11-23.html')
  expect(reportFileName('', report, 'sarif')).toBe('audit-shop-sales-2026-11-23.sarif')
  expect(reportFileName('日本', report, 'csv')).toBe('audit-shop-sales-2026-11-23.csv')
  expect(reportFileName('../../etc/passwd', report, 'md')).toBe('audit-etc-passwd-2026-11-23.md')
})
