import { STAGE_TITLES, type StageResult, type StageState, type TestReport } from '#shared/connection-test/report'
import type { Diagnosis } from '#shared/diagnosis/diagnosis'

/** State by sign and word, never by colour. */
const STATES: Record<StageState, string> = {
  waiting: '  waiting',
  running: '… running',
  passed: '✓ passed',
  warning: '! warning',
  failed: '✗ failed',
  'not-set-up': '○ not set up',
  'could-not-check': '? could not check',
}

const lasted = (ms: number | undefined): string => (ms === undefined ? '' : ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`)

/** Server messages repeat themselves over many lines; `--json` has them whole. */
function shortened(message: string): string {
  const line = message.replace(/\s+/g, ' ').trim()
  return line.length > 300 ? `${line.slice(0, 300)}...` : line
}

/** One line for a stage: state, title, time, what was found. */
export function stageLine(stage: StageResult): string {
  const head = `${STATES[stage.state].padEnd(18)} ${STAGE_TITLES[stage.id].padEnd(34)} ${lasted(stage.durationMs).padStart(8)}`
  return `${head}  ${stage.summary}`.trimEnd() + '\n'
}

/** What a person needs to act: what went wrong, why, what to do now with the statement that does it, whom to ask. */
export function diagnosisText(diagnosis: Diagnosis, indent = '    '): string {
  const lines = [diagnosis.title]
  for (const cause of diagnosis.causes) lines.push(`Why: ${cause}`)
  for (const { text, statement, link, ask, action } of diagnosis.fixes) {
    lines.push(`Do this: ${text}`)
    if (action === 'start-warehouse') lines.push('    On the command line: give --start-warehouse.')
    for (const line of statement?.text.trimEnd().split('\n') ?? []) lines.push(`    ${line}`)
    if (link) lines.push(`    ${link.label}: ${link.href}`)
    if (ask) lines.push(`    Or send this to ${ask.whom}:`, ...ask.message.trimEnd().split('\n').map((line) => `    | ${line}`))
  }
  const { evidence } = diagnosis
  const facts = [evidence?.status?.toString(), evidence?.errorCode, evidence?.sqlState, evidence?.requestId && `request ${evidence.requestId}`]
  if (evidence) lines.push(`Evidence: ${[...new Set([...facts, shortened(evidence.message)].filter(Boolean))].join(' · ')}`)
  return lines.map((line) => `${indent}${line.replaceAll('\n', `\n${indent}`)}\n`).join('')
}

/** What comes after the stages; the closing line is the last one. */
export function reportText(report: TestReport): string {
  const parts: string[] = []
  for (const stage of report.stages) {
    const remarks = [...(stage.diagnosis ? [stage.diagnosis] : []), ...stage.improvements]
    if (stage.provedBy) parts.push(`${STAGE_TITLES[stage.id]} could not be checked by itself; "${STAGE_TITLES[stage.provedBy]}" proved it.\n`)
    if (remarks.length === 0) continue
    parts.push(`${STATES[stage.state].trim()}: ${STAGE_TITLES[stage.id]}\n${remarks.map((remark) => diagnosisText(remark)).join('\n')}`)
  }
  const refused = report.tables.reads.filter((read) => read.state !== 'passed')
  if (refused.length > 0) {
    const reads = refused.map((read) => `    ${STATES[read.state].padEnd(18)} ${read.catalog}.${read.schema}.${read.table}${read.diagnosis ? `: ${read.diagnosis.title}` : ''}\n`)
    parts.push(`Tables that could not be read:\n${reads.join('')}`)
  }
  if (report.notProven.length > 0) parts.push(`What this does not prove:\n${report.notProven.map((sentence) => `    ${sentence}\n`).join('')}`)
  parts.push(`${report.verdict.line}\n`)
  return `\n${parts.join('\n')}`
}
