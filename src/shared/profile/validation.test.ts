import { describe, expect, it } from 'vitest'
import type { FieldIssue } from '../connection/connection'
import type { TestReport, VerdictKind } from '../connection-test/report'
import type { Validation } from './profile'
import { nextStepOf, validationOf, VALIDATION_LIFETIME_MS } from './validation'

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
    expect(validationOf({ report, subjectHash: 'same', now: NOW })).toBe(expected)
  })
})

it('names the next thing to do', () => {
  const error = (field: 'host' | 'token') => ({ field, severity: 'error' as const, code: 'x', message: 'x' })
  const next = (validation: Validation, issues: FieldIssue[] = [], report?: TestReport) => nextStepOf({ validation, issues, report })
  expect(next('never-tested', [error('host'), error('token')]).screen).toBe('form')
  expect(next('never-tested', [error('token')])).toEqual({ label: 'Enter the token', screen: 'form' })
  expect(next('stale').screen).toBe('test')
  expect(next('not-validated', [], reportOf('blocked')).label).toBe('See what stands in the way')
  expect(next('not-validated', [], reportOf('not-proven')).label).toBe('See what is not proven yet')
  expect(next('validated').screen).toBe('export')
})
