import type { AuditReport, Verdict } from '#shared/audit/audit-report'
import { findingKey } from '#shared/audit/finding'
import type { FixPreview, Simulated } from '#shared/audit/kept-audit'
import type { UiState } from '../../shared/ui/StateBadge'
import type { AfterFix } from './finding-rows'
import type { WhatIf } from './fix-store'

export const VERDICT_STATES: Record<Verdict['state'], UiState> = { 'least-privilege': 'ok', 'too-much': 'warning', missing: 'failed', 'not-proven': 'could-not-check' }
export const VERDICT_WORDS: Record<Verdict['state'], string> = { 'least-privilege': 'Least privilege', 'too-much': 'Too much', missing: 'Missing', 'not-proven': 'Not proven' }

export const simulatedOf = (preview: FixPreview | undefined, whatIf: WhatIf): Simulated | undefined =>
  whatIf === 'grants' ? preview?.afterGrants : whatIf === 'all' ? preview?.afterAll : undefined

/** The findings as they would be: what stays, and what is new. */
export function afterFix(report: AuditReport, simulated: Simulated): AfterFix {
  const gone = new Set(simulated.findingsGone.map(findingKey))
  return {
    findings: [...simulated.findingsNew, ...report.findings.filter((finding) => !gone.has(findingKey(finding)))],
    needed: simulated.needed,
    newKeys: new Set(simulated.findingsNew.map(findingKey)),
  }
}
