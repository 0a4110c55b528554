import type { Check } from '../check'
import { TOKENS } from '../doc-links'
import { liveTokens, tokenFinding } from './tokens'
import { DAY, plural } from '../context'

export const tokenShort: Check = {
  id: 'token-short',
  title: 'Token made for a short time',
  severity: 'info',
  kind: 'information',
  threshold: 'tokenShortDays',
  logic: 'A live token was made for fewer days than the threshold, and the workspace does not force that.',
  api: 'GET /api/2.0/token-management/tokens, or /api/2.0/token/list for its own',
  meaning: 'It must be replaced often. Shorter is safer; this is information only.',
  fix: 'Nothing, or a longer lifetime if replacing it is a burden.',
  docs: TOKENS,
  run(context, report) {
    const { facts, policy } = context
    const most = facts.maxTokenLifetimeDays.known ? facts.maxTokenLifetimeDays.value : 0
    if (most > 0 && most < policy.thresholds.tokenShortDays) return
    for (const token of liveTokens(context)) {
      const days = Math.round((token.expiresAt - token.createdAt) / DAY)
      if (token.expiresAt >= 0 && days < policy.thresholds.tokenShortDays) report.find(tokenFinding(context, token, `It was made for ${plural(days, 'day')}.`, this.fix))
    }
  },
}
