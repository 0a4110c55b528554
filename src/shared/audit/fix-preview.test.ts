import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { IMPORTER, auditWorld, importerPolicy } from '../../../test/support/audit-facts'
import { finish } from '../work'
import { findingsAfter, neededAfter } from './after-fix'
import type { AuditReport } from './audit-report'
import type { AuditFacts } from './facts'
import { findingKey } from './finding'
import type { FixList } from './fix-list'
import { fixPlan } from './fix-plan'
import { afterChoice, chosenFix, draftFix } from './fix-preview'
import { fixRollback } from './fix-rollback'
import { fixScript, scriptPart, wholeScript } from './fix-script'
import { reviewedBy, stepIdsOf } from './fix-step'
import { FixPreview } from './fix-view'
import { remediate, stepsOf } from './remediate'
import { reportFileName } from './report-file-name'
import { EVERY_REVOKE, NO_REVOKE, type RevokeChoice, chooser, covers, withUnit } from './revoke-choice'
import { runAudit } from './run-audit'
import { applySteps, simulate } from './simulate'

const policy = importerPolicy()
const PRIVILEGES = ['USE CATALOG shop', 'USE SCHEMA shop.sales', 'SELECT shop.sales', 'SELECT shop', 'ALL PRIVILEGES shop', 'ALL PRIVILEGES shop.sales', 'MODIFY shop.sales', 'MANAGE shop', 'SELECT shop.sales.orders', 'SELECT shop.hr', 'CREATE SCHEMA shop', 'SELECT shop.sales analysts']
const grants = fc.subarray(PRIVILEGES)
const worldOf = (lines: readonly string[]) => {
  const { facts } = auditWorld().table('shop.sales.orders').table('shop.sales.customers').give(...lines)
  return { facts, report: runAudit(facts, policy) }
}
const workedOut = (report: AuditReport, facts: AuditFacts, choice: RevokeChoice = EVERY_REVOKE) => {
  const draft = finish(draftFix(report, facts))
  return { draft, ...finish(chosenFix(draft, choice)) }
}
const idsOf = (list: FixList): string[] => list.page(0, list.total).rows.flatMap((row) => (row.kind === 'step' ? [row.step.id] : []))

describe('a fix preview', () => {
  it('shows what an audit after the script finds, whatever was granted before', () => {
    fc.assert(
      fc.property(grants, (lines) => {
        const { facts, report } = worldOf(lines)
        const { preview } = workedOut(report, facts)
        const after = runAudit(simulate(facts, stepsOf(remediate(report, facts))), policy)
        const keys = (findings: AuditReport['findings']): string[] => findings.map(findingKey).sort()
        expect(preview.afterAll).toMatchObject({ verdict: after.verdict, tables: after.tables, tablesLost: { count: 0, first: [] } })
        expect(neededAfter(report, preview.afterAll).map((row) => JSON.stringify(row)).sort()).toEqual(after.needed.map((row) => JSON.stringify(row)).sort())
        expect(keys(findingsAfter(report, preview.afterAll))).toEqual(keys(after.findings))
        expect(after.tables.readable).toBe(2)
        expect(preview.afterGrants.tables.readable).toBe(2)
        expect(FixPreview.parse(preview)).toEqual(preview)
      }),
    )
  })
  it('foretells the state after some of the revokes, and counts what would run', () => {
    fc.assert(
      fc.property(grants, fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), (lines, ticks) => {
        const { facts, report } = worldOf(lines)
        const { draft } = workedOut(report, facts)
        const except = draft.proposal.units.filter((_unit, at) => ticks[at]).map(({ id }) => id)
        const { preview, remediation, list } = finish(chosenFix(draft, { all: false, except }))
        const after = runAudit(simulate(facts, stepsOf(remediation)), policy)
        expect(afterChoice(preview)).toMatchObject({ verdict: after.verdict, tables: after.tables })
        expect(preview.counts).toMatchObject({ units: draft.proposal.units.length, chosenUnits: except.length, chosen: stepIdsOf(remediation).length })
        // Everything is listed, chosen or not, and what runs is part of it, in its order.
        const ids = idsOf(list)
        expect(ids.filter((id) => stepIdsOf(remediation).includes(id))).toEqual(stepIdsOf(remediation))
      }),
    )
  })
  it('names each step once, and the same step the same each time, in whichever pages it is read', () => {
    fc.assert(
      fc.property(grants, fc.integer({ min: 1, max: 7 }), (lines, size) => {
        const { facts, report } = worldOf(lines)
        const { list, remediation } = workedOut(report, facts)
        const ids = idsOf(list)
        expect(new Set(ids).size).toBe(ids.length)
        expect(idsOf(workedOut(report, facts).list)).toEqual(ids)
        expect(stepIdsOf(remediation)).toEqual(ids)
        expect(fixPlan(remediation, { principal: IMPORTER, metastoreId: 'm-1', ask: [], runsOn: undefined }).actions.map(({ id }) => id)).toEqual(ids)
        const pages = Array.from({ length: Math.ceil(list.total / size) }, (_, page) => list.page(page * size, size).rows).flat()
        expect(pages).toEqual(list.page(0, list.total).rows)
      }),
    )
  })
  it('does not grow with the fix, and has all of it page by page', () => {
    const sizes = [2_000, 4_000].map((tables) => {
      const world = auditWorld().give(...PRIVILEGES.slice(0, 3))
      for (let at = 0; at < tables; at++) world.table(`shop.hr.t${at}`).give(`MODIFY shop.hr.t${at}`)
      const report = runAudit(world.facts, policy)
      const { preview, list, draft, remediation } = workedOut(report, world.facts)
      expect(preview.counts.units).toBe(tables)
      expect(idsOf(list)).toHaveLength(tables)
      const script = fixScript(draft.proposal, remediation, 'sql')
      expect(finish(wholeScript(script)).match(/^REVOKE/gm)).toHaveLength(tables)
      expect(scriptPart(script, script.total - 2, 10).rows).toHaveLength(2)
      return JSON.stringify(preview).length
    })
    expect(Math.abs(sizes[1]! - sizes[0]!)).toBeLessThan(100)
  })
  it('is reviewed to the end wherever it stops', () => {
    fc.assert(
      fc.property(grants, fc.nat(20), fc.constantFrom('with-implied' as const, 'alone' as const), (lines, stop, reading) => {
        const { facts, report } = worldOf(lines)
        const wasReviewed = reviewedBy(idsOf(workedOut(report, facts).list))
        const half = { ...facts, access: applySteps(facts.access, stepsOf(remediate(report, facts)).slice(0, stop), reading) }
        const rest = stepsOf(remediate(runAudit(half, policy), half))
        // What is left then is part of what was shown; and what the import lost on the way comes back before anything else is taken.
        expect(rest.filter((step) => !wasReviewed(step)).map(({ sql }) => sql)).toEqual([])
        const firstGrants = rest.slice(0, rest.findIndex(({ kind }) => kind === 'revoke') < 0 ? rest.length : rest.findIndex(({ kind }) => kind === 'revoke'))
        expect(runAudit({ ...half, access: applySteps(half.access, firstGrants, reading) }, policy).tables.readable).toBe(2)
      }),
    )
  })
  it('takes no privilege for another, and no securable', () => {
    const step = worldOf(['MODIFY shop.sales', 'MANAGE shop.sales', ...PRIVILEGES.slice(0, 3)])
    const steps = stepsOf(remediate(step.report, step.facts))
    expect(steps).toHaveLength(1)
    const reviewed = (...ids: string[]): boolean => steps.every(reviewedBy(ids))
    expect(reviewed('revoke MANAGE on SCHEMA shop.sales', 'revoke MODIFY on SCHEMA shop.sales')).toBe(true)
    expect(reviewed('revoke MODIFY on SCHEMA shop.sales')).toBe(false)
    expect(reviewed('grant MODIFY, MANAGE on SCHEMA shop.sales')).toBe(false)
    expect(reviewed('revoke MODIFY, MANAGE on SCHEMA shop.sale')).toBe(false)
  })
})

describe('a choice of revokes', () => {
  const ids = ['TABLE a.b.c', 'TABLE a.b.d', 'SCHEMA a.b']
  const choices = fc.record({ all: fc.boolean(), except: fc.subarray(ids) })
  it('changes one at a time', () => {
    fc.assert(fc.property(choices, fc.constantFrom(...ids), fc.boolean(), (choice, id, isChosen) => {
      const is = chooser(withUnit(choice, id, isChosen))
      expect(is(id)).toBe(isChosen)
      for (const other of ids) if (other !== id) expect(is(other)).toBe(chooser(choice)(other))
    }))
  })
  it('covers another when it chooses all that the other chooses, and whatever may come', () => {
    fc.assert(fc.property(choices, choices, (wider, narrower) => {
      const [isWide, isNarrow] = [chooser(wider), chooser(narrower)]
      expect(covers(wider, narrower)).toBe([...ids, 'a table that is not there yet'].every((id) => !isNarrow(id) || isWide(id)))
    }))
  })
})

describe('a fix that is run', () => {
  it('closes the gap of a REVOKE also when what comes between fails', () => {
    const { facts, report } = worldOf(['ALL PRIVILEGES shop.sales', 'MODIFY shop.sales', 'USE CATALOG shop'])
    const { actions } = fixPlan(remediate(report, facts), { principal: IMPORTER, metastoreId: 'm-1', ask: ['ada'], runsOn: { id: 'w1', name: 'Import' } })
    expect(actions.map(({ id, cleansUpAfter }) => [id, cleansUpAfter])).toEqual([
      ['revoke ALL PRIVILEGES on SCHEMA shop.sales', undefined],
      ['revoke MODIFY on SCHEMA shop.sales', undefined],
      ['grant USE SCHEMA, SELECT on SCHEMA shop.sales', 'revoke ALL PRIVILEGES on SCHEMA shop.sales'],
    ])
    expect(actions.every(({ change }) => change.kind === 'sql')).toBe(true)
  })
  it('says how to take back exactly what it does', () => {
    const { facts, report } = worldOf(['USE CATALOG shop', 'MODIFY shop.sales'])
    const additive = fixRollback(remediate(report, facts, NO_REVOKE), report)
    expect(additive).toContain('REVOKE SELECT ON SCHEMA `shop`.`sales`')
    expect(additive).not.toContain('GRANT')
    expect(fixRollback(remediate(report, facts), report)).toContain('GRANT MODIFY ON SCHEMA `shop`.`sales`')
  })
})

it('names a report after its connection', () => {
  const { report } = worldOf([])
  expect(reportFileName('Retail / Sales (né)', report, 'html')).toBe('audit-retail-sales-ne-2026-11-23.html')
  expect(reportFileName('', report, 'sarif')).toBe('audit-shop-sales-2026-11-23.sarif')
  expect(reportFileName('日本', report, 'csv')).toBe('audit-shop-sales-2026-11-23.csv')
  expect(reportFileName('../../etc/passwd', report, 'md')).toBe('audit-etc-passwd-2026-11-23.md')
})
