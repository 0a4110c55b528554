import type { FieldIssue } from '../connection/connection'
import type { TestReport } from '../connection-test/report'
import type { ProfileView, Validation } from './profile'

/** A proof is about a moment: grants, tokens and networks change. */
export const VALIDATION_LIFETIME_MS = 24 * 60 * 60 * 1000

/**
 * What the last test says today. `subjectHash` is the fingerprint of the connection as it is now (place, tables,
 * identity), to be compared with the one in the report.
 */
export function validationOf({ report, subjectHash, now }: { report: TestReport | undefined; subjectHash: string; now: number }): Validation {
  if (!report) return 'never-tested'
  if (report.subjectHash !== subjectHash) return 'changed'
  if (report.verdict.kind !== 'ready') return 'not-validated'
  const age = now - report.finishedAt
  // A report from the future means that the clock was set back: its age is unknown.
  return age < 0 || age > VALIDATION_LIFETIME_MS ? 'stale' : 'validated'
}

/** The one thing to do next with a connection, from the issues of its form and its last test. */
export function nextStepOf({ validation, issues, report }: { validation: Validation; issues: readonly FieldIssue[]; report: TestReport | undefined }): ProfileView['next'] {
  const errors = issues.filter((issue) => issue.severity === 'error')
  if (errors.some((issue) => issue.field !== 'token')) return { label: 'Complete the connection', screen: 'form' }
  if (errors.length > 0) return { label: 'Enter the token', screen: 'form' }
  switch (validation) {
    case 'never-tested':
      return { label: 'Test the connection', screen: 'test' }
    case 'changed':
      return { label: 'Test again: the connection changed', screen: 'test' }
    case 'stale':
      return { label: 'Test again: the last test is older than a day', screen: 'test' }
    case 'not-validated':
      return { label: report?.verdict.kind === 'blocked' ? 'See what stands in the way' : 'See what is not proven yet', screen: 'test' }
    case 'validated':
      return { label: 'Export for CleverTap', screen: 'export' }
  }
}
