import { describe, expect, it } from 'vitest'
import { atPositions } from '#shared/audit/after-fix'
import { findingKey } from '#shared/audit/finding'
import { pathOf } from '#shared/audit/listing'
import { EVERY_REVOKE, NO_REVOKE } from '#shared/audit/revoke-choice'
import { fakeAudit, fakeAuditFacts, fakeFix } from '../../../../test/support/fake-audit'
import { type FindingRow, GROUPS, NO_FILTER, type ResultRow, filterRows, groupedRows, rowsAfter, rowsOfAudit, textOf, typesOf, worstGroup } from './finding-rows'
import { fixLine, isNothingToFix, routeLine, scriptFileName, stepState } from './fix-rows'
import { overviewLine, overviewSummary } from './overview-rows'
import { readThreshold, thresholdTexts } from './thresholds-form'

const { view: messy, report } = fakeAudit('a', fakeAuditFacts('messy'), Date.UTC(2026, 10, 23))
const isFinding = (row: ResultRow): row is FindingRow => row.kind === 'finding'
const preview = fakeFix(fakeAuditFacts('messy')).preview

describe('rows of a result', () => {
  const rows = groupedRows(rowsOfAudit(messy))
  it('has every finding, needed right and open point once, each under its own key', () => {
    const { findings, needed, notChecked } = report
    const all = GROUPS.flatMap((group) => rows[group])
    expect(all).toHaveLength(findings.length + needed.length + notChecked.length)
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length)
  })
  it('says of each what the report says', () => {
    const shown = GROUPS.flatMap((group) => rows[group]).filter(isFinding)
    for (const row of shown) {
      const said = row.isNew ? undefined : report.findings[row.at]
      expect({ securable: row.securable, text: textOf(row), path: pathOf(row.finding, row.securable) }).toEqual({ securable: said?.securable, text: said?.reason, path: said?.path })
    }
  })
  it('finds each row by its name, its reason and its path', () => {
    for (const group of GROUPS) {
      for (const row of rows[group]) {
        const said = row.kind === 'finding' ? `${row.finding.id} ${textOf(row)} ${pathOf(row.finding, row.securable).map(({ name }) => name).join(' ')}` : row.securable
        expect(filterRows(rows[group], { ...NO_FILTER, find: `${row.securable} ${said}`.toUpperCase() })).toContain(row)
      }
    }
  })
  it('counts as the verdict does, and puts what stops the import first', () => {
    const { verdict } = messy.report
    expect([rows.missing.length, rows.excess.length, rows.shared.length, rows.remarks.length]).toEqual([verdict.missing, verdict.excess, verdict.shared, verdict.warnings + verdict.information])
    expect(worstGroup(rows)).toBe('missing')
    expect(worstGroup(groupedRows(rowsOfAudit(fakeAudit('a', fakeAuditFacts('clean'), 0).view)))).toBe('needed')
  })
  it('finds a row by any of its words, also by a group on its path', () => {
    expect(filterRows(rows.excess, { ...NO_FILTER, find: 'ANALYSTS ledger' }).map(({ securable }) => securable)).toEqual(['finance.books.ledger'])
    expect(filterRows(rows.excess, { ...NO_FILTER, severity: 'warning' }).every(({ form }) => form.severity === 'warning')).toBe(true)
    for (const type of typesOf(rows)) expect(GROUPS.flatMap((group) => filterRows(rows[group], { ...NO_FILTER, type }))).not.toEqual([])
  })
})

describe('what if', () => {
  it.each([['grants', preview.afterGrants], ['grants and revokes', preview.afterAll]] as const)('after the %s shows exactly the findings that are left', (_name, simulated) => {
    const rows = groupedRows(rowsAfter(rowsOfAudit(messy), simulated))
    const gone = new Set(atPositions(report.findings, simulated.findingsGone).map(findingKey))
    const shown = GROUPS.flatMap((group) => rows[group]).filter(isFinding)
    expect(shown).toHaveLength(report.findings.length - simulated.findingsGone.count + simulated.findingsNew.count)
    expect(shown.filter(({ finding, securable }) => gone.has(findingKey({ ...finding, securable, path: pathOf(finding, securable), reason: '', fix: [] })))).toEqual([])
    expect(rows.missing.length).toBe(simulated.verdict.missing)
    expect(rows.excess.length).toBe(simulated.verdict.excess)
  })
})

describe('the fix to review', () => {
  it('says what it is made of, and what of it is chosen', () => {
    expect(fixLine(preview.counts)).toBe('2 grants, and too much on 5 objects (left out)')
    expect(fixLine(fakeFix(fakeAuditFacts('messy'), EVERY_REVOKE).preview.counts)).toBe('2 grants, and too much on 5 objects, all of it to revoke')
    expect(fixLine({ ...preview.counts, grants: 0, units: 1, chosenUnits: 0 })).toBe('No grant is missing, and too much on 1 object (left out)')
  })
  it('marks what is left out, and what became of the rest', () => {
    const row = preview.rows.rows.find(({ kind }) => kind === 'step')
    if (row?.kind !== 'step') throw new Error('no step')
    expect(stepState(row.step, false, undefined).word).toBe('Left out')
    expect(stepState(row.step, true, undefined).word).toBe('To do')
    expect(stepState(row.step, true, { actionId: row.step.id, state: 'done', how: 'sql', at: 0 }).state).toBe('ok')
  })
  it('says how it is run before it runs', () => {
    expect(routeLine({ by: 'sql', warehouse: 'Import' })).toContain('Import')
    expect(routeLine({ by: 'rest', why: 'It sleeps' })).toBe('By REST, which needs no warehouse. Why not by SQL: It sleeps.')
    expect(routeLine(undefined)).toContain('else by REST')
  })
  it('says so when there is nothing', () => expect(isNothingToFix(fakeFix(fakeAuditFacts('clean'), NO_REVOKE).preview)).toBe(true))
  it('names files that any system takes', () => {
    const named = { ...messy, report: { ...messy.report, subject: { ...messy.report.subject, name: 'a/b: "Größe"?' } } }
    expect(scriptFileName(named, 'sql')).toMatch(/^fix-[\p{L}\p{N}-]+\.sql$/u)
  })
})

it('sums up all connections, and leads each to what is next', () => {
  const { report } = messy
  const last = { auditId: 'a', at: 0, principal: report.subject.principal, caller: report.scope.caller, catalog: 'shop', verdict: report.verdict, tables: report.tables, requests: 3 }
  const row = { profileId: 'p', connection: '', host: 'h', catalog: 'shop', schema: '' }
  expect(overviewLine({ ...row, last })).toMatchObject({ state: 'failed', word: 'Missing', next: 'Review the fix', name: 'Connection without a name' })
  expect(overviewLine({ ...row, blockedBy: 'No token yet' })).toMatchObject({ state: 'not-set-up', next: 'Complete it' })
  expect(overviewSummary([{ ...row, last }, row])).toBe('0 of 2 with least privilege, 1 with something missing, 1 never audited')
})

describe('thresholds as typed', () => {
  it('reads back what it shows', () => {
    const texts = thresholdTexts(messy.report.scope.thresholds)
    for (const [field, text] of Object.entries(texts)) {
      const read = readThreshold(field as keyof typeof texts, text)
      expect(read).toEqual({ ok: true, change: { [field]: messy.report.scope.thresholds[field as keyof typeof texts] } })
    }
  })
  it.each([['tokenExpiryDays', '30, soon'], ['tokenExpiryDays', ''], ['tokenShortDays', '0'], ['tokenRotationDays', '-1'], ['tokenUnusedDays', '1.5']])('refuses %s “%s”', (field, text) => {
    expect(readThreshold(field as 'tokenShortDays', text).ok).toBe(false)
  })
})
