import { describe, expect, it } from 'vitest'
import type { PermissionCheck, PermissionReport } from '#shared/discovery/discovery'
import { grantScript, permissionRows, permissionSummary, permissionTable, showScript } from './permission-rows'

const check = (more: Partial<PermissionCheck>): PermissionCheck => ({
  privilege: 'SELECT', securableType: 'TABLE', securable: 'c.s.t', state: 'granted', source: 'granted on schema c.s', via: 'inherited', showStatement: 'SHOW GRANTS ON TABLE `c`.`s`.`t`', ...more,
})
const report = (checks: PermissionCheck[], readable = { proved: 1, total: 1 }): PermissionReport => ({ principal: 'p', askedAs: 'importer', checks, readable, notChecked: [] })

describe('permissionSummary', () => {
  it('counts what is missing', () => {
    expect(permissionSummary(report([check({}), check({ state: 'missing' })]))).toMatchObject({ tone: 'failed', line: '1 privilege is missing' })
  })
  it('does not call unknown rights fine', () => {
    expect(permissionSummary(report([check({ state: 'could-not-check' })])).tone).toBe('could-not-check')
    expect(permissionSummary(report([])).tone).toBe('could-not-check')
  })
  it('takes a proved read for an answer', () => {
    expect(permissionSummary(report([check({ state: 'proved', via: 'hidden' })], { proved: 5, total: 5 }))).toEqual({
      tone: 'ok', line: 'Everything the import needs is there', detail: '5 of 5 tables were read as a proof.',
    })
  })
})

it('says in words that a read was proved through a grant nobody here may see', () => {
  const [row] = permissionRows([check({ state: 'proved', source: 'through a grant this identity may not see' })])
  expect([row?.word, row?.source]).toEqual(['Can read (proved)', 'through a grant this identity may not see'])
})

it('offers a grant only where something is missing, each statement once', () => {
  const missing = check({ state: 'missing', grantStatement: 'GRANT SELECT ON SCHEMA `c`.`s` TO `p`' })
  expect(grantScript([missing, { ...missing, securable: 'c.s.u' }, check({ grantStatement: 'GRANT X' })])).toBe('GRANT SELECT ON SCHEMA `c`.`s` TO `p`;')
  expect(permissionRows([check({ grantStatement: 'GRANT X' })])[0]?.grantStatement).toBeUndefined()
})

it('shows proved rows under what is there', () => {
  const checks = [check({ state: 'proved' }), check({ state: 'missing', securable: 'c.s.u' })]
  expect(permissionRows(checks, 'granted').map((row) => row.securable)).toEqual(['c.s.t'])
  expect(permissionRows(checks, 'all', 'S.U').map((row) => row.word)).toEqual(['Missing'])
})

it('copies a table that stays a table when a source has tabs and line ends', () => {
  const text = permissionTable(report([check({ source: 'a\tb\nc' })]))
  expect(text.split('\n').map((line) => line.split('\t').length)).toEqual([5, 5])
})

it('ends each statement once', () => {
  expect(showScript([check({}), check({ showStatement: 'SHOW GRANTS ON CATALOG `c`;' })])).toBe('SHOW GRANTS ON TABLE `c`.`s`.`t`;\nSHOW GRANTS ON CATALOG `c`;')
})
