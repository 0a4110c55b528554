import type { ConnectionDetails } from '../connection/connection'
import type { TestReport } from '../connection-test/report'
import type { ProfileView, Validation } from './profile'

/** A proof is about a moment: grants, tokens and networks change. */
export const VALIDATION_LIFETIME_MS = 24 * 60 * 60 * 1000

/**
 * What the last test says today. `subjectHash` is the hash of `subjectOf` for the connection as it is now; `undefined`
 * when the form is not sound or no token is there, which differs from anything that was tested.
 */
export function validationOf(report: TestReport | undefined, subjectHash: string | undefined, now: number): Validation {
  if (!report) return 'never-tested'
  if (report.subjectHash !== subjectHash) return 'changed'
  if (report.verdict.kind !== 'ready') return 'not-validated'
  const age = now - report.finishedAt
  // A report from the future means that the clock was set back: its age is unknown.
  return age < 0 || age > VALIDATION_LIFETIME_MS ? 'stale' : 'validated'
}

/**
 * What a test is about, as canonical text to be hashed: where, which tables, and by the fingerprint of the token as whom.
 * The connection's name is left out, for renaming changes nothing that was tested; so does the order of the tables.
 */
export function subjectOf(details: ConnectionDetails, tables: readonly string[], tokenSha: string): string {
  const { host, port, httpPath, catalog, schema } = details
  return JSON.stringify([
    'subject-1',
    host,
    port,
    httpPath,
    catalog.toLowerCase(),
    schema?.toLowerCase() ?? null,
    [...new Set(tables.map((table) => table.toLowerCase()))].sort(),
    tokenSha,
  ])
}

/** The one thing to do next with a connection. `formSound`: no field has an error; `hasToken`: its token is at hand. */
export function nextStep(state: { validation: Validation; formSound: boolean; hasToken: boolean }): ProfileView['next'] {
  if (!state.formSound) return { label: 'Complete the connection', screen: 'form' }
  if (!state.hasToken) return { label: 'Enter the token', screen: 'form' }
  switch (state.validation) {
    case 'never-tested':
      return { label: 'Test the connection', screen: 'test' }
    case 'changed':
      return { label: 'Test again: the connection changed', screen: 'test' }
    case 'stale':
      return { label: 'Test again: the last test is older than a day', screen: 'test' }
    case 'not-validated':
      return { label: 'See what stands in the way', screen: 'test' }
    case 'validated':
      return { label: 'Export for CleverTap', screen: 'export' }
  }
}
