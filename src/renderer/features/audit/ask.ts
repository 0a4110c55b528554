import { parseRange } from '#shared/audit/ip-ranges'
import type { AuditSettings, ReportHead } from '#shared/audit/kept-audit'
import type { Policy } from '#shared/audit/policy'
import { readHttpPath } from '#shared/connection/read-http-path'
import type { ProfileView } from '#shared/profile/profile'
import { tokenOf } from '../../shared/tokens-of-view'
import type { AskIssues } from './audit-state'

/** The ranges among the lines, and the first line that is none. */
export function readRanges(text: string): { ranges: string[]; wrong?: { line: number; text: string } } {
  const ranges: string[] = []
  let wrong: { line: number; text: string } | undefined
  text.split(/\r?\n/).forEach((line, index) => {
    const range = line.replace(/#.*/, '').trim()
    if (range === '') return
    if (parseRange(range)) ranges.push(range)
    else wrong ??= { line: index + 1, text: range }
  })
  return wrong ? { ranges, wrong } : { ranges }
}

export const rangeIssue = ({ line, text }: { line: number; text: string }): string => `Line ${line}: “${text}” is no IPv4 address or CIDR range.`

/** Whom an audit is about, where that is not whoever the connection's token belongs to: named, or as `shown` when there is no such token. */
export function principalOf(settings: AuditSettings, view: ProfileView, shown: ReportHead | undefined): string | undefined {
  const named = settings.principal.trim()
  if (named !== '') return named
  return settings.role === 'admin' && !tokenOf(view, 'importer') ? shown?.subject.principal : undefined
}

/** What stands in the way of an audit that is asked for like this. */
export function issuesOf(settings: AuditSettings, view: ProfileView, shown: ReportHead | undefined): AskIssues {
  const issues: AskIssues = {}
  if (view.profile.form.catalog.trim() === '') issues.connection = 'The connection has no catalog yet: an audit compares with what the import of it needs.'
  else if (settings.role === 'importer' && !tokenOf(view, 'importer')) issues.connection = 'The connection has no token yet. Enter it, or ask with an admin’s sign-in.'
  else if (settings.role === 'admin' && !tokenOf(view, 'admin')) issues.connection = 'Enter the admin’s token first, or ask with CleverTap’s own token.'
  else if (settings.role === 'admin' && !tokenOf(view, 'importer') && principalOf(settings, view, shown) === undefined) issues.principal = 'The connection has no token, so it is not known whose it is: name the principal to audit.'
  if (settings.role === 'importer' && settings.principal.trim() !== '') issues.principal = 'CleverTap’s own token sees only itself. Ask with an admin’s sign-in to audit somebody else.'
  const { wrong } = readRanges(settings.sourceRanges)
  if (wrong) issues.sourceRanges = rangeIssue(wrong)
  return issues
}

/** What the import of this connection needs, with the lines drawn as asked. */
export function policyOf(settings: AuditSettings, { profile: { form, tables } }: ProfileView): Policy {
  const { ranges } = readRanges(settings.sourceRanges)
  const { warehouseId } = readHttpPath(form.httpPath)
  return {
    catalog: form.catalog.trim(),
    ...(form.schema.trim() === '' ? {} : { schema: form.schema.trim() }),
    ...(tables.length === 0 ? {} : { tables: [...tables] }),
    ...(warehouseId === undefined ? {} : { warehouse: warehouseId }),
    ...(ranges.length === 0 ? {} : { sourceRanges: ranges }),
    thresholds: settings.thresholds,
    off: settings.off,
  }
}

/** How it is asked for, in one line: stands for the panel while it is closed. */
export function askLine(settings: AuditSettings, view: ProfileView | undefined): string {
  const who = settings.principal.trim() === '' ? 'The identity CleverTap will use' : settings.principal.trim()
  const ranges = readRanges(settings.sourceRanges).ranges.length
  return [
    who,
    settings.role === 'admin' ? `seen with ${tokenOf(view, 'admin') ? 'an admin’s sign-in' : 'an admin’s sign-in (token not entered)'}` : 'seen with its own token',
    ranges === 0 ? 'no source ranges' : `${ranges} source range${ranges === 1 ? '' : 's'}`,
    settings.off.length === 0 ? 'every check' : `${settings.off.length} check${settings.off.length === 1 ? '' : 's'} off`,
  ].join(' · ')
}
