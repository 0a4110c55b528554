import type { AuditReport } from '../audit-report'
import { fixText, pathText, SECTIONS, stamp, statementsOf } from './sections'

/** Names are other people's text: nothing in them may become a link, a picture, HTML or a table cell of its own. */
const md = (text: string): string => text.replace(/[\u0000-\u001f\u007f]+/g, ' ').replace(/[\\`*_{}[\]<>()#!|~&]/g, (character) => (character === '<' ? '&lt;' : character === '>' ? '&gt;' : character === '&' ? '&amp;' : `\\${character}`))

/** A code block that its content can't close. */
function code(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text}\n${fence}`
}

export function renderMarkdown(report: AuditReport): string {
  const out: string[] = ['# Permissions audit', '', `**${md(report.verdict.line)}**`, '', '| | |', '|---|---|', ...stamp(report).map(([label, value]) => `| ${label} | ${md(value)} |`), '']
  for (const { kind, title, empty } of SECTIONS) {
    const found = report.findings.filter((finding) => finding.kind === kind)
    if (found.length === 0 && empty === undefined) continue
    out.push(`## ${title} (${found.length})`, '')
    if (found.length === 0) out.push(empty ?? '', '')
    for (const finding of found) {
      out.push(`### ${md([finding.privilege, finding.securable].filter(Boolean).join(' on '))}`, '', `${finding.severity}, \`${finding.id}\`: ${md(finding.reason)}`, '', `Path: ${md(pathText(finding.path))}`, '', `Fix: ${md(fixText(finding))}`, '')
      const statements = statementsOf(finding)
      if (statements !== '') out.push(code(finding.fix.some(({ sql }) => sql !== undefined) ? 'sql' : 'sh', statements), '')
    }
  }
  out.push(`## Needed and there (${report.needed.length})`, '')
  for (const row of report.needed) out.push(`- ${md(row.privilege)} on ${md(row.securable)}${row.count === undefined ? '' : ` (${row.count.toLocaleString('en')} tables)`}: ${md(pathText(row.path))}`)
  out.push('', `## Not checked (${report.notChecked.length})`, '')
  for (const { what, why, right } of report.notChecked) out.push(`- ${md(what)}: ${md(why)}${right === undefined ? '' : ` (would take: ${md(right)})`}`)
  return `${out.join('\n')}\n`
}
