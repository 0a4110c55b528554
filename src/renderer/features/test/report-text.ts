import type { Diagnosis } from '#shared/diagnosis/diagnosis'
import { STAGE_IDS, STAGE_TITLES, type StageResult, type TestReport } from '#shared/connection-test/report'
import { durationText, utcTimeText } from '../../shared/time-text'
import { stateWord } from './stage-rows'

const indent = (lines: readonly string[], by: string): string[] => lines.flatMap((line) => line.split('\n')).map((line) => `${by}${line}`)

function diagnosisLines(diagnosis: Diagnosis): string[] {
  const { evidence } = diagnosis
  const facts = evidence
    ? [
        evidence.status !== undefined ? `HTTP status ${evidence.status}` : '',
        evidence.errorCode ? `code ${evidence.errorCode}` : '',
        evidence.sqlState ? `SQLSTATE ${evidence.sqlState}` : '',
        evidence.requestId ? `request id ${evidence.requestId}` : '',
      ].filter(Boolean)
    : []
  return [
    `${diagnosis.title} [${diagnosis.category}, confidence ${diagnosis.confidence}]`,
    ...diagnosis.causes.map((cause) => `  Cause: ${cause}`),
    ...diagnosis.fixes.flatMap((fix) => [`  Do: ${fix.text}`, ...(fix.statement ? indent([fix.statement.text], '      ') : [])]),
    ...(evidence?.message ? indent([`Answer: ${evidence.message}`], '  ') : []),
    ...(facts.length > 0 ? [`  Evidence: ${facts.join(', ')}`] : []),
  ]
}

function stageLines(stage: StageResult, number: number): string[] {
  const time = stage.durationMs === undefined ? '' : ` (${durationText(stage.durationMs)})`
  return [
    `${String(number).padStart(2)}. ${stateWord(stage.state)}: ${STAGE_TITLES[stage.id]}${time}${stage.summary ? ` - ${stage.summary}` : ''}`,
    ...(stage.provedBy ? [`    Proved anyway by: ${STAGE_TITLES[stage.provedBy]}`] : []),
    ...stage.evidence.flatMap((fact) => indent([`${fact.label}: ${fact.value}`], '    ')),
    ...(stage.diagnosis ? indent(diagnosisLines(stage.diagnosis), '    ') : []),
    ...stage.improvements.flatMap((one) => indent(['To improve:', ...diagnosisLines(one)], '    ')),
  ]
}

/**
 * The whole report as plain text for a ticket. A report carries no token by contract; `redact` is the second net and
 * runs over the finished text.
 */
export function reportText(report: TestReport, redact: (text: string) => string): string {
  const { connection, identity, tables } = report
  const passed = tables.reads.filter((read) => read.state === 'passed').length
  const lines = [
    `Databricks connection test: ${report.verdict.line}`,
    '',
    ...(connection
      ? [
          `Connection: ${connection.name}`,
          `Host:       ${connection.host}:${connection.port}`,
          `HTTP Path:  ${connection.httpPath}`,
          `Catalog:    ${connection.catalog}`,
          `Schema:     ${connection.schema ?? '(not set)'}`,
        ]
      : ['Connection: the form is not complete']),
    `Tested as:  ${identity ? `${identity.principal}${identity.displayName ? ` (${identity.displayName})` : ''}, ${identity.kind}` : 'not known'}`,
    `Tested at:  ${utcTimeText(report.startedAt)}, took ${durationText(report.finishedAt - report.startedAt)}`,
    `Tested on:  ${report.testedFrom.computer} with ${report.testedFrom.program}`,
    `Run id:     ${report.runId}`,
    '',
    'Stages',
    ...report.stages.flatMap((stage) => stageLines(stage, STAGE_IDS.indexOf(stage.id) + 1)),
    '',
    `Tables read: ${passed} of ${tables.chosen} chosen, ${tables.visible} visible`,
    ...tables.reads.flatMap((read) => [
      `  ${read.state === 'passed' ? 'OK' : read.state === 'failed' ? 'Failed' : 'Could not check'}: ${read.catalog}.${read.schema}.${read.table} (${durationText(read.durationMs)})`,
      ...(read.diagnosis ? indent(diagnosisLines(read.diagnosis), '    ') : []),
    ]),
    '',
    'What this does not prove',
    ...report.notProven.map((sentence) => `- ${sentence}`),
    '',
  ]
  return redact(lines.join('\n'))
}
