import type { AuditReport } from '../audit-report'
import { fixText, pathText, SECTIONS, stamp, statementsOf } from './sections'

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const html = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)

const STYLE = `body{font:14px/1.5 system-ui,sans-serif;color:#1b1f24;background:#fff;margin:2rem auto;max-width:60rem;padding:0 1rem}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem;border-bottom:1px solid #c9d1d9}
.verdict{border:1px solid #8c959f;border-left-width:6px;padding:.7rem 1rem;font-weight:600}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #d8dee4}th{width:11rem;font-weight:600}
article{margin:1rem 0;break-inside:avoid}h3{font-size:1rem;margin:0}p{margin:.2rem 0}
pre{background:#f3f5f7;border:1px solid #d8dee4;padding:.5rem;white-space:pre-wrap;overflow-wrap:anywhere;font:12px/1.4 ui-monospace,monospace}
@media print{body{margin:0;max-width:none}}`

/** One file that needs nothing else: no script, no address it would load, printable. */
export function renderHtml(report: AuditReport): string {
  const sections = SECTIONS.flatMap(({ kind, title, empty }) => {
    const found = report.findings.filter((finding) => finding.kind === kind)
    if (found.length === 0 && empty === undefined) return []
    const articles = found.map((finding) => {
      const statements = statementsOf(finding)
      return `<article><h3>${html([finding.privilege, finding.securable].filter(Boolean).join(' on '))}</h3><p>${html(finding.severity)}, <code>${html(finding.id)}</code>: ${html(finding.reason)}</p><p>Path: ${html(pathText(finding.path))}</p><p>Fix: ${html(fixText(finding))}</p>${statements === '' ? '' : `<pre>${html(statements)}</pre>`}</article>`
    })
    return [`<h2>${title} (${found.length})</h2>${found.length === 0 ? `<p>${html(empty ?? '')}</p>` : articles.join('\n')}`]
  })
  const needed = report.needed.map(({ privilege, securable, path, count }) => `<tr><td>${html(privilege)}</td><td>${html(securable)}${count === undefined ? '' : ` (${count.toLocaleString('en')} tables)`}</td><td>${html(pathText(path))}</td></tr>`)
  const unseen = report.notChecked.map(({ what, why, right }) => `<tr><td>${html(what)}</td><td>${html(why)}</td><td>${html(right ?? '')}</td></tr>`)
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><meta name="viewport" content="width=device-width">
<title>Permissions audit of ${html(report.subject.name ?? report.subject.principal)}</title><style>${STYLE}</style></head>
<body><h1>Permissions audit</h1><p class="verdict">${html(report.verdict.line)}</p>
<table>${stamp(report).map(([label, value]) => `<tr><th scope="row">${html(label)}</th><td>${html(value)}</td></tr>`).join('')}</table>
${sections.join('\n')}
<h2>Needed and there (${report.needed.length})</h2><table><tr><th scope="col">Right</th><th scope="col">On</th><th scope="col">Path</th></tr>${needed.join('')}</table>
<h2>Not checked (${report.notChecked.length})</h2><table><tr><th scope="col">What</th><th scope="col">Why</th><th scope="col">Would take</th></tr>${unseen.join('')}</table>
</body></html>
`
}
