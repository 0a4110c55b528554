import type { Check } from '../check'
import { TOKENS } from '../doc-links'
import { liveTokens, tokenFinding } from './tokens'
import { DAY, plural } from '../context'

export const tokenUnused: Check = {
  id: 'token-unused',
  title: 'Token not used for long',
  severity: 'warning',
  kind: 'warning',
  threshold: 'tokenUnusedDays',
  logic: 'A live token was last used more days ago than the threshold.',
  api: 'GET /api/2.0/token-management/tokens, or /api/2.0/token/list for its own',
  meaning: 'Databricks revokes a token silently after 90 days without use.',
  fix: 'Use it, or delete it.',
  docs: TOKENS,
  run(context, report) {
    for (const token of liveTokens(context)) {
      if (token.lastUsedAt === undefined) continue
      const idle = Math.floor((context.facts.at - token.lastUsedAt) / DAY)
      if (idle > context.policy.thresholds.tokenUnusedDays) report.find(tokenFinding(context, token, `It was last used ${plural(idle, 'day')} ago; Databricks revokes it at 90.`, this.fix))
    }
  },
}
