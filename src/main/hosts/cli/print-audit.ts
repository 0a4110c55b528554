import type { AuditReport, Verdict } from '#shared/audit/audit-report'
import type { Finding } from '#shared/audit/finding'

/** How many rows of a kind are written out; the formats for machines have them all. */
const MOST_ROWS = 40

const MARK: Record<Verdict['state'], string> = { 'least-privilege': '✓', 'too-much': '!', missing: '✗', 'not-proven': '?' }
const arrow = (path: Finding['path']): string => path.map(({ name }) => name).join(' -> ')
const what = ({ privilege, securableType, securable }: Pick<Finding, 'privilege' | 'securableType' | 'securable'>): string =>
  [privilege, privilege === '' ? '' : 'on', securableType.toLowerCase(), securable].filter((part) => part !== '').join(' ')

function findingText(finding: Finding): string {
  const lines = [`  ${what(finding)}${finding.count !== undefined && finding.count > 1 ? ` (${finding.count})` : ''}   [${finding.id}]`, `      ${finding.reason}`]
  if (finding.path.length > 1) lines.push(`      Path: ${arrow(finding.path)}`)
  for (const { text, sql, cli } of finding.fix) {
    lines.push(`      Do this: ${text}`)
    const statement = sql ?? cli
    if (statement !== undefined) lines.push(...statement.trimEnd().split('\n').map((line) => `        ${line}`))
  }
  return lines.map((line) => `${line}\n`).join('')
}

function section(title: string, rows: readonly string[]): string {
  if (rows.length === 0) return ''
  const more = rows.length > MOST_ROWS ? `  ... and ${rows.length - MOST_ROWS} more: use --format json or html.\n` : ''
  return `${title} (${rows.length})\n${rows.slice(0, MOST_ROWS).join('')}${more}\n`
}

/** For people: what is missing, what is needed and there, what is too much, what was not checked; the verdict comes last. */
export function auditText(report: AuditReport): string {
  const { subject, scope, verdict, findings, needed, notChecked, requests } = report
  const of = (...kinds: Finding['kind'][]): string[] => findings.filter(({ kind }) => kinds.includes(kind)).map(findingText)
  const identity = subject.name === undefined ? subject.principal : `${subject.name} (${subject.principal})`
  const place = scope.schema === undefined ? scope.catalog : `${scope.catalog}.${scope.schema}`
  const there = needed.map(({ privilege, securableType, securable, path, count }) => `  ${what({ privilege, securableType, securable })}${count !== undefined && count > 1 ? ` (${count})` : ''}: ${arrow(path)}\n`)
  return [
    `Audit of ${identity} for ${place} at ${scope.at}, seen by ${scope.caller.name ?? scope.caller.principal}${scope.caller.as === 'self' ? ' itself' : ''}, ${requests} requests.\n\n`,
    section('Missing', of('missing')),
    section('Needed and there', there),
    section('Too much', of('excess')),
    section('Shared with everybody', of('shared')),
    section('Worth mending', of('warning')),
    section('Good to know', of('information')),
    section('Not checked', notChecked.map(({ what: row, why, right }) => `  ${row}: ${why}.${right === undefined ? '' : ` It takes: ${right}.`}\n`)),
    `${MARK[verdict.state]} ${verdict.line}\n`,
  ].join('')
}
