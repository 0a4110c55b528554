import { describe, expect, it } from 'vitest'
import type { ConnectionDetails } from '../connection/connection'
import type { TestReport, VerdictKind } from '../connection-test/report'
import { nextStep, subjectOf, validationOf, VALIDATION_LIFETIME_MS } from './validation'

const NOW = Date.UTC(2026, 10, 23)
const reportOf = (kind: VerdictKind, finishedAt = NOW - 1000, subjectHash = 'same') =>
  ({ subjectHash, finishedAt, verdict: { kind, line: '', obstacles: 0, improvements: 0, unproven: 0 } }) as TestReport

describe('what the last test says today', () => {
  it.each([
    [undefined, 'never-tested'],
    [reportOf('ready'), 'validated'],
    [reportOf('ready', NOW - VALIDATION_LIFETIME_MS), 'validated'],
    [reportOf('ready', NOW - VALIDATION_LIFETIME_MS - 1), 'stale'],
    [reportOf('ready', NOW + 60_000), 'stale'],
    [reportOf('ready', NOW, 'other'), 'changed'],
    [reportOf('not-proven'), 'not-validated'],
    [reportOf('empty'), 'not-validated'],
    [reportOf('blocked'), 'not-validated'],
    [reportOf('cancelled'), 'not-validated'],
  ])('case %#: %o is %s', (report, expected) => {
    expect(validationOf(report, 'same', NOW)).toBe(expected)
  })

  it('counts a form that is no longer sound as changed', () => {
    expect(validationOf(reportOf('ready'), undefined, NOW)).toBe('changed')
  })
})

describe('what a test is about', () => {
  const details: ConnectionDetails = { name: 'a', host: 'h', port: 443, httpPath: '/p', warehouseId: 'w', catalog: 'c', schema: 's' }
  const subject = subjectOf(details, ['t', 'u'], 'sha')

  it('is the same after a rename, and for the same tables in another order', () => {
    expect(subjectOf({ ...details, name: 'b' }, ['U', 't'], 'sha')).toBe(subject)
  })

  it.each<[string, Partial<ConnectionDetails>, string[], string]>([
    ['host', { host: 'i' }, ['t', 'u'], 'sha'],
    ['port', { port: 444 }, ['t', 'u'], 'sha'],
    ['HTTP path', { httpPath: '/q' }, ['t', 'u'], 'sha'],
    ['catalog', { catalog: 'd' }, ['t', 'u'], 'sha'],
    ['schema', { schema: undefined }, ['t', 'u'], 'sha'],
    ['tables', {}, ['t'], 'sha'],
    ['token', {}, ['t', 'u'], 'other'],
  ])('is another one after a change of %s', (_what, change, tables, token) => {
    expect(subjectOf({ ...details, ...change }, tables, token)).not.toBe(subject)
  })
})

it('names the next thing to do', () => {
  expect(nextStep({ validation: 'never-tested', formSound: false, hasToken: false }).screen).toBe('form')
  expect(nextStep({ validation: 'never-tested', formSound: true, hasToken: false })).toEqual({ label: 'Enter the token', screen: 'form' })
  expect(nextStep({ validation: 'stale', formSound: true, hasToken: true }).screen).toBe('test')
  expect(nextStep({ validation: 'validated', formSound: true, hasToken: true }).screen).toBe('export')
})
