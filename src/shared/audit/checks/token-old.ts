import type { Check } from '../check'
import { TOKENS } from '../doc-links'
import { liveTokens, tokenFinding } from './tokens'
import { DAY, plural } from '../context'

export const tokenOld: Check = {
  id: 'token-old',
  title: 'Token due for rotation',
  severity: 'warning',
  kind: 'warning',
  threshold: 'tokenRotationDays',
  logic: 'A live token is older than the rotation policy.',
  api: 'GET /api/2.0/token-management/tokens, or /api/2.0/token/list for its own',
  meaning: 'The longer a token lives, the more places it may have leaked to.',
  fix: 'Make a new token, put it into CleverTap, delete the old one.',
  docs: TOKENS,
  run(context, report) {
    for (const token of liveTokens(context)) {
      const age = Math.floor((context.facts.at - token.createdAt) / DAY)
      if (age > context.policy.thresholds.tokenRotationDays) report.find(tokenFinding(context, token, `It is ${plural(age, 'day')} old.`, this.fix))
    }
  },
}
