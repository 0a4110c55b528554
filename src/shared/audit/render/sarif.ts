import type { AuditReport } from '../audit-report'
import { CHECKS } from '../checks/all'
import { findingKey } from '../finding'
import { pathText, fixText } from './sections'

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const

/**
 * SARIF 2.1.0 (OASIS) for code-scanning dashboards. A finding has no line in a file: it sits at a logical location, the
 * securable. Dashboards that insist on a file get one artifact that stands for the workspace.
 */
export function renderSarif(report: AuditReport): string {
  const { scope, subject } = report
  const cloud = scope.cloud === 'unknown' ? 'aws' : scope.cloud
  const index = new Map(CHECKS.map(({ id }, at) => [id, at]))
  const artifact = `databricks/${encodeURIComponent(scope.host)}/${encodeURIComponent(scope.catalog)}`
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Databricks setup assistant for CleverTap',
            rules: CHECKS.map((check) => ({
              id: check.id, name: check.id.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(''),
              shortDescription: { text: check.title }, fullDescription: { text: `${check.logic} ${check.meaning}` },
              help: { text: check.fix }, helpUri: check.docs[cloud], defaultConfiguration: { level: LEVELS[check.severity] }, properties: { kind: check.kind, api: check.api },
            })),
          },
        },
        invocations: [{
          executionSuccessful: true, endTimeUtc: scope.at,
          toolExecutionNotifications: report.notChecked.map(({ what, why, right }) => ({ level: 'note', message: { text: `Not checked: ${what}. ${why}.${right === undefined ? '' : ` Would take: ${right}.`}` } })),
        }],
        properties: { identity: subject.principal, host: scope.host, catalog: scope.catalog, schema: scope.schema, caller: scope.caller.principal, verdict: report.verdict.line },
        results: report.findings.map((finding) => ({
          ruleId: finding.id, ruleIndex: index.get(finding.id) ?? -1, level: LEVELS[finding.severity],
          message: { text: `${finding.reason} Path: ${pathText(finding.path)}. Fix: ${fixText(finding)}` },
          locations: [{
            physicalLocation: { artifactLocation: { uri: artifact }, region: { startLine: 1 } },
            logicalLocations: [{ name: finding.securable, fullyQualifiedName: `${finding.securableType} ${finding.securable}`, kind: 'resource' }],
          }],
          partialFingerprints: { 'audit/v1': `${subject.principal}|${findingKey(finding)}` },
        })),
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}
