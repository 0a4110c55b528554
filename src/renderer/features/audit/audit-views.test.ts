import { describe, expect, it } from 'vitest'
import { findingKey } from '#shared/audit/finding'
import { fakeAudit, fakeAuditFacts, fakeFixPreview } from '../../../../test/support/fake-audit'
import { GROUPS, NO_FILTER, filterRows, resultRows, typesOf, worstGroup } from './finding-rows'
import { fixCounts, fixRows, fixScript, isNothingToFix, reviewedIds, scriptFileName } from './fix-rows'
import { overviewLine, overviewSummary } from './overview-rows'
import { readThreshold, thresholdTexts } from './thresholds-form'
import { afterFix } from './what-if'

const messy = fakeAudit('a', fakeAuditFacts('messy'), Date.UTC(2026, 10, 23)).view
const preview = fakeFixPreview(fakeAuditFacts('messy'))

describe('rows of a result', () => {
  const rows = resultRows(messy.report)
  it('has every finding, needed right and open point once, each under its own key', () => {
    const { findings, needed, notChecked } = messy.report
    const all = GROUPS.flatMap((group) => rows[group])
    expect(all).toHaveLength(findings.length + needed.length + notChecked.length)
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length)
  })
  it('counts as the verdict does, and puts what stops the import first', () => {
    const { verdict } = messy.report
    expect([rows.missing.length, rows.excess.length, rows.shared.length, rows.remarks.length]).toEqual([verdict.missing, verdict.excess, verdict.shared, verdict.warnings + verdict.information])
    expect(worstGroup(rows)).toBe('missing')
    expect(worstGroup(resultRows(fakeAudit('a', fakeAuditFacts('clean'), 0).view.report))).toBe('needed')
  })
  it('finds a row by any of its words, also by a group on its path', () => {
    expect(filterRows(rows.excess, { ...NO_FILTER, find: 'ANALYSTS ledger' }).map(({ securable }) => securable)).toEqual(['finance.books.ledger'])
    expect(filterRows(rows.excess, { ...NO_FILTER, severity: 'warning' }).every((row) => row.kind === 'finding' && row.severity === 'warning')).toBe(true)
    for (const type of typesOf(rows)) expect(GROUPS.flatMap((group) => filterRows(rows[group], { ...NO_FILTER, type }))).not.toEqual([])
  })
})

describe('what if', () => {
  it.each([['grants', preview.afterGrants], ['grants and revokes', preview.afterAll]] as const)('after the %s shows exactly the findings that are left', (_name, simulated) => {
    const rows = resultRows(messy.report, afterFix(messy.report, simulated))
    const gone = new Set(simulated.findingsGone.map(findingKey))
    const shown = GROUPS.flatMap((group) => rows[group]).filter((row) => row.kind === 'finding')
    expect(shown).toHaveLength(messy.report.findings.length - simulated.findingsGone.length + simulated.findingsNew.length)
    expect(shown.filter(({ finding }) => gone.has(findingKey(finding)))).toEqual([])
    expect(rows.missing.length).toBe(simulated.verdict.missing)
    expect(rows.excess.length).toBe(simulated.verdict.excess)
  })
})

describe('the fix to review', () => {
  it('shows every step that may run, in the order in which it runs, and none as chosen that is opted out of', () => {
    const steps = fixRows(preview, true).filter((row) => row.kind === 'step')
    expect(steps.map(({ step }) => step.id)).toEqual(reviewedIds(preview, true))
    const out = fixRows(preview, false).filter((row) => row.kind === 'step' && row.word === 'Left out')
    expect(out).toHaveLength(fixCounts(preview, false).revokes)
  })
  it('has no REVOKE in its scripts unless asked for, and each step once it is', () => {
    for (const form of ['sql', 'cli'] as const) expect(fixScript(preview, form, false)).not.toMatch(/REVOKE|"remove"/)
    for (const { sql } of preview.revokes.flatMap(({ revokes }) => revokes)) expect(fixScript(preview, 'sql', true)).toContain(sql)
    expect(fixScript(preview, 'rollback', true)).toContain('GRANT')
  })
  it('says so when there is nothing', () => expect(isNothingToFix(fakeFixPreview(fakeAuditFacts('clean')))).toBe(true))
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
