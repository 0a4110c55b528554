import type { Verdict } from '#shared/audit/audit-report'
import type { FixPreview, Simulated } from '#shared/audit/fix-view'
import type { UiState } from '../../shared/ui/StateBadge'
import type { WhatIf } from './fix-store'

export const VERDICT_STATES: Record<Verdict['state'], UiState> = { 'least-privilege': 'ok', 'too-much': 'warning', missing: 'failed', 'not-proven': 'could-not-check' }
export const VERDICT_WORDS: Record<Verdict['state'], string> = { 'least-privilege': 'Least privilege', 'too-much': 'Too much', missing: 'Missing', 'not-proven': 'Not proven' }

export const simulatedOf = (preview: FixPreview | undefined, whatIf: WhatIf): Simulated | undefined =>
  whatIf === 'grants' ? preview?.afterGrants : whatIf === 'chosen' ? preview?.afterChosen : whatIf === 'all' ? preview?.afterAll : undefined

/** What a what-if is called, at the switch and in sentences. */
export const WHAT_IF_WORDS: Record<Exclude<WhatIf, 'now'>, { label: string; after: string }> = {
  grants: { label: 'After grants', after: 'After the grants' },
  chosen: { label: 'After chosen', after: 'After grants and the chosen revokes' },
  all: { label: 'After grants and revokes', after: 'After grants and all revokes' },
}
